/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "core/base/decimal.h"
#include "core/base/file.h"

enum { TEXT_SIZE = 512, TABLE_MOST = 1024 * 1024 };

static void read_as(const char *text, enum decimal_style style, const char *expected)
{
    struct decimal value;
    struct hs_why why = { 0 };
    char out[TEXT_SIZE];
    decimal_init(&value);
    enum hs_status status = decimal_parse(text, strlen(text), style, &value, &why);
    if (!expected) {
        assert_int_equal(status, HS_INVALID);
        assert_non_null(strstr(why.text, text));
    } else {
        if (status != HS_OK)
            fail_msg("%s: %s", text, why.text);
        decimal_print(&value, out, sizeof out);
        assert_string_equal(out, expected);
    }
    decimal_clear(&value);
}

static void both_marks_are_read(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        { "0", "0" },
        { "1.50", "1.50" },
        { "1,5", "1.5" },
        { "-12.5", "-12.5" },
        { "+7", "7" },
        { ".5", "0.5" },
        { "0,125", "0.125" },
        { "0.125", "0.125" },
        { "1,234.50", "1234.50" },
        { "1.234,50", "1234.50" },
        { "1 234 567", "1234567" },
        { "1\xc2\xa0"
          "234,5",
          "1234.5" },
        { "1'234.5", "1234.5" },
        { "1,234,567", "1234567" },
        { "1.234.567,8", "1234567.8" },
        { "1234,567", "1234.567" },
        { "007", "7" },
        { "12,34567", "12.34567" },
        { "1000000000000000000000000000000", "1000000000000000000000000000000" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        read_as(pairs[i][0], DECIMAL_EITHER, pairs[i][1]);
}

static void a_known_style_decides(void **state)
{
    (void)state;
    read_as("1,234", DECIMAL_POINT, "1234");
    read_as("1.234", DECIMAL_POINT, "1.234");
    read_as("1,234", DECIMAL_COMMA, "1.234");
    read_as("1.234", DECIMAL_COMMA, "1234");
    read_as("2,765.00", DECIMAL_POINT, "2765.00");
    read_as("1,5", DECIMAL_POINT, NULL);
}

static void ambiguous_and_broken_texts_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = { "1,234", "12.345", "123,456", "1,23,456", "1.2.3",     "1,234.5,6", "12 34",      "1  234",
                                       "5.",    ",",      "-",       "",         "1e5",       "0x10",      "1,,2",       "1.234,567.8",
                                       "nan",   "--1",    "1-",      "\xd9\xa1", "1,234 567", " 5",        "012,345,678" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        read_as(bad[i], DECIMAL_EITHER, NULL);
}

static void a_runaway_number_is_too_large(void **state)
{
    (void)state;
    char text[DECIMAL_DIGITS_MAX + 2];
    struct decimal value;
    struct hs_why why;
    memset(text, '9', sizeof text);
    decimal_init(&value);
    assert_int_equal(decimal_parse(text, DECIMAL_DIGITS_MAX, DECIMAL_EITHER, &value, &why), HS_OK);
    assert_int_equal(decimal_parse(text, DECIMAL_DIGITS_MAX + 1, DECIMAL_EITHER, &value, &why), HS_TOO_LARGE);
    decimal_clear(&value);
}

static void division_by_zero_says_so(void **state)
{
    (void)state;
    struct decimal one, zero;
    struct hs_why why;
    decimal_init(&one);
    decimal_init(&zero);
    decimal_set_integer(&one, 1, 0);
    assert_int_equal(decimal_divide(&one, &one, &zero, 2, DECIMAL_HALF_UP, &why), HS_INVALID);
    assert_non_null(strstr(why.text, "zero"));
    decimal_set_integer(&zero, 3, 0);
    assert_int_equal(decimal_divide(&one, &one, &zero, DECIMAL_SCALE_MAX + 1, DECIMAL_HALF_UP, &why), HS_TOO_LARGE);
    decimal_clear(&one);
    decimal_clear(&zero);
}

static void integers_of_every_size_are_taken(void **state)
{
    (void)state;
    static const struct {
        int64_t integer;
        uint32_t scale;
        const char *text;
    } cases[] = {
        { INT64_MIN, 3, "-9223372036854775.808" }, { INT64_MAX, 0, "9223372036854775807" }, { 0, 2, "0.00" }, { -5, 2, "-0.05" }, { 150, 2, "1.50" }
    };
    struct decimal value;
    char out[TEXT_SIZE];
    decimal_init(&value);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        decimal_set_integer(&value, cases[i].integer, cases[i].scale);
        assert_int_equal(decimal_print(&value, out, sizeof out), strlen(cases[i].text));
        assert_string_equal(out, cases[i].text);
    }
    decimal_trim(&value);
    assert_int_equal(decimal_print(&value, out, 3), 3); /* cut, the whole length told */
    assert_string_equal(out, "1.");
    decimal_clear(&value);
}

