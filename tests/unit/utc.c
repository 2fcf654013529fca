/* SPDX-License-Identifier: GPL-3.0-or-later */
/* utc.c - times against the C library's own calendar. */
#include "tests/unit/unit.h"

#include <time.h>

#include "core/base/utc.h"

static void as_the_c_library_has_it(void **state)
{
    (void)state;
    for (int64_t seconds = 0; seconds <= UTC_MOST; seconds += 86400 * INT64_C(13) + 3671) {
        char expected[UTC_TEXT_MAX], printed[UTC_TEXT_MAX];
        time_t time = (time_t)seconds;
        struct tm parts;
        int64_t read;
        uint32_t day;
        gmtime_r(&time, &parts);
        strftime(expected, sizeof expected, "%Y-%m-%dT%H:%M:%SZ", &parts);
        utc_print(seconds, printed);
        assert_string_equal(printed, expected);
        assert_int_equal(utc_parse(printed, strlen(printed), &read), HS_OK);
        assert_int_equal(read, seconds);
        assert_int_equal(utc_parse_day(printed, 10, &day), HS_OK);
        assert_int_equal(day, (parts.tm_year + 1900) * 10000 + (parts.tm_mon + 1) * 100 + parts.tm_mday);
        utc_print_day(day, printed);
        assert_memory_equal(printed, expected, 10);
    }
}

static void what_is_no_time_is_refused(void **state)
{
    static const char *const bad[] = { "",
                                       "2026",
                                       "2026-02-29",
                                       "2026-13-01",
                                       "2026-00-10",
                                       "2026-01-00",
                                       "2026-04-31",
                                       "1969-12-31",
                                       "2026-1-01",
                                       "2026-01-01 00:00:00Z",
                                       "2026-01-01T24:00:00Z",
                                       "2026-01-01T00:60:00Z",
                                       "2026-01-01T00:00:60Z",
                                       "2026-01-01T00:00:00",
                                       "2026-01-01T00:00:00+",
                                       "2026-01-01T00:00:00ZZ",
                                       "+026-01-01",
                                       "2026/01/01" };
    int64_t seconds = 7;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(utc_parse(bad[i], strlen(bad[i]), &seconds), HS_INVALID);
    assert_int_equal(seconds, 7);
    assert_int_equal(utc_parse("2024-02-29", 10, &seconds), HS_OK);
    assert_int_equal(utc_day_valid(21000229), 0);
    assert_int_equal(utc_day_valid(20000229), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(as_the_c_library_has_it), cmocka_unit_test(what_is_no_time_is_refused) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
