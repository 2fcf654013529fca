/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tariff_row.h - one line of a tariff schedule as its publisher wrote it, and what the readers of schedules share.
 *
 * A reader goes through a file that was read, checks its header and hands over every row in the file's order with its line number. It keeps nothing: the texts
 * of a row live until the call returns. What it repaired or could not read is reported with its line; a row with a bad code or indent is reported and not
 * handed over. Rates are texts here: core/duty/expression.h reads them.
 */
#ifndef HS_DATA_TARIFF_ROW_H
#define HS_DATA_TARIFF_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/utc.h"
#include "core/duty/tariff.h"
#include "core/goods/code.h"
#include "core/table/csv.h"
#include "data/import_file.h"

enum { TARIFF_MEASURES = 24, TARIFF_UNITS = TARIFF_LINE_UNITS, TARIFF_INDENT_MAX = 31, TARIFF_CELLS = 64 };

struct tariff_row_measure {
    enum tariff_kind kind;
    bool inherited;       /* it stands at a line above */
    uint32_t from, until; /* yyyymmdd, 0: open */
    struct cell text;     /* length 0: the row has none of it */
    struct cell group, origins;
};

struct tariff_row {
    size_t line;      /* in the file, from 1 */
    struct code code; /* empty for a row that only indents those below it */
    int indent;
    struct cell description;
    struct cell unit[TARIFF_UNITS];
    size_t units;
    struct tariff_row_measure measure[TARIFF_MEASURES]; /* in an order that the reader names */
    size_t measures;
    bool declarable; /* the schedule says so, or its form does */
    bool adds;       /* its measures belong to the row before */
};

/* What became of a row, or of a part of it. */
#define IMPORT_ACTION_LIST(X)                                                                                                                                  \
    X(IMPORT_READ, "read")                                                                                                                                     \
    X(IMPORT_REPAIRED, "repaired")                                                                                                                             \
    X(IMPORT_LEFT_OUT, "left-out")                                                                                                                             \
    X(IMPORT_NOTED, "note")                                                                                                                                    \
    X(IMPORT_REFERRED, "refer")                                                                                                                                \
    X(IMPORT_ADDED, "added")                                                                                                                                   \
    X(IMPORT_REMOVED, "removed")                                                                                                                               \
    X(IMPORT_CHANGED, "changed")                                                                                                                               \
    X(IMPORT_PUBLISHED, "published")

enum import_action {
#define IMPORT_ACTION_NAME(name, text) name,
    IMPORT_ACTION_LIST(IMPORT_ACTION_NAME)
#undef IMPORT_ACTION_NAME
        IMPORT_ACTION_COUNT
};
const char *import_action_name(enum import_action action);

/* Takes rows and reports; `context` is the caller's. A report about no line has line 0, about no code an empty one. */
struct tariff_sink {
    void (*take)(void *context, const struct tariff_row *row);
    void (*report)(void *context, enum import_action action, size_t line, const struct code *code, const char *detail);
    void *context;
};

/* Formats a report for the sink. `code` may be NULL. */
void tariff_report(const struct tariff_sink *sink, enum import_action action, size_t line, const struct code *code, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* How a publisher's table is written, and its columns by their exact names. */
struct tariff_table {
    char separator, quote;
    bool lenient; /* as in csv.h */
    const char *const *name;
    size_t columns;
};

/* A row of it: the cells in the order of `name`; those that it lacks are empty. */
struct tariff_cells {
    size_t line, strays, count; /* count: as the row has, in the file */
    struct cell cell[TARIFF_CELLS];
};

typedef void tariff_each(void *reader, const struct tariff_cells *row);

/* Calls `each` with every row behind the header. HS_INVALID names the first column that is missing: the file is of another format. */
enum hs_status tariff_table_read(const struct import_file *file, const struct tariff_table *table, tariff_each *each, void *reader, struct hs_why *why);

/* False after a report. An empty code cell is an empty code. Where a schedule has no codes with an odd number of digits, one is a lost leading zero, never
 * padded here; the EAEU has levels of nine. */
bool tariff_code(const struct tariff_sink *sink, size_t line, struct cell cell, struct code *code);
bool tariff_even_code(const struct tariff_sink *sink, size_t line, struct cell cell, struct code *code);
/* The same; with `repair` the zero is put back before a code of an odd number of digits, and reported. */
bool tariff_repaired_code(const struct tariff_sink *sink, size_t line, struct cell cell, bool repair, struct code *code);
bool tariff_indent(const struct tariff_sink *sink, size_t line, struct cell cell, int *indent);
/* 2026-01-31; HS_INVALID says what is wrong with it. */
enum hs_status tariff_day(struct cell cell, uint32_t *day, struct hs_why *why);
/* The same way round, "" for 0; returns `out`. */
const char *tariff_print_day(uint32_t day, char out[static UTC_TEXT_MAX]);
/* "- - Other" without its dashes; how many they were. */
struct cell tariff_title(struct cell cell, int *dashes);

#endif
