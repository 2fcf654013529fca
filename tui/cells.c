/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/cells.h"

#include <string.h>

#include "tui/width.h"

static int draw_cell(struct draw *draw, struct view_area area, int row, const struct cell *cell)
{
    size_t length = strlen(cell->text), at = 0, room = cell->end > cell->start ? (size_t)(cell->end - cell->start) : 1;
    int rows = 0;
    while (at < length) {
        size_t line = width_wrapping(cell->text + at, length - at, room);
        int start = cell->start;
        if (cell->right) {
            size_t columns = width_columns(cell->text + at, line);
            start += columns < room ? (int)(room - columns) : 0;
        }
        if (row + rows >= area.top && row + rows < area.bottom)
            draw_bytes(draw, row + rows, start, cell->end, cell->style, cell->text + at, line);
        at += line;
        rows++;
    }
    return rows;
}

int cells_draw(struct draw *draw, struct view_area area, int row, const struct cell *cells, size_t count)
{
    int rows = 1;
    for (size_t i = 0; i < count; i++) {
        int taken = draw_cell(draw, area, row, &cells[i]);
        rows = taken > rows ? taken : rows;
    }
    return rows;
}
