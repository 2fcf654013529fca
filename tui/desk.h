/* SPDX-License-Identifier: GPL-3.0-or-later */
/* desk.h - the screens as a whole: the loop, the stack of views, the top and the bottom line. */
#ifndef HS_TUI_DESK_H
#define HS_TUI_DESK_H

#include "tui/country.h"
#include "tui/options.h"
#include "tui/session.h"
#include "tui/view.h"

struct desk;

/* hsdesk without a verb. Returns the exit code; after a signal it raises that again, once the terminal is as it was. */
int desk_run(const struct options *options);

struct session *desk_session(const struct desk *desk);
/* The country that is worked by, of the open generation: what points into it must be forgotten when that is taken over. NULL where no tariff is loaded, or it is not said
 * which of several. */
const struct country *desk_country(const struct desk *desk);
/* The desk closes the state when the view is left. A view too many is closed at once. */
void desk_open(struct desk *desk, const struct view *view, void *state);
/* Leaves the top view; the first one stays. */
void desk_back(struct desk *desk);
/* Words on the bottom line until the next key. */
void desk_note(struct desk *desk, const char *text);

#endif
