/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tariff made of lines and read back, its codes searched, every byte of it changed; exchange rates by day. */
#include "tests/unit/unit.h"

#include "core/duty/fx.h"
#include "core/duty/tariff.h"
#include "core/duty/tariff_lines.h"
#include "core/duty/tariff_make.h"

enum { TEXT_SIZE = 16384 };

static struct tariff_line line_of(const char *code, uint32_t parent, unsigned indent, bool declarable, const char *title)
{
    struct tariff_line line = { .parent = parent, .source = 7, .indent = indent, .declarable = declarable, .title = title };
    snprintf(line.code.digits, sizeof line.code.digits, "%s", code);
    return line;
}

static void add_line(struct tariff_maker *maker, const char *code, uint32_t parent, unsigned indent, bool declarable, const char *title)
{
    struct hs_why why;
    struct tariff_line line = line_of(code, parent, indent, declarable, title);
    if (declarable)
        line.unit[0] = UNIT_PIECE;
    assert_int_equal(tariff_maker_line(maker, &line, &why), HS_OK);
}

static void add_measure(struct tariff_maker *maker, enum tariff_kind kind, const char *group, const char *text)
{
    struct hs_why why;
    struct tariff_measure measure = { .kind = kind, .group = group, .text = text, .from = 20260101, .inherited = kind == TARIFF_VAT };
    assert_int_equal(tariff_maker_measure(maker, &measure, EXPRESSION_EUROPE, &why), HS_OK);
}

static struct tariff_maker *start(void)
{
    struct hs_why why;
    struct tariff_maker *maker;
    struct tariff_source source = { .country = "AZ", .training = true, .effective = 20260101, .digits = 10, .name = "made.tsv" };
    assert_int_equal(tariff_maker_start(&source, &maker, &why), HS_OK);
    return maker;
}

/* Chocolate with two lines, sweets with one; a heading whose code one of its lines shares. */
static void make(void **bytes, size_t *size)
{
    struct hs_why why;
    struct tariff_maker *maker = start();
    add_line(maker, "1806", TARIFF_LINE_NONE, 0, false, "Chocolate");
    add_line(maker, "", 0, 1, false, "In bars");
    add_line(maker, "1806310000", 1, 2, true, "Filled");
    add_measure(maker, TARIFF_DUTY, NULL, "15% MIN 0.5 EUR/kg");
    add_measure(maker, TARIFF_VAT, "", "18%");
    add_measure(maker, TARIFF_PREFERENCE, "cis", "Free");
    add_measure(maker, TARIFF_VETERINARY, "food office", "with milk");
    add_line(maker, "1806321000", 1, 2, true, "Not filled");
    add_measure(maker, TARIFF_DUTY, NULL, "see note 4 of the chapter");
    add_line(maker, "1704", TARIFF_LINE_NONE, 0, false, "Sweets");
    add_line(maker, "1704903000", 4, 1, false, "White chocolate");
    add_line(maker, "1704903000", 5, 2, true, "White chocolate");
    add_measure(maker, TARIFF_DUTY, NULL, "15% MIN 0.5 EUR/kg");
    assert_int_equal(tariff_maker_finish(maker, bytes, size, &why), HS_OK);
}

static void what_was_made_is_read(void **state)
{
    struct arena arena = { NULL };
    const struct tariff *tariff;
    struct tariff_line line;
    struct tariff_measure measure;
    struct hs_why why;
    void *bytes;
    size_t size;
    char printed[256];
    (void)state;
    make(&bytes, &size);
    assert_int_equal(tariff_open(bytes, size, &arena, &tariff, &why), HS_OK);
    assert_string_equal(tariff_source(tariff)->country, "AZ");
    assert_string_equal(tariff_source(tariff)->name, "made.tsv");
    assert_true(tariff_source(tariff)->training);
    assert_int_equal(tariff_source(tariff)->effective, 20260101);
    assert_int_equal(tariff_lines(tariff), 7);
    tariff_line(tariff, 2, &line);
    assert_string_equal(line.code.digits, "1806310000");
    assert_string_equal(line.title, "Filled");
    assert_true(line.declarable && line.parent == 1 && line.indent == 2 && line.source == 7 && line.unit[0] == UNIT_PIECE && line.unit[1] == UNIT_NONE);
    assert_int_equal(line.measures, 4);
    tariff_measure(tariff, 2, 0, &measure);
    assert_int_equal(measure.kind, TARIFF_DUTY);
    assert_string_equal(measure.text, "15% MIN 0.5 EUR/kg");
    expression_print(measure.expression, printed, sizeof printed);
    assert_string_equal(printed, "15% MIN 0.5 EUR/kg");
    assert_int_equal(measure.from, 20260101);
    tariff_measure(tariff, 2, 1, &measure);
    assert_true(measure.kind == TARIFF_VAT && measure.inherited);
    tariff_measure(tariff, 2, 2, &measure);
    assert_string_equal(measure.group, "cis");
    tariff_measure(tariff, 2, 3, &measure);
    assert_true(measure.kind == TARIFF_VETERINARY && !measure.expression);
    assert_string_equal(measure.text, "with milk");
    tariff_measure(tariff, 3, 0, &measure);
    assert_true(expression_refers(measure.expression));
    tariff_line(tariff, 0, &line);
    assert_int_equal(line.parent, TARIFF_LINE_NONE);
    /* What is not there is nothing, not a crash. */
    tariff_line(tariff, 700, &line);
    assert_true(line.measures == 0 && line.code.digits[0] == '\0');
    tariff_measure(tariff, 2, 9, &measure);
    assert_true(expression_refers(measure.expression));
    arena_free(&arena);
    free(bytes);
}

