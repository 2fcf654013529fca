/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "core/goods/tree.h"

static const char TEXT[] = "\0Sugars\0White chocolate";
enum { SUGARS = 1, WHITE = 8 };

static struct tree_record record(const char *digits, uint32_t title)
{
    struct tree_record made = { .flags = TREE_WRITTEN };
    strcpy(made.code.digits, digits);
    made.title[TREE_EN] = title;
    return made;
}

static void *make(struct tree *tree, size_t *size)
{
    struct tree_record records[] = { record("17", SUGARS), record("1704", 0), record("170410", 0), record("170490", WHITE), record("1704903000", 0), record("18", 0),
                                     record("180500", 0) };
    struct hs_why why;
    void *bytes;
    assert_int_equal(tree_make(records, 7, TEXT, sizeof TEXT, &bytes, size, &why), HS_OK);
    assert_int_equal(tree_open(bytes, *size, tree, &why), HS_OK);
    return bytes;
}

static uint32_t find(const struct tree *tree, const char *digits)
{
    struct code code = { { 0 } };
    strcpy(code.digits, digits);
    return tree_find(tree, &code);
}

static void codes_hang_on_their_parents(void **state)
{
    struct tree tree;
    size_t size;
    (void)state;
    void *bytes = make(&tree, &size);
    assert_int_equal(tree_depth(&tree), 10);
    assert_int_equal(find(&tree, "9999"), TREE_NONE);
    uint32_t line = find(&tree, "1704903000"), subheading = find(&tree, "170490"), chapter = find(&tree, "17");
    assert_int_equal(tree_node(&tree, line)->parent, subheading);
    assert_int_equal(tree_ancestor(&tree, line, 6), subheading);
    assert_int_equal(tree_ancestor(&tree, line, 2), chapter);
    assert_int_equal(tree_node(&tree, chapter)->end, 5);
    assert_int_equal(tree_node(&tree, find(&tree, "180500"))->parent, find(&tree, "18")); /* where a heading is left out */
    assert_string_equal(tree_title(&tree, line, TREE_AZ), "White chocolate");             /* the nearest title above, in English */
    assert_string_equal(tree_title(&tree, find(&tree, "18"), TREE_EN), "");
    assert_int_equal(tree_count_below(&tree, chapter, 6), 2);
    struct code unknown = { "17049099" };
    assert_int_equal(tree_find_longest(&tree, &unknown), subheading);
    free(bytes);
}

static void any_changed_byte_is_refused_or_harmless(void **state)
{
    struct tree tree;
    size_t size;
    (void)state;
    unsigned char *bytes = make(&tree, &size);
    for (size_t i = 0; i < size; i++)
        for (int bit = 0; bit < 8; bit++) {
            bytes[i] ^= (unsigned char)(1 << bit);
            struct hs_why why;
            struct tree changed;
            if (tree_open(bytes, size, &changed, &why) == HS_OK) /* a title's letter may change: everything must still be in bounds */
                for (uint32_t n = 0; n < tree_size(&changed); n++) {
                    assert_true(strlen(tree_title(&changed, n, TREE_TR)) < sizeof TEXT);
                    assert_true(tree_ancestor(&changed, n, 2) <= n);
                }
            bytes[i] ^= (unsigned char)(1 << bit);
        }
    struct hs_why why;
    for (size_t cut = 0; cut < size; cut++)
        assert_int_equal(tree_open(bytes, cut, &tree, &why), HS_CORRUPT);
    free(bytes);
}

static void a_chapter_must_be_there(void **state)
{
    struct tree_record records[] = { record("1704", 0) };
    struct hs_why why;
    void *bytes = NULL;
    size_t size;
    (void)state;
    assert_int_equal(tree_make(records, 1, TEXT, sizeof TEXT, &bytes, &size, &why), HS_INVALID);
    assert_non_null(strstr(why.text, "1704"));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(codes_hang_on_their_parents), cmocka_unit_test(any_changed_byte_is_refused_or_harmless),
                                        cmocka_unit_test(a_chapter_must_be_there) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
