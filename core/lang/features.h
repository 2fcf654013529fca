/* SPDX-License-Identifier: GPL-3.0-or-later */
/* features.h - what a description consists of, for the index and for Bayes alike.
 *
 * Stems (of each word under the guessed language and, where that is uncertain, under the second), pairs of neighbouring stems, character 4-grams within
 * words, and numbers with their units; each hashed to 32 bits with its kind. Words joined by a hyphen also give one stem together ("t-shirt", "tshirt"). A
 * negated word gives only its pair with the negation ("without cocoa"); boilerplate gives nothing.
 */
#ifndef HS_LANG_FEATURES_H
#define HS_LANG_FEATURES_H

#include <stddef.h>
#include <stdint.h>

#include "core/lang/boilerplate.h"
#include "core/lang/fold.h"
#include "core/lang/guess.h"
#include "core/lang/stem.h"

enum feature_kind { FEATURE_STEM, FEATURE_PAIR, FEATURE_GRAM, FEATURE_NUMBER, FEATURE_KINDS };

enum { FEATURES_MAX = 4096 };

struct feature {
    uint32_t hash;
    uint16_t word; /* the word that it starts in */
    uint8_t kind;  /* enum feature_kind */
};

struct features {
    struct guess guess;
    size_t count;
    struct words words;
    unsigned char role[WORDS_MAX];
    struct feature feature[FEATURES_MAX];
};

/* The hash of a stem's feature. */
uint32_t feature_stem_hash(const char *stem, size_t length);

/* `language`: LANGUAGE_UNKNOWN to guess, or what the text is known to be in. `text` must be UTF-8. The features are in the order of the text; one that occurs
 * twice is listed twice. */
void features_of(struct stemmer *stemmer, const struct guess_table *table, enum language language, const char *text, size_t length,
                 struct features *features);

#endif
