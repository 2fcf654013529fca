/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import_generic.h"

#include <string.h>

#include "core/base/iso.h"
#include "core/table/xlsx.h"
#include "data/generic_columns.h"
#include "data/rules_parts.h"

const char GENERIC_ENDS[] = "none";

enum { ORIGINS_SIZE = 800, NINE_DIGITS = 9 };

struct generic_reader {
    const struct generic_order *order;
    const struct tariff_sink *sink;
    struct generic_columns columns;
    struct code last; /* of the row before */
    size_t longest, rows;
    size_t points, commas, point_line, comma_line; /* rates with a decimal mark, and where the first is */
};

/* ---- cells ---- */

static struct cell trimmed(struct cell cell)
{
    while (cell.length && strchr(" \t\r\n", cell.text[0])) {
        cell.text++;
        cell.length--;
    }
    while (cell.length && strchr(" \t\r\n", cell.text[cell.length - 1]))
        cell.length--;
    return cell;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Notes which decimal mark a rate uses; a mark with three digits behind it may set thousands apart and says nothing. */
static void note_mark(struct generic_reader *reader, struct cell text, size_t line)
{
    for (size_t i = 1; i + 1 < text.length; i++) {
        size_t digits = 0;
        if ((text.text[i] != ',' && text.text[i] != '.') || !is_digit(text.text[i - 1]))
            continue;
        while (i + 1 + digits < text.length && is_digit(text.text[i + 1 + digits]))
            digits++;
        if (digits == 0 || digits == 3)
            continue;
        bool comma = text.text[i] == ',';
        size_t *count = comma ? &reader->commas : &reader->points, *first = comma ? &reader->comma_line : &reader->point_line;
        if (!(*count)++)
            *first = line;
    }
}

/* "1", "x" and "yes" say nothing beyond that it is required. False where it is not. */
static bool required(struct cell *text)
{
    static const char *const no[] = { "", "0", "no", "-", "–" }, *const yes[] = { "1", "x", "X", "yes" };
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (cell_is(*text, no[i]))
            return false;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (cell_is(*text, yes[i]))
            *text = (struct cell) { "", 0 };
    return true;
}

static bool read_origins(struct generic_reader *reader, size_t line, const struct code *code, struct cell text, char out[static ORIGINS_SIZE])
{
    struct cell piece;
    size_t length = 0;
    out[0] = '\0';
    while (text.length && parts_next(&text, ',', &piece)) {
        struct hs_why why;
        char country[3];
        if (iso_country(piece.text, piece.length, "origin", country, &why) != HS_OK) {
            tariff_report(reader->sink, IMPORT_LEFT_OUT, line, code, "%s", why.text);
            return false;
        }
        if (length + 4 > ORIGINS_SIZE) {
            tariff_report(reader->sink, IMPORT_LEFT_OUT, line, code, "more than %d origins: write one agreement for them", ORIGINS_SIZE / 3);
            return false;
        }
        if (length)
            out[length++] = ',';
        memcpy(out + length, country, 3);
        length += 2;
    }
    return true;
}

static bool read_date(struct generic_reader *reader, size_t line, const struct code *code, struct cell text, uint32_t *date)
{
    struct hs_why why;
    *date = 0;
    if (text.length == 0 || tariff_day(text, date, &why) == HS_OK)
        return true;
    tariff_report(reader->sink, IMPORT_LEFT_OUT, line, code, "%s", why.text);
    return false;
}

/* ---- rows ---- */

/* The cell of the first column with the role; empty where there is none. */
static struct cell by_role(const struct generic_reader *reader, const struct cell *cells, size_t count, enum generic_role role)
{
    for (size_t i = 0; i < reader->columns.count && i < count; i++)
        if (reader->columns.column[i].role == role)
            return trimmed(cells[i]);
    return (struct cell) { "", 0 };
}

static bool has_role(const struct generic_reader *reader, enum generic_role role)
{
    for (size_t i = 0; i < reader->columns.count; i++)
        if (reader->columns.column[i].role == role)
            return true;
    return false;
}

static bool add_measure(struct generic_reader *reader, struct tariff_row *row, const struct tariff_row_measure *common, enum tariff_kind kind,
                        struct cell group, struct cell text)
{
    struct tariff_row_measure measure = *common;
    measure.kind = kind;
    measure.group = trimmed(group);
    measure.text = text;
    bool given = text.length > 0;
    if (given && !tariff_kind_owes(kind) && !required(&measure.text)) {
        given = reader->order->changes;
        measure.text = (struct cell) { GENERIC_ENDS, strlen(GENERIC_ENDS) };
    }
    if (!given)
        return true;
    if (tariff_kind_owes(kind))
        note_mark(reader, text, row->line);
    if (row->measures == TARIFF_MEASURES) {
        tariff_report(reader->sink, IMPORT_LEFT_OUT, row->line, &row->code, "more than %d measures in a row: write a second row for the others",
                      TARIFF_MEASURES);
        return false;
    }
    row->measure[row->measures++] = measure;
    return true;
}

/* The measures of a row that all hold for the same origins and days. */
static bool take_measures(struct generic_reader *reader, const struct cell *cells, size_t count, char origins[static ORIGINS_SIZE], struct tariff_row *row)
{
    struct tariff_row_measure common = { 0 };
    if (!read_origins(reader, row->line, &row->code, by_role(reader, cells, count, GENERIC_ORIGINS), origins) ||
        !read_date(reader, row->line, &row->code, by_role(reader, cells, count, GENERIC_FROM), &common.from) ||
        !read_date(reader, row->line, &row->code, by_role(reader, cells, count, GENERIC_UNTIL), &common.until))
        return false;
    common.inherited = cell_is(by_role(reader, cells, count, GENERIC_INHERITED), "yes");
    common.origins = (struct cell) { origins, strlen(origins) };
    for (size_t i = 0; i < reader->columns.count && i < count; i++) {
        const struct generic_column *column = &reader->columns.column[i];
        if (column->role == GENERIC_MEASURE && !add_measure(reader, row, &common, column->kind, column->group, trimmed(cells[i])))
            return false;
    }
    struct cell name = by_role(reader, cells, count, GENERIC_KIND), group;
    enum tariff_kind kind;
    if (name.length == 0)
        return true;
    if (!generic_kind(name, &kind, &group)) {
        tariff_report(reader->sink, IMPORT_LEFT_OUT, row->line, &row->code,
                      "kind \"%.*s\": not one of data/SCHEMA.md: duty, preference, excise, vat, licence, ...", name.length > 40 ? 40 : (int)name.length,
                      name.text);
        return false;
    }
    struct cell given = by_role(reader, cells, count, GENERIC_GROUP);
    return add_measure(reader, row, &common, kind, given.length ? given : group, by_role(reader, cells, count, GENERIC_RATE));
}

/* The code of a row. A level of nine digits is known by the code before it, which it continues; any other odd number is a lost zero. */
static bool take_code(struct generic_reader *reader, size_t line, struct cell cell, struct code *code)
{
    struct hs_why why;
    bool continues = code_parse(cell.text, cell.length, code, &why) == HS_OK && code_length(code) == NINE_DIGITS &&
                     memcmp(code->digits, reader->last.digits, CODE_SUBHEADING) == 0;
    return continues ? true : tariff_repaired_code(reader->sink, line, cell, reader->order->repair_zeros, code);
}

/* Dashes say how deep a row stands below its heading; without any its code does. A whole heading that is one line stands where headings do. */
static int indent_of(const struct code *code, int dashes)
{
    size_t length = code_unpadded_length(code);
    if (dashes)
        return dashes + 1 > TARIFF_INDENT_MAX ? TARIFF_INDENT_MAX : dashes + 1;
    if (code_length(code) <= CODE_CHAPTER)
        return code->digits[0] ? 0 : 1;
    return length <= CODE_HEADING ? 1 : (int)code_length(code) / 2 - 1;
}

static void take_row(struct generic_reader *reader, size_t line, const struct cell *cells, size_t count)
{
    struct tariff_row row = { .line = line };
    char origins[ORIGINS_SIZE];
    int dashes;
    bool empty = true;
    for (size_t i = 0; i < count && empty; i++)
        empty = trimmed(cells[i]).length == 0;
    if (empty)
        return;
    reader->rows++;
    if (count > reader->columns.count) {
        tariff_report(reader->sink, IMPORT_LEFT_OUT, line, NULL, "%zu cells, the first line has %zu: a separator inside a cell is not quoted", count,
                      reader->columns.count);
        return;
    }
    struct cell title = by_role(reader, cells, count, GENERIC_TITLE);
    row.description = tariff_title(title, &dashes);
    struct cell code = by_role(reader, cells, count, GENERIC_CODE);
    bool exact = has_role(reader, GENERIC_DECLARABLE); /* written by a program: no zero is lost */
    if (exact ? !tariff_code(reader->sink, line, code, &row.code) : !take_code(reader, line, code, &row.code))
        return;
    row.indent = indent_of(&row.code, dashes);
    if (has_role(reader, GENERIC_INDENT) && !tariff_indent(reader->sink, line, by_role(reader, cells, count, GENERIC_INDENT), &row.indent))
        return;
    row.adds = row.code.digits[0] && title.length == 0 && code_compare(&row.code, &reader->last) == 0;
    row.declarable = cell_is(by_role(reader, cells, count, GENERIC_DECLARABLE), "yes");
    struct cell units = by_role(reader, cells, count, GENERIC_UNIT), unit;
    while (units.length && row.units < TARIFF_UNITS && parts_next(&units, ',', &unit))
        if (unit.length)
            row.unit[row.units++] = unit;
    if (!take_measures(reader, cells, count, origins, &row))
        return;
    if (code_length(&row.code) > reader->longest)
        reader->longest = code_length(&row.code);
    reader->last = row.code;
    reader->sink->take(reader->sink->context, &row);
}

/* ---- tables ---- */

static enum hs_status take_header(struct generic_reader *reader, const struct cell *cells, size_t count, struct hs_why *why)
{
    enum hs_status status = generic_columns_find(reader->order->columns, cells, count, reader->order->changes, &reader->columns, why);
    for (size_t i = 0; status == HS_OK && i < count; i++) {
        const struct generic_column *column = &reader->columns.column[i];
        int shown = cells[i].length > 60 ? 60 : (int)cells[i].length;
        if (column->role == GENERIC_NONE && cells[i].length)
            tariff_report(reader->sink, IMPORT_NOTED, 1, NULL, "column %zu \"%.*s\": not read", i + 1, shown, cells[i].text);
        else if (column->guessed)
            tariff_report(reader->sink, IMPORT_NOTED, 1, NULL, "column %zu \"%.*s\": read as %s", i + 1, shown, cells[i].text,
                          column->role == GENERIC_CODE      ? "code"
                          : column->role == GENERIC_TITLE   ? "title"
                          : column->role == GENERIC_INDENT  ? "indent"
                          : column->role == GENERIC_UNIT    ? "unit"
                          : column->role == GENERIC_FROM    ? "from"
                          : column->role == GENERIC_UNTIL   ? "until"
                          : column->role == GENERIC_MEASURE ? tariff_kind_name(column->kind)
                                                            : "origins");
    }
    return status;
}

static bool is_comment(const struct cell *cells, size_t count)
{
    return count && cells[0].length && cells[0].text[0] == '#';
}

/* The first row that is no comment names the columns. */
static enum hs_status take_cells(struct generic_reader *reader, size_t line, const struct cell *cells, size_t count, struct hs_why *why)
{
    if (is_comment(cells, count) || (count == 1 && cells[0].length == 0))
        return HS_OK;
    if (reader->columns.count == 0) {
        enum hs_status status = take_header(reader, cells, count, why);
        if (status != HS_OK || !reader->columns.headless)
            return status;
    }
    take_row(reader, line, cells, count);
    return HS_OK;
}

/* Of a csv: a semicolon where decimal commas made the program that wrote it take that. */
static char separator_of(const struct import_file *file)
{
    size_t commas = 0, semicolons = 0;
    for (size_t i = 0; i < file->size && file->bytes[i] != '\n'; i++) {
        commas += file->bytes[i] == ',';
        semicolons += file->bytes[i] == ';';
    }
    return semicolons > commas ? ';' : ',';
}

static enum hs_status read_text(struct generic_reader *reader, const struct import_file *file, struct hs_why *why)
{
    bool tabs = reader->order->form == GENERIC_TSV, quoted = !tabs || (file->size && file->bytes[0] == '"');
    struct csv csv = csv_of(file->bytes, file->size, tabs ? '\t' : separator_of(file), quoted ? '"' : 0);
    struct cell cells[GENERIC_COLUMNS_MAX];
    enum hs_status status;
    size_t count;
    while ((status = csv_next(&csv, cells, GENERIC_COLUMNS_MAX, &count, why)) == HS_OK) {
        if (count > GENERIC_COLUMNS_MAX)
            return hs_fail(why, HS_INVALID, "%s: line %zu: %zu cells: at most %d are read", file->path, csv.line, count, GENERIC_COLUMNS_MAX);
        status = take_cells(reader, csv.line, cells, count, why);
        if (status != HS_OK)
            return status;
    }
    return status == HS_NOT_FOUND ? HS_OK : status;
}

static enum hs_status read_workbook(struct generic_reader *reader, const struct import_file *file, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct xlsx xlsx;
    enum hs_status status = xlsx_read(file->path, reader->order->sheet, &arena, &xlsx, why);
    for (size_t i = 0; status == HS_OK && i < xlsx.rows; i++)
        status = take_cells(reader, xlsx.row[i].line, xlsx.row[i].cell, xlsx.row[i].count, why);
    arena_free(&arena);
    return status;
}

enum hs_status import_generic(const struct import_file *file, const struct generic_order *order, const struct tariff_sink *sink, struct generic_result *result,
                              struct hs_why *why)
{
    struct generic_reader reader = { .order = order, .sink = sink };
    enum hs_status status = order->form == GENERIC_XLSX ? read_workbook(&reader, file, why) : read_text(&reader, file, why);
    if (status != HS_OK)
        return status;
    if (reader.columns.count == 0)
        return hs_fail(why, HS_INVALID, "%s: empty: its first line names the columns: code, title, duty, ...", file->path);
    *result = (struct generic_result) { order->dialect, reader.longest, has_role(&reader, GENERIC_DECLARABLE) };
    if (order->dialect_given || !reader.commas)
        return HS_OK;
    if (reader.points)
        return hs_fail(why, HS_INVALID,
                       "%s: rates with a decimal point (line %zu) and with a decimal comma (line %zu): say which with --decimal point or --decimal comma",
                       file->path, reader.point_line, reader.comma_line);
    result->dialect = EXPRESSION_EAEU;
    tariff_report(sink, IMPORT_NOTED, reader.comma_line, NULL, "rates have a decimal comma");
    return HS_OK;
}
