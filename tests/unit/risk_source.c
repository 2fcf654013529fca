/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "data/content_source.h"
#include "data/risk_source.h"

static char GOOD[] = "base\t-1.2835\n"
                     "edge\ttax_rate\t0\nedge\tmass\t0.015625\nedge\tmass\t1\nedge\tunit_price\t0.5\n"
                     "typical\t17\t0.000001\ntypical\t170490\t12.5\n"
                     "points\timporter\tÇay Evi\t0.41\npoints\timporter\tИмпорт\t-100\n"
                     "points\tcode\t17\t0\npoints\tcode\t1704\t0.000001\npoints\tcode\t170490\t100\n"
                     "points\tcode+origin\t170490|CN\t-0.2\npoints\timporter+mass\tA|02\t1\n";

struct problems {
    size_t count, line;
    char text[600];
};

static void take_problem(void *context, const char *file, size_t line, const char *problem)
{
    struct problems *problems = context;
    assert_string_equal(file, RISK_SOURCE_FILE);
    if (problems->count++)
        return;
    problems->line = line;
    snprintf(problems->text, sizeof problems->text, "%s", problem);
}

static enum hs_status read_text(const char *text, struct problems *problems, void **bytes, size_t *size, struct hs_why *why)
{
    const struct rows_file file = { RISK_SOURCE_FILE, text, strlen(text) };
    *problems = (struct problems) { .count = 0 };
    return risk_source_read(&file, take_problem, problems, bytes, size, why);
}

static void a_text_comes_back_byte_for_byte(void **state)
{
    struct problems problems;
    struct risk risk;
    struct hs_why why;
    void *bytes;
    size_t size, length;
    char *text;
    (void)state;
    assert_int_equal(read_text(GOOD, &problems, &bytes, &size, &why), HS_OK);
    assert_int_equal(problems.count, 0);
    assert_int_equal(risk_open(bytes, size, &risk, &why), HS_OK);
    assert_int_equal(risk_check(&risk, &why), HS_OK);
    FILE *stream = open_memstream(&text, &length);
    risk_source_write(stream, &risk);
    fclose(stream);
    assert_string_equal(text, GOOD);
    free(text);
    free(bytes);
}

static void refuse(const char *text, size_t line, const char *problem)
{
    struct problems problems;
    struct hs_why why;
    void *bytes;
    size_t size;
    assert_int_equal(read_text(text, &problems, &bytes, &size, &why), HS_INVALID);
    assert_int_equal(problems.line, line);
    if (!strstr(line ? problems.text : why.text, problem))
        fail_msg("\"%s\" is not in \"%s\"", problem, line ? problems.text : why.text);
}

static void what_makes_no_sense_is_told_with_its_line(void **state)
{
    (void)state;
    refuse("", 0, "not one line of points");
    refuse("base\t1\n", 0, "not one line of points");
    refuse("points\timporter\tA\t1\n", 1, "comes first");
    refuse("base\tnan\n", 1, "no number");
    refuse("base\tinf\n", 1, "no number");
    refuse("base\t1e3\n", 1, "no number");
    refuse("base\t101\n", 1, "beyond 100");
    refuse("base\t1\nbase\t1\n", 2, "none of");
    refuse("base\t1\nmoon\tfull\n", 2, "none of");
    refuse("base\t1\npoints\timporter\tA\tNaN\n", 2, "no number");
    refuse("base\t1\npoints\timporter\tA\t1.0\n", 2, "no zero too many");
    refuse("base\t1\npoints\timporter\tA\t-0\n", 2, "no zero too many");
    refuse("base\t1\npoints\timporter\tA\t01\n", 2, "no zero too many");
    refuse("base\t1\npoints\timporter\tA\t0.1234567\n", 2, "at most 6 places");
    refuse("base\t1\npoints\timporter\tA\t9999999999999999999\n", 2, "no number");
    refuse("base\t1\npoints\timporter\tA\t100.000001\n", 2, "beyond 100");
    refuse("base\t1\npoints\timporter\tA\t-101\n", 2, "beyond 100");
    refuse("base\t1\npoints\towner\tA\t1\n", 2, "\"owner\" is no column");
    refuse("base\t1\npoints\torigin+code\t1704|TR\t1\n", 2, "is no column");
    refuse("base\t1\npoints\timporter\tA\t1\npoints\timporter\tA\t2\n", 3, "given twice");
    refuse("base\t1\npoints\timporter\tB\t1\npoints\timporter\tA\t2\n", 3, "out of order");
    refuse("base\t1\npoints\tcode\t17\t1\npoints\timporter\tA\t2\n", 3, "out of order");
    refuse("base\t1\npoints\tcode\t170\t1\n", 2, "2, 4 or 6 digits");
    refuse("base\t1\npoints\tcode+origin\t1704\t1\n", 2, "as many parts");
    refuse("base\t1\npoints\timporter\t\t1\n", 2, "an empty text");
    refuse("base\t1\npoints\tmass\t01\t1\n", 2, "a band that there is not");
    refuse("base\t1\nedge\timporter\t1\n", 2, "no number");
    refuse("base\t1\nedge\towner\t1\n", 2, "\"owner\" is no field");
    refuse("base\t1\nedge\tmass\t2\nedge\tmass\t1\n", 3, "out of order");
    refuse("base\t1\nedge\tprice\t2\nedge\tmass\t1\n", 3, "out of order");
    refuse("base\t1\nedge\tmass\t-1\n", 2, "below 0");
    refuse("base\t1\ntypical\t17\t0\n", 2, "not above 0");
    refuse("base\t1\ntypical\t18\t1\ntypical\t17\t1\n", 3, "out of order");
    refuse("base\t1\npoints\timporter\tA\t1\nedge\tmass\t1\n", 3, "out of order");
    refuse("base\t1\npoints\timporter\t\xff\t1\n", 2, "UTF-8");
}

struct taken {
    size_t count;
    char name[16];
};

static enum hs_status take_value(void *taker, const char *name, const void *bytes, size_t size, struct hs_why *why)
{
    struct taken *taken = taker;
    struct risk risk;
    taken->count++;
    snprintf(taken->name, sizeof taken->name, "%s", name);
    return risk_open(bytes, size, &risk, why);
}

static void a_package_gives_the_one_value(void **state)
{
    static char bad[] = "base\t1\npoints\timporter\tA\tNaN\n";
    struct content content = { .kind = PACKAGE_RISK, .country = "XX", .files = 1, .file = { { RISK_SOURCE_FILE, GOOD, sizeof GOOD - 1 } } };
    struct taken taken = { .count = 0 };
    struct hs_why why;
    (void)state;
    assert_int_equal(content_builders.build[PACKAGE_RISK](&content, take_value, &taken, &why), HS_OK);
    assert_int_equal(taken.count, 1);
    assert_string_equal(taken.name, "risk");
    content.file[0].bytes = bad;
    content.file[0].size = strlen(content.file[0].bytes);
    assert_int_equal(content_builders.build[PACKAGE_RISK](&content, take_value, &taken, &why), HS_INVALID);
    assert_non_null(strstr(why.text, "risk.tsv: line 2: \"NaN\""));
    strcpy(content.file[0].name, "rows.tsv");
    assert_int_not_equal(content_builders.build[PACKAGE_RISK](&content, take_value, &taken, &why), HS_OK);
    assert_int_equal(taken.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_text_comes_back_byte_for_byte), cmocka_unit_test(what_makes_no_sense_is_told_with_its_line),
                                        cmocka_unit_test(a_package_gives_the_one_value) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
