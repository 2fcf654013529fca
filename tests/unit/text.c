/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "core/base/arena.h"
#include "core/base/file.h"
#include "core/base/text.h"

static void input_is_checked(void **state)
{
    (void)state;
    static char big[TEXT_DESCRIPTION_MAX + 2];
    struct hs_why why;
    memset(big, 'a', sizeof big);
    assert_int_equal(text_check("ağ şokolad", strlen("ağ şokolad"), "argument 1", &why), HS_OK);
    assert_int_equal(text_check("a\0b", 3, "argument 1", &why), HS_INVALID);
    assert_non_null(strstr(why.text, "NUL"));
    assert_int_equal(text_check("abc\xc3(", 5, "line 7", &why), HS_INVALID);
    assert_non_null(strstr(why.text, "line 7"));
    assert_non_null(strstr(why.text, "offset 3"));
    assert_int_equal(text_check(" \t ", 3, "argument 1", &why), HS_VAGUE);
    assert_int_equal(text_check("", 0, "argument 1", &why), HS_VAGUE);
    assert_int_equal(text_check(big, TEXT_DESCRIPTION_MAX, "argument 1", &why), HS_OK);
    assert_int_equal(text_check(big, TEXT_DESCRIPTION_MAX + 1, "argument 1", &why), HS_TOO_LARGE);
}

static void messages_hold_no_control_characters(void **state)
{
    (void)state;
    struct hs_why why;
    char longest[2000];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    hs_fail(&why, HS_INVALID, "file \033[2J\n: %s", "\a");
    assert_string_equal(why.text, "file ?[2J?: ?");
    hs_fail(&why, HS_INVALID, "%s", longest);
    assert_int_equal(strlen(why.text), sizeof why.text - 1);
    for (size_t shift = 0; shift < 4; shift++) { /* a cut never leaves half a character */
        memset(longest, 'x', sizeof why.text - 1 - shift);
        strcpy(longest + sizeof why.text - 1 - shift, "əəə");
        hs_fail(&why, HS_INVALID, "%s", longest);
        assert_int_equal(text_first_invalid(why.text, strlen(why.text)), strlen(why.text));
        assert_true(strlen(why.text) >= sizeof why.text - 4);
    }
}

static void screens_are_safe(void **state)
{
    (void)state;
    char out[64];
    text_for_screen("a\033[31mb\xe2\x80\xae" "c\x7f", strlen("a\033[31mb\xe2\x80\xae" "c\x7f"), out, sizeof out);
    assert_string_equal(out, "a?[31mb?c?");
    assert_int_equal(text_for_screen("ağ", 3, out, 3), 1); /* no room for the second character */
    assert_string_equal(out, "a");
}

static void lines_know_their_numbers(void **state)
{
    (void)state;
    static const char bytes[] = "\xef\xbb\xbf" "one\r\n\ntwo";
    struct lines lines = lines_of(bytes, sizeof bytes - 1);
    const char *line;
    size_t length;
    assert_true(lines_next(&lines, &line, &length));
    assert_int_equal(length, 3);
    assert_memory_equal(line, "one", 3);
    assert_true(lines_next(&lines, &line, &length));
    assert_int_equal(length, 0);
    assert_true(lines_next(&lines, &line, &length));
    assert_int_equal(lines.number, 3);
    assert_memory_equal(line, "two", 3);
    assert_false(lines_next(&lines, &line, &length));
}

static void arenas_are_aligned_and_zeroed(void **state)
{
    (void)state;
    struct arena arena = { NULL };
    for (size_t size = 1; size < 300000; size = size * 3 + 1) {
        unsigned char *bytes = arena_take(&arena, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(bytes[i], 0);
        memset(bytes, 0xff, size);
    }
    assert_null(arena_take(&arena, SIZE_MAX));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(input_is_checked), cmocka_unit_test(messages_hold_no_control_characters),
                                        cmocka_unit_test(screens_are_safe), cmocka_unit_test(lines_know_their_numbers),
                                        cmocka_unit_test(arenas_are_aligned_and_zeroed) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
