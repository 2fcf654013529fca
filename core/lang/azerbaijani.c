/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lang/azerbaijani.h"

#include <stdbool.h>
#include <string.h>

/* In the order in which they stand at a word's end, outermost first: case, possession, plural, derivation. At most one of each group is taken. Within a
 * group the longest comes first. */
static const char *const CASES[] = { "ndan", "nden", "dan", "den", "tan", "ten", "nda", "nde", "da",  "de", "ta", "te",
                                     "nin",  "nun",  "in",  "un",  "yi",  "yu",  "ni",  "nu",  "ya",  "ye", "na", "ne", NULL };
static const char *const POSSESSION[] = { "lari", "leri", "si", "su", "i", "u", NULL };
static const char *const PLURAL[] = { "lar", "ler", NULL };
static const char *const DERIVATION[] = { "liq", "luq", "lik", "luk", "siz", "suz", "li", "lu", NULL };

enum { SHORTEST_STEM = 3 };

static bool is_vowel(char letter)
{
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
}

static bool has_vowel(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (is_vowel(word[i]))
            return true;
    return false;
}

static size_t strip(const char *word, size_t length, const char *const *suffixes)
{
    for (; *suffixes; suffixes++) {
        size_t size = strlen(*suffixes);
        if (length >= size + SHORTEST_STEM && memcmp(word + length - size, *suffixes, size) == 0 && has_vowel(word, length - size))
            return length - size;
    }
    return length;
}

size_t azerbaijani_stem(const char *word, size_t length, char *out)
{
    size_t left = length;
    if (length > SHORTEST_STEM) {
        if (left < SHORTEST_STEM + 2 || memcmp(word + left - 3, "eyi", 3) != 0) /* corey-i, of corek, is more common than a Turkish pencere-yi */
            left = strip(word, left, CASES);
        /* -li behind a consonant is the derivation (koynek-li); behind a vowel the l is the stem's own (mehsul-u). */
        bool derived = left > SHORTEST_STEM && word[left - 2] == 'l' && (word[left - 1] == 'i' || word[left - 1] == 'u') && !is_vowel(word[left - 3]);
        if (!derived)
            left = strip(word, left, POSSESSION);
        left = strip(word, left, PLURAL);
        left = strip(word, left, DERIVATION);
    }
    memcpy(out, word, left);
    if (left >= SHORTEST_STEM) {
        char *last = &out[left - 1];
        if (*last == 'b')
            *last = 'p';
        else if (*last == 'd')
            *last = 't';
        else if (*last == 'g' || *last == 'q' || (*last == 'y' && left < length && out[left - 2] == 'e')) /* corek, coreyi */
            *last = 'k';
    }
    return left;
}
