/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files become tariffs: columns guessed and said, codes repaired, encodings, what lines inherit, decrees, workbooks good and hostile, JSON, exchange rates. */
#include "tests/unit/unit.h"

#include <iconv.h>
#include <unistd.h>
#include <zip.h>

#include "core/table/xlsx.h"
#include "data/import.h"
#include "data/tariff_changes.h"

enum { PATH_SIZE = 128, HEARD_SIZE = 65536 };

/* All reports as lines "line code action detail". */
struct heard {
    char text[HEARD_SIZE];
    size_t length;
};

static void hear(void *context, enum import_action action, size_t line, const struct code *code, const char *detail)
{
    struct heard *heard = context;
    int length =
        snprintf(heard->text + heard->length, sizeof heard->text - heard->length, "%zu %s %s %s\n", line, code->digits, import_action_name(action), detail);
    heard->length += (size_t)length;
    assert_true(heard->length < sizeof heard->text);
}

static void write_bytes(char path[PATH_SIZE], const void *bytes, size_t size)
{
    snprintf(path, PATH_SIZE, "/tmp/hsdesk-import-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, size), size);
    close(fd);
}

struct imported {
    struct arena arena;
    void *bytes;
    size_t size;
    const struct tariff *tariff;
    struct heard heard;
    struct hs_why why;
};

static struct import_order order_of(enum import_format format)
{
    return (struct import_order) { .format = format, .source = { .country = "AZ", .effective = 20260101 } };
}

static enum hs_status import_bytes(struct import_order order, const void *bytes, size_t size, struct imported *imported)
{
    char path[PATH_SIZE];
    memset(imported, 0, sizeof *imported);
    struct tariff_sink sink = { .report = hear, .context = &imported->heard };
    write_bytes(path, bytes, size);
    order.path[0] = path;
    order.paths = 1;
    enum hs_status status = import_tariff(&order, &sink, &imported->bytes, &imported->size, &imported->why);
    unlink(path);
    if (status == HS_OK)
        assert_int_equal(tariff_open(imported->bytes, imported->size, &imported->arena, &imported->tariff, &imported->why), HS_OK);
    return status;
}

static enum hs_status import_text(struct import_order order, const char *text, struct imported *imported)
{
    return import_bytes(order, text, strlen(text), imported);
}

static void let_go(struct imported *imported)
{
    arena_free(&imported->arena);
    free(imported->bytes);
}

/* "duty:15% preference:cis:Free" of a line, in its order; inherited ones behind a ^, dates behind @. */
static const char *measures_of(const struct tariff *tariff, const char *digits, char out[static 1024])
{
    struct code code;
    struct hs_why why;
    struct tariff_line line;
    size_t length = 0;
    assert_int_equal(code_parse(digits, strlen(digits), &code, &why), HS_OK);
    uint32_t at = tariff_find(tariff, &code);
    assert_int_not_equal(at, TARIFF_LINE_NONE);
    tariff_line(tariff, at, &line);
    out[0] = '\0';
    for (size_t i = 0; i < line.measures; i++) {
        struct tariff_measure measure;
        char dates[40] = "";
        tariff_measure(tariff, at, i, &measure);
        if (measure.from || measure.until)
            snprintf(dates, sizeof dates, "@%u-%u", measure.from, measure.until);
        length +=
            (size_t)snprintf(out + length, 1024 - length, "%s%s%s%s%s%s%s:%s%s", i ? " " : "", measure.inherited ? "^" : "", tariff_kind_name(measure.kind),
                             measure.group[0] ? ":" : "", measure.group, measure.origins[0] ? "/" : "", measure.origins, measure.text, dates);
    }
    return out;
}

#define assert_heard(imported, part)                                                                                                                           \
    do {                                                                                                                                                       \
        if (!strstr((imported).heard.text, part))                                                                                                              \
            fail_msg("not reported: %s\namong: %s", part, (imported).heard.text);                                                                              \
    } while (0)

static const char SWEETS[] = "# comment\n"
                             "code\ttitle\tunit\tduty\tpreference:cis\tveterinary\tlicence:Office\n"
                             "1704\tSweets\t\t\t\t\t\n"
                             "170490\t- Other\t\t15%\tFree\t\t1\n"
                             "1704903000\t- - White chocolate\tKGM,item\t15% MIN 0.5 USD/kg\t\twith milk\t\n"
                             "1704 90 900 0\t- - Other\t\t\t\tno\t\n"
                             "0409000000\tHoney\tkg\t5%\t\t\t\n";

static void a_generic_tariff_is_read(void **state)
{
    struct imported imported;
    struct tariff_line line;
    char measures[1024];
    (void)state;
    assert_int_equal(import_text(order_of(IMPORT_TSV), SWEETS, &imported), HS_OK);
    assert_int_equal(tariff_lines(imported.tariff), 5);
    assert_int_equal(tariff_source(imported.tariff)->digits, 10);
    assert_string_equal(measures_of(imported.tariff, "1704903000", measures),
                        "duty:15% MIN 0.5 USD/kg veterinary:with milk ^preference:cis:Free ^licence:Office:");
    assert_string_equal(measures_of(imported.tariff, "1704909000", measures), "^duty:15% ^preference:cis:Free ^licence:Office:");
    assert_string_equal(measures_of(imported.tariff, "0409000000", measures), "duty:5%");
    tariff_line(imported.tariff, 2, &line);
    assert_string_equal(line.title, "White chocolate");
    assert_true(line.parent == 1 && line.source == 5 && line.declarable);
    assert_true(line.unit[0] == UNIT_KILOGRAM && line.unit[1] == UNIT_PIECE && line.unit[2] == UNIT_NONE);
    tariff_line(imported.tariff, 4, &line);
    assert_int_equal(line.parent, TARIFF_LINE_NONE); /* a heading that is one line stands where headings do */
    assert_heard(imported, "5 rows; the tariff has 5 lines, 3 of them declarable");
    let_go(&imported);
}

static void headers_are_guessed_or_said(void **state)
{
    static const char guessed[] = "HS Code;Description;Rate of duty;Remarks\n1806.31.00;Filled;12,5%;x\n1806.32.00;Not filled;0,25 EUR/kg;\n";
    static const char unclear[] = "HS Code,Tariff code,Description,MFN\n18063100,,Filled,5%\n";
    static const char strange[] = "a,b,c\n18063100,Filled,5%\n";
    static const char headless[] = "18063100,Filled,5%\n18063200,Plain,6%\n";
    struct import_order order = order_of(IMPORT_CSV);
    struct imported imported;
    char measures[1024];
    (void)state;
    assert_int_equal(import_text(order, guessed, &imported), HS_OK);
    assert_heard(imported, "column 1 \"HS Code\": read as code");
    assert_heard(imported, "column 4 \"Remarks\": not read");
    assert_heard(imported, "2  note rates have a decimal comma");
    assert_string_equal(measures_of(imported.tariff, "18063200", measures), "duty:0,25 EUR/kg");
    let_go(&imported);
    assert_int_equal(import_text(order, unclear, &imported), HS_INVALID);
    assert_non_null(strstr(imported.why.text, "columns 1 and 2 would be the same: the header has 1 \"HS Code\", 2 \"Tariff code\""));
    let_go(&imported);
    assert_int_equal(import_text(order, strange, &imported), HS_INVALID);
    assert_non_null(strstr(imported.why.text, "--columns code=1,title=2,duty=3"));
    order.columns = "code=a,title=b,duty=c";
    assert_int_equal(import_text(order, strange, &imported), HS_OK);
    let_go(&imported);
    order.columns = "code=1\ntitle=2\n# a map\nduty=3\n";
    assert_int_equal(import_text(order, headless, &imported), HS_OK);
    assert_int_equal(tariff_lines(imported.tariff), 2);
    let_go(&imported);
    order.columns = "code=1,title=9,duty=3";
    assert_int_equal(import_text(order, strange, &imported), HS_INVALID);
    assert_non_null(strstr(imported.why.text, "\"9\" is none of them"));
    order.columns = "kode=1";
    assert_int_equal(import_text(order, strange, &imported), HS_USAGE);
}

static void bad_rows_are_left_out_and_said(void **state)
{
    static const char table[] = "code,title,duty,origins,from\n"
                                "18063100,Good,5%,,\n"
                                "1806x,Letters,5%,,\n"
                                "101210,Lost,5%,,\n"
                                "1012100,Lost,5%,,\n"
                                "18063200,Nowhere,5%,XX,\n"
                                "18063300,Never,5%,,2026-02-31\n"
                                "18063400,Comma, in a cell,5%,,\n"
                                "18063500,,10%,\"cn, ru\",2026-01-01\n"
                                "18063500,,20%,BY,\n"
                                "18063500,,30%,BY,\n";
    struct import_order order = order_of(IMPORT_CSV);
    struct imported imported;
    char measures[1024];
    (void)state;
    assert_int_equal(import_text(order, table, &imported), HS_OK);
    assert_heard(imported, "3  left-out code \"1806x\": a code has only digits");
    assert_heard(imported, "5  left-out code \"1012100\": an odd number of digits: a leading zero is lost");
    assert_heard(imported, "6 18063200 left-out origin");
    assert_heard(imported, "7 18063300 left-out date \"2026-02-31\"");
    assert_heard(imported, "8  left-out 6 cells, the first line has 5");
    assert_string_equal(measures_of(imported.tariff, "18063500", measures), "duty/CN,RU:10%@20260101-0 duty/BY:20% duty/BY:30%");
    assert_heard(imported, "9 18063500 note duty: \"20%\" and \"30%\" hold from the same day");
    let_go(&imported);
    assert_int_equal(import_text(order, "code,title,duty\n180631,a,5%\n180632,b,5%\n180631,c,6%\n", &imported), HS_OK);
    assert_heard(imported, "4 180631 note declarable twice: the line of row 2 is the one that is used");
    let_go(&imported);
    order.repair_zeros = true;
    assert_int_equal(import_text(order, table, &imported), HS_OK);
    assert_heard(imported, "5 01012100 repaired the leading zero was lost and is put back");
    let_go(&imported);
    assert_int_equal(import_text(order, "code,title,duty\n1806,Heading,5%\n", &imported), HS_INVALID);
    assert_non_null(strstr(imported.why.text, "declarable lines of 4 digits"));
    order.source.digits = 10;
    assert_int_equal(import_text(order, "code,title,duty\n1806,Heading,5%\n", &imported), HS_INVALID);
    assert_non_null(strstr(imported.why.text, "no declarable line"));
    assert_heard(imported, "2 1806 note 4 digits and no line below: not declarable, which takes 10");
    order.source.digits = 0;
    assert_int_equal(import_text(order, "code,title,duty\n180631,a,\"1.5 EUR/kg\"\n180632,b,\"1,5 EUR/kg\"\n", &imported), HS_INVALID);
    assert_non_null(strstr(imported.why.text, "--decimal"));
    assert_int_equal(import_text(order, "", &imported), HS_INVALID);
}

static void encodings_are_marked_or_named(void **state)
{
    static const char table[] = "code\ttitle\tduty\n180631\tШоколад\t5%\n";
    static const char *const encodings[] = { "CP1251", "CP866", "UTF-16LE" };
    struct imported imported;
    struct tariff_line line;
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct import_order order = order_of(IMPORT_TSV);
        char converted[1024] = "\xff\xfe", *from = (char *)(uintptr_t)table, *to = converted + (i == 2 ? 2 : 0);
        size_t left = strlen(table), room = sizeof converted - 2;
        iconv_t conversion = iconv_open(encodings[i], "UTF-8");
        iconv(conversion, &from, &left, &to, &room);
        iconv_close(conversion);
        size_t size = (size_t)(to - converted);
        if (i < 2) {
            assert_int_equal(import_bytes(order, converted, size, &imported), HS_INVALID);
            assert_non_null(strstr(imported.why.text, "line 2: not UTF-8: name its encoding"));
            order.encoding = encodings[i];
        }
        assert_int_equal(import_bytes(order, converted, size, &imported), HS_OK); /* the mark says UTF-16 by itself */
        tariff_line(imported.tariff, 0, &line);
        assert_string_equal(line.title, "Шоколад");
        let_go(&imported);
    }
    struct import_order order = order_of(IMPORT_TSV);
    order.encoding = "EBCDIC-XX";
    assert_int_equal(import_text(order, "code\n\xff", &imported), HS_USAGE);
    order.encoding = NULL;
    assert_int_equal(import_bytes(order, "c\0o\0", 4, &imported), HS_INVALID);
    assert_non_null(strstr(imported.why.text, "zero byte"));
}

