/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/knn.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/lang/features.h"

static const char MAGIC[8] = "HSKNN001";

/* Examples are summed up block by block, so that sums and scales stay in the processor's nearer cache: 2,000 questions to 1.8 million examples, opening included,
 * took 3.4 s of processor time so, and 5.6 s with one array for all. The sums, and so the hits, are the same to the last bit. */
enum { BLOCK = 1 << 15 };
static const float WEIGHT_MOST = 1e6f;

struct knn_scratch {
    float sum[BLOCK];            /* by example of the block; all zero between blocks */
    uint32_t touched[BLOCK + 1]; /* those whose sum is not */
    const uint32_t *at[KNN_FEATURES_MOST], *end[KNN_FEATURES_MOST]; /* what is left of each feature's postings */
    float weight[KNN_FEATURES_MOST];
};

struct knn_scratch *knn_scratch_new(void)
{
    return calloc(1, sizeof(struct knn_scratch));
}

void knn_scratch_free(struct knn_scratch *scratch)
{
    free(scratch);
}

enum hs_status knn_open(const void *bytes, size_t size, uint32_t features, uint32_t examples, struct knn *knn, struct hs_why *why)
{
    const struct knn_header *header = bytes;
    if (size < sizeof *header || memcmp(header->magic, MAGIC, sizeof MAGIC) != 0)
        return hs_fail(why, HS_CORRUPT, "k-NN index: not in the form this program reads: train the model anew");
    if (header->features != features || header->examples != examples || header->postings > size / sizeof(uint32_t) ||
        size != sizeof *header + ((size_t)features + 1) * 8 + (size_t)features * 4 + (size_t)examples * 4 + header->postings * 4)
        return hs_fail(why, HS_CORRUPT, "k-NN index: its size does not fit its header: train the model anew");
    knn->header = header;
    knn->start = (const uint64_t *)(header + 1);
    knn->weight = (const float *)(knn->start + features + 1);
    knn->scale = knn->weight + features;
    knn->posting = (const uint32_t *)(knn->scale + examples);
    for (int kind = 0; kind < 4; kind++)
        if (!(header->unknown_weight[kind] >= 0 && header->unknown_weight[kind] < WEIGHT_MOST))
            return hs_fail(why, HS_CORRUPT, "k-NN index: its header is damaged: train the model anew");
    return HS_OK;
}

enum hs_status knn_check(const struct knn *knn, struct hs_why *why)
{
    const uint32_t features = knn->header->features, examples = knn->header->examples;
    if (knn->start[0] != 0 || knn->start[features] != knn->header->postings)
        return hs_fail(why, HS_CORRUPT, "k-NN index: its lists do not span the postings: train the model anew");
    for (uint32_t f = 0; f < features; f++)
        if (knn->start[f] > knn->start[f + 1] || knn->start[f + 1] > knn->header->postings || !(knn->weight[f] >= 0 && knn->weight[f] < WEIGHT_MOST))
            return hs_fail(why, HS_CORRUPT, "k-NN index: feature %u is damaged: train the model anew", f);
    for (uint32_t f = 0; f < features; f++)
        for (uint64_t p = knn->start[f]; p < knn->start[f + 1]; p++)
            if (knn->posting[p] >= examples || (p > knn->start[f] && knn->posting[p] <= knn->posting[p - 1]))
                return hs_fail(why, HS_CORRUPT, "k-NN index: posting %llu is damaged: train the model anew", (unsigned long long)p);
    for (uint32_t e = 0; e < examples; e++)
        if (!(knn->scale[e] >= 0 && knn->scale[e] < 1e9f))
            return hs_fail(why, HS_CORRUPT, "k-NN index: example %u is damaged: train the model anew", e);
    return HS_OK;
}

/* A feature that so many examples share says next to nothing and costs the most: it is left out; 4-grams, of which a word has many, sooner. */
static bool is_common(const struct vocabulary *vocabulary, uint32_t f, uint64_t frequency, uint32_t examples, const struct parameters *parameters)
{
    return (float)frequency > parameters->knn_common * (vocabulary->kind[f] == FEATURE_GRAM ? 0.4f : 1.0f) * (float)examples + 50;
}

