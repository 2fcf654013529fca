/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/index.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/lang/features.h"

enum { THREADS_MOST = 64, PROGRESS_STEP = 4096 };

/* The distinct features of a run of examples, one example behind the other. */
struct part {
    const struct examples *examples;
    const struct guess_table *guess;
    uint32_t first, last; /* examples first .. last - 1 */
    uint32_t *hash;
    uint8_t *kind;
    size_t count, room;
    uint32_t *end; /* by example of the part: where its features end; 32 bits, as a part has fewer than 2^32 */
    atomic_size_t *done;
    index_progress *progress;
    void *context;
    enum hs_status status;
    struct hs_why why;
};

static int by_hash(const void *a, const void *b)
{
    uint32_t x = ((const struct feature *)a)->hash, y = ((const struct feature *)b)->hash;
    return (x > y) - (x < y);
}

static enum hs_status add_features(struct part *part, struct features *features)
{
    if (part->count + features->count > part->room) {
        size_t room = (part->count + features->count) * 2 + 65536;
        void *hashes = realloc(part->hash, room * sizeof *part->hash);
        if (!hashes)
            return hs_fail(&part->why, HS_NO_MEMORY, "training: no memory for the features: train on fewer rows");
        part->hash = hashes;
        void *kinds = realloc(part->kind, room);
        if (!kinds)
            return hs_fail(&part->why, HS_NO_MEMORY, "training: no memory for the features: train on fewer rows");
        part->kind = kinds;
        part->room = room;
    }
    qsort(features->feature, features->count, sizeof *features->feature, by_hash);
    for (size_t i = 0; i < features->count; i++)
        if (!i || features->feature[i].hash != features->feature[i - 1].hash) {
            part->hash[part->count] = features->feature[i].hash;
            part->kind[part->count++] = features->feature[i].kind;
        }
    return HS_OK;
}

static void *extract(void *argument)
{
    struct part *part = argument;
    struct stemmer *stemmer = NULL;
    struct features *features = malloc(sizeof *features);
    part->end = malloc(((size_t)part->last - part->first + 1) * sizeof *part->end);
    part->status = stemmer_new(&stemmer, &part->why);
    if (part->status == HS_OK && (!features || !part->end))
        part->status = hs_fail(&part->why, HS_NO_MEMORY, "training: no memory: close other programs");
    for (uint32_t e = part->first; part->status == HS_OK && e < part->last; e++) {
        const char *text = example_text(part->examples, e);
        features_of(stemmer, part->guess, (enum language)part->examples->record[e].language, text, strlen(text), features);
        part->status = add_features(part, features);
        part->end[e - part->first] = (uint32_t)part->count;
        size_t done = atomic_fetch_add(part->done, 1) + 1;
        if (part->progress && part->first == 0 && done % PROGRESS_STEP == 0) /* one thread speaks */
            part->progress(part->context, done, part->examples->count);
    }
    free(features);
    stemmer_free(stemmer);
    return NULL;
}

/* Sorts by four passes of 8 bits; pairs of hash and kind travel as one 64-bit word. */
static void radix_sort(uint64_t *items, uint64_t *spare, size_t count)
{
    for (int shift = 0; shift < 32; shift += 8) {
        size_t at[257] = { 0 };
        for (size_t i = 0; i < count; i++)
            at[(items[i] >> shift & 255) + 1]++;
        for (int b = 0; b < 256; b++)
            at[b + 1] += at[b];
        for (size_t i = 0; i < count; i++)
            spare[at[items[i] >> shift & 255]++] = items[i];
        uint64_t *swap = items;
        items = spare;
        spare = swap;
    }
}

