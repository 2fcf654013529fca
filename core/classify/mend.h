/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mend.h - typing errors: a word that no example has stands for the known one a single edit away.
 *
 * One letter dropped, doubled, changed, or two exchanged (Damerau 1964: four in five typing errors). The edits of the unknown stem are made and looked up, some
 * sixty a letter, so that no dictionary is needed; among the known ones the most frequent wins. Words below MEND_SHORTEST letters are left alone: too many are
 * one edit apart. At most MEND_WORDS are mended in one description.
 */
#ifndef HS_CLASSIFY_MEND_H
#define HS_CLASSIFY_MEND_H

#include "core/classify/model.h"
#include "core/classify/query.h"
#include "core/lang/features.h"

enum { MEND_SHORTEST = 5, MEND_WORDS = 4 };

/* Adds to `found` the stems that words of `features` without a known stem may stand for. Returns how many. */
size_t mend_unknown_words(const struct model *model, struct stemmer *stemmer, const struct features *features, struct query_features *found);

#endif
