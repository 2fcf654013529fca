/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/draw.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "tui/width.h"

struct draw {
    int rows, columns, cursor_row, cursor_column;
    bool ascii;
    struct draw_cell *cell;
};

struct draw *draw_open(bool ascii)
{
    struct draw *draw = calloc(1, sizeof *draw);
    if (draw)
        draw->ascii = ascii;
    return draw;
}

void draw_close(struct draw *draw)
{
    if (draw)
        free(draw->cell);
    free(draw);
}

enum hs_status draw_resize(struct draw *draw, int rows, int columns)
{
    struct draw_cell *cell = calloc((size_t)rows * (size_t)columns, sizeof *cell);
    if (!cell)
        return HS_NO_MEMORY;
    free(draw->cell);
    draw->cell = cell;
    draw->rows = rows;
    draw->columns = columns;
    draw_clear(draw);
    return HS_OK;
}

void draw_clear(struct draw *draw)
{
    for (int i = 0; i < draw->rows * draw->columns; i++)
        draw->cell[i] = (struct draw_cell) { " ", 1, DRAW_PLAIN };
    draw->cursor_row = draw->cursor_column = 0;
}

int draw_rows(const struct draw *draw)
{
    return draw->rows;
}

int draw_columns(const struct draw *draw)
{
    return draw->columns;
}

const struct draw_cell *draw_cell_at(const struct draw *draw, int row, int column)
{
    return &draw->cell[row * draw->columns + column];
}

const char *draw_symbol(const struct draw *draw, enum draw_symbol symbol)
{
    static const char *const unicode[DRAW_SYMBOLS] = { [DRAW_MARK] = "▸", [DRAW_DOT] = "·", [DRAW_RULE] = "─", [DRAW_MORE] = "…" };
    static const char *const ascii[DRAW_SYMBOLS] = { [DRAW_MARK] = ">", [DRAW_DOT] = "-", [DRAW_RULE] = "-", [DRAW_MORE] = "~" };
    return draw->ascii ? ascii[symbol] : unicode[symbol];
}

/* The cluster as a cell can hold it: safe, and with no more marks than curses takes. */
static void fill_cell(struct draw_cell *cell, const char *text, size_t length, size_t columns, enum draw_style style)
{
    size_t end = 0, characters = 0;
    while (end < length && characters < 1 + DRAW_CELL_MARKS) {
        do
            end++;
        while (end < length && ((unsigned char)text[end] & 0xc0) == 0x80);
        characters++;
    }
    text_for_screen(text, end, cell->text, sizeof cell->text);
    cell->columns = (unsigned char)columns;
    cell->style = (unsigned char)style;
}

int draw_bytes(struct draw *draw, int row, int column, int end, enum draw_style style, const char *text, size_t length)
{
    if (end > draw->columns)
        end = draw->columns;
    if (row < 0 || row >= draw->rows || column < 0)
        return column;
    struct draw_cell *cells = &draw->cell[row * draw->columns];
    while (length) {
        struct width_cluster cluster = width_cluster(text, length);
        if (column + (int)cluster.columns > end)
            break;
        fill_cell(&cells[column], text, cluster.length, cluster.columns, style);
        if (cluster.columns == 2)
            cells[column + 1] = (struct draw_cell) { "", 0, (unsigned char)style };
        column += (int)cluster.columns;
        text += cluster.length;
        length -= cluster.length;
    }
    return column;
}

int draw_text(struct draw *draw, int row, int column, int end, enum draw_style style, const char *text)
{
    return draw_bytes(draw, row, column, end, style, text, strlen(text));
}

int draw_cut(struct draw *draw, int row, int column, int end, enum draw_style style, const char *text)
{
    size_t length = strlen(text), room = end > column ? (size_t)(end - column) : 0;
    if (room < 2 || width_columns(text, length) <= room)
        return draw_bytes(draw, row, column, end, style, text, length);
    column = draw_bytes(draw, row, column, end, style, text, width_fitting(text, length, room - 1));
    return draw_text(draw, row, column, end, style, draw_symbol(draw, DRAW_MORE));
}

int draw_cut_front(struct draw *draw, int row, int column, int end, enum draw_style style, const char *text)
{
    size_t length = strlen(text), room = end > column ? (size_t)(end - column) : 0;
    if (room < 2 || width_columns(text, length) <= room)
        return draw_bytes(draw, row, column, end, style, text, length);
    column = draw_text(draw, row, column, end, style, draw_symbol(draw, DRAW_MORE));
    for (; width_columns(text, length) > room - 1; length = strlen(text))
        text += width_cluster(text, length).length;
    return draw_bytes(draw, row, column, end, style, text, length);
}

void draw_fill(struct draw *draw, int row, int column, int end, enum draw_style style)
{
    for (; column < end && column < draw->columns; column++)
        draw_text(draw, row, column, end, style, " ");
}

void draw_rule(struct draw *draw, int row)
{
    const char *rule = draw_symbol(draw, DRAW_RULE);
    for (int column = 0; column < draw->columns; column++)
        draw_text(draw, row, column, draw->columns, DRAW_QUIET, rule);
}

void draw_put_cursor(struct draw *draw, int row, int column)
{
    draw->cursor_row = row < 0 ? 0 : row < draw->rows ? row : draw->rows - 1;
    draw->cursor_column = column < 0 ? 0 : column < draw->columns ? column : draw->columns - 1;
}

void draw_cursor(const struct draw *draw, int *row, int *column)
{
    *row = draw->cursor_row;
    *column = draw->cursor_column;
}
