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

static void read_row(void *reader, const struct tariff_cells *cells)
{
    const struct tariff_sink *sink = reader;
    struct tariff_row row = { .line = cells->line, .description = cells->cell[NAME] };
    struct cell unit = cells->cell[UNIT];
    if (!tariff_code(sink, row.line, cells->cell[CODE], &row.code) || !tariff_indent(sink, row.line, cells->cell[INDENT], &row.indent))
        return;
    if (unit.length && !is_dash(unit))
        row.unit[row.units++] = unit;
    row.measure[EAEU_IMPORT] = (struct tariff_row_measure) { .kind = TARIFF_DUTY, .text = cells->cell[RATE] };
    row.measures = 1;
    row.declarable = code_length(&row.code) == 10;
    sink->take(sink->context, &row);
}

enum hs_status import_eaeu(const struct import_file *file, const struct tariff_sink *sink, struct hs_why *why)
{
    static const struct tariff_table table = { .separator = '\t', .name = names, .columns = COLUMNS };
    return tariff_table_read(file, &table, read_row, (void *)(uintptr_t)sink, why);
}
