/* SPDX-License-Identifier: GPL-3.0-or-later */
/* boilerplate.h - words of a description that say nothing of the goods, and words that are said only to be denied.
 */
#ifndef HS_LANG_BOILERPLATE_H
#define HS_LANG_BOILERPLATE_H

#include "core/lang/fold.h"

enum word_role {
    ROLE_PLAIN,
    ROLE_BOILERPLATE, /* part of a phrase such as "no commercial value" */
    ROLE_NEGATION,    /* "not", "without", "other than" */
    ROLE_ASIDE,       /* not what a long text is about (long_text.h) */
    ROLE_NEGATED      /* what follows a negation: it must not vote for its own meaning */
};

/* Fills role[i] for each of words->count words. */
void find_roles(const struct words *words, unsigned char role[static WORDS_MAX]);

#endif