static void codes_are_found(void **state)
{
    struct arena arena = { NULL };
    const struct tariff *tariff;
    struct hs_why why;
    void *bytes;
    size_t size;
    uint32_t lines[2];
    (void)state;
    make(&bytes, &size);
    assert_int_equal(tariff_open(bytes, size, &arena, &tariff, &why), HS_OK);
    assert_int_equal(tariff_find(tariff, &(struct code) { "1806310000" }), 2);
    assert_int_equal(tariff_find(tariff, &(struct code) { "1704903000" }), 6); /* the declarable one of the two */
    assert_int_equal(tariff_find(tariff, &(struct code) { "1806" }), 0);
    assert_int_equal(tariff_find(tariff, &(struct code) { "180631" }), TARIFF_LINE_NONE);
    assert_int_equal(tariff_find(tariff, &(struct code) { "" }), TARIFF_LINE_NONE);
    assert_int_equal(tariff_find(tariff, &(struct code) { "99" }), TARIFF_LINE_NONE);
    assert_int_equal(tariff_below(tariff, &(struct code) { "1806" }, 2, lines), 2);
    assert_true(lines[0] == 2 && lines[1] == 3);
    assert_int_equal(tariff_below(tariff, &(struct code) { "" }, 2, lines), 3);
    assert_int_equal(lines[0], 6);
    assert_int_equal(tariff_below(tariff, &(struct code) { "1704903000" }, 2, lines), 1);
    assert_int_equal(tariff_below(tariff, &(struct code) { "1805" }, 2, lines), 0);
    arena_free(&arena);
    free(bytes);
}

static void the_same_lines_give_the_same_bytes(void **state)
{
    void *first, *second;
    size_t first_size, second_size;
    (void)state;
    make(&first, &first_size);
    make(&second, &second_size);
    assert_int_equal(first_size, second_size);
    assert_memory_equal(first, second, first_size);
    free(first);
    free(second);
}

static void wrong_lines_are_refused(void **state)
{
    struct hs_why why;
    struct tariff_maker *maker = start();
    struct tariff_measure measure = { .kind = TARIFF_DUTY, .text = "5%" };
    struct tariff_line line = line_of("1806", 0, 0, false, "its own parent");
    (void)state;
    assert_int_equal(tariff_maker_measure(maker, &measure, EXPRESSION_EUROPE, &why), HS_INVALID);
    assert_int_equal(tariff_maker_line(maker, &line, &why), HS_INVALID);
    line = line_of("", TARIFF_LINE_NONE, 0, true, "no code");
    assert_int_equal(tariff_maker_line(maker, &line, &why), HS_INVALID);
    line = line_of("1806", TARIFF_LINE_NONE, 0, false, "good");
    assert_int_equal(tariff_maker_line(maker, &line, &why), HS_OK);
    measure.text = " ";
    assert_int_equal(tariff_maker_measure(maker, &measure, EXPRESSION_EUROPE, &why), HS_INVALID);
    measure.text = "5%";
    assert_int_equal(tariff_maker_measure(maker, &measure, EXPRESSION_EUROPE, &why), HS_OK);
    tariff_maker_free(maker);
    struct tariff_source source = { .country = "az", .digits = 10 };
    assert_int_equal(tariff_maker_start(&source, &maker, &why), HS_INVALID);
}

