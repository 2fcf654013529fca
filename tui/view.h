/* SPDX-License-Identifier: GPL-3.0-or-later */
/* view.h - one screen of the desk: a const struct of named functions over a state of its own.
 *
 * The desk keeps a stack of views and calls the top one. A view draws on a surface (draw.h) of whatever size there is now, so it has nothing to do
 * when the terminal is resized; it knows commands (command.h), sessions and core headers, and never curses.
 */
#ifndef HS_TUI_VIEW_H
#define HS_TUI_VIEW_H

#include "tui/command.h"
#include "tui/draw.h"
#include "tui/input.h"

struct desk;

/* The rows that are the view's: the desk keeps the top and the bottom line where there is room. */
struct view_area {
    int top, bottom; /* bottom: one past the last row */
};

struct view {
    const char *name; /* N_() */
    /* Which commands the keys give now: enum place. */
    unsigned (*places)(const void *state);
    void (*draw)(void *state, struct draw *draw, struct view_area area);
    /* `command` is COMMAND_NONE for a character that acts nowhere here. HELP, REPAINT and QUIT are the desk's and do not come. */
    void (*key)(void *state, struct desk *desk, enum command command, const struct input *input);
    /* Called before drawing, when no more input waits: the place for work that the next key would make void. NULL: there is none. */
    void (*settle)(void *state);
    /* A newer generation is open and the old one is closed: forget what pointed into it. NULL: nothing does. */
    void (*generation)(void *state);
    void (*close)(void *state);
};

#endif
