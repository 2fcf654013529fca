/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv.h - rows of separated cells (RFC 4180), with the line number that an error must name.
 *
 * Cells may be quoted; a quoted cell may hold separators, doubled quotes and line ends. A byte order mark at the start is dropped. The buffer is
 * read in place and changed: a quoted cell is unquoted where it stands, so cells live as long as the buffer. Without a quote character (0) every
 * byte but the separator and the line end belongs to its cell, as in TSV.
 */
#ifndef HS_TABLE_CSV_H
#define HS_TABLE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/file.h"
#include "core/base/status.h"

struct csv {
    char *at, *end;
    char separator, quote;
    bool lenient;     /* set by a caller whose publisher does not double the quotes inside a cell: then one closes it only before a line end, or before a
                       * separator with no space behind it */
    size_t strays;    /* quotes of the row last given that were text for that reason */
    size_t line;      /* where the row last given begins, from 1 */
    size_t next_line; /* where the next one will */
};

struct csv csv_of(char *bytes, size_t size, char separator, char quote);

/* The next row: at most `most` cells are stored, `count` says how many there are. An empty line has one empty cell. HS_NOT_FOUND at the end;
 * HS_INVALID for a quote that never ends and, unless lenient, for text behind a closing quote. */
enum hs_status csv_next(struct csv *csv, struct cell *cells, size_t most, size_t *count, struct hs_why *why);

/* The column of a header, by its exact name; `count` where there is none. */
size_t csv_column(const struct cell *header, size_t count, const char *name);

#endif
