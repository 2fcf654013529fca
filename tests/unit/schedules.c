/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The readers of schedules: small tables written here, and the whole schedules where they are at hand. */
#include "tests/unit/unit.h"

#include <unistd.h>

#include "data/import_eaeu.h"
#include "data/import_uk.h"
#include "data/import_usitc.h"

enum { KEPT = 16, TEXT_SIZE = 256, RATES = 4 };

struct heard {
    size_t rows, declarable, reports, inherited;
    struct {
        size_t line;
        char code[CODE_MAX + 1], rate[RATES][TEXT_SIZE], unit[TARIFF_UNITS][TEXT_SIZE], description[TEXT_SIZE];
        int indent;
        bool inherited, declarable;
    } row[KEPT];
    char problem[TEXT_SIZE];
    size_t problem_line;
};

static void copy(char out[TEXT_SIZE], struct cell cell)
{
    snprintf(out, TEXT_SIZE, "%.*s", (int)cell.length, cell.text ? cell.text : "");
}

static void take(void *context, const struct tariff_row *row)
{
    struct heard *heard = context;
    heard->declarable += row->declarable;
    heard->inherited += row->measures && row->measure[0].inherited;
    if (heard->rows < KEPT) {
        heard->row[heard->rows].line = row->line;
        heard->row[heard->rows].indent = row->indent;
        heard->row[heard->rows].inherited = row->measures && row->measure[0].inherited;
        heard->row[heard->rows].declarable = row->declarable;
        memcpy(heard->row[heard->rows].code, row->code.digits, sizeof heard->row[0].code);
        copy(heard->row[heard->rows].description, row->description);
        for (size_t i = 0; i < row->measures && i < RATES; i++)
            copy(heard->row[heard->rows].rate[i], row->measure[i].text);
        for (size_t i = 0; i < row->units; i++)
            copy(heard->row[heard->rows].unit[i], row->unit[i]);
    }
    heard->rows++;
}

static void report(void *context, enum import_action action, size_t line, const struct code *code, const char *problem)
{
    struct heard *heard = context;
    (void)action, (void)code;
    heard->reports++;
    heard->problem_line = line;
    snprintf(heard->problem, sizeof heard->problem, "%s", problem);
}

static struct tariff_sink sink_of(struct heard *heard)
{
    memset(heard, 0, sizeof *heard);
    return (struct tariff_sink) { take, report, heard };
}

