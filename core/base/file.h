/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file.h - whole files and lines, with the line number that an error must name.
 */
#ifndef HS_BASE_FILE_H
#define HS_BASE_FILE_H

#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/status.h"

/* The bytes of a regular file, with a NUL behind them, in `arena`. HS_TOO_LARGE beyond `most` bytes. */
enum hs_status file_read(const char *path, size_t most, struct arena *arena, char **bytes, size_t *size, struct hs_why *why);

/* A cursor over the lines of a buffer. A CR before the LF is dropped, as is a UTF-8 byte order mark at the start. */
struct lines {
    const char *at, *end;
    size_t number; /* of the line last given, from 1 */
};

struct lines lines_of(const char *bytes, size_t size);
/* False at the end. The line is not terminated; it points into the buffer. */
int lines_next(struct lines *lines, const char **line, size_t *length);

struct cell {
    const char *text;
    size_t length;
};
/* Cuts a line at its tabs. At most `most` cells are stored; returns how many there are. */
size_t cells_of(const char *line, size_t length, struct cell *cells, size_t most);

#endif
