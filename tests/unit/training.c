/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "core/duty/tariff_make.h"
#include "data/training_check.h"

/* A line, and its rate of duty or NULL; a code of ten digits can be declared. */
struct row {
    const char *code, *title, *duty;
};

static struct code code_of(const char *digits)
{
    struct code code;
    struct hs_why why;
    assert_int_equal(code_parse(digits, strlen(digits), &code, &why), HS_OK);
    return code;
}

struct findings {
    size_t count;
    char last[400];
};

static void find(void *context, enum goods_check check, const char *where)
{
    struct findings *findings = context;
    assert_int_equal(check, CHECK_TRAINING);
    findings->count++;
    snprintf(findings->last, sizeof findings->last, "%s", where);
}

/* How often the check finds something in a tariff of these rows, over a nomenclature of 1704, 1704 10 and 1704 90. */
static struct findings check(const struct row *row, size_t rows)
{
    struct goods_title title[] = { { .code = code_of("1704") }, { .code = code_of("170410") }, { .code = code_of("170490") } };
    const struct goods_source source = { .title = title, .titles = 3 };
    const struct tariff_source from = { .country = "AZ", .training = true, .effective = 20260101, .digits = 10, .name = "rows" };
    struct findings findings = { 0 };
    struct goods_findings heard = { .hear = find, .context = &findings };
    size_t size;
    struct tariff_maker *maker;
    struct arena arena = { NULL };
    const struct tariff *tariff;
    struct hs_why why;
    void *bytes;
    assert_int_equal(tariff_maker_start(&from, &maker, &why), HS_OK);
    for (size_t i = 0; i < rows; i++) {
        struct tariff_line line = { .code = code_of(row[i].code), .parent = TARIFF_LINE_NONE, .source = (uint32_t)i + 1, .declarable = strlen(row[i].code) == 10, .title = row[i].title };
        assert_int_equal(tariff_maker_line(maker, &line, &why), HS_OK);
        struct tariff_measure measure = { .kind = TARIFF_DUTY, .text = row[i].duty };
        if (row[i].duty)
            assert_int_equal(tariff_maker_measure(maker, &measure, EXPRESSION_EUROPE, &why), HS_OK);
    }
    assert_int_equal(tariff_maker_finish(maker, &bytes, &size, &why), HS_OK);
    assert_int_equal(tariff_open(bytes, size, &arena, &tariff, &why), HS_OK);
    training_check(&source, tariff, &heard);
    assert_int_equal(heard.found[CHECK_TRAINING], findings.count);
    arena_free(&arena);
    free(bytes);
    return findings;
}

#define CHECK(...) check((const struct row[]){ __VA_ARGS__ }, sizeof(const struct row[]){ __VA_ARGS__ } / sizeof(struct row))

static void assert_found(struct findings findings, const char *what)
{
    assert_int_equal(findings.count, 1);
    assert_non_null(strstr(findings.last, what));
}

static void a_sound_tariff_passes(void **state)
{
    (void)state;
    assert_int_equal(CHECK({ "1704", "Sweets", NULL }, { "1704100000", "Gum", "15%" }, { "170490", "Others", NULL }, { "1704903000", "White chocolate", "15% MIN 0.5 USD/kg" },
                           { "1704909900", "Other", "Free" }).count, 0);
}

static void what_is_wrong_is_found(void **state)
{
    (void)state;
    assert_found(CHECK({ "1704200000", "Gum", "15%" }), "1704200000: 170420 is no code");
    assert_found(CHECK({ "1704100000", "Gum", "see additional note 1" }), "cannot be computed");
    assert_found(CHECK({ "1704100000", "Gum", NULL }), "no rate of duty");
    assert_found(CHECK({ "1704903000", "White chocolate", "15%" }, { "1704905000", "Pastes", "15%" }), "1704905000: the last line");
    assert_found(CHECK({ "1704901000", "Other", "15%" }, { "1704903000", "White chocolate", "15%" }, { "1704909900", "Other", "15%" }), "1704901000: \"Other\" is not the last");
    assert_found(CHECK({ "1704903000", "White chocolate", "15%" }, { "1704903000", "Pastes", "15%" }, { "1704909900", "Other", "15%" }), "1704903000 is there twice");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_sound_tariff_passes), cmocka_unit_test(what_is_wrong_is_found) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