/* A file that holds `text`; the name is the caller's to unlink. */
static void write_file(char path[TEXT_SIZE], const char *text)
{
    snprintf(path, TEXT_SIZE, "/tmp/hsdesk-schedule-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

/* Reads a file through a reader of one argument more or less. */
static enum hs_status read_schedule(const char *path, enum hs_status (*reader)(const struct import_file *, const struct tariff_sink *, struct hs_why *),
                                    const struct tariff_sink *sink, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct import_file file;
    enum hs_status status = import_file_read(path, NULL, &arena, &file, why);
    if (status == HS_OK)
        status = reader(&file, sink, why);
    arena_free(&arena);
    return status;
}

static enum hs_status rates_as_they_are(const struct import_file *file, const struct tariff_sink *sink, struct hs_why *why)
{
    return import_uk_rates(file, false, sink, why);
}

static enum hs_status rates_repaired(const struct import_file *file, const struct tariff_sink *sink, struct hs_why *why)
{
    return import_uk_rates(file, true, sink, why);
}

static enum hs_status goods_of_2021(const struct import_file *file, const struct tariff_sink *sink, struct hs_why *why)
{
    return import_uk_goods(file, 20210601, sink, why);
}

static void usitc_lines_inherit(void **state)
{
    (void)state;
    static struct heard heard;
    struct tariff_sink sink = sink_of(&heard);
    struct hs_why why;
    char path[TEXT_SIZE];
    write_file(path,
               "\xef\xbb\xbfHTS Number,Indent,Description,Unit of Quantity,General Rate of Duty,Special Rate of Duty,Column 2 Rate of Duty,Quota Quantity,"
               "Additional Duties\n"
               "\"0101\",\"0\",\"Horses:\",\"\",\"\",\"\",\"\",\"\",\"\"\n"
               "\"\",\"1\",\"Live:\",\"\",\"\",\"\",\"\",\"\",\"\"\n"
               "\"0101.30.00\",\"2\",\"Asses\",\"\",\"6.8%\",\"Free (A)\",\"15%\",\"\",\"\"\n"
               "\"0101.30.00.10\",\"3\",\"Young\",\"[\"\"No.\"\",\"\"kg\"\"]\",\"\",\"\",\"\",\"\",\"\"\n"
               "\"0101.30.00.20\",\"3\",\"Old\",\"[\"\"No.\"\"]\",\"\",\"\",\"20%\",\"\",\"\"\n"
               "\"0102.10.00.20\",\"3\",\"No kin\",\"[]\",\"\",\"\",\"\",\"\",\"\"\n"
               "\"010x\",\"0\",\"Bad\",\"\",\"\",\"\",\"\",\"\",\"\"\n");
    assert_int_equal(read_schedule(path, import_usitc, &sink, &why), HS_OK);
    unlink(path);
    assert_int_equal(heard.rows, 6);
    assert_string_equal(heard.row[1].code, "");
    assert_string_equal(heard.row[3].rate[USITC_GENERAL], "6.8%");
    assert_string_equal(heard.row[3].rate[USITC_SPECIAL], "Free (A)");
    assert_string_equal(heard.row[3].rate[USITC_COLUMN_2], "15%");
    assert_true(heard.row[3].inherited && heard.row[3].declarable && !heard.row[2].declarable);
    assert_string_equal(heard.row[3].unit[1], "kg");
    assert_string_equal(heard.row[4].rate[USITC_COLUMN_2], "20%"); /* its own stays */
    assert_string_equal(heard.row[5].rate[USITC_GENERAL], "");     /* 0102 is no child of 0101 30 */
    assert_int_equal(heard.row[4].line, 6);
    assert_int_equal(heard.reports, 1);
    assert_int_equal(heard.problem_line, 8);
}

static void another_format_is_named(void **state)
{
    (void)state;
    static struct heard heard;
    struct tariff_sink sink = sink_of(&heard);
    struct hs_why why;
    char path[TEXT_SIZE];
    write_file(path, "code\trate\n");
    assert_int_equal(read_schedule(path, import_usitc, &sink, &why), HS_INVALID);
    assert_non_null(strstr(why.text, "HTS Number"));
    unlink(path);
    assert_int_equal(read_schedule(path, import_eaeu, &sink, &why), HS_NOT_FOUND);
    write_file(path, "");
    assert_int_equal(read_schedule(path, import_eaeu, &sink, &why), HS_INVALID);
    unlink(path);
}

static void eaeu_quotes_are_text(void **state)
{
    (void)state;
    static struct heard heard;
    struct tariff_sink sink = sink_of(&heard);
    struct hs_why why;
    char path[TEXT_SIZE];
    write_file(path, "chapter\tcode\tindent\tname\tunit\trate\tfootnote\n01\t0101\t0\t\"Лошади\t\t\t\n01\t0101210000\t2\tслово\tшт\t12,"
                     "5\t\n01\t0101290000\tx\tслово\t–\t5\t\n"
                     "01\t0101300000\t1\tослы\t–\t\t\n");
    assert_int_equal(read_schedule(path, import_eaeu, &sink, &why), HS_OK);
    unlink(path);
    assert_int_equal(heard.rows, 3);
    assert_string_equal(heard.row[0].description, "\"Лошади");
    assert_string_equal(heard.row[1].rate[EAEU_IMPORT], "12,5");
    assert_string_equal(heard.row[1].unit[0], "шт");
    assert_int_equal(heard.reports, 1); /* an indent that is none */
    assert_int_equal(heard.declarable, 2);
}

static void lost_zeros_are_repaired_on_request_only(void **state)
{
    (void)state;
    static const char table[] = "commodity,description,cet_duty_rate,ukgt_duty_rate\n1012100,Horses,0.0%,2.0%\n22011011,Water,0.0%,0.0%\n";
    static struct heard heard;
    struct tariff_sink sink = sink_of(&heard);
    struct hs_why why;
    char path[TEXT_SIZE];
    write_file(path, table);
    assert_int_equal(read_schedule(path, rates_as_they_are, &sink, &why), HS_OK);
    assert_int_equal(heard.rows, 1);
    assert_int_equal(heard.problem_line, 2);
    assert_non_null(strstr(heard.problem, "zero"));
    sink = sink_of(&heard);
    assert_int_equal(read_schedule(path, rates_repaired, &sink, &why), HS_OK);
    unlink(path);
    assert_int_equal(heard.rows, 2);
    assert_int_equal(heard.reports, 1);
    assert_string_equal(heard.row[0].code, "01012100");
    assert_string_equal(heard.row[0].rate[UK_GLOBAL], "2.0%");
}

static void uk_end_lines_are_declarable(void **state)
{
    (void)state;
    static struct heard heard;
    struct tariff_sink sink = sink_of(&heard);
    struct hs_why why;
    char path[TEXT_SIZE];
    write_file(path, "\"SID\",\"Commodity code\",\"Product line suffix\",\"Start date\",\"End date\",\"Indentation\",\"End line\",\"Description\"\n"
                     "1,\"0101210000\",\"10\",\"01/01/2012\",\"\",1,0,\"- Horses\"\n2,\"0101210000\",\"80\",\"01/01/2012\",\"\",2,1,\"- - Pure-bred\"\n");
    assert_int_equal(read_schedule(path, goods_of_2021, &sink, &why), HS_OK);
    unlink(path);
    assert_int_equal(heard.rows, 2);
    assert_int_equal(heard.declarable, 1);
    assert_string_equal(heard.row[0].code, ""); /* another suffix is no code */
    assert_int_equal(heard.row[1].indent, 3);     /* a chapter is indented as its headings are */
    assert_string_equal(heard.row[1].description, "Pure-bred");
}

static void whole_schedules_are_read(void **state)
{
    (void)state;
    static struct heard heard;
    struct hs_why why;
    const char *shared = getenv("HSDESK_SHARED");
    char path[4096];
    snprintf(path, sizeof path, "%s/tariffs/us-hts-2025.csv", shared ? shared : "");
    if (access(path, R_OK) != 0)
        skip();
    struct tariff_sink sink = sink_of(&heard);
    assert_int_equal(read_schedule(path, import_usitc, &sink, &why), HS_OK);
    printf("us: %zu rows, %zu declarable, %zu inherit, %zu reports\n", heard.rows, heard.declarable, heard.inherited, heard.reports);
    assert_int_equal(heard.rows, 35859);
    assert_int_equal(heard.reports, 0);
    snprintf(path, sizeof path, "%s/tariffs/eaeu-ett-ru.tsv", shared);
    sink = sink_of(&heard);
    assert_int_equal(read_schedule(path, import_eaeu, &sink, &why), HS_OK);
    printf("eaeu: %zu rows, %zu declarable, %zu reports\n", heard.rows, heard.declarable, heard.reports);
    assert_int_equal(heard.rows, 20778);
    assert_int_equal(heard.declarable, 12998);
    assert_int_equal(heard.reports, 0);
    snprintf(path, sizeof path, "%s/tariffs/uk-ukgt-2021.csv", shared);
    sink = sink_of(&heard);
    assert_int_equal(read_schedule(path, rates_repaired, &sink, &why), HS_OK);
    printf("uk rates: %zu rows, %zu zeros put back\n", heard.rows, heard.reports);
    assert_int_equal(heard.rows, 11830);
    snprintf(path, sizeof path, "%s/tariffs/uk-commodities-2021.csv", shared);
    sink = sink_of(&heard);
    if (read_schedule(path, goods_of_2021, &sink, &why) != HS_OK)
        fail_msg("%s", why.text);
    printf("uk goods: %zu rows, %zu declarable, %zu reports\n", heard.rows, heard.declarable, heard.reports);
    assert_int_equal(heard.rows, 24671); /* the reports are of quotes that are not doubled */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usitc_lines_inherit),         cmocka_unit_test(another_format_is_named),
        cmocka_unit_test(eaeu_quotes_are_text),        cmocka_unit_test(lost_zeros_are_repaired_on_request_only),
        cmocka_unit_test(uk_end_lines_are_declarable), cmocka_unit_test(whole_schedules_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
