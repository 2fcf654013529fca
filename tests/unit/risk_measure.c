/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include <math.h>

#include "core/audit/risk_make.h"
#include "models/risk_measure.h"
#include "models/risk_regression.h"
#include "models/risk_train.h"

static struct risk_case case_of(const char *importer, bool found)
{
    struct risk_case of = { .found = found, .line = { .tax_rate = NAN, .mass = NAN, .price = NAN } };
    of.line.text[RISK_IMPORTER] = (struct cell) { importer, strlen(importer) };
    return of;
}

static void close_to(double a, double b)
{
    if (!(fabs(a - b) < 1e-9))
        fail_msg("%.12f is not %.12f", a, b);
}

/* Scores 3, 2, 2, 2, 1 with findings 1, 1, 0, 0, 0: of 2 x 3 pairs the first finding wins 3, the second 1 and two halves. */
static void ties_count_half(void **state)
{
    const struct risk_case cases[] = { case_of("c", false), case_of("b", true), case_of("a", true), case_of("b", false), case_of("b", false) };
    struct risk_maker *maker;
    struct risk_figures figures;
    struct risk risk;
    struct hs_why why;
    void *bytes;
    size_t size;
    (void)state;
    assert_int_equal(risk_maker_start(0, &maker, &why), HS_OK);
    assert_int_equal(risk_maker_points(maker, 1u << RISK_IMPORTER, "a", 1, 3, &why), HS_OK);
    assert_int_equal(risk_maker_points(maker, 1u << RISK_IMPORTER, "b", 1, 2, &why), HS_OK);
    assert_int_equal(risk_maker_points(maker, 1u << RISK_IMPORTER, "c", 1, 1, &why), HS_OK);
    assert_int_equal(risk_maker_finish(maker, &bytes, &size, &why), HS_OK);
    assert_int_equal(risk_open(bytes, size, &risk, &why), HS_OK);
    assert_int_equal(risk_measure(&risk, cases, 5, &figures, &why), HS_OK);
    close_to(figures.auc, 5.0 / 6);
    assert_int_equal(figures.top_n[2], 1);
    close_to(figures.top[2], 1);
    /* Of thirty rows the top 10 % are three: one of the first score, and two of the fifteen that share the second, of which five have a finding. */
    struct risk_case thirty[30];
    for (int i = 0; i < 30; i++)
        thirty[i] = case_of(i == 17 ? "a" : i < 15 ? "b" : "c", i == 17 || i % 3 == 0);
    assert_int_equal(risk_measure(&risk, thirty, 30, &figures, &why), HS_OK);
    assert_int_equal(figures.top_n[2], 3);
    close_to(figures.top[2], (1 + 2 * 5.0 / 15) / 3);
    assert_int_equal(risk_measure(&risk, cases + 1, 2, &figures, &why), HS_INVALID);
    free(bytes);
}

/* One column of zeros and ones: the answer is the log-odds of the two groups, 2 of 10 and 6 of 8. */
static void a_regression_gives_the_log_odds_of_groups(void **state)
{
    double x[18] = { 0 }, weight[2];
    bool found[18] = { true, true };
    struct hs_why why;
    (void)state;
    for (int i = 10; i < 18; i++) {
        x[i] = 1;
        found[i] = i < 16;
    }
    assert_int_equal(risk_regression(x, 18, 1, found, 0, weight, &why), HS_OK);
    close_to(weight[0], log(2.0 / 8));
    close_to(weight[1], log(6.0 / 2) - log(2.0 / 8));
    double plain = weight[1];
    assert_int_equal(risk_regression(x, 18, 1, found, 1, weight, &why), HS_OK);
    assert_true(weight[1] > 0 && weight[1] < plain);
    memset(found, 1, sizeof found);
    assert_int_equal(risk_regression(x, 18, 1, found, 0, weight, &why), HS_INVALID);
}

/* Importers of whom each declared once, findings by chance: nothing is known of a row but itself, and it must not be believed. */
static void nothing_sees_itself(void **state)
{
    enum { ROWS = 400 };
    static struct risk_case row[ROWS], valid[ROWS];
    static char name[ROWS][16];
    struct risk_training training = { .row = row, .valid = valid, .rows = ROWS, .valids = ROWS, .known = { [RISK_IMPORTER] = true } };
    struct risk_trained trained;
    struct risk risk;
    struct hs_why why;
    uint32_t chance = 1;
    (void)state;
    for (int i = 0; i < ROWS; i++) {
        chance = chance * 1664525u + 1013904223u; /* Numerical Recipes' generator */
        snprintf(name[i], sizeof name[i], "i%d", i);
        row[i] = valid[i] = case_of(name[i], chance >> 30 == 0);
        valid[i].found = !row[i].found; /* the worst that may come */
    }
    assert_int_equal(risk_train(&training, &trained, &why), HS_OK);
    assert_int_equal(risk_open(trained.bytes, trained.size, &risk, &why), HS_OK);
    for (int i = 0; i < ROWS; i++) {
        int64_t points = risk_score(&risk, &row[i].line, NULL, 0).points - risk_base(&risk);
        assert_true(points > -100000 && points < 100000); /* a tenth in log-odds */
    }
    assert_true(trained.points == ROWS);
    free(trained.bytes);
}

static void rows_that_repeat_others_are_known(void **state)
{
    struct risk_case cases[] = { case_of("a", true), case_of("b", false), case_of("c", true) }, others[] = { case_of("x", false), case_of("y", false) };
    (void)state;
    cases[0].line.mass = others[1].line.mass = 12.5;
    cases[1].line.mass = 12;
    others[0].line.price = 7;
    assert_int_equal(risk_unlike(cases, 3, others, 2), 2);
    assert_int_equal(cases[0].line.text[RISK_IMPORTER].text[0], 'b');
    assert_int_equal(cases[1].line.text[RISK_IMPORTER].text[0], 'c');
    assert_int_equal(risk_unlike(cases, 3, others, 0), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(ties_count_half), cmocka_unit_test(a_regression_gives_the_log_odds_of_groups),
                                        cmocka_unit_test(nothing_sees_itself), cmocka_unit_test(rows_that_repeat_others_are_known) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