static void a_decree_replaces_from_a_day(void **state)
{
    static const char decree[] = "code,duty,preference:cis,veterinary\n"
                                 "1704903000,20%,,no\n"
                                 "170490,,5%,\n"
                                 "0409000000,none,,1\n"
                                 "1806,3%,,\n"
                                 "1704,7%,,\n";
    struct import_order order = order_of(IMPORT_CSV);
    struct imported imported, changed, again;
    char measures[1024];
    (void)state;
    assert_int_equal(import_text(order_of(IMPORT_TSV), SWEETS, &imported), HS_OK);
    order.changes = true;
    order.source.effective = 20260301;
    assert_int_equal(import_text(order, decree, &changed), HS_NOT_FOUND);
    assert_non_null(strstr(changed.why.text, "import it first"));
    order.current = imported.tariff;
    assert_int_equal(import_text(order, decree, &changed), HS_OK);
    assert_string_equal(
        measures_of(changed.tariff, "1704903000", measures),
        "duty:15% MIN 0.5 USD/kg@0-20260228 veterinary:with milk@0-20260228 ^preference:cis:Free@0-20260228 ^licence:Office: duty:20%@20260301-0 "
        "^preference:cis:5%@20260301-0");
    assert_string_equal(measures_of(changed.tariff, "1704909000", measures),
                        "^duty:15% ^preference:cis:Free@0-20260228 ^licence:Office: ^preference:cis:5%@20260301-0");
    assert_string_equal(measures_of(changed.tariff, "0409000000", measures), "duty:5%@0-20260228 veterinary:@20260301-0");
    assert_heard(changed, "2 1704903000 changed duty: \"15% MIN 0.5 USD/kg\" -> \"20%\" from 2026-03-01");
    assert_heard(changed, "2 1704903000 changed veterinary: \"with milk\" -> none from 2026-03-01");
    assert_heard(changed, "3 1704909000 changed preference:cis: \"Free\" -> \"5%\"");
    assert_heard(changed, "5 1806 left-out the tariff has no such line");
    assert_heard(changed, "6 1704 left-out duty: no declarable line takes it: 2 below have one of their own: name their codes");
    /* The same decree once more changes nothing further. */
    order.current = changed.tariff;
    assert_int_equal(import_text(order, "code,duty\n1704903000,20%\n", &again), HS_OK);
    assert_int_equal(tariff_lines(again.tariff), 5);
    assert_non_null(strstr(measures_of(again.tariff, "1704903000", measures), "duty:15% MIN 0.5 USD/kg@0-20260228"));
    assert_non_null(strstr(measures, "duty:20%@20260301-0"));
    let_go(&again);
    /* For a time only: the old returns. */
    order.current = imported.tariff;
    assert_int_equal(import_text(order, "code,duty,from,until\n0409000000,1%,2026-06-01,2026-12-31\n", &again), HS_OK);
    assert_string_equal(measures_of(again.tariff, "0409000000", measures), "duty:5%@0-20260531 duty:5%@20270101-0 duty:1%@20260601-20261231");
    let_go(&again);
    let_go(&changed);
    let_go(&imported);
}

