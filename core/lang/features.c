/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lang/features.h"

#include <stdbool.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/lang/long_text.h"

enum { GRAM = 4, STEMS_A_WORD = 2, SEED_STEP = 0x9e3779b1 };

struct stems {
    size_t count;
    uint32_t hash[STEMS_A_WORD];
};

static void add(struct features *features, enum feature_kind kind, uint32_t hash, size_t word)
{
    if (features->count < FEATURES_MAX)
        features->feature[features->count++] = (struct feature){ .hash = hash, .word = (uint16_t)word, .kind = (uint8_t)kind };
}

uint32_t feature_stem_hash(const char *stem, size_t length)
{
    return hash_bytes(stem, length, FEATURE_STEM);
}

static struct stems stems_of(struct stemmer *stemmer, const struct features *features, const char *text, size_t size, enum word_kind kind)
{
    enum language language[STEMS_A_WORD] = { features->guess.first, features->guess.second };
    struct stems stems = { 0 };
    char stem[2 * WORD_BYTES_MAX];
    for (int i = 0; i < STEMS_A_WORD; i++) {
        if (i && language[i] == LANGUAGE_UNKNOWN)
            break;
        uint32_t hash = feature_stem_hash(stem, stem_word(stemmer, text, size, kind, language[i], stem));
        if (!stems.count || stems.hash[0] != hash)
            stems.hash[stems.count++] = hash;
    }
    return stems;
}

static void add_grams(struct features *features, const struct word *word, size_t number)
{
    char marked[2 * WORD_BYTES_MAX + 2];
    const char *text = word_text(&features->words, word);
    size_t length = word->kind == WORD_CYRILLIC ? fold_to_latin(text, word->size, marked + 1, 2 * WORD_BYTES_MAX) : word->size;
    if (length < 3)
        return;
    if (word->kind != WORD_CYRILLIC)
        memcpy(marked + 1, text, length);
    marked[0] = '^';
    marked[length + 1] = '$';
    for (size_t i = 0; i + GRAM <= length + 2; i++)
        add(features, FEATURE_GRAM, hash_bytes(marked + i, GRAM, FEATURE_GRAM), number);
}

/* Units as they are written behind a number, folded; Russian ones in Cyrillic. */
static bool is_unit(const char *text, size_t size)
{
    static const char *const units[] = { "g",  "gr", "gm", "kg", "kq", "mg", "q",  "ml", "cl", "l",  "lt", "ltr", "mm",  "cm", "m",   "km",  "m2",  "w",   "kw",   "v",   "kv",    "a",
                                         "ah", "mah", "hp", "hz", "oz", "lb", "lbs", "ft", "in", "gb", "tb", "pcs", "pc", "eded", "adet", "г", "гр", "кг", "мл", "л", "мм", "см", "м", "шт", "вт", "квт" };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strlen(units[i]) == size && memcmp(units[i], text, size) == 0)
            return true;
    return false;
}

/* Whether a word is the unit of the number right before it: it says how much there is, not what. */
static bool is_unit_of_number(const struct words *words, size_t number)
{
    const struct word *word = &words->word[number];
    return number > 0 && word->size <= 6 && words->word[number - 1].kind == WORD_NUMBER && is_unit(word_text(words, word), word->size);
}

/* "330 ml": the unit right behind a number belongs to it. */
static void add_number(struct features *features, size_t number)
{
    const struct words *words = &features->words;
    const struct word *word = &words->word[number];
    char text[2 * WORD_BYTES_MAX + 1];
    size_t length = word->size;
    memcpy(text, word_text(words, word), length);
    add(features, FEATURE_NUMBER, hash_bytes(text, length, FEATURE_NUMBER), number);
    if (number + 1 < words->count && is_unit_of_number(words, number + 1)) {
        const struct word *unit = &words->word[number + 1];
        memcpy(text + length, word_text(words, unit), unit->size);
        add(features, FEATURE_NUMBER, hash_bytes(text, length + unit->size, FEATURE_NUMBER), number);
        add(features, FEATURE_NUMBER, hash_bytes(text + length, unit->size, FEATURE_NUMBER), number + 1);
    }
}

void features_of(struct stemmer *stemmer, const struct guess_table *table, enum language language, const char *text, size_t length,
                 struct features *features)
{
    struct words *words = &features->words;
    struct stems before = { 0 };
    features->count = 0;
    fold_words(text, length, words);
    find_roles(words, features->role);
    find_heads(text, words, features->role);
    features->guess = language == LANGUAGE_UNKNOWN ? guess_language(table, text, words) : (struct guess){ language, LANGUAGE_UNKNOWN };
    for (size_t i = 0; i < words->count; i++) {
        const struct word *word = &words->word[i];
        struct stems stems = { 0 };
        if (features->role[i] == ROLE_BOILERPLATE || features->role[i] == ROLE_ASIDE) {
            before = stems;
            continue;
        }
        if (word->kind == WORD_NUMBER) {
            add_number(features, i);
            before = stems;
            continue;
        }
        if (is_unit_of_number(words, i)) { /* add_number has dealt with it */
            before = stems;
            continue;
        }
        stems = stems_of(stemmer, features, word_text(words, word), word->size, word->kind);
        if (features->role[i] != ROLE_NEGATED && features->role[i] != ROLE_NEGATION) {
            for (size_t s = 0; s < stems.count; s++)
                add(features, FEATURE_STEM, stems.hash[s], i);
            add_grams(features, word, i);
        }
        if (word->joined && words->word[i - 1].kind == word->kind && words->word[i - 1].size + word->size <= WORD_BYTES_MAX) {
            /* Folded words lie one behind the other: the two together are one string. */
            struct stems together = stems_of(stemmer, features, word_text(words, &words->word[i - 1]),
                                             (size_t)words->word[i - 1].size + word->size, word->kind);
            for (size_t s = 0; s < together.count; s++)
                add(features, FEATURE_STEM, together.hash[s], i - 1);
        }
        for (size_t s = 0; s < stems.count && s < before.count; s++)
            add(features, FEATURE_PAIR, hash_mix(before.hash[s] * (uint32_t)SEED_STEP + stems.hash[s]), i - 1);
        before = stems;
    }
}
