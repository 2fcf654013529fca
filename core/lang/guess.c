/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lang/guess.h"

#include <math.h>
#include <string.h>
#include <unicase.h>
#include <unistr.h>

#include "core/base/hash.h"

static const char MAGIC[8] = "HSLANG01";
enum { WRITTEN_LANGUAGES = LANGUAGE_TR + 1 /* the languages of the terms come first */, COST_UNIT = 8, TRIGRAMS_MAX = 2 * WORD_BYTES_MAX };
static const float NEARLY = 4.0f; /* nats: below this difference the second language is stemmed under as well */
static const double SMOOTHING = 0.05;
static const float BESIDES = 2.0f; /* nats that a language besides the four of the terms must be ahead by: few descriptions are in it */

enum hs_status guess_open(const void *bytes, size_t size, const struct guess_table **table, struct hs_why *why)
{
    if (size != sizeof **table || memcmp(bytes, MAGIC, sizeof MAGIC) != 0)
        return hs_fail(why, HS_CORRUPT, "language table: not in the form this program reads: build the store anew");
    *table = bytes;
    return HS_OK;
}

/* The buckets of a word's trigrams, with one mark at each end. */
static size_t trigrams(const char *text, size_t length, uint16_t bucket[static TRIGRAMS_MAX])
{
    uint32_t window[3] = { 0, '^', 0 };
    size_t count = 0, letters = 0;
    for (size_t i = 0; i <= length;) {
        ucs4_t c = '$';
        int step = 1;
        if (i < length) {
            step = u8_mbtoucr(&c, (const uint8_t *)text + i, length - i);
            if (step <= 0)
                break;
            c = c == 0x130 ? 'i' : c < 0x80 ? (c >= 'A' && c <= 'Z' ? c + 32 : c) : uc_tolower(c);
        }
        window[2] = c;
        if (letters++ && count < TRIGRAMS_MAX)
            bucket[count++] = (uint16_t)(hash_bytes(window, sizeof window, 0) % GUESS_BUCKETS);
        window[0] = window[1];
        window[1] = window[2];
        i += (size_t)step;
    }
    return count;
}

struct guess guess_language(const struct guess_table *table, const char *text, const struct words *words)
{
    float cost[GUESS_LANGUAGES] = { 0 };
    size_t latin = 0, russian = 0, azerbaijani = 0, other = 0;
    ucs4_t sample = 0;
    for (size_t i = 0; i < words->count; i++) {
        const struct word *word = &words->word[i];
        if (word->kind == WORD_CYRILLIC)
            russian++;
        else if (word->kind == WORD_OTHER) {
            other++;
            u8_mbtoucr(&sample, (const uint8_t *)text + word->start, word->length);
        } else if (word->kind == WORD_LATIN) {
            azerbaijani += words->azerbaijani_cyrillic;
            latin++;
        }
    }
    struct guess guess = { LANGUAGE_UNKNOWN, LANGUAGE_UNKNOWN };
    if (azerbaijani)
        guess.first = LANGUAGE_AZ;
    else if (russian >= latin && russian >= other && russian)
        guess.first = LANGUAGE_RU;
    else if (other > latin)
        guess.first = sample >= 0x10a0 && sample <= 0x10ff ? LANGUAGE_KA : sample >= 0x600 && sample <= 0x6ff ? LANGUAGE_FA : LANGUAGE_UNKNOWN;
    else if (latin)
        guess.first = LANGUAGE_EN;
    if (!table || guess.first != LANGUAGE_EN)
        return guess;
    for (size_t i = 0; i < words->count && i < 40; i++) {
        const struct word *word = &words->word[i];
        uint16_t bucket[TRIGRAMS_MAX];
        if (word->kind != WORD_LATIN)
            continue;
        size_t count = trigrams(text + word->start, word->length, bucket);
        for (size_t t = 0; t < count; t++)
            for (int language = 0; language < GUESS_LANGUAGES; language++)
                cost[language] += (float)table->cost[bucket[t]][language] / COST_UNIT;
    }
    int best = LANGUAGE_EN, second = -1;
    for (int language = 0; language < GUESS_LANGUAGES; language++) {
        cost[language] += language >= WRITTEN_LANGUAGES ? BESIDES : 0;
        if (table->learned[language] && language != LANGUAGE_RU && cost[language] < cost[best])
            best = language;
    }
    /* Nothing is written in the others, so that only the four of the terms are worth stemming under besides. */
    for (int language = 0; language < WRITTEN_LANGUAGES; language++)
        if (language != best && language != LANGUAGE_RU && table->learned[language] && (second < 0 || cost[language] < cost[second]))
            second = language;
    guess.first = (enum language)best;
    if (second >= 0 && (best >= WRITTEN_LANGUAGES || cost[second] - cost[best] < NEARLY))
        guess.second = (enum language)second;
    return guess;
}

void guess_count(struct guess_counts *counts, enum language language, const char *text, const struct words *words)
{
    if ((int)language >= GUESS_LANGUAGES)
        return;
    for (size_t i = 0; i < words->count; i++) {
        const struct word *word = &words->word[i];
        uint16_t bucket[TRIGRAMS_MAX];
        if (word->kind != WORD_LATIN)
            continue;
        for (int folded = 0; folded < 2; folded++) {
            size_t count = folded ? trigrams(word_text(words, word), word->size, bucket) : trigrams(text + word->start, word->length, bucket);
            for (size_t t = 0; t < count; t++)
                counts->count[bucket[t]][language]++;
            counts->total[language] += (double)count;
        }
    }
}

/* What was never seen costs the same in every language, else an unknown word would speak for the one with the fewest texts. */
void guess_make(const struct guess_counts *counts, struct guess_table *table)
{
    double most = 1;
    for (int language = 0; language < GUESS_LANGUAGES; language++)
        most = counts->total[language] > most ? counts->total[language] : most;
    memset(table, 0, sizeof *table);
    memcpy(table->magic, MAGIC, sizeof MAGIC);
    for (int language = 0; language < GUESS_LANGUAGES; language++) {
        table->learned[language] = counts->total[language] > 0;
        for (int bucket = 0; bucket < GUESS_BUCKETS; bucket++) {
            double share = table->learned[language] ? counts->count[bucket][language] / counts->total[language] : 0;
            double probability = (share + SMOOTHING / most) / (1 + SMOOTHING / most * GUESS_BUCKETS);
            double cost = -log(probability) * COST_UNIT;
            table->cost[bucket][language] = (uint8_t)(cost > 255 ? 255 : cost);
        }
    }
}
