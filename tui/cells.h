/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cells.h - a row of a table whose cells are wrapped and never cut: figures and rates are read whole or not at all. */
#ifndef HS_TUI_CELLS_H
#define HS_TUI_CELLS_H

#include "tui/view.h"

struct cell {
    int start, end; /* columns, `end` one past the last */
    bool right;     /* set to the right, as figures are */
    enum draw_style style;
    const char *text;
};

/* Draws the cells from screen row `row` on, as far as it lies in the area; with an empty area nothing is drawn. Returns how many rows they take, at least 1. */
int cells_draw(struct draw *draw, struct view_area area, int row, const struct cell *cells, size_t count);

#endif
