/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pager.h - lines to read, wrapped to the screen and scrolled: what help and detail have in common.
 *
 * Lines are copied into the pager and wrapped anew at every drawing, so it fits whatever size the terminal takes.
 */
#ifndef HS_TUI_PAGER_H
#define HS_TUI_PAGER_H

#include "core/base/arena.h"
#include "tui/view.h"

struct pager_line {
    struct pager_line *next;
    enum draw_style style;
    int indent, hang; /* columns before the first row of the line, and before the rows that it is wrapped into */
    size_t length;
    const char *text;
};

struct pager {
    struct arena arena;
    struct pager_line *first, *last;
    int top;    /* the first row shown */
    int height; /* of the last drawing */
};

/* Out of memory drops the line. */
void pager_add(struct pager *pager, enum draw_style style, int indent, int hang, const char *text);

/* The functions of a view whose state is a malloc'ed pager. */
unsigned pager_places(const void *pager);
void pager_draw(void *pager, struct draw *draw, struct view_area area);
void pager_key(void *pager, struct desk *desk, enum command command, const struct input *input);
void pager_close(void *pager);

#endif
