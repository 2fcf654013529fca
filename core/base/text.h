/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.h - UTF-8 from outside: checked on entry, escaped on the way out.
 */
#ifndef HS_BASE_TEXT_H
#define HS_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "core/base/status.h"

/* A description is at most this many bytes; a ruling fits many times over, a runaway file does not. */
enum { TEXT_DESCRIPTION_MAX = 65536 };

/* HS_INVALID for bytes that are not UTF-8 or hold a NUL, HS_TOO_LARGE beyond TEXT_DESCRIPTION_MAX, HS_VAGUE where nothing but
 * white space is left. `what` names the input in the message ("argument 1", "stdin line 7"). */
enum hs_status text_check(const char *text, size_t length, const char *what, struct hs_why *why);

/* The offset of the first byte that is not well-formed UTF-8 or is NUL, or `length` when all is well. */
size_t text_first_invalid(const char *text, size_t length);

/* Writes text as one TSV cell: \t \n \\ and \xNN for other control bytes; other bytes go as they are. */
void text_write_tsv(FILE *stream, const char *text, size_t length);
/* Writes text as a JSON string with its quotes. The text must be UTF-8. */
void text_write_json(FILE *stream, const char *text, size_t length);

/* Copies UTF-8 for a screen: control characters, C1 and the bidirectional overrides become '?', so that a description can move neither the
 * cursor nor the reading order. At most `size` bytes with the NUL, cut at a character boundary. Returns the length. */
size_t text_for_screen(const char *text, size_t length, char *out, size_t size);

/* Copies text with leading, trailing and repeated ASCII white space removed; `out` needs `length` + 1 bytes. */
size_t text_squeeze(const char *text, size_t length, char *out);

#endif
