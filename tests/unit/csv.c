/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "core/table/csv.h"

static void expect(struct csv *csv, size_t line, size_t count, const char *const *texts)
{
    struct cell cells[8];
    struct hs_why why;
    size_t got;
    assert_int_equal(csv_next(csv, cells, 8, &got, &why), HS_OK);
    assert_int_equal(csv->line, line);
    assert_int_equal(got, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(cells[i].length, strlen(texts[i]));
        assert_memory_equal(cells[i].text, texts[i], cells[i].length);
    }
}

static void quotes_hold_everything(void **state)
{
    (void)state;
    char text[] = "\xef\xbb\xbf"
                  "code,rate\r\n\"01,01\",\"a \"\"b\"\"\nc\"\n\n,x,";
    struct cell row[2];
    struct hs_why why;
    size_t count;
    struct csv csv = csv_of(text, sizeof text - 1, ',', '"');
    expect(&csv, 1, 2, (const char *const[]) { "code", "rate" });
    expect(&csv, 2, 2, (const char *const[]) { "01,01", "a \"b\"\nc" });
    expect(&csv, 4, 1, (const char *const[]) { "" });
    expect(&csv, 5, 3, (const char *const[]) { "", "x", "" });
    assert_int_equal(csv_next(&csv, row, 2, &count, &why), HS_NOT_FOUND);
}

static void without_quotes_they_are_text(void **state)
{
    (void)state;
    char text[] = "\"a\tb\"c\n";
    struct csv csv = csv_of(text, sizeof text - 1, '\t', 0);
    expect(&csv, 1, 2, (const char *const[]) { "\"a", "b\"c" });
}

static void broken_quotes_name_their_line(void **state)
{
    (void)state;
    static const char *const broken[] = { "a\n\"b,c\n", "a\n\"b\"c,d\n" };
    for (size_t i = 0; i < 2; i++) {
        char text[32];
        struct cell cells[4];
        struct hs_why why;
        size_t count;
        snprintf(text, sizeof text, "%s", broken[i]);
        struct csv csv = csv_of(text, strlen(text), ',', '"');
        assert_int_equal(csv_next(&csv, cells, 4, &count, &why), HS_OK);
        assert_int_equal(csv_next(&csv, cells, 4, &count, &why), HS_INVALID);
        assert_non_null(strstr(why.text, "line 2"));
    }
}

static void a_lenient_reader_takes_stray_quotes_as_text(void **state)
{
    (void)state;
    char text[] = "1,\"a \"b\", c\",\"d\"\"\"\n\"h \"i\"\"\n\"e \"\"f\"\" g\"\n";
    struct csv csv = csv_of(text, sizeof text - 1, ',', '"');
    csv.lenient = true;
    expect(&csv, 1, 3, (const char *const[]) { "1", "a \"b\", c", "d\"" });
    assert_int_equal(csv.strays, 2);
    expect(&csv, 2, 1, (const char *const[]) { "h \"i\"" });
    expect(&csv, 3, 1, (const char *const[]) { "e \"f\" g" });
    assert_int_equal(csv.strays, 0);
}

static void columns_are_found_by_name(void **state)
{
    (void)state;
    const struct cell header[] = { { "code", 4 }, { "rate", 4 } };
    assert_int_equal(csv_column(header, 2, "rate"), 1);
    assert_int_equal(csv_column(header, 2, "rat"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(quotes_hold_everything), cmocka_unit_test(without_quotes_they_are_text),
                                        cmocka_unit_test(broken_quotes_name_their_line), cmocka_unit_test(a_lenient_reader_takes_stray_quotes_as_text),
                                        cmocka_unit_test(columns_are_found_by_name) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
