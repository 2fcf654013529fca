/* SPDX-License-Identifier: GPL-3.0-or-later */
/* profile_words.h - the words in the fields of a country's profile: numbers, choices, money and rates. For profile_source.c.
 *
 * Each is false with `why` filled where the value will not do.
 */
#ifndef HS_DATA_PROFILE_WORDS_H
#define HS_DATA_PROFILE_WORDS_H

#include "core/duty/profile.h"

struct word_flag {
    const char *word; /* NULL ends a list */
    uint32_t flag;
};

/* A whole number up to `most`. */
bool words_number(const char *value, uint32_t most, uint32_t *number, struct hs_why *why);
/* The place of the value in the list, which ends with NULL. */
bool words_choice(const char *value, const char *const *choices, uint32_t *choice, struct hs_why *why);
/* Words with spaces between them, each setting its flag. */
bool words_flags(const char *value, const struct word_flag *flags, uint32_t *set, struct hs_why *why);
/* The one word that can be said. */
bool words_flag(const char *value, const char *word, uint32_t flag, uint32_t *set, struct hs_why *why);
/* "12.5%" */
bool words_percent(const char *value, struct profile_number *number, struct hs_why *why);
/* "2026-02-28" */
bool words_day(const char *value, size_t length, uint32_t *day, struct hs_why *why);
/* "300 USD" */
bool words_money(const char *value, struct profile_number *number, char currency[static 4], struct hs_why *why);
/* [NAME] PERCENT% | AMOUNT | AMOUNT + PERCENT% of the excess over N, then in any order: min N, max N, up to N, from DATE, until DATE, sample.
 * `name` gets the name, or stays. */
bool words_rate(const char *value, struct profile_rate *rate, char name[static 32], struct hs_why *why);

#endif
