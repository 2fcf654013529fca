/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import_uk.h"

#include <string.h>

/* ---- the hierarchy ---- */

enum goods_column { CODE, SUFFIX, START, END, INDENT, END_LINE, DESCRIPTION, GOODS_COLUMNS };
enum { GOODS_CELLS = 8 };
static const char *const goods_names[GOODS_COLUMNS] = { "Commodity code", "Product line suffix", "Start date", "End date", "Indentation",
                                                        "End line",       "Description" };

/* "- - Other" without its dashes: the indent says the same. */
static struct cell without_dashes(struct cell cell)
{
    while (cell.length >= 2 && cell.text[0] == '-' && cell.text[1] == ' ') {
        cell.text += 2;
        cell.length -= 2;
    }
    return cell;
}

static bool is(struct cell cell, const char *text)
{
    return cell.length == strlen(text) && memcmp(cell.text, text, cell.length) == 0;
}

static void read_goods(const struct csv *csv, const struct cell *cells, size_t count, const size_t *column, const struct tariff_sink *sink)
{
    struct tariff_row row = { .line = csv->line,
                              .description = without_dashes(cells[column[DESCRIPTION]]),
                              .suffix = cells[column[SUFFIX]],
                              .from = cells[column[START]],
                              .until = cells[column[END]],
                              .declarable = is(cells[column[END_LINE]], "1") && is(cells[column[SUFFIX]], "80") };
    if (csv->strays)
        tariff_report(sink, row.line, "%zu quotes inside a cell are not doubled: they are taken as text", csv->strays);
    if (count != GOODS_CELLS)
        tariff_report(sink, row.line, "%zu cells, not %d: a quote before a comma ended one too early; the row is left out", count, GOODS_CELLS);
    else if (tariff_even_code(sink, row.line, cells[column[CODE]], &row.code) && tariff_indent(sink, row.line, cells[column[INDENT]], &row.indent))
        sink->take(sink->context, &row);
}

enum hs_status import_uk_goods(const char *path, const struct tariff_sink *sink, struct hs_why *why)
{
    struct arena arena = { 0 };
    struct cell cells[TARIFF_CELLS];
    struct csv csv = { 0 };
    size_t column[GOODS_COLUMNS], count;
    enum hs_status status = tariff_table_open(path, ',', '"', goods_names, GOODS_COLUMNS, &arena, &csv, column, why);
    csv.lenient = true;
    while (status == HS_OK && (status = tariff_table_next(&csv, cells, &count, why)) == HS_OK)
        read_goods(&csv, cells, count, column, sink);
    arena_free(&arena);
    return status == HS_NOT_FOUND && csv.line > 0 ? HS_OK : status;
}

/* ---- the rates ---- */

enum rates_column { COMMODITY, TITLE, EUROPEAN, GLOBAL, RATES_COLUMNS };
static const char *const rates_names[RATES_COLUMNS] = { "commodity", "description", "cet_duty_rate", "ukgt_duty_rate" };

/* The code with the zero that it lost put back, reported; false where it may not be. */
static bool read_code(const struct tariff_sink *sink, size_t line, struct cell cell, bool repair_zeros, struct code *code)
{
    char padded[CODE_MAX + 2];
    bool lost = cell.length % 2 != 0 && cell.length < sizeof padded - 1;
    if (!lost || !repair_zeros)
        return tariff_even_code(sink, line, cell, code);
    padded[0] = '0';
    memcpy(padded + 1, cell.text, cell.length);
    if (!tariff_even_code(sink, line, (struct cell) { padded, cell.length + 1 }, code))
        return false;
    tariff_report(sink, line, "code %s: the leading zero was lost and is put back", code->digits);
    return true;
}

static void read_rates(const struct csv *csv, const struct cell *cells, const size_t *column, bool repair_zeros, const struct tariff_sink *sink)
{
    struct tariff_row row = { .line = csv->line, .description = cells[column[TITLE]], .declarable = true };
    row.rate[UK_GLOBAL] = cells[column[GLOBAL]];
    row.rate[UK_EUROPEAN] = cells[column[EUROPEAN]];
    if (read_code(sink, row.line, cells[column[COMMODITY]], repair_zeros, &row.code))
        sink->take(sink->context, &row);
}

enum hs_status import_uk_rates(const char *path, bool repair_zeros, const struct tariff_sink *sink, struct hs_why *why)
{
    struct arena arena = { 0 };
    struct cell cells[TARIFF_CELLS];
    struct csv csv = { 0 };
    size_t column[RATES_COLUMNS], count;
    enum hs_status status = tariff_table_open(path, ',', '"', rates_names, RATES_COLUMNS, &arena, &csv, column, why);
    while (status == HS_OK && (status = tariff_table_next(&csv, cells, &count, why)) == HS_OK)
        read_rates(&csv, cells, column, repair_zeros, sink);
    arena_free(&arena);
    return status == HS_NOT_FOUND && csv.line > 0 ? HS_OK : status;
}
