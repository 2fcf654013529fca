/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lang/boilerplate.h"

#include <string.h>

/* Folded; a phrase of words with one space between them. What is listed here is listed because it stands on invoices of any goods at all. */
static const char *const PHRASES[] = {
    "no commercial value", "without commercial value", "value for customs purposes only", "value for customs purpose only", "for customs purposes only",
    "not for resale", "not for sale", "brand new", "100 new", "new 100", "country of origin", "made in china", "made in turkey", "made in india",
    "as per invoice", "said to contain", "free of charge", "hs code", "hts code", "harmonized code", "item under consideration is", "under consideration", "merchandise at issue", "at issue is", "is described as", "is identified as", "subject article", "subject merchandise", "tariff classification of",
    "kommersiya deyeri yoxdur", "yeni mal", "menseyi", "bez kommerceskoy stoimosti", "strana proisxojdeniya", "ticari degeri yoktur", "mense ulkesi",
    NULL,
};

static const char *const NEGATIONS[] = { "not", "without", "excluding", "except", "non", "other than", "bez", "krome", "ne", NULL };
/* Behind what they deny: "kakao olmayan", without cocoa. */
static const char *const POSTPOSED[] = { "olmayan", "haric", "istisna", NULL };

/* How many words from `at` match the phrase; 0 when they do not. */
static size_t phrase_length(const struct words *words, size_t at, const char *phrase)
{
    size_t used = 0;
    while (*phrase) {
        size_t size = strcspn(phrase, " ");
        char latin[2 * WORD_BYTES_MAX];
        if (at + used >= words->count)
            return 0;
        const struct word *word = &words->word[at + used];
        const char *text = word_text(words, word);
        size_t length = word->size;
        if (word->kind == WORD_CYRILLIC) {
            length = fold_to_latin(text, length, latin, sizeof latin);
            text = latin;
        }
        if (length != size || memcmp(text, phrase, size) != 0)
            return 0;
        used++;
        phrase += size;
        phrase += *phrase == ' ';
    }
    return used;
}

static size_t longest_match(const struct words *words, size_t at, const char *const *phrases)
{
    size_t longest = 0;
    for (; *phrases; phrases++) {
        size_t length = phrase_length(words, at, *phrases);
        if (length > longest)
            longest = length;
    }
    return longest;
}

void find_roles(const struct words *words, unsigned char role[static WORDS_MAX])
{
    memset(role, ROLE_PLAIN, words->count);
    for (size_t i = 0; i < words->count;) {
        size_t length = longest_match(words, i, PHRASES);
        if (length && length < words->count) { /* a description that is nothing else keeps its words: it will be found vague */
            memset(role + i, ROLE_BOILERPLATE, length);
            i += length;
            continue;
        }
        if (i > 0 && role[i - 1] == ROLE_PLAIN && longest_match(words, i, POSTPOSED)) {
            role[i - 1] = ROLE_NEGATED;
            role[i++] = ROLE_NEGATION;
            continue;
        }
        length = longest_match(words, i, NEGATIONS);
        if (length && i + length < words->count) {
            memset(role + i, ROLE_NEGATION, length);
            role[i + length] = ROLE_NEGATED;
            i += length + 1;
            continue;
        }
        i++;
    }
}
