/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "core/goods/editions.h"

static const struct edition EDITION[] = { { 2012, 0, 2 }, { 2017, 2, 5 } };
static const struct edition_pair PAIR[] = {
    { "100000", "100000" }, { "200000", "100000" },                                                    /* 2012 */
    { "100000", "100000" }, { "100000", "300000" }, { "200000", "100000" }, { "400000", "500000" }, { "600000", "600000" }, /* 2017: 5000 00 is not in the tree */
};
enum { PAIRS = sizeof PAIR / sizeof *PAIR };

static void *lay_out(const struct edition *edition, uint32_t editions, const struct edition_pair *pair, uint32_t pairs, size_t *size)
{
    struct layout layout = { .section = { edition, pair }, .count = { editions, pairs }, .text = "", .text_size = 1 };
    struct hs_why why;
    void *bytes;
    assert_int_equal(layout_make(&layout, &EDITIONS_FORM, &bytes, size, &why), HS_OK);
    return bytes;
}

/* 10, 1000, 100000, 30, 3000, 300000, 60, 6000, 600000, 70, 7000, 700000. */
static struct tree *make_tree(void **bytes)
{
    static const char *const DIGITS[] = { "10", "1000", "100000", "30", "3000", "300000", "60", "6000", "600000", "70", "7000", "700000" };
    static struct tree tree;
    struct tree_record record[sizeof DIGITS / sizeof *DIGITS] = { 0 };
    struct hs_why why;
    size_t size;
    for (size_t i = 0; i < sizeof DIGITS / sizeof *DIGITS; i++) {
        assert_int_equal(code_parse(DIGITS[i], strlen(DIGITS[i]), &record[i].code, &why), HS_OK);
        record[i].flags = TREE_WRITTEN;
    }
    assert_int_equal(tree_make(record, sizeof DIGITS / sizeof *DIGITS, "", 1, bytes, &size, &why), HS_OK);
    assert_int_equal(tree_open(*bytes, size, &tree, &why), HS_OK);
    return &tree;
}

/* The choices as text, "100000 300000", or the status' words. */
static const char *choices(const struct editions *editions, const struct tree *tree, unsigned year, const char *digits)
{
    static char text[256];
    uint32_t node[EDITIONS_CHOICES_MAX];
    size_t count;
    struct code code;
    struct hs_why why;
    assert_int_equal(code_parse(digits, strlen(digits), &code, &why), HS_OK);
    enum hs_status status = editions_choices(editions, year, &code, tree, node, &count, &why);
    if (status != HS_OK)
        return hs_status_words(status);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        sprintf(text + strlen(text), "%s%s", i ? " " : "", tree_node(tree, node[i])->code.digits);
    return text;
}

static void a_code_is_followed(void **state)
{
    struct editions editions;
    struct hs_why why;
    void *tree_bytes;
    size_t size;
    (void)state;
    void *bytes = lay_out(EDITION, 2, PAIR, PAIRS, &size);
    assert_int_equal(editions_open(bytes, size, &editions, &why), HS_OK);
    const struct tree *tree = make_tree(&tree_bytes);
    assert_string_equal(choices(&editions, tree, 2012, "100000"), "100000");
    assert_string_equal(choices(&editions, tree, 2017, "100000"), "100000 300000");
    assert_string_equal(choices(&editions, tree, 2017, "200000"), "100000");
    assert_string_equal(choices(&editions, tree, 2017, "700000"), "700000"); /* not named: it stayed */
    assert_string_equal(choices(&editions, tree, 2012, "300000"), "300000");
    assert_string_equal(choices(&editions, tree, 2017, "300000"), "not found"); /* named on the right only: new */
    assert_string_equal(choices(&editions, tree, 2017, "800000"), "not found");
    assert_string_equal(choices(&editions, tree, 2017, "400000"), "not found"); /* what it became is not in the tree */
    assert_string_equal(choices(&editions, tree, 2007, "100000"), "wrong use");
    assert_string_equal(choices(&editions, tree, 2022, "100000"), "wrong use");
    assert_string_equal(choices(&editions, tree, 2017, "1000"), "wrong use");
    free(bytes);
    free(tree_bytes);
}

static void refuse(const struct edition *edition, uint32_t count, const struct edition_pair *pair, uint32_t pairs)
{
    struct editions editions;
    struct hs_why why;
    size_t size;
    void *bytes = lay_out(edition, count, pair, pairs, &size);
    assert_int_equal(editions_open(bytes, size, &editions, &why), HS_CORRUPT);
    free(bytes);
}

static void what_does_not_hold_together_is_refused(void **state)
{
    static struct edition_pair many[EDITIONS_CHOICES_MAX + 1];
    (void)state;
    refuse(&(struct edition){ 2017, 0, 3 }, 1, PAIR, 2);
    refuse(&(struct edition){ 2017, 1, 1 }, 1, PAIR, 2);
    refuse(&(struct edition){ 2022, 0, 2 }, 1, PAIR, 2);
    refuse((struct edition[]){ { 2017, 0, 1 }, { 2012, 1, 1 } }, 2, PAIR, 2);
    refuse(&(struct edition){ 2017, 0, 2 }, 1, (struct edition_pair[]){ { "200000", "100000" }, { "100000", "100000" } }, 2);
    refuse(&(struct edition){ 2017, 0, 2 }, 1, (struct edition_pair[]){ { "100000", "100000" }, { "100000", "100000" } }, 2);
    refuse(&(struct edition){ 2017, 0, 1 }, 1, (struct edition_pair[]){ { "1000", "100000" } }, 1);
    refuse(&(struct edition){ 2017, 0, 1 }, 1, (struct edition_pair[]){ { "100000", "1000000" } }, 1);
    for (int i = 0; i <= EDITIONS_CHOICES_MAX; i++) {
        strcpy(many[i].was, "100000");
        sprintf(many[i].is, "%06d", 100000 + i);
    }
    refuse(&(struct edition){ 2017, 0, EDITIONS_CHOICES_MAX + 1 }, 1, many, EDITIONS_CHOICES_MAX + 1);
}

/* Every byte, turned over: refused, or its codes can be followed. */
static void any_changed_byte_is_refused_or_harmless(void **state)
{
    void *tree_bytes;
    size_t size;
    (void)state;
    unsigned char *bytes = lay_out(EDITION, 2, PAIR, PAIRS, &size);
    const struct tree *tree = make_tree(&tree_bytes);
    for (size_t i = 0; i < size; i++)
        for (unsigned change = 1; change < 256; change <<= 1) {
            struct editions editions;
            struct hs_why why;
            bytes[i] ^= (unsigned char)change;
            if (editions_open(bytes, size, &editions, &why) == HS_OK)
                for (size_t p = 0; p < PAIRS; p++)
                    choices(&editions, tree, 2017, PAIR[p].was);
            bytes[i] ^= (unsigned char)change;
        }
    free(bytes);
    free(tree_bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_code_is_followed), cmocka_unit_test(what_does_not_hold_together_is_refused),
                                        cmocka_unit_test(any_changed_byte_is_refused_or_harmless) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
