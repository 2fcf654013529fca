/* SPDX-License-Identifier: GPL-3.0-or-later */
/* description_lines.h - descriptions from a stream, one a line, of any length, in bounded memory.
 *
 * Of a line longer than TEXT_DESCRIPTION_MAX one byte more than that is kept, so that text_check refuses it; its true length is told. A CR before
 * the LF is dropped, as is a byte order mark at the start. A NUL is a byte like any other here.
 */
#ifndef HS_TUI_DESCRIPTION_LINES_H
#define HS_TUI_DESCRIPTION_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "core/base/text.h"

struct description_lines {
    FILE *stream;
    size_t number; /* of the line last read, from 1 */
    size_t length; /* of the whole line; bytes behind TEXT_DESCRIPTION_MAX + 1 are not in `text` */
    char text[TEXT_DESCRIPTION_MAX + 2];
};

/* False at the end, and where reading failed: ask ferror. */
bool description_lines_next(struct description_lines *lines);

#endif