static void what_differs_is_listed(void **state)
{
    static const char other[] = "code\ttitle\tduty\n1704903000\tWhite chocolate\t10%\n1806310000\tFilled\t5%\n";
    struct imported old, new;
    struct heard *heard;
    (void)state;
    assert_int_equal(import_text(order_of(IMPORT_TSV), SWEETS, &old), HS_OK);
    assert_int_equal(import_text(order_of(IMPORT_TSV), other, &new), HS_OK);
    heard = &new.heard;
    struct tariff_sink sink = { .report = hear, .context = heard };
    assert_int_equal(tariff_difference(old.tariff, old.tariff, &sink), 0);
    assert_int_equal(tariff_difference(old.tariff, new.tariff, &sink), 4);
    assert_heard(new, "2 1704903000 changed duty: \"15% MIN 0.5 USD/kg\" -> \"10%\"");
    assert_heard(new, "2 1704903000 changed licence:Office: \"required\" -> none");
    assert_heard(new, "3 1806310000 added Filled");
    assert_heard(new, "0 0409000000 removed Honey");
    assert_int_equal(tariff_difference(NULL, new.tariff, &sink), 2);
    let_go(&old);
    let_go(&new);
}

static void json_is_the_same_schedule(void **state)
{
    static const char json[] =
        "[\n{\"htsno\":\"0101\",\"indent\":\"0\",\"description\":\"Horses\",\"units\":[],\"general\":\"\",\"special\":\"\",\"other\":\"\"},\n"
        "{\"htsno\":\"0101.30.00\",\"indent\":\"1\",\"description\":\"Asses\",\"units\":null,\"general\":\"6.8%\",\"special\":\"Free (A)\","
        "\"other\":\"15%\",\"footnotes\":[{\"value\":\"x\"}],\"additionalDuties\":null},\n\n"
        "{\"htsno\":\"0101.30.00.10\",\"indent\":\"2\",\"description\":\"Young \\u00e9\",\"units\":[\"No.\",\"kg\"],\"general\":\"\"}]\n";
    struct imported imported;
    struct tariff_line line;
    char measures[1024];
    (void)state;
    assert_int_equal(import_text(order_of(IMPORT_USITC_JSON), json, &imported), HS_OK);
    assert_string_equal(measures_of(imported.tariff, "0101300010", measures), "^duty:6.8% ^preference:Free (A) ^column2:15%");
    tariff_line(imported.tariff, 2, &line);
    assert_int_equal(line.source, 5);
    assert_string_equal(line.title, "Young é");
    assert_true(line.unit[0] == UNIT_PIECE && line.unit[1] == UNIT_KILOGRAM);
    let_go(&imported);
    assert_int_equal(import_text(order_of(IMPORT_USITC_JSON), "{}", &imported), HS_INVALID);
    assert_int_equal(import_text(order_of(IMPORT_USITC_JSON), "[{\"htsno\":\"0101\",\"indent\":\"0\"}", &imported), HS_INVALID);
    assert_int_equal(import_text(order_of(IMPORT_USITC_JSON), "[{\"x\":1}]", &imported), HS_INVALID);
    assert_int_equal(import_text(order_of(IMPORT_USITC_JSON), "[\n{\"htsno\":", &imported), HS_INVALID);
    assert_non_null(strstr(imported.why.text, "line 2"));
}

