/* SPDX-License-Identifier: GPL-3.0-or-later */
/* edition.h - a code of an earlier edition of the Harmonized System that a person typed, and what it may be now: for verbs that take --edition YEAR. */
#ifndef HS_TUI_EDITION_H
#define HS_TUI_EDITION_H

#include "core/goods/editions.h"
#include "tui/options.h"
#include "tui/session.h"

struct edition_choices {
    long year;        /* 0: --edition was not given, and there is nothing else here */
    struct code code; /* the subheading that was looked up */
    size_t count;     /* above EDITIONS_CHOICES_MOST: the goods are to be classified anew */
    uint32_t node[EDITIONS_CHOICES_MAX];
};

/* Reads --edition and follows `text`, a code, of which the digits behind the sixth are left out with a note on stderr, as is a word about too many choices. Without --edition
 * nothing is done. HS_USAGE, HS_INVALID, HS_NOT_FOUND. */
enum hs_status edition_follow(const struct options *options, const struct session *session, const char *text, struct edition_choices *choices,
                              struct hs_why *why);

#endif
