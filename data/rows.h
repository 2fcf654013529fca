/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows.h - reading the TSV files of data/goods, with the line number that an error must name.
 */
#ifndef HS_DATA_ROWS_H
#define HS_DATA_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/file.h"
#include "core/base/status.h"

/* `line` is 0 where a whole file is meant. */
typedef void goods_report(void *context, const char *file, size_t line, const char *problem);

enum { ROWS_CELLS = 12, ROWS_PATH = 4096 };

/* A file that somebody read already. */
struct rows_file {
    const char *name, *bytes;
    size_t size;
};

/* Where reading stands. Set up report, context and arena; and `given` where files come from memory and not from the disk. */
struct rows {
    goods_report *report;
    void *context;
    struct arena *arena; /* what is kept of a row lives here */
    const struct rows_file *given; /* NULL: paths are those of the disk; else each is looked up here by its last part */
    size_t givens;
    size_t problems;
    const char *file;
    size_t line;
};

/* Reports a problem with the line that is being read. Always false. */
bool rows_bad(struct rows *rows, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A copy of the cell, "" when there is no memory. */
const char *rows_keep(struct rows *rows, struct cell cell);

/* Doubles an array when it is full; false when there is no memory. */
bool rows_make_room(void **array, size_t count, size_t *room, size_t item);

/* Calls `each` for every line that is neither empty nor a comment; one that is not UTF-8 is reported. `count` may exceed ROWS_CELLS: then the rest is not in `cells`.
 * HS_NOT_FOUND where the file is not there: the caller knows whether it may be missing. */
typedef bool rows_each(void *reader, const struct cell *cells, size_t count);
enum hs_status rows_read(struct rows *rows, const char *path, rows_each *each, void *reader, struct hs_why *why);

#endif
