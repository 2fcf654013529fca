/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import_usitc.h"

#include <string.h>

enum column { CODE, INDENT, DESCRIPTION, UNIT, GENERAL, SPECIAL, COLUMN_2, ADDITIONAL, COLUMNS };
static const char *const names[COLUMNS] = {
    "HTS Number", "Indent", "Description", "Unit of Quantity", "General Rate of Duty", "Special Rate of Duty", "Column 2 Rate of Duty", "Additional Duties"
};

/* The lines above, one an indent. */
struct above {
    struct code code[TARIFF_INDENT_MAX + 1];
    struct cell rate[TARIFF_INDENT_MAX + 1][TARIFF_RATES];
};

/* Cuts ["No.","kg"]; false for what is not such a list. An escape sequence stands for itself: units have none that means a thing. */
static bool cut_units(struct cell cell, struct tariff_row *row)
{
    const char *at = cell.text, *end = cell.text + cell.length;
    if (cell.length == 0)
        return true;
    if (cell.length < 2 || *at != '[' || end[-1] != ']')
        return false;
    for (at++, end--; at < end;) {
        const char *close;
        if (*at != '"' || !(close = memchr(at + 1, '"', (size_t)(end - at - 1))))
            return false;
        size_t length = (size_t)(close - at) - 1;
        bool blank = length == 0 || (length == 2 && memcmp(at + 1, "\\n", 2) == 0);
        if (!blank && row->units == TARIFF_UNITS)
            return false;
        if (!blank)
            row->unit[row->units++] = (struct cell) { at + 1, length };
        at = close + 1;
        if (at < end && *at++ != ',')
            return false;
    }
    return true;
}

static void inherit(struct tariff_row *row, const struct above *above)
{
    if (code_length(&row->code) == 0 || row->rate[USITC_GENERAL].length)
        return;
    for (int indent = row->indent - 1; indent >= 0; indent--) {
        if (code_length(&above->code[indent]) == 0 || !code_within(&row->code, &above->code[indent]) || !above->rate[indent][USITC_GENERAL].length)
            continue;
        for (int rate = 0; rate < TARIFF_RATES; rate++)
            if (!row->rate[rate].length && above->rate[indent][rate].length) {
                row->rate[rate] = above->rate[indent][rate];
                row->inherited[rate] = true;
            }
        return;
    }
}

static void read_row(const struct csv *csv, const struct cell *cells, const size_t *column, struct above *above, const struct tariff_sink *sink)
{
    struct tariff_row row = { .line = csv->line, .description = cells[column[DESCRIPTION]] };
    if (!tariff_even_code(sink, row.line, cells[column[CODE]], &row.code) || !tariff_indent(sink, row.line, cells[column[INDENT]], &row.indent))
        return;
    if (!cut_units(cells[column[UNIT]], &row))
        tariff_report(sink, row.line, "code %s: the units are not a list of at most %d: they are left out", row.code.digits, TARIFF_UNITS);
    for (int rate = 0; rate < TARIFF_RATES; rate++)
        row.rate[rate] = cells[column[GENERAL + rate]];
    inherit(&row, above);
    above->code[row.indent] = row.code;
    memcpy(above->rate[row.indent], row.rate, sizeof row.rate);
    for (int deeper = row.indent + 1; deeper <= TARIFF_INDENT_MAX; deeper++)
        memset(&above->code[deeper], 0, sizeof above->code[deeper]);
    row.declarable = code_length(&row.code) == 10 || (code_length(&row.code) == 8 && row.units > 0);
    sink->take(sink->context, &row);
}

enum hs_status import_usitc(const char *path, const struct tariff_sink *sink, struct hs_why *why)
{
    struct arena arena = { 0 };
    struct cell cells[TARIFF_CELLS];
    struct above above = { 0 };
    struct csv csv = { 0 };
    size_t column[COLUMNS], count;
    enum hs_status status = tariff_table_open(path, ',', '"', names, COLUMNS, &arena, &csv, column, why);
    while (status == HS_OK && (status = tariff_table_next(&csv, cells, &count, why)) == HS_OK)
        read_row(&csv, cells, column, &above, sink);
    arena_free(&arena);
    return status == HS_NOT_FOUND && csv.line > 0 ? HS_OK : status;
}
