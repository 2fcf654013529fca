/* SPDX-License-Identifier: GPL-3.0-or-later */
/* description.c - folding, roles, the language guess, stems and features of any text that passes text_check. */
#include "tests/fuzz/fuzz.h"

#include "core/base/text.h"
#include "core/lang/features.h"

static struct guess_table *learned_table(void)
{
    static const struct {
        enum language language;
        const char *text;
    } lessons[] = { { LANGUAGE_EN, "roasted coffee beans, cotton shirts for men" }, { LANGUAGE_AZ, "qovrulmuş qəhvə, pambıq köynək" }, { LANGUAGE_TR, "kavrulmuş kahve çekirdeği, pamuklu gömlek" } };
    struct guess_counts *counts = calloc(1, sizeof *counts);
    struct guess_table *table = malloc(sizeof *table);
    struct words *words = malloc(sizeof *words);
    FUZZ_REQUIRE(counts && table && words);
    for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
        fold_words(lessons[i].text, strlen(lessons[i].text), words);
        guess_count(counts, lessons[i].language, lessons[i].text, words);
    }
    guess_make(counts, table);
    free(counts);
    free(words);
    return table;
}

static void require_sound(const struct features *features, const char *text, size_t length)
{
    const struct words *words = &features->words;
    FUZZ_REQUIRE(words->count <= WORDS_MAX && words->used <= WORDS_BYTES && features->count <= FEATURES_MAX);
    for (size_t i = 0; i < words->count; i++) {
        const struct word *word = &words->word[i];
        FUZZ_REQUIRE(word->length && word->start + (size_t)word->length <= length);
        FUZZ_REQUIRE(!i || word->start >= words->word[i - 1].start + words->word[i - 1].length);
        FUZZ_REQUIRE(word->size && word->size <= WORD_BYTES_MAX && word->text + (size_t)word->size <= words->used);
        FUZZ_REQUIRE(text_first_invalid(word_text(words, word), word->size) == word->size);
        FUZZ_REQUIRE(text_first_invalid(text + word->start, word->length) == word->length);
        FUZZ_REQUIRE(!words->azerbaijani_cyrillic || word->kind != WORD_CYRILLIC || word->size <= 2 * WORD_BYTES_MAX);
    }
    for (size_t i = 0; i < features->count; i++)
        FUZZ_REQUIRE(features->feature[i].word < words->count && features->feature[i].kind < FEATURE_KINDS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct stemmer *stemmer;
    static struct guess_table *table;
    static struct features features, again;
    struct hs_why why;
    if (!stemmer) {
        FUZZ_REQUIRE(stemmer_new(&stemmer, &why) == HS_OK);
        table = learned_table();
    }
    if (size < 1 || text_check((const char *)data + 1, size - 1, "fuzzed", &why) != HS_OK)
        return 0;
    size_t length = size - 1;
    char *text = fuzz_copy(data + 1, length);
    features_of(stemmer, data[0] & 1 ? table : NULL, (enum language)(data[0] / 2 % (LANGUAGE_COUNT + 1)), text, length, &features);
    require_sound(&features, text, length);
    features_of(stemmer, data[0] & 1 ? table : NULL, (enum language)(data[0] / 2 % (LANGUAGE_COUNT + 1)), text, length, &again);
    FUZZ_REQUIRE(features.count == again.count && memcmp(features.feature, again.feature, features.count * sizeof *features.feature) == 0);
    free(text);
    return 0;
}