/* ---- workbooks ---- */

static const char WORKBOOK[] =
    "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Notes\" sheetId=\"1\" r:id=\"rId1\"/>"
    "<sheet name=\"Tariff\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>";
static const char RELATIONS[] = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
                                "Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>";
static const char STRINGS[] =
    "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>code</t></si><si><r><t>ti</t></r><r><t>tle</t></r>"
    "<rPh sb=\"0\" eb=\"1\"><t>hint</t></rPh></si><si><t>duty</t></si></sst>";
#define SHEET(rows) "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" rows "</sheetData></worksheet>"
static const char NOTES[] = SHEET("");
static const char TARIFF[] = SHEET("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"D2\" t=\"s\"><v>2</v></c></row>"
                                   "<row r=\"4\"><c r=\"A4\"><v>1806310000</v></c><c r=\"B4\" t=\"inlineStr\"><is><t>Filled &amp; more</t></is></c>"
                                   "<c r=\"D4\" t=\"str\"><f>1+1</f><v>15%</v></c></row>");

struct part {
    const char *name, *text;
    size_t size; /* 0: its length */
};

/* A workbook's bytes, malloc'ed. */
static void *make_workbook(const struct part *part, size_t parts, size_t *size)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    zip_source_keep(source);
    for (size_t i = 0; i < parts; i++)
        assert_true(zip_file_add(zip, part[i].name, zip_source_buffer(zip, part[i].text, part[i].size ? part[i].size : strlen(part[i].text), 0),
                                 ZIP_FL_OVERWRITE) >= 0);
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_open(source), 0);
    zip_source_seek(source, 0, SEEK_END);
    *size = (size_t)zip_source_tell(source);
    zip_source_seek(source, 0, SEEK_SET);
    void *bytes = malloc(*size + 1);
    assert_int_equal(zip_source_read(source, bytes, *size), *size);
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

