/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draw.h - the surface that views draw on: a grid of cells, clipped at its edges.
 *
 * It knows no terminal: screen.c carries the grid over and repaints what differs. Text is made safe (core/base/text.h) cell by cell on the way
 * in, so whatever a description holds can neither move the cursor nor turn the reading order. Rows and columns count from 0; whatever lies outside
 * of the grid is dropped, so that a view need not fear a small one.
 */
#ifndef HS_TUI_DRAW_H
#define HS_TUI_DRAW_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/status.h"

/* Meaning, not looks: screen.c gives each a look, and without colour bold and reverse alone tell them apart. */
enum draw_style {
    DRAW_PLAIN,
    DRAW_STRONG,   /* headings, the program's name */
    DRAW_QUIET,    /* rules and column heads */
    DRAW_SELECTED, /* the row that keys act on */
    DRAW_NOTE,     /* something the officer should see now */
    DRAW_KEY,      /* a key's name on the bottom line */
    DRAW_STYLES
};

enum draw_symbol { DRAW_MARK, DRAW_DOT, DRAW_RULE, DRAW_MORE, DRAW_SYMBOLS };

enum { DRAW_CELL_BYTES = 24, DRAW_CELL_MARKS = 4 }; /* a character and the marks that curses can put on it */

struct draw_cell {
    char text[DRAW_CELL_BYTES];
    unsigned char columns; /* 1, 2, or 0 for the right half of a wide one */
    unsigned char style;
};

struct draw;

/* `ascii`: the symbols are drawn in ASCII. NULL when out of memory. */
struct draw *draw_open(bool ascii);
void draw_close(struct draw *draw);
/* HS_NO_MEMORY leaves the old size. */
enum hs_status draw_resize(struct draw *draw, int rows, int columns);
void draw_clear(struct draw *draw);

int draw_rows(const struct draw *draw);
int draw_columns(const struct draw *draw);
const struct draw_cell *draw_cell_at(const struct draw *draw, int row, int column);
const char *draw_symbol(const struct draw *draw, enum draw_symbol symbol);

/* Draws from `column` on, not reaching `end`; a wide character that does not fit whole is left out. Returns the column behind it. */
int draw_text(struct draw *draw, int row, int column, int end, enum draw_style style, const char *text);
int draw_bytes(struct draw *draw, int row, int column, int end, enum draw_style style, const char *text, size_t length);
/* As draw_text, with a sign where the text was cut because it does not fit. */
int draw_cut(struct draw *draw, int row, int column, int end, enum draw_style style, const char *text);
/* The same, cut at its front: of a path the end says what it is. */
int draw_cut_front(struct draw *draw, int row, int column, int end, enum draw_style style, const char *text);
/* Spaces of a style. */
void draw_fill(struct draw *draw, int row, int column, int end, enum draw_style style);
void draw_rule(struct draw *draw, int row);
void draw_put_cursor(struct draw *draw, int row, int column);
void draw_cursor(const struct draw *draw, int *row, int *column);

#endif
