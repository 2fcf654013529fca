/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "core/goods/code.h"

static struct code parsed(const char *text)
{
    struct code code;
    struct hs_why why;
    assert_int_equal(code_parse(text, strlen(text), &code, &why), HS_OK);
    return code;
}

static void typography_is_accepted(void **state)
{
    (void)state;
    static const char *const same[] = { "1704903000", "1704 90 300 0", "1704.90.30.00", " 17 04 90 30 00" };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_string_equal(parsed(same[i]).digits, "1704903000");
    assert_string_equal(parsed("0101").digits, "0101"); /* a leading zero stays */
}

static void nonsense_is_refused_and_named(void **state)
{
    (void)state;
    static const char *const bad[] = { "", "1", "170", "17x4", "17-04", "1234567890123", "..", "١٧٠٤" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct code code;
        struct hs_why why = { 0 };
        assert_int_equal(code_parse(bad[i], strlen(bad[i]), &code, &why), HS_INVALID);
        assert_non_null(strstr(why.text, bad[i]));
    }
}

static void printing_spaces_the_groups(void **state)
{
    (void)state;
    static const char *const pairs[][2] = { { "1704903000", "1704 90 300 0" }, { "170490", "1704 90" }, { "1704", "1704" }, { "17", "17" }, { "320611000123", "3206 11 000 123" } };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char out[CODE_PRINT_MAX];
        struct code code = parsed(pairs[i][0]);
        code_print(&code, CODE_SPACED, out);
        assert_string_equal(out, pairs[i][1]);
        assert_string_equal(parsed(out).digits, pairs[i][0]); /* and reads back */
        code_print(&code, CODE_PLAIN, out);
        assert_string_equal(out, pairs[i][0]);
    }
}

static void parents_follow_the_levels(void **state)
{
    (void)state;
    static const char *const pairs[][2] = { { "170490300012", "1704903000" }, { "1704903000", "17049030" }, { "17049030", "170490" }, { "170490", "1704" },
                                            { "1704", "17" }, { "17", "" } };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct code code = parsed(pairs[i][0]), parent = code_parent(&code);
        assert_string_equal(parent.digits, pairs[i][1]);
        assert_true(code_within(&code, &parent));
    }
}

static void padding_is_seen(void **state)
{
    (void)state;
    struct code padded = parsed("1806200000"), whole = parsed("1704903000"), heading = parsed("1800000000");
    assert_int_equal(code_unpadded_length(&padded), 6);
    assert_int_equal(code_unpadded_length(&whole), 8);
    assert_int_equal(code_unpadded_length(&heading), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(typography_is_accepted), cmocka_unit_test(nonsense_is_refused_and_named),
                                        cmocka_unit_test(printing_spaces_the_groups), cmocka_unit_test(parents_follow_the_levels),
                                        cmocka_unit_test(padding_is_seen) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
