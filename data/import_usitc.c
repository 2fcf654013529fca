/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import_usitc.h"

#include <string.h>

enum column { CODE, INDENT, DESCRIPTION, UNIT, GENERAL, SPECIAL, COLUMN_2, ADDITIONAL, COLUMNS };
static const char *const names[COLUMNS] = {
    "HTS Number", "Indent", "Description", "Unit of Quantity", "General Rate of Duty", "Special Rate of Duty", "Column 2 Rate of Duty", "Additional Duties"
};

struct usitc_reader {
    const struct tariff_sink *sink;
    struct usitc_above above;
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

static void inherit(struct tariff_row *row, const struct usitc_above *above)
{
    if (code_length(&row->code) == 0 || row->measure[USITC_GENERAL].text.length)
        return;
    for (int indent = row->indent - 1; indent >= 0; indent--) {
        if (code_length(&above->code[indent]) == 0 || !code_within(&row->code, &above->code[indent]) || !above->rate[indent][USITC_GENERAL].length)
            continue;
        for (int rate = 0; rate < USITC_MEASURES; rate++)
            if (!row->measure[rate].text.length && above->rate[indent][rate].length) {
                row->measure[rate].text = above->rate[indent][rate];
                row->measure[rate].inherited = true;
            }
        return;
    }
}

void usitc_take(struct usitc_above *above, struct tariff_row *row, struct cell code, struct cell indent, const struct cell rate[static USITC_MEASURES],
                const struct tariff_sink *sink)
{
    static const enum tariff_kind kind[USITC_MEASURES] = { TARIFF_DUTY, TARIFF_PREFERENCE, TARIFF_COLUMN_2, TARIFF_ADDITIONAL };
    if (!tariff_even_code(sink, row->line, code, &row->code) || !tariff_indent(sink, row->line, indent, &row->indent))
        return;
    for (int i = 0; i < USITC_MEASURES; i++)
        row->measure[i] = (struct tariff_row_measure) { .kind = kind[i], .text = rate[i] };
    row->measures = USITC_MEASURES;
    inherit(row, above);
    above->code[row->indent] = row->code;
    for (int i = 0; i < USITC_MEASURES; i++)
        above->rate[row->indent][i] = row->measure[i].text;
    for (int deeper = row->indent + 1; deeper <= TARIFF_INDENT_MAX; deeper++)
        memset(&above->code[deeper], 0, sizeof above->code[deeper]);
    row->declarable = code_length(&row->code) == 10 || (code_length(&row->code) == 8 && row->units > 0);
    sink->take(sink->context, row);
}

static void read_row(void *context, const struct tariff_cells *cells)
{
    struct usitc_reader *reader = context;
    struct tariff_row row = { .line = cells->line, .description = cells->cell[DESCRIPTION] };
    if (!cut_units(cells->cell[UNIT], &row))
        tariff_report(reader->sink, IMPORT_REPAIRED, row.line, NULL, "the units are not a list of at most %d: they are left out", TARIFF_UNITS);
    usitc_take(&reader->above, &row, cells->cell[CODE], cells->cell[INDENT], &cells->cell[GENERAL], reader->sink);
}

enum hs_status import_usitc(const struct import_file *file, const struct tariff_sink *sink, struct hs_why *why)
{
    static const struct tariff_table table = { ',', '"', false, names, COLUMNS };
    struct usitc_reader reader = { .sink = sink };
    return tariff_table_read(file, &table, read_row, &reader, why);
}