static void *good_workbook(const char *sheet, size_t *size)
{
    const struct part parts[] = { { "xl/workbook.xml", WORKBOOK, 0 },
                                  { "xl/_rels/workbook.xml.rels", RELATIONS, 0 },
                                  { "xl/sharedStrings.xml", STRINGS, 0 },
                                  { "xl/worksheets/sheet1.xml", NOTES, 0 },
                                  { "xl/worksheets/sheet2.xml", sheet, 0 } };
    return make_workbook(parts, 5, size);
}

static void workbooks_are_read(void **state)
{
    struct import_order order = order_of(IMPORT_XLSX);
    struct imported imported;
    struct tariff_line line;
    char measures[1024];
    size_t size;
    (void)state;
    void *bytes = good_workbook(TARIFF, &size);
    order.sheet = "Tariff";
    assert_int_equal(import_bytes(order, bytes, size, &imported), HS_OK);
    assert_string_equal(measures_of(imported.tariff, "1806310000", measures), "duty:15%");
    tariff_line(imported.tariff, 0, &line);
    assert_string_equal(line.title, "Filled & more");
    assert_int_equal(line.source, 4);
    let_go(&imported);
    order.sheet = "Prices";
    assert_int_equal(import_bytes(order, bytes, size, &imported), HS_NOT_FOUND);
    assert_non_null(strstr(imported.why.text, "\"Notes\", \"Tariff\""));
    order.sheet = NULL;
    assert_int_equal(import_bytes(order, bytes, size, &imported), HS_INVALID); /* the first has no header */
    free(bytes);
}

