/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import_uk.h"

#include <string.h>

#include "core/base/utc.h"

static bool is(struct cell cell, const char *text)
{
    return cell.length == strlen(text) && memcmp(cell.text, text, cell.length) == 0;
}

/* ---- the hierarchy ---- */

enum goods_column { CODE, SUFFIX, START, END, INDENT, END_LINE, DESCRIPTION, GOODS_COLUMNS };
enum { GOODS_CELLS = 8 };
static const char *const goods_names[GOODS_COLUMNS] = { "Commodity code", "Product line suffix", "Start date", "End date", "Indentation",
                                                        "End line",       "Description" };

struct goods_reader {
    const struct tariff_sink *sink;
    uint32_t effective;
};

/* DD/MM/YYYY; an empty cell is 0. */
static bool read_day(struct cell cell, uint32_t *date)
{
    uint32_t part[3] = { 0 };
    size_t which = 0;
    *date = 0;
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.text[i] == '/' && which < 2)
            which++;
        else if (cell.text[i] >= '0' && cell.text[i] <= '9' && part[which] < 10000)
            part[which] = part[which] * 10 + (uint32_t)(cell.text[i] - '0');
        else
            return false;
    }
    *date = part[2] * 10000 + part[1] * 100 + part[0];
    return cell.length == 0 || (which == 2 && utc_day_valid(*date));
}

/* Whether the line holds on the day that is asked for; reports it otherwise. */
static bool holds(const struct goods_reader *reader, const struct tariff_cells *cells, const struct code *code)
{
    uint32_t from, until;
    if (!read_day(cells->cell[START], &from) || !read_day(cells->cell[END], &until)) {
        tariff_report(reader->sink, IMPORT_LEFT_OUT, cells->line, code, "its dates are not days as 31/12/2021: correct them");
        return false;
    }
    if ((reader->effective && from > reader->effective) || (until && until < reader->effective)) {
        tariff_report(reader->sink, IMPORT_LEFT_OUT, cells->line, code, "it holds from %.*s until %.*s", (int)cells->cell[START].length,
                      cells->cell[START].text, (int)cells->cell[END].length, cells->cell[END].text);
        return false;
    }
    return true;
}

/* 0101000000 is heading 0101, 0100000000 chapter 01. */
static struct code without_padding(const struct code *code)
{
    size_t length = code_unpadded_length(code);
    bool chapter = length == CODE_HEADING && code->digits[2] == '0' && code->digits[3] == '0';
    return code_prefix(code, chapter ? CODE_CHAPTER : length);
}

static void read_goods(void *context, const struct tariff_cells *cells)
{
    const struct goods_reader *reader = context;
    struct tariff_row row = { .line = cells->line };
    int dashes;
    bool coded = is(cells->cell[SUFFIX], "80");
    row.description = tariff_title(cells->cell[DESCRIPTION], &dashes);
    row.declarable = coded && is(cells->cell[END_LINE], "1");
    if (cells->strays)
        tariff_report(reader->sink, IMPORT_REPAIRED, row.line, NULL, "%zu quotes inside a cell are not doubled: they are taken as text", cells->strays);
    if (cells->count != GOODS_CELLS) {
        tariff_report(reader->sink, IMPORT_LEFT_OUT, row.line, NULL, "%zu cells, not %d: a quote before a comma ended one too early", cells->count,
                      GOODS_CELLS);
        return;
    }
    if (!tariff_even_code(reader->sink, row.line, cells->cell[CODE], &row.code) || !tariff_indent(reader->sink, row.line, cells->cell[INDENT], &row.indent) ||
        !holds(reader, cells, &row.code))
        return;
    if (!coded)
        memset(&row.code, 0, sizeof row.code);
    else if (!row.declarable)
        row.code = without_padding(&row.code);
    row.indent += code_length(&row.code) != CODE_CHAPTER;
    reader->sink->take(reader->sink->context, &row);
}

static const struct tariff_table goods_table = { ',', '"', true, goods_names, GOODS_COLUMNS };

bool import_uk_is_goods(const struct import_file *file)
{
    const char *end = memchr(file->bytes, '\n', file->size);
    return end && memmem(file->bytes, (size_t)(end - file->bytes), goods_names[CODE], strlen(goods_names[CODE]));
}

enum hs_status import_uk_goods(const struct import_file *file, uint32_t effective, const struct tariff_sink *sink, struct hs_why *why)
{
    struct goods_reader reader = { sink, effective };
    return tariff_table_read(file, &goods_table, read_goods, &reader, why);
}

/* ---- the rates ---- */

enum rates_column { COMMODITY, TITLE, GLOBAL, RATES_COLUMNS };
static const char *const rates_names[RATES_COLUMNS] = { "commodity", "description", "ukgt_duty_rate" };

struct rates_reader {
    const struct tariff_sink *sink;
    bool repair_zeros;
};

static void read_rates(void *context, const struct tariff_cells *cells)
{
    const struct rates_reader *reader = context;
    struct tariff_row row = { .line = cells->line, .description = cells->cell[TITLE], .declarable = true, .measures = 1 };
    row.measure[UK_GLOBAL] = (struct tariff_row_measure) { .kind = TARIFF_DUTY, .text = cells->cell[GLOBAL] };
    if (tariff_repaired_code(reader->sink, row.line, cells->cell[COMMODITY], reader->repair_zeros, &row.code))
        reader->sink->take(reader->sink->context, &row);
}

enum hs_status import_uk_rates(const struct import_file *file, bool repair_zeros, const struct tariff_sink *sink, struct hs_why *why)
{
    static const struct tariff_table table = { ',', '"', false, rates_names, RATES_COLUMNS };
    struct rates_reader reader = { sink, repair_zeros };
    return tariff_table_read(file, &table, read_rates, &reader, why);
}
