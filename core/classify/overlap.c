/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/overlap.h"

#include <stdbool.h>
#include <stdlib.h>

static int by_hash(const void *a, const void *b)
{
    const struct overlap_feature *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

void overlap_weigh(const struct vocabulary *vocabulary, const struct knn *knn, const struct features *features, struct arena *arena, struct overlap_text *text)
{
    text->count = 0;
    text->feature = features->count ? arena_take(arena, features->count * sizeof *text->feature) : NULL;
    if (!text->feature)
        return;
    for (size_t i = 0; i < features->count; i++) {
        const struct feature *feature = &features->feature[i];
        uint32_t id = vocabulary_find(vocabulary, feature->hash);
        float weight = id == VOCABULARY_NONE ? knn->header->unknown_weight[feature->kind] : knn->weight[id];
        text->feature[i] = (struct overlap_feature) { feature->hash, weight };
    }
    qsort(text->feature, features->count, sizeof *text->feature, by_hash);
    for (size_t i = 0; i < features->count; i++)
        if (!text->count || text->feature[text->count - 1].hash != text->feature[i].hash)
            text->feature[text->count++] = text->feature[i];
}

static bool has(const struct overlap_text *text, uint32_t hash)
{
    struct overlap_feature wanted = { hash, 0 };
    return text->count && bsearch(&wanted, text->feature, text->count, sizeof *text->feature, by_hash);
}

/* The features of all texts, each as often as there are texts that have it, in ascending order. */
struct pool {
    size_t count;
    uint32_t *hash;
};

static int ascending(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static bool pool_of(const struct overlap_text *texts, size_t count, struct arena *arena, struct pool *pool)
{
    size_t all = 0;
    for (size_t i = 0; i < count; i++)
        all += texts[i].count;
    pool->count = 0;
    pool->hash = arena_take(arena, (all + 1) * sizeof *pool->hash);
    if (!pool->hash)
        return false;
    for (size_t i = 0; i < count; i++)
        for (size_t f = 0; f < texts[i].count; f++)
            pool->hash[pool->count++] = texts[i].feature[f].hash;
    qsort(pool->hash, pool->count, sizeof *pool->hash, ascending);
    return true;
}

/* In how many of the texts a feature is. */
static size_t holders(const struct pool *pool, uint32_t hash)
{
    size_t low = 0, high = pool->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pool->hash[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (high = low; high < pool->count && pool->hash[high] == hash;)
        high++;
    return high - low;
}

bool overlap_share(const struct overlap_text *description, const struct overlap_text *texts, size_t count, struct arena *arena, double *share)
{
    struct pool pool;
    double asked = 0, sum = 0; /* asked: the weight of what the description has and some text has, but not all */
    if (!pool_of(texts, count, arena, &pool))
        return false;
    for (size_t i = 0; i < description->count; i++) {
        size_t among = holders(&pool, description->feature[i].hash);
        asked += among && among < count ? (double)description->feature[i].weight : 0;
    }
    for (size_t t = 0; t < count; t++) {
        double own = 0, common = 0;
        for (size_t i = 0; asked > 0 && i < texts[t].count; i++) {
            const struct overlap_feature *feature = &texts[t].feature[i];
            if (holders(&pool, feature->hash) == count)
                continue;
            own += (double)feature->weight;
            common += has(description, feature->hash) ? (double)feature->weight : 0;
        }
        double likeness = common > 0 ? 2 * common / (asked + own) : 0;
        share[t] = OVERLAP_FLOOR * (t + 1 == count ? OVERLAP_LAST : 1) + likeness * likeness;
        sum += share[t];
    }
    for (size_t t = 0; t < count; t++)
        share[t] /= sum;
    return true;
}
