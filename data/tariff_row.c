/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tariff_row.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FILE_MOST = 256 * 1024 * 1024 };

enum hs_status tariff_table_open(const char *path, char separator, char quote, const char *const *names, size_t columns, struct arena *arena, struct csv *csv,
                           size_t *column, struct hs_why *why)
{
    struct cell header[TARIFF_CELLS];
    size_t size, count = 0;
    char *bytes;
    enum hs_status status = file_read(path, FILE_MOST, arena, &bytes, &size, why);
    if (status != HS_OK)
        return status;
    *csv = csv_of(bytes, size, separator, quote);
    status = csv_next(csv, header, TARIFF_CELLS, &count, why);
    if (status == HS_INVALID)
        return status;
    if (count > TARIFF_CELLS)
        count = TARIFF_CELLS;
    for (size_t i = 0; i < columns; i++) {
        column[i] = csv_column(header, count, names[i]);
        if (column[i] == count)
            return hs_fail(why, HS_INVALID, "%s: no column \"%s\" in its first line: name the format that the file has", path, names[i]);
    }
    return HS_OK;
}

enum hs_status tariff_table_next(struct csv *csv, struct cell cells[static TARIFF_CELLS], size_t *count, struct hs_why *why)
{
    enum hs_status status = csv_next(csv, cells, TARIFF_CELLS, count, why);
    for (size_t i = status == HS_OK ? *count : 0; i < TARIFF_CELLS; i++)
        cells[i] = (struct cell) { "", 0 };
    return status;
}

void tariff_report(const struct tariff_sink *sink, size_t line, const char *format, ...)
{
    char problem[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem, sizeof problem, format, arguments);
    va_end(arguments);
    sink->report(sink->context, line, problem);
}

bool tariff_code(const struct tariff_sink *sink, size_t line, struct cell cell, struct code *code)
{
    struct hs_why why;
    memset(code, 0, sizeof *code);
    if (cell.length == 0)
        return true;
    if (code_parse(cell.text, cell.length, code, &why) != HS_OK) {
        tariff_report(sink, line, "%s", why.text);
        return false;
    }
    return true;
}

bool tariff_even_code(const struct tariff_sink *sink, size_t line, struct cell cell, struct code *code)
{
    if (!tariff_code(sink, line, cell, code))
        return false;
    if (code_length(code) % 2 == 0)
        return true;
    tariff_report(sink, line, "code %s: an odd number of digits: a leading zero is lost; import it with the zeros repaired", code->digits);
    return false;
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
    tariff_report(sink, line, "indent \"%.*s\": not a number from 0 to %d: correct it", cell.length > 20 ? 20 : (int)cell.length, cell.text, TARIFF_INDENT_MAX);
    return false;
}
