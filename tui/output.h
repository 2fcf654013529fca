/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output.h - rows for people and for scripts, through one door.
 *
 * A verb declares its columns once and then gives each row cell by cell, in that order:
 *
 *     struct output *output = output_open(stdout, options->format, options->header, columns, count);
 *     output_number(output, 1);  output_code(output, &code);  output_text(output, title, strlen(title));     ends the row by itself
 *     output_flush(output);                            a terminal sees what there is so far
 *     status = output_close(output, &why);
 *
 * table: aligned, with a head, codes spaced as they are printed in tariffs, text made safe for the screen; the last text column is cut to the
 *        terminal's width. Rows wait for output_flush, which aligns those that came since the last one and writes the head once.
 * tsv:   \t \n \\ \xNN escaped, codes as digits, absent = empty, no head unless it is asked for.
 * json:  JSON Lines: one object a line, keys in the order of the columns, absent = null. Not one array, so that a reader of a stream need not
 *        wait for its end.
 *
 * A write error is remembered and told once, by output_flush or output_close; SIGPIPE must be ignored for it to be seen (options_run does that).
 */
#ifndef HS_TUI_OUTPUT_H
#define HS_TUI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "core/base/status.h"
#include "core/goods/code.h"

enum output_format {
    OUTPUT_AUTOMATIC, /* table on a terminal, tsv elsewhere */
    OUTPUT_TABLE,
    OUTPUT_TSV,
    OUTPUT_JSON
};

enum output_kind {
    OUTPUT_TEXT,  /* left-aligned; in JSON a string */
    OUTPUT_NUMBER /* right-aligned; in JSON a number */
};

struct output_column {
    const char *name; /* as in DESIGN.md; also the JSON key */
    enum output_kind kind;
};

enum { OUTPUT_COLUMNS_MAX = 24 };

struct output;

/* What OUTPUT_AUTOMATIC means on this stream; any other format is itself. */
enum output_format output_format_of(FILE *stream, enum output_format format);

/* NULL when out of memory. `columns` must outlive the output. */
struct output *output_open(FILE *stream, enum output_format format, bool header, const struct output_column *columns, size_t count);

/* Text may be any bytes. JSON must be UTF-8, so bytes that are not are shown as '?' there. */
void output_text(struct output *output, const char *text, size_t length);
void output_code(struct output *output, const struct code *code);
void output_number(struct output *output, long long number);
void output_decimal(struct output *output, double number, int decimals);
/* A number of any size, as its digits stand in the text: money is never made a double. */
void output_exact(struct output *output, const char *digits);
/* Four decimals, as DESIGN.md has it. */
void output_probability(struct output *output, double probability);
void output_absent(struct output *output);

enum hs_status output_flush(struct output *output, struct hs_why *why);
/* Flushes and frees. */
enum hs_status output_close(struct output *output, struct hs_why *why);

#endif
