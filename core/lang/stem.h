/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stem.h - the stem of a folded word under a language, always in folded Latin letters.
 *
 * Snowball (libstemmer) for English, Russian, German, French and Spanish; our own stripper for Azerbaijani and Turkish, where Snowball's Turkish joins 36 %
 * of noun forms to their lemma and a 5-letter prefix 77 %.
 */
#ifndef HS_LANG_STEM_H
#define HS_LANG_STEM_H

#include <stddef.h>

#include "core/base/status.h"
#include "core/lang/fold.h"

/* Languages that a text may be guessed to be in. The first four are those of data/goods. */
#define LANGUAGES(X) X(EN, "en") X(AZ, "az") X(RU, "ru") X(TR, "tr") X(DE, "de") X(FR, "fr") X(ES, "es") X(FA, "fa") X(KA, "ka")
enum language {
#define LANGUAGE_NAME(name, tag) LANGUAGE_##name,
    LANGUAGES(LANGUAGE_NAME)
#undef LANGUAGE_NAME
    LANGUAGE_COUNT,
    LANGUAGE_UNKNOWN = LANGUAGE_COUNT
};

/* "en"; "" for LANGUAGE_UNKNOWN. */
const char *language_tag(enum language language);
/* LANGUAGE_UNKNOWN for a tag that is not in the list. */
enum language language_of_tag(const char *tag, size_t length);

/* One a thread: a Snowball stemmer keeps a buffer. */
struct stemmer;
enum hs_status stemmer_new(struct stemmer **stemmer, struct hs_why *why);
void stemmer_free(struct stemmer *stemmer);

/* Writes the stem to `out` (2 * WORD_BYTES_MAX bytes). Cyrillic words are stemmed as Russian whatever `language` says. Returns the length. */
size_t stem_word(struct stemmer *stemmer, const char *word, size_t length, enum word_kind kind, enum language language, char *out);

#endif
