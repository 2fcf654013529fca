/* SPDX-License-Identifier: GPL-3.0-or-later */
/* screen.h - the terminal: the only owner of curses.
 *
 * It carries the drawing surface over to the terminal (curses repaints only the cells that differ), turns bytes from the keyboard into `struct
 * input`, and gives the terminal back as it was, also after SIGTERM, SIGHUP and SIGINT, which it reports as SCREEN_ENDED.
 *
 * Escape sequences: Esc waits half a second for a digit, which makes it a function key (Esc 1 is F1, Esc 0 is F10) for terminals that eat those;
 * anything else that follows lets it be Esc. A bracketed paste arrives as text; where the terminal has none, Enter with more bytes right behind
 * it is taken for a pasted line end.
 */
#ifndef HS_TUI_SCREEN_H
#define HS_TUI_SCREEN_H

#include <stdbool.h>

#include "core/base/status.h"
#include "tui/draw.h"
#include "tui/input.h"

struct screen;

/* `colour` false: reverse and bold only. Also without colour when $NO_COLOR is set or the terminal has none. HS_USAGE where the terminal cannot place
 * its cursor; the message names the prompt instead. One screen a process: the signal handlers leave their mark in one place. */
enum hs_status screen_start(bool colour, struct screen **screen, struct hs_why *why);
void screen_end(struct screen *screen);

/* The surface, as large as the terminal now; the next screen_wait may change its size. */
struct draw *screen_draw(struct screen *screen);
void screen_show(struct screen *screen);
/* Forgets what the terminal shows and paints everything. */
void screen_repaint(struct screen *screen);

enum screen_event {
    SCREEN_INPUT,
    SCREEN_RESIZED,
    SCREEN_IDLE, /* nothing for `milliseconds` */
    SCREEN_ENDED /* a signal, or the terminal went away */
};
enum screen_event screen_wait(struct screen *screen, int milliseconds, struct input *input);
/* Whether more input is there already: a view need not draw what the next key changes. */
bool screen_pending(struct screen *screen);
/* The signal that ended it, or 0. */
int screen_signal(void);

#endif
