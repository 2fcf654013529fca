/* SPDX-License-Identifier: GPL-3.0-or-later */
/* azerbaijani.h - a suffix stripper for Azerbaijani and Turkish nouns.
 *
 * Works on folded words, where vowel harmony has shrunk to a/e and i/u, so that one table serves both languages: plural, possessive and case endings, and
 * the -li/-siz/-lik that turn a material into an adjective. What is left is at least 3 letters with a vowel. The last consonant is then made hard (b p, d t, g q k),
 * because it softens before a vowel (pambiq, pambigi; kitab, kitap): both spellings meet.
 */
#ifndef HS_LANG_AZERBAIJANI_H
#define HS_LANG_AZERBAIJANI_H

#include <stddef.h>

/* Writes the stem of a folded Latin word to `out`, which needs `length` bytes. Returns its length, never 0 for a word that is not empty. */
size_t azerbaijani_stem(const char *word, size_t length, char *out);

#endif
