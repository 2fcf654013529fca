/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/mend.h"

#include <string.h>

struct mending {
    const struct model *model;
    uint32_t best;
    uint64_t frequency;
};

/* So many edits are looked up that one may well meet a feature of another kind by its hash. */
static bool is_stem(const struct model *model, uint32_t id)
{
    return id != VOCABULARY_NONE && model->vocabulary.kind[id] == FEATURE_STEM;
}

static void try_stem(struct mending *mending, const char *stem, size_t length)
{
    uint32_t id = vocabulary_find(&mending->model->vocabulary, feature_stem_hash(stem, length));
    if (!is_stem(mending->model, id))
        return;
    uint64_t frequency = mending->model->bayes.start[id + 1] - mending->model->bayes.start[id]; /* k-NN's lists are empty for what is very common */
    if (frequency > mending->frequency) {
        mending->frequency = frequency;
        mending->best = id;
    }
}

static void try_edits(struct mending *mending, const char *stem, size_t length)
{
    char edited[2 * WORD_BYTES_MAX + 1];
    for (size_t i = 0; i <= length; i++) { /* a letter that was dropped */
        memcpy(edited, stem, i);
        memcpy(edited + i + 1, stem + i, length - i);
        for (char letter = 'a'; letter <= 'z'; letter++) {
            edited[i] = letter;
            try_stem(mending, edited, length + 1);
        }
    }
    for (size_t i = 0; i < length; i++) { /* one too many */
        memcpy(edited, stem, i);
        memcpy(edited + i, stem + i + 1, length - i - 1);
        try_stem(mending, edited, length - 1);
    }
    memcpy(edited, stem, length);
    for (size_t i = 0; i < length; i++) { /* another one */
        for (edited[i] = 'a'; edited[i] <= 'z'; edited[i]++)
            try_stem(mending, edited, length);
        edited[i] = stem[i];
    }
    for (size_t i = 0; i + 1 < length; i++) { /* two exchanged */
        edited[i] = stem[i + 1];
        edited[i + 1] = stem[i];
        try_stem(mending, edited, length);
        edited[i] = stem[i];
        edited[i + 1] = stem[i + 1];
    }
}

/* Whether a stem of the word is known. */
static bool is_known(const struct model *model, const struct features *features, size_t word)
{
    for (size_t i = 0; i < features->count; i++)
        if (features->feature[i].kind == FEATURE_STEM && features->feature[i].word == word &&
            is_stem(model, vocabulary_find(&model->vocabulary, features->feature[i].hash)))
            return true;
    return false;
}

static bool holds(const struct query_features *found, uint32_t id)
{
    for (size_t i = 0; i < found->known; i++)
        if (found->feature[i] == id)
            return true;
    return false;
}

size_t mend_unknown_words(const struct model *model, struct stemmer *stemmer, const struct features *features, struct query_features *found)
{
    size_t mended = 0;
    if (!found->unknown[FEATURE_STEM])
        return 0;
    for (size_t w = 0; w < features->words.count && mended < MEND_WORDS && found->known < FEATURES_MAX; w++) {
        const struct word *word = &features->words.word[w];
        struct mending mending = { model, VOCABULARY_NONE, 0 };
        char stem[2 * WORD_BYTES_MAX];
        if ((word->kind != WORD_LATIN && word->kind != WORD_CYRILLIC) || features->role[w] != ROLE_PLAIN || is_known(model, features, w))
            continue;
        size_t length = stem_word(stemmer, word_text(&features->words, word), word->size, (enum word_kind)word->kind, features->guess.first, stem);
        if (length < MEND_SHORTEST || length > WORD_BYTES_MAX)
            continue;
        try_edits(&mending, stem, length);
        if (mending.best == VOCABULARY_NONE || holds(found, mending.best))
            continue;
        found->feature[found->known] = mending.best;
        found->word[found->known++] = (uint16_t)w;
        mended++;
    }
    return mended;
}