static void expect_refused(const void *bytes, size_t size, enum hs_status expected, const char *part)
{
    struct arena arena = { NULL };
    struct xlsx xlsx;
    struct hs_why why = { .text = "" };
    enum hs_status status = xlsx_read_bytes(bytes, size, "made.xlsx", "Tariff", &arena, &xlsx, &why);
    if (status != expected || !strstr(why.text, part))
        fail_msg("status %d, not %d: \"%s\" is to hold \"%s\"", status, expected, why.text, part);
    arena_free(&arena);
}

static void expect_sheet_refused(const char *sheet, enum hs_status expected, const char *part)
{
    size_t size;
    void *bytes = good_workbook(sheet, &size);
    expect_refused(bytes, size, expected, part);
    free(bytes);
}

static void hostile_workbooks_are_refused(void **state)
{
    size_t size, bomb_size = 64 * 1024 * 1024;
    (void)state;
    expect_refused("PK", 2, HS_INVALID, "not a workbook");
    expect_refused("code,title", 10, HS_INVALID, "not a workbook");
    const struct part plain[] = { { "readme.txt", "hello", 0 } };
    void *bytes = make_workbook(plain, 1, &size);
    expect_refused(bytes, size, HS_INVALID, "no workbook");
    free(bytes);
    const struct part sheetless[] = { { "xl/workbook.xml", WORKBOOK, 0 }, { "xl/_rels/workbook.xml.rels", RELATIONS, 0 } };
    bytes = make_workbook(sheetless, 2, &size);
    expect_refused(bytes, size, HS_INVALID, "sheet2.xml is missing");
    free(bytes);
    bytes = good_workbook(TARIFF, &size);
    expect_refused(bytes, size - 30, HS_INVALID, "not a workbook");
    free(bytes);
    /* A bomb: zeros that unpack a thousandfold. */
    char *zeros = calloc(1, bomb_size);
    memset(zeros, ' ', bomb_size);
    memcpy(zeros, "<worksheet>", 11);
    const struct part bomb[] = { { "xl/workbook.xml", WORKBOOK, 0 },
                                 { "xl/_rels/workbook.xml.rels", RELATIONS, 0 },
                                 { "xl/worksheets/sheet2.xml", zeros, bomb_size } };
    bytes = make_workbook(bomb, 3, &size);
    assert_true(size < 1024 * 1024);
    expect_refused(bytes, size, HS_TOO_LARGE, "beyond measure");
    free(bytes);
    free(zeros);
    expect_sheet_refused("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><worksheet>&b;</worksheet>", HS_INVALID,
                         "document type");
    expect_sheet_refused("<worksheet><sheetData>", HS_INVALID, "no element found");
    expect_sheet_refused(SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>"), HS_INVALID, "not there");
    expect_sheet_refused(SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>"), HS_INVALID, "not numbered");
    expect_sheet_refused(SHEET("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>"), HS_INVALID, "not in its place");
    expect_sheet_refused(SHEET("<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>"), HS_INVALID, "not in its place");
    expect_sheet_refused(SHEET("<row r=\"5\"/><row r=\"5\"/>"), HS_INVALID, "out of order");
    expect_sheet_refused(SHEET("<c r=\"A1\"><v>1</v></c>"), HS_INVALID, "outside a row");
}

/* ---- exchange rates ---- */

static enum hs_status import_rates(const char *text, const struct fx *current, struct imported *imported)
{
    char path[PATH_SIZE];
    memset(imported, 0, sizeof *imported);
    struct tariff_sink sink = { .report = hear, .context = &imported->heard };
    write_bytes(path, text, strlen(text));
    enum hs_status status = import_fx(path, NULL, current, &sink, &imported->bytes, &imported->size, &imported->why);
    unlink(path);
    return status;
}

static void rates_are_added_to_those_known(void **state)
{
    struct imported first, second;
    struct fx fx;
    struct decimal rate;
    struct hs_why why;
    uint32_t since;
    char printed[64];
    (void)state;
    assert_int_equal(import_rates("date,currency,units,rate\n2026-01-15,EUR,1,1.9870\n2026-01-01,jpy,100,1.0850\n2026-01-01,EUR,1,1.98\n2026-02-31,EUR,1,2\n"
                                  "2026-01-01,EUR,1,1.99\n2026-01-01,XXQ,1,2\n2026-01-01,USD,3,2\n2026-01-01,USD,1,-1.7\n2026-01-01,USD,1,0\n",
                                  NULL, &first),
                     HS_OK);
    assert_heard(first, "5  left-out date \"2026-02-31\"");
    assert_heard(first, "6  left-out EUR of 2026-01-01: line 4 has another rate");
    assert_heard(first, "7  left-out currency");
    assert_heard(first, "8  left-out units \"3\"");
    assert_heard(first, "9  left-out rate");
    assert_heard(first, "10  left-out rate");
    assert_heard(first, "3 rates are new or changed, 3 are known now");
    assert_int_equal(fx_open(first.bytes, first.size, &fx, &why), HS_OK);
    assert_int_equal(import_rates("date,currency,units,rate\n2026-01-15,EUR,1,1.9870\n2026-01-01,EUR,1,1.97\n2026-03-01,EUR,1,2\n", &fx, &second), HS_OK);
    assert_heard(second, "3  changed EUR of 2026-01-01: 1.98 -> 1.97");
    assert_heard(second, "4  added EUR of 2026-03-01: 2");
    assert_heard(second, "2 rates are new or changed, 4 are known now");
    assert_int_equal(fx_open(second.bytes, second.size, &fx, &why), HS_OK);
    decimal_init(&rate);
    assert_int_equal(fx_rate(&fx, "JPY", 20260131, &rate, &since, &why), HS_OK);
    decimal_print(&rate, printed, sizeof printed);
    assert_string_equal(printed, "0.01085");
    decimal_clear(&rate);
    free(first.bytes);
    free(second.bytes);
    assert_int_equal(import_rates("date,currency,units,rate\nx,y,z,w\n", NULL, &first), HS_INVALID);
    assert_int_equal(import_rates("day,currency\n", NULL, &first), HS_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_generic_tariff_is_read),       cmocka_unit_test(headers_are_guessed_or_said),  cmocka_unit_test(bad_rows_are_left_out_and_said),
        cmocka_unit_test(encodings_are_marked_or_named),  cmocka_unit_test(a_decree_replaces_from_a_day), cmocka_unit_test(what_differs_is_listed),
        cmocka_unit_test(json_is_the_same_schedule),      cmocka_unit_test(workbooks_are_read),           cmocka_unit_test(hostile_workbooks_are_refused),
        cmocka_unit_test(rates_are_added_to_those_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