/* Everything that a reader does with a tariff. */
static void read_whole(const struct tariff *tariff)
{
    for (uint32_t i = 0; i < tariff_lines(tariff) && i < 100; i++) {
        struct tariff_line line;
        tariff_line(tariff, i, &line);
        assert_true(strlen(line.title) < TEXT_SIZE && (line.parent == TARIFF_LINE_NONE || line.parent < i));
        for (size_t m = 0; m < line.measures; m++) {
            struct tariff_measure measure;
            struct expression_result result;
            struct hs_why why;
            char printed[TEXT_SIZE];
            tariff_measure(tariff, i, m, &measure);
            assert_true(strlen(measure.text) < TEXT_SIZE && strlen(measure.group) < TEXT_SIZE && strlen(measure.origins) < TEXT_SIZE);
            assert_int_equal(measure.expression != NULL, tariff_kind_owes(measure.kind));
            if (!measure.expression)
                continue;
            expression_print(measure.expression, printed, sizeof printed);
            decimal_init(&result.amount);
            expression_evaluate(measure.expression, &(struct expression_inputs) { .currency = "EUR" }, &result, &why);
            decimal_clear(&result.amount);
        }
        uint32_t found[4];
        tariff_find(tariff, &line.code);
        tariff_below(tariff, &line.code, 4, found);
    }
}

static void no_changed_byte_harms_a_reader(void **state)
{
    static const unsigned char changes[] = { 0x01, 0x80, 0xff };
    void *bytes;
    size_t size, opened = 0;
    (void)state;
    make(&bytes, &size);
    for (size_t at = 0; at < size; at++)
        for (size_t change = 0; change < sizeof changes; change++) {
            struct arena arena = { NULL };
            const struct tariff *tariff;
            struct hs_why why;
            ((unsigned char *)bytes)[at] ^= changes[change];
            if (tariff_open(bytes, size, &arena, &tariff, &why) == HS_OK) {
                opened++;
                read_whole(tariff);
            } else
                assert_int_equal(why.status, HS_CORRUPT);
            ((unsigned char *)bytes)[at] ^= changes[change];
            arena_free(&arena);
        }
    assert_true(opened > size);
    for (size_t shorter = 0; shorter < size; shorter += 7) {
        struct arena arena = { NULL };
        const struct tariff *tariff;
        assert_int_equal(tariff_open(bytes, shorter, &arena, &tariff, NULL), HS_CORRUPT);
        arena_free(&arena);
    }
    free(bytes);
}

static void blocks_are_checked(void **state)
{
    struct arena arena = { NULL };
    const struct expression *expression, *opened;
    struct hs_why why;
    static const char text[] = "Free (A, B) 33 1/3% + 1¢/kg (AU) refer \"note\" (CA)";
    (void)state;
    assert_int_equal(expression_parse(text, sizeof text - 1, EXPRESSION_US, &arena, &expression, &why), HS_OK);
    size_t size = expression_size(expression), seen = 0;
    unsigned char *block = malloc(size);
    assert_non_null(block);
    memcpy(block, expression, size);
    opened = expression_open(block, size);
    assert_true(opened && expression_equal(opened, expression));
    assert_null(expression_open(block, size - 1));
    for (size_t at = 0; at < size; at++)
        for (int change = 1; change < 256; change++) {
            struct expression_result result;
            char printed[TEXT_SIZE];
            block[at] ^= (unsigned char)change;
            opened = expression_open(block, size);
            if (opened) {
                seen++;
                expression_print(opened, printed, sizeof printed);
                decimal_init(&result.amount);
                expression_evaluate(opened, &(struct expression_inputs) { .currency = "USD", .programme = "AU" }, &result, &why);
                decimal_clear(&result.amount);
            }
            block[at] ^= (unsigned char)change;
        }
    assert_true(seen > 0 && seen < size * 255);
    free(block);
    arena_free(&arena);
}

