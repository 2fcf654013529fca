/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show_tariff.h - the rows of `hsdesk show` that national tariffs have: the lines of a code, and the measures of each. */
#ifndef HS_TUI_SHOW_TARIFF_H
#define HS_TUI_SHOW_TARIFF_H

#include "tui/output.h"
#include "tui/session.h"
#include "tui/standings.h"

/* For the tariff of the country that is named, else of $HSDESK_COUNTRY, else for all in the store: the code's line with what stands above it below the subheading,
 * or all lines of a subheading, as `path` rows, and their measures as `measure` rows. Nothing for a chapter or heading, whose lines are too many. The tariffs that
 * had something to say are added to `standings`. */
void show_tariffs(struct output *output, const struct session *session, const char *named, const struct code *code, struct standings *standings);

#endif
