/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tariff_row.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *import_action_name(enum import_action action)
{
    static const char *const names[] = {
#define IMPORT_ACTION_TEXT(name, text) text,
        IMPORT_ACTION_LIST(IMPORT_ACTION_TEXT)
#undef IMPORT_ACTION_TEXT
    };
    return names[action];
}

void tariff_report(const struct tariff_sink *sink, enum import_action action, size_t line, const struct code *code, const char *format, ...)
{
    static const struct code none;
    char detail[1200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    sink->report(sink->context, action, line, code ? code : &none, detail);
}

enum hs_status tariff_table_read(const struct import_file *file, const struct tariff_table *table, tariff_each *each, void *reader, struct hs_why *why)
{
    struct cell cells[TARIFF_CELLS];
    size_t column[TARIFF_CELLS], count = 0;
    struct csv csv = csv_of(file->bytes, file->size, table->separator, table->quote);
    enum hs_status status = csv_next(&csv, cells, TARIFF_CELLS, &count, why);
    if (status == HS_INVALID)
        return status;
    if (count > TARIFF_CELLS)
        count = TARIFF_CELLS;
    for (size_t i = 0; i < table->columns; i++) {
        column[i] = csv_column(cells, count, table->name[i]);
        if (column[i] == count)
            return hs_fail(why, HS_INVALID, "%s: no column \"%s\" in its first line: name the format that the file has", file->path, table->name[i]);
    }
    csv.lenient = table->lenient;
    while ((status = csv_next(&csv, cells, TARIFF_CELLS, &count, why)) == HS_OK) {
        struct tariff_cells row = { .line = csv.line, .strays = csv.strays, .count = count };
        for (size_t i = 0; i < table->columns; i++)
            row.cell[i] = column[i] < count ? cells[column[i]] : (struct cell) { "", 0 };
        each(reader, &row);
    }
    return status == HS_NOT_FOUND ? HS_OK : status;
}

/* ---- codes, indents, titles ---- */

bool tariff_code(const struct tariff_sink *sink, size_t line, struct cell cell, struct code *code)
{
    struct hs_why why;
    memset(code, 0, sizeof *code);
    if (cell.length == 0)
        return true;
    if (code_parse(cell.text, cell.length, code, &why) != HS_OK) {
        memset(code, 0, sizeof *code);
        tariff_report(sink, IMPORT_LEFT_OUT, line, NULL, "%s", why.text);
        return false;
    }
    return true;
}

bool tariff_repaired_code(const struct tariff_sink *sink, size_t line, struct cell cell, bool repair, struct code *code)
{
    char padded[CODE_MAX + 2] = "0";
    size_t digits = 0;
    bool plain = true;
    for (size_t i = 0; i < cell.length; i++) {
        bool digit = cell.text[i] >= '0' && cell.text[i] <= '9';
        plain = plain && (digit || cell.text[i] == '.' || cell.text[i] == ' ');
        if (digit && ++digits <= CODE_MAX)
            padded[digits] = cell.text[i];
    }
    if (!plain || digits % 2 == 0 || digits >= CODE_MAX)
        return tariff_code(sink, line, cell, code);
    if (!tariff_code(sink, line, (struct cell) { padded, digits + 1 }, code))
        return false;
    if (!repair) {
        tariff_report(sink, IMPORT_LEFT_OUT, line, NULL, "code \"%.*s\": an odd number of digits: a leading zero is lost; --repair-zeros puts it back",
                      cell.length > 40 ? 40 : (int)cell.length, cell.text);
        return false;
    }
    tariff_report(sink, IMPORT_REPAIRED, line, code, "the leading zero was lost and is put back");
    return true;
}

bool tariff_even_code(const struct tariff_sink *sink, size_t line, struct cell cell, struct code *code)
{
    return tariff_repaired_code(sink, line, cell, false, code);
}

bool tariff_indent(const struct tariff_sink *sink, size_t line, struct cell cell, int *indent)
{
    *indent = 0;
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.text[i] < '0' || cell.text[i] > '9' || *indent > TARIFF_INDENT_MAX) {
            *indent = TARIFF_INDENT_MAX + 1;
            break;
        }
        *indent = *indent * 10 + cell.text[i] - '0';
    }
    if (cell.length > 0 && *indent <= TARIFF_INDENT_MAX)
        return true;
    tariff_report(sink, IMPORT_LEFT_OUT, line, NULL, "indent \"%.*s\": not a number from 0 to %d: correct it", cell.length > 20 ? 20 : (int)cell.length,
                  cell.text, TARIFF_INDENT_MAX);
    return false;
}

enum hs_status tariff_day(struct cell cell, uint32_t *day, struct hs_why *why)
{
    if (utc_parse_day(cell.text, cell.length, day) == HS_OK)
        return HS_OK;
    return hs_fail(why, HS_INVALID, "date \"%.*s\": no day of the calendar written as 2026-01-31: correct it", cell.length > 40 ? 40 : (int)cell.length,
                   cell.text);
}

const char *tariff_print_day(uint32_t day, char out[static UTC_TEXT_MAX])
{
    out[0] = '\0';
    if (day)
        utc_print_day(day, out);
    return out;
}

struct cell tariff_title(struct cell cell, int *dashes)
{
    static const char *const marks[] = { "-", "–", "—" };
    *dashes = 0;
    for (;;) {
        while (cell.length && cell.text[0] == ' ') {
            cell.text++;
            cell.length--;
        }
        size_t mark = 0;
        for (size_t i = 0; i < sizeof marks / sizeof *marks && !mark; i++)
            if (cell.length >= strlen(marks[i]) && memcmp(cell.text, marks[i], strlen(marks[i])) == 0)
                mark = strlen(marks[i]);
        if (!mark)
            return cell;
        cell.text += mark;
        cell.length -= mark;
        ++*dashes;
    }
}