static void a_rate_holds_until_the_next(void **state)
{
    static const struct fx_rate rates[] = { { "EUR", 20260101, 19871, 4 }, { "EUR", 20260115, 2, 0 }, { "JPY", 20260110, 11234, 6 } };
    struct decimal rate;
    struct fx_rate read;
    struct fx fx;
    struct hs_why why;
    void *bytes;
    size_t size;
    uint32_t since;
    char printed[32];
    (void)state;
    decimal_init(&rate);
    assert_int_equal(fx_make(rates, 3, &bytes, &size, &why), HS_OK);
    assert_int_equal(fx_open(bytes, size, &fx, &why), HS_OK);
    assert_int_equal(fx_count(&fx), 3);
    assert_int_equal(fx_rate(&fx, "EUR", 20260114, &rate, &since, &why), HS_OK);
    decimal_print(&rate, printed, sizeof printed);
    assert_string_equal(printed, "1.9871");
    assert_int_equal(since, 20260101);
    assert_int_equal(fx_rate(&fx, "EUR", 20270101, &rate, &since, &why), HS_OK);
    assert_int_equal(since, 20260115);
    assert_int_equal(fx_rate(&fx, "JPY", 20260110, &rate, &since, &why), HS_OK);
    decimal_print(&rate, printed, sizeof printed);
    assert_string_equal(printed, "0.011234");
    assert_int_equal(fx_rate(&fx, "JPY", 20260109, &rate, &since, &why), HS_NOT_FOUND);
    assert_non_null(strstr(why.text, "2026-01-10"));
    assert_int_equal(fx_rate(&fx, "CHF", 20260110, &rate, &since, &why), HS_NOT_FOUND);
    assert_int_equal(fx_rate(&fx, "euro", 20260110, &rate, &since, &why), HS_INVALID);
    fx_at(&fx, 99, &read);
    assert_string_equal(read.currency, "");
    for (size_t at = 0; at < size; at++) {
        struct fx damaged;
        ((unsigned char *)bytes)[at] ^= 0xff;
        if (fx_open(bytes, size, &damaged, &why) == HS_OK)
            for (uint32_t i = 0; i < fx_count(&damaged) && i < 10; i++) {
                fx_at(&damaged, i, &read);
                fx_rate(&damaged, "EUR", 20260114, &rate, &since, &why);
            }
        ((unsigned char *)bytes)[at] ^= 0xff;
    }
    free(bytes);
    struct fx_rate wrong[] = { rates[1], rates[0] };
    assert_int_equal(fx_make(wrong, 2, &bytes, &size, &why), HS_INVALID);
    wrong[0].number = 0;
    assert_int_equal(fx_make(wrong, 1, &bytes, &size, &why), HS_INVALID);
    decimal_clear(&rate);
}

static void add_duty(struct tariff_maker *maker, const char *text, uint32_t from, uint32_t until, const char *origins)
{
    struct hs_why why;
    struct tariff_measure measure = { .kind = TARIFF_DUTY, .text = text, .from = from, .until = until, .origins = origins };
    assert_int_equal(tariff_maker_measure(maker, &measure, EXPRESSION_EUROPE, &why), HS_OK);
}

static void lines_are_told_in_a_list(void **state)
{
    struct arena arena = { NULL };
    const struct tariff *tariff;
    struct tariff_measure measure;
    struct tariff_maker *maker = start();
    struct hs_why why;
    void *bytes;
    size_t size;
    char words[64];
    (void)state;
    add_line(maker, "1806", TARIFF_LINE_NONE, 0, false, "Chocolate");
    add_line(maker, "180631", 0, 1, false, "Filled");
    add_line(maker, "", 1, 2, false, "In bars : ");
    add_line(maker, "1806311000", 2, 3, true, "Шоколад");
    add_duty(maker, "15%", 20260101, 20260630, NULL);
    add_duty(maker, "5%", 20260301, 0, NULL);
    add_duty(maker, "40%", 20260401, 0, "CN,VN");
    add_line(maker, "1806319000", 2, 3, true, "Other");
    assert_int_equal(tariff_maker_finish(maker, &bytes, &size, &why), HS_OK);
    assert_int_equal(tariff_open(bytes, size, &arena, &tariff, &why), HS_OK);
    assert_int_equal(tariff_line_words(tariff, 3, words, sizeof words), strlen("In bars: Шоколад"));
    assert_string_equal(words, "In bars: Шоколад");
    tariff_line_words(tariff, 3, words, 13); /* cut between characters */
    assert_string_equal(words, "In bars: Ш");
    tariff_line_words(tariff, 3, words, 5);
    assert_string_equal(words, "In b");
    assert_false(tariff_general_rate(tariff, 3, 20251231, &measure));
    assert_true(tariff_general_rate(tariff, 3, 20260101, &measure));
    assert_string_equal(measure.text, "15%");
    assert_true(tariff_general_rate(tariff, 3, 20260501, &measure)); /* the later one, and none for some origins */
    assert_string_equal(measure.text, "5%");
    assert_false(tariff_general_rate(tariff, 4, 20260501, &measure));
    arena_free(&arena);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_made_is_read),
        cmocka_unit_test(codes_are_found),
        cmocka_unit_test(the_same_lines_give_the_same_bytes),
        cmocka_unit_test(wrong_lines_are_refused),
        cmocka_unit_test(no_changed_byte_harms_a_reader),
        cmocka_unit_test(blocks_are_checked),
        cmocka_unit_test(lines_are_told_in_a_list),
        cmocka_unit_test(a_rate_holds_until_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