enum hs_status knn_make(const struct vocabulary *vocabulary, const uint64_t *start, const uint32_t *posting, uint32_t examples,
                        const struct parameters *parameters, void **bytes, size_t *size, struct hs_why *why)
{
    const float kind_weight[4] = { parameters->knn_stem, parameters->knn_pair, parameters->knn_gram, parameters->knn_number };
    uint32_t features = vocabulary->count;
    struct knn_header header = { .features = features, .examples = examples };
    memcpy(header.magic, MAGIC, sizeof MAGIC);
    for (uint32_t f = 0; f < features; f++)
        if (!is_common(vocabulary, f, start[f + 1] - start[f], examples, parameters))
            header.postings += start[f + 1] - start[f];
    *size = sizeof header + ((size_t)features + 1) * 8 + (size_t)features * 4 + (size_t)examples * 4 + header.postings * 4;
    char *out = *bytes = malloc(*size);
    if (!out)
        return hs_fail(why, HS_NO_MEMORY, "k-NN index: no memory for %zu bytes: train on fewer rows", *size);
    for (int kind = 0; kind < 4; kind++)
        header.unknown_weight[kind] = kind_weight[kind] * powf(logf(((float)examples + 1) / 0.5f), parameters->knn_idf);
    memcpy(out, &header, sizeof header);
    uint64_t *starts = (uint64_t *)(void *)(out + sizeof header);
    float *weight = (float *)(starts + features + 1), *scale = weight + features;
    uint32_t *postings = (uint32_t *)(scale + examples);
    memset(scale, 0, (size_t)examples * 4);
    starts[0] = 0;
    for (uint32_t f = 0; f < features; f++) {
        uint64_t frequency = start[f + 1] - start[f];
        bool common = is_common(vocabulary, f, frequency, examples, parameters);
        weight[f] = common ? 0 : kind_weight[vocabulary->kind[f]] * powf(logf(((float)examples + 1) / ((float)frequency + 0.5f)), parameters->knn_idf);
        starts[f + 1] = starts[f] + (common ? 0 : frequency);
        memcpy(postings + starts[f], posting + start[f], (size_t)(starts[f + 1] - starts[f]) * sizeof *postings);
        for (uint64_t p = starts[f]; p < starts[f + 1]; p++)
            scale[postings[p]] += weight[f] * weight[f];
    }
    for (uint32_t e = 0; e < examples; e++)
        scale[e] = scale[e] > 0 ? 1 / sqrtf(scale[e]) : 0;
    return HS_OK;
}

static int better(const struct knn_hit *a, const struct knn_hit *b)
{
    return a->similarity > b->similarity || (a->similarity == b->similarity && a->example < b->example);
}

/* A binary heap with the worst hit on top. */
static void sift_down(struct knn_hit *heap, size_t count, size_t at)
{
    for (;;) {
        size_t worst = at, left = 2 * at + 1;
        if (left < count && better(&heap[worst], &heap[left]))
            worst = left;
        if (left + 1 < count && better(&heap[worst], &heap[left + 1]))
            worst = left + 1;
        if (worst == at)
            return;
        struct knn_hit swap = heap[at];
        heap[at] = heap[worst];
        heap[worst] = swap;
        at = worst;
    }
}

/* Adds up the postings of one block of examples and moves on behind them. Returns how many examples of it were touched. */
static size_t sum_block(struct knn_scratch *scratch, size_t lists, uint32_t first)
{
    size_t touched = 0;
    for (size_t i = 0; i < lists; i++) {
        const uint32_t *at = scratch->at[i], *end = scratch->end[i];
        const float weight = scratch->weight[i];
        for (; at < end && *at - first < BLOCK; at++) {
            uint32_t place = *at - first;
            float sum = scratch->sum[place];
            scratch->touched[touched] = place;
            touched += sum == 0;
            scratch->sum[place] = sum + weight;
        }
        scratch->at[i] = at;
    }
    return touched;
}

size_t knn_search(const struct knn *knn, const uint32_t *feature, size_t count, const unsigned unknown[static 4], size_t k, uint32_t without,
                  struct knn_scratch *scratch, struct knn_hit *hits)
{
    float norm = 0;
    size_t lists = 0, found = 0;
    if (k > KNN_MOST)
        k = KNN_MOST;
    for (int kind = 0; kind < 4; kind++)
        norm += (float)unknown[kind] * knn->header->unknown_weight[kind] * knn->header->unknown_weight[kind];
    for (size_t i = 0; i < count && i < KNN_FEATURES_MOST; i++) {
        float weight = knn->weight[feature[i]] * knn->weight[feature[i]];
        uint64_t start = knn->start[feature[i]], end = knn->start[feature[i] + 1];
        if (!(weight > 0 && weight < WEIGHT_MOST * WEIGHT_MOST) || start > end || end > knn->header->postings) /* too common a feature, or a damaged one */
            continue;
        norm += weight;
        __builtin_prefetch(knn->posting + start);
        scratch->at[lists] = knn->posting + start;
        scratch->end[lists] = knn->posting + end;
        scratch->weight[lists++] = weight;
    }
    float scale = norm > 0 ? 1 / sqrtf(norm) : 0;
    for (uint64_t block = 0; block < knn->header->examples; block += BLOCK) {
        const uint32_t first = (uint32_t)block;
        size_t touched = sum_block(scratch, lists, first);
        for (size_t t = 0; t < touched; t++) {
            uint32_t example = first + scratch->touched[t];
            float sum = scratch->sum[scratch->touched[t]];
            scratch->sum[scratch->touched[t]] = 0;
            if (example == without || k == 0 || example >= knn->header->examples)
                continue;
            struct knn_hit hit = { example, sum * knn->scale[example] * scale };
            if (!(hit.similarity > 0))
                continue;
            if (found < k) {
                hits[found++] = hit;
                if (found == k)
                    for (size_t i = k / 2 + 1; i-- > 0;)
                        sift_down(hits, found, i);
            } else if (better(&hit, &hits[0])) {
                hits[0] = hit;
                sift_down(hits, found, 0);
            }
        }
    }
    if (found < k)
        for (size_t i = found / 2 + 1; i-- > 0;)
            sift_down(hits, found, i);
    for (size_t left = found; left > 1; left--) { /* heap sort: the worst goes to the end */
        struct knn_hit worst = hits[0];
        hits[0] = hits[left - 1];
        hits[left - 1] = worst;
        sift_down(hits, left - 1, 0);
    }
    for (size_t i = 0; i < found; i++)
        if (hits[i].similarity > 1)
            hits[i].similarity = 1; /* rounding */
    return found;
}