static enum decimal_rounding rounding_named(const char *name)
{
    static const char *const names[] = { "half-up", "half-even", "down", "up" };
    for (int i = 0; i < 4; i++)
        if (strcmp(names[i], name) == 0)
            return (enum decimal_rounding)i;
    fail_msg("no rounding \"%s\"", name);
    return DECIMAL_UP;
}

static void check_row(char cell[6][TEXT_SIZE], size_t line)
{
    struct decimal a, b, result;
    struct hs_why why;
    char out[TEXT_SIZE];
    uint32_t scale = (uint32_t)strtoul(cell[3], NULL, 10);
    decimal_init(&a);
    decimal_init(&b);
    decimal_init(&result);
    assert_int_equal(decimal_parse(cell[1], strlen(cell[1]), DECIMAL_POINT, &a, &why), HS_OK);
    if (cell[2][0])
        assert_int_equal(decimal_parse(cell[2], strlen(cell[2]), DECIMAL_POINT, &b, &why), HS_OK);
    if (strcmp(cell[0], "round") == 0)
        decimal_round(&result, &a, scale, rounding_named(cell[4]));
    else if (strcmp(cell[0], "divide") == 0)
        assert_int_equal(decimal_divide(&result, &a, &b, scale, rounding_named(cell[4]), &why), HS_OK);
    else if (strcmp(cell[0], "add") == 0)
        decimal_add(&result, &a, &b);
    else if (strcmp(cell[0], "subtract") == 0)
        decimal_subtract(&result, &a, &b);
    else if (strcmp(cell[0], "multiply") == 0)
        decimal_multiply(&result, &a, &b);
    else
        decimal_set_integer(&result, decimal_compare(&a, &b), 0);
    decimal_print(&result, out, sizeof out);
    if (strcmp(out, cell[5]) != 0)
        fail_msg("line %zu: %s %s %s is %s, Python says %s", line, cell[0], cell[1], cell[2], out, cell[5]);
    decimal_clear(&a);
    decimal_clear(&b);
    decimal_clear(&result);
}

static void python_agrees(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct hs_why why;
    char path[4096], *bytes;
    const char *line;
    size_t size, length, rows = 0;
    snprintf(path, sizeof path, "%s/tests/unit/decimal.tsv", getenv("srcdir"));
    if (file_read(path, TABLE_MOST, &arena, &bytes, &size, &why) != HS_OK)
        fail_msg("%s", why.text);
    struct lines lines = lines_of(bytes, size);
    while (lines_next(&lines, &line, &length)) {
        struct cell cells[6];
        char cell[6][TEXT_SIZE];
        assert_int_equal(cells_of(line, length, cells, 6), 6);
        for (int i = 0; i < 6; i++)
            snprintf(cell[i], sizeof cell[i], "%.*s", (int)cells[i].length, cells[i].text);
        check_row(cell, lines.number);
        rows++;
    }
    assert_true(rows > 1000);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_marks_are_read),
        cmocka_unit_test(a_known_style_decides),
        cmocka_unit_test(ambiguous_and_broken_texts_are_refused),
        cmocka_unit_test(a_runaway_number_is_too_large),
        cmocka_unit_test(division_by_zero_says_so),
        cmocka_unit_test(integers_of_every_size_are_taken),
        cmocka_unit_test(python_agrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
