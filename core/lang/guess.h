/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guess.h - which language a description is in: a label, and a mild prior for the stemming. Nothing is refused because of it.
 *
 * Scripts decide what they can (Georgian, Arabic script; Cyrillic with a letter that only Azerbaijani has). Otherwise a naive Bayes over character trigrams of words,
 * whose table is learned from our own terms, and from a few hundred texts of languages that are guessed besides, when a store is built, each word once as written and once folded, because traders leave the marks out. A
 * text that is spelled the same in two languages counts for either.
 */
#ifndef HS_LANG_GUESS_H
#define HS_LANG_GUESS_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/lang/fold.h"
#include "core/lang/stem.h"

enum { GUESS_BUCKETS = 1 << 14, GUESS_LANGUAGES = LANGUAGE_ES + 1 };

/* As it is stored: for each trigram's bucket the log-probability under each language, in eighths of a nat below 0. */
struct guess_table {
    char magic[8]; /* "HSLANG01" */
    uint8_t learned[8]; /* nonzero for a language that the table knows */
    uint8_t cost[GUESS_BUCKETS][GUESS_LANGUAGES + 1];
};

struct guess {
    enum language first, second; /* second: LANGUAGE_UNKNOWN unless it is nearly as likely */
};

/* HS_CORRUPT when `bytes` is not such a table. */
enum hs_status guess_open(const void *bytes, size_t size, const struct guess_table **table, struct hs_why *why);

/* `table` may be NULL: then only scripts decide, and other Latin text is taken for English. */
struct guess guess_language(const struct guess_table *table, const char *text, const struct words *words);

/* A text in a language: what is learned from. */
struct guess_sample {
    enum language language;
    const char *text;
};

/* Learning: add every text of a language, then make the table. */
struct guess_counts {
    double total[GUESS_LANGUAGES];
    float count[GUESS_BUCKETS][GUESS_LANGUAGES];
};
void guess_count(struct guess_counts *counts, enum language language, const char *text, const struct words *words);
void guess_make(const struct guess_counts *counts, struct guess_table *table);

#endif
