/* SPDX-License-Identifier: GPL-3.0-or-later */
/* standings.h - by which signed packages an answer is given and until when they hold, in words: the one place that makes them, for the top line, the prompt and
 * the notes behind what the verbs print.
 *
 *     struct standings standings;
 *     standings_start(&standings);
 *     standings_add(&standings, _("model"), &standing);
 *     standings_text(&standings, STANDINGS_FULL, dot, text, sizeof text);      "model 7 of 2026-11-20, ok · tariff AZ 8 of 2026-11-01, expires in 12 days"
 *
 * What has expired is named first, whatever was added first, as "EXPIRED tariff AZ 8 of 2026-11-01". Which words stand for which state is decided here, in the
 * language of messages; core knows the states alone (core/trust/standing.h).
 */
#ifndef HS_TUI_STANDINGS_H
#define HS_TUI_STANDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/trust/standing.h"
#include "tui/options.h"

/* Certificates of origin may come from as many countries as a root can name, and something else stands beside them. */
enum { STANDINGS_MAX = ROOT_COUNTRIES_MAX + 8, STANDINGS_WHAT_MAX = 128, STANDINGS_TEXT_MAX = 480, STANDINGS_STATE_MAX = 96 };

struct standings {
    int64_t now; /* when it was started */
    size_t count;
    struct standings_part {
        char what[STANDINGS_WHAT_MAX];
        bool plain;    /* `what` is all there is to say */
        bool invented; /* it says something worse of itself than that it is unsigned */
        struct standing standing;
    } part[STANDINGS_MAX];
};

enum standings_detail {
    STANDINGS_FULL, /* with dates */
    STANDINGS_SHORT /* for a line that is short of room: "model 7 ok"; one "unsigned" does for what stands behind it and is unsigned too */
};

/* `now` is the clock's. */
void standings_start(struct standings *standings);
/* One more, unless there is no room. `what` is in the reader's language: "tariff AZ". */
void standings_add(struct standings *standings, const char *what, const struct standing *standing);
/* The same for what says that it is invented: that it is unsigned too is left out where room is short. */
void standings_add_invented(struct standings *standings, const char *what, const struct standing *standing);
/* Words that have no state: "no national tariff loaded". */
void standings_add_plain(struct standings *standings, const char *what);

/* Takes the first one out again. */
void standings_drop_first(struct standings *standings);
/* Takes out what a line without room for all can do without: keeps what has expired or will soon, what says that it is invented, and plain words. */
void standings_keep_pressing(struct standings *standings);

/* Whether something has expired. */
bool standings_expired(const struct standings *standings);
/* Whether something has, or will soon: then scripts are told as well. */
bool standings_urgent(const struct standings *standings);

/* With `dot` between the parts; what does not fit is left out whole, and " ..." says so. */
void standings_text(const struct standings *standings, enum standings_detail detail, const char *dot, char *out, size_t size);
/* "unsigned local build", "ok", "expires in 12 days", "expired". Returns `out`. */
const char *standings_state(const struct standing *standing, char out[static STANDINGS_STATE_MAX]);

/* The note on standard error, to be written behind the rows: always where they are a table, which a person reads; for scripts where it is urgent. */
void standings_note(const struct options *options, const struct standings *standings);

#endif
