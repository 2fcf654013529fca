/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tariff_row.h - one line of a tariff schedule as its publisher wrote it, and what the readers of schedules share.
 *
 * A reader opens a file, checks its header and hands over every row in the file's order with its line number. It keeps nothing: the texts of a row live
 * until the call returns. What it repaired or could not read is reported with its line; a row with a bad code or indent is reported and not
 * handed over. Rates are texts here: core/duty/expression.h reads them.
 */
#ifndef HS_DATA_TARIFF_ROW_H
#define HS_DATA_TARIFF_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "core/goods/code.h"
#include "core/table/csv.h"

enum { TARIFF_RATES = 4, TARIFF_UNITS = 3, TARIFF_INDENT_MAX = 31, TARIFF_CELLS = 64 };

struct tariff_row {
    size_t line;      /* in the file, from 1 */
    struct code code; /* empty for a row that only indents those below it */
    int indent;
    struct cell description;
    struct cell unit[TARIFF_UNITS];
    size_t units;
    struct cell rate[TARIFF_RATES];  /* the columns that the reader names; length 0: none */
    bool inherited[TARIFF_RATES];    /* the rate stands at a line above */
    struct cell suffix, from, until; /* product line suffix and dates, where the schedule has them */
    bool declarable;                 /* the schedule says so, or its form does */
};

/* Takes rows and reports; `context` is the caller's. */
struct tariff_sink {
    void (*take)(void *context, const struct tariff_row *row);
    void (*report)(void *context, size_t line, const char *problem);
    void *context;
};

/* Opens a table and finds its columns by their exact names. HS_INVALID names the first that is missing: the file is of another format. */
enum hs_status tariff_table_open(const char *path, char separator, char quote, const char *const *names, size_t columns, struct arena *arena, struct csv *csv,
                           size_t *column, struct hs_why *why);
/* The next row of `count` cells; those that it lacks are empty. HS_NOT_FOUND at the end. */
enum hs_status tariff_table_next(struct csv *csv, struct cell cells[static TARIFF_CELLS], size_t *count, struct hs_why *why);
/* Formats a problem for the sink. */
void tariff_report(const struct tariff_sink *sink, size_t line, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* False after a report. An empty code cell is an empty code. Where a schedule has no codes with an odd number of digits, one is a lost leading zero, never
 * padded here; the EAEU has levels of nine. */
bool tariff_code(const struct tariff_sink *sink, size_t line, struct cell cell, struct code *code);
bool tariff_even_code(const struct tariff_sink *sink, size_t line, struct cell cell, struct code *code);
bool tariff_indent(const struct tariff_sink *sink, size_t line, struct cell cell, int *indent);

#endif
