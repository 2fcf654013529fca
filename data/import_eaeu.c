/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import_eaeu.h"

#include <string.h>

enum column { CODE, INDENT, NAME, UNIT, RATE, COLUMNS };
static const char *const names[COLUMNS] = { "code", "indent", "name", "unit", "rate" };

static bool is_dash(struct cell cell)
{
    static const char dash[] = "–";
    return (cell.length == 1 && cell.text[0] == '-') || (cell.length == sizeof dash - 1 && memcmp(cell.text, dash, cell.length) == 0);
}

static void read_row(const struct csv *csv, const struct cell *cells, const size_t *column, const struct tariff_sink *sink)
{
    struct tariff_row row = { .line = csv->line, .description = cells[column[NAME]] };
    struct cell unit = cells[column[UNIT]];
    if (!tariff_code(sink, row.line, cells[column[CODE]], &row.code) || !tariff_indent(sink, row.line, cells[column[INDENT]], &row.indent))
        return;
    if (unit.length && !is_dash(unit))
        row.unit[row.units++] = unit;
    row.rate[EAEU_IMPORT] = cells[column[RATE]];
    row.declarable = code_length(&row.code) == 10;
    if (row.declarable && row.rate[EAEU_IMPORT].length == 0)
        tariff_report(sink, row.line, "code %s: a line of ten digits without a rate: look it up", row.code.digits);
    sink->take(sink->context, &row);
}

enum hs_status import_eaeu(const char *path, const struct tariff_sink *sink, struct hs_why *why)
{
    struct arena arena = { 0 };
    struct cell cells[TARIFF_CELLS];
    struct csv csv = { 0 };
    size_t column[COLUMNS], count;
    enum hs_status status = tariff_table_open(path, '\t', 0, names, COLUMNS, &arena, &csv, column, why);
    while (status == HS_OK && (status = tariff_table_next(&csv, cells, &count, why)) == HS_OK)
        read_row(&csv, cells, column, sink);
    arena_free(&arena);
    return status == HS_NOT_FOUND && csv.line > 0 ? HS_OK : status;
}