static enum hs_status make_vocabulary(const struct part *parts, unsigned count, struct feature_index *index, struct hs_why *why)
{
    size_t all = 0, at = 0, distinct = 0;
    for (unsigned p = 0; p < count; p++)
        all += parts[p].count;
    uint64_t *items = malloc((all + 1) * sizeof *items), *spare = malloc((all + 1) * sizeof *spare);
    uint32_t *hashes = NULL;
    uint8_t *kinds = NULL;
    enum hs_status status = HS_OK;
    if (!items || !spare)
        status = hs_fail(why, HS_NO_MEMORY, "training: no memory for %zu features: train on fewer rows", all);
    if (status == HS_OK) {
        for (unsigned p = 0; p < count; p++)
            for (size_t i = 0; i < parts[p].count; i++)
                items[at++] = (uint64_t)parts[p].kind[i] << 32 | parts[p].hash[i];
        radix_sort(items, spare, all);
        hashes = (uint32_t *)spare; /* the spare half is free again: it holds hashes, then kinds */
        kinds = (uint8_t *)(hashes + all);
        for (size_t i = 0; i < all; i++)
            if (!i || (uint32_t)items[i] != (uint32_t)items[i - 1]) {
                hashes[distinct] = (uint32_t)items[i];
                kinds[distinct++] = (uint8_t)(items[i] >> 32);
            }
        status = vocabulary_make(hashes, kinds, distinct, &index->vocabulary_bytes, &index->vocabulary_size, why);
    }
    free(items);
    free(spare);
    if (status == HS_OK)
        status = vocabulary_open(index->vocabulary_bytes, index->vocabulary_size, &index->vocabulary, why);
    return status;
}

static enum hs_status make_postings(struct part *parts, unsigned count, struct feature_index *index, struct hs_why *why)
{
    uint32_t features = index->vocabulary.count;
    size_t all = 0;
    for (unsigned p = 0; p < count; p++)
        all += parts[p].count;
    index->start = calloc((size_t)features + 2, sizeof *index->start);
    index->posting = malloc((all + 1) * sizeof *index->posting);
    if (!index->start || !index->posting)
        return hs_fail(why, HS_NO_MEMORY, "training: no memory for %zu postings: train on fewer rows", all);
    /* start[f + 1] first counts feature f, then is where its next posting goes, and ends as where feature f + 1 starts. */
    for (unsigned p = 0; p < count; p++)
        for (size_t i = 0; i < parts[p].count; i++) {
            parts[p].hash[i] = vocabulary_find(&index->vocabulary, parts[p].hash[i]);
            index->start[parts[p].hash[i] + 2]++;
        }
    for (uint32_t f = 0; f < features; f++)
        index->start[f + 2] += index->start[f + 1];
    for (unsigned p = 0; p < count; p++)
        for (uint32_t e = parts[p].first, at = 0; e < parts[p].last; e++)
            for (; at < parts[p].end[e - parts[p].first]; at++)
                index->posting[index->start[parts[p].hash[at] + 1]++] = e;
    return HS_OK;
}

enum hs_status index_make(const struct examples *examples, const struct guess_table *guess, unsigned threads, index_progress *progress, void *context,
                          struct feature_index *index, struct hs_why *why)
{
    struct part parts[THREADS_MOST] = { 0 };
    pthread_t thread[THREADS_MOST];
    bool started[THREADS_MOST] = { false };
    atomic_size_t done = 0;
    memset(index, 0, sizeof *index);
    if (threads < 1)
        threads = 1;
    if (threads > THREADS_MOST)
        threads = THREADS_MOST;
    for (unsigned t = 0; t < threads; t++)
        parts[t] = (struct part){ .examples = examples, .guess = guess, .first = (uint32_t)((uint64_t)examples->count * t / threads),
                                  .last = (uint32_t)((uint64_t)examples->count * (t + 1) / threads), .done = &done, .progress = progress,
                                  .context = context };
    for (unsigned t = 1; t < threads; t++)
        started[t] = pthread_create(&thread[t], NULL, extract, &parts[t]) == 0;
    extract(&parts[0]);
    for (unsigned t = 1; t < threads; t++) {
        if (started[t])
            pthread_join(thread[t], NULL);
        else
            extract(&parts[t]);
    }
    enum hs_status status = HS_OK;
    for (unsigned t = 0; status == HS_OK && t < threads; t++)
        if ((status = parts[t].status) != HS_OK && why)
            *why = parts[t].why;
    if (status == HS_OK)
        status = make_vocabulary(parts, threads, index, why);
    if (status == HS_OK)
        status = make_postings(parts, threads, index, why);
    for (unsigned t = 0; t < threads; t++) {
        free(parts[t].hash);
        free(parts[t].kind);
        free(parts[t].end);
    }
    if (status != HS_OK)
        index_free(index);
    return status;
}

void index_free(struct feature_index *index)
{
    free(index->vocabulary_bytes);
    free(index->start);
    free(index->posting);
    memset(index, 0, sizeof *index);
}
