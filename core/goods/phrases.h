/* SPDX-License-Identifier: GPL-3.0-or-later */
/* phrases.h - phrases of folded words, found by longest match.
 *
 * A trie whose edges are words, kept in one hash table, so that a step costs one look-up whatever the size of the lexicon. A word that was written with a star
 * ("cotton*", "хлопк*") matches all words that begin so: in the agglutinating languages that is the stem with its endings. Cyrillic is compared in Latin letters
 * (fold_to_latin), so that Russian typed in Latin is found as well. Read in place; keys are 64-bit hashes and words are not compared: at 20,000 edges a foreign word is
 * taken for one of them once in 10^15.
 */
#ifndef HS_GOODS_PHRASES_H
#define HS_GOODS_PHRASES_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/lang/fold.h"

enum { PHRASE_WORDS = 8 };

/* An edge leads from a state to another; an empty slot has to_state 0. */
struct phrase_edge {
    uint32_t key_high, key_low, to_state;
};
/* What the phrases that end in a state mean. */
struct phrase_state {
    uint32_t first, count; /* in `meaning` */
};

struct phrases {
    const struct phrase_edge *edge;
    const struct phrase_state *state;
    const uint32_t *meaning;
    uint32_t edges, states, meanings; /* edges: slots, a power of two */
};

/* Checks every edge and range; false when one is bad. */
int phrases_are_sound(const struct phrases *phrases);

/* How many words from `at` the longest phrase takes, 0 for none; what it means is meaning[first .. first + count - 1] of *found. */
size_t phrases_match(const struct phrases *phrases, const struct words *words, size_t at, struct phrase_state *found);

/* One phrase to be laid out. */
struct phrase {
    const char *text;
    uint32_t meaning;
};

/* Arrays that phrases_lay_out made. */
struct phrase_table {
    struct phrase_edge *edge;
    struct phrase_state *state;
    uint32_t *meaning;
    uint32_t edges, states, meanings;
};
/* HS_INVALID, naming the phrase, for one without a word or with more than PHRASE_WORDS. */
enum hs_status phrases_lay_out(const struct phrase *phrases, size_t count, struct phrase_table *table, struct hs_why *why);
void phrase_table_free(struct phrase_table *table);

#endif
