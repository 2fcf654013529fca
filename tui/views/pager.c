/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/views/pager.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "tui/desk.h"
#include "tui/width.h"

void pager_add(struct pager *pager, enum draw_style style, int indent, int hang, const char *text)
{
    struct pager_line *line = arena_take(&pager->arena, sizeof *line);
    size_t length = strlen(text);
    const char *copy = line ? arena_copy(&pager->arena, text, length) : NULL;
    if (!copy)
        return;
    *line = (struct pager_line) { .style = style, .indent = indent, .hang = hang, .length = length, .text = copy };
    if (pager->last)
        pager->last->next = line;
    else
        pager->first = line;
    pager->last = line;
}

/* Draws the rows of one line that fall into the area, the first of them at row `row`; returns how many rows it has. */
static int draw_line(const struct pager_line *line, struct draw *draw, struct view_area area, int row)
{
    int rows = 0;
    size_t at = 0;
    do {
        int indent = rows ? line->hang : line->indent;
        int room = draw_columns(draw) - indent;
        if (room < 8) { /* too narrow to be indented */
            indent = 0;
            room = draw_columns(draw);
        }
        size_t length = width_wrapping(line->text + at, line->length - at, (size_t)room);
        if (row + rows >= area.top && row + rows < area.bottom)
            draw_bytes(draw, row + rows, indent, draw_columns(draw), line->style, line->text + at, length);
        at += length;
        rows++;
    } while (at < line->length);
    return rows;
}

static int draw_from(const struct pager *pager, struct draw *draw, struct view_area area, int top)
{
    int row = area.top - top;
    for (const struct pager_line *line = pager->first; line; line = line->next)
        row += draw_line(line, draw, area, row);
    return row - (area.top - top);
}

unsigned pager_places(const void *state)
{
    (void)state;
    return PLACE_PAGER;
}

void pager_draw(void *state, struct draw *draw, struct view_area area)
{
    struct pager *pager = state;
    int rows = draw_from(pager, draw, (struct view_area) { 0, 0 }, 0);
    pager->height = area.bottom - area.top;
    if (pager->top > rows - pager->height)
        pager->top = rows - pager->height;
    if (pager->top < 0)
        pager->top = 0;
    draw_from(pager, draw, area, pager->top);
    if (rows > pager->top + pager->height && pager->height > 1) {
        const char *more = draw_symbol(draw, DRAW_MORE);
        draw_text(draw, area.bottom - 1, draw_columns(draw) - 1, draw_columns(draw), DRAW_QUIET, more);
    }
    draw_put_cursor(draw, area.top, 0);
}

void pager_key(void *state, struct desk *desk, enum command command, const struct input *input)
{
    struct pager *pager = state;
    int page = pager->height > 1 ? pager->height - 1 : 1;
    (void)input;
    switch (command) {
    case COMMAND_BACK:
        desk_back(desk); /* the pager is gone now */
        break;
    case COMMAND_UP:
        pager->top--;
        break;
    case COMMAND_DOWN:
        pager->top++;
        break;
    case COMMAND_PAGE_UP:
        pager->top -= page;
        break;
    case COMMAND_PAGE_DOWN:
        pager->top += page;
        break;
    case COMMAND_FIRST:
        pager->top = 0;
        break;
    case COMMAND_LAST:
        pager->top = INT_MAX / 2; /* the drawing stops it at the end */
        break;
    default:
        break;
    }
}

void pager_close(void *state)
{
    struct pager *pager = state;
    arena_free(&pager->arena);
    free(pager);
}
