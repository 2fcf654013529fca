/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/query.h"

#include <stdlib.h>
#include <string.h>

enum hs_status query_new(const struct model *model, struct query **result, struct hs_why *why)
{
    struct query *query = calloc(1, sizeof *query);
    enum hs_status status = HS_NO_MEMORY;
    if (query && (query->scratch = knn_scratch_new()))
        status = ensemble_new(&model->tree, &query->ensemble, why);
    if (status == HS_OK) {
        query->nearest = (size_t)model->parameters.knn_k;
        *result = query;
        return HS_OK;
    }
    query_free(query);
    return hs_fail(why, HS_NO_MEMORY, "classifier: no memory: close other programs");
}

void query_free(struct query *query)
{
    if (!query)
        return;
    knn_scratch_free(query->scratch);
    ensemble_free(&query->ensemble);
    free(query);
}

void query_look_up(const struct vocabulary *vocabulary, const struct features *features, struct query_features *result)
{
    result->known = 0;
    memset(result->unknown, 0, sizeof result->unknown);
    for (size_t i = 0; i < features->count; i++) {
        const struct feature *feature = &features->feature[i];
        uint32_t id = vocabulary_find(vocabulary, feature->hash);
        if (id == VOCABULARY_NONE) {
            size_t before = 0;
            while (features->feature[before].hash != feature->hash)
                before++;
            result->unknown[feature->kind] += before == i; /* each once, like the known ones */
            continue;
        }
        size_t at = 0;
        while (at < result->known && result->feature[at] != id)
            at++;
        if (at < result->known)
            continue;
        result->feature[at] = id;
        result->word[at] = feature->word;
        result->known++;
    }
}

static struct ensemble_query describe(const struct model *model, const struct query_features *features)
{
    struct ensemble_query description = { 0 };
    double known = 0, unknown = 0;
    for (size_t i = 0; i < features->known; i++) {
        known += (double)model->knn.weight[features->feature[i]];
        description.length += (double)model->bayes.weight[features->feature[i]];
    }
    for (int kind = 0; kind < FEATURE_KINDS; kind++)
        unknown += (double)model->knn.header->unknown_weight[kind] * features->unknown[kind];
    description.known = known + unknown > 0 ? known / (known + unknown) : 0;
    return description;
}

void query_ask(const struct model *model, struct query *query, uint32_t without)
{
    const struct query_features *features = &query->features;
    struct ensemble_query description = describe(model, features);
    query->known_share = description.known;
    query->hit_count = knn_search(&model->knn, features->feature, features->known, features->unknown, query->nearest, without, query->scratch, query->hit);
    size_t sound = 0;
    for (size_t i = 0; i < query->hit_count; i++)
        if (example_is_sound(&model->examples, query->hit[i].example))
            query->hit[sound++] = query->hit[i];
    query->hit_count = sound;
    bayes_score(&model->bayes, &model->tree, &model->vocabulary, &model->parameters, features->feature, features->known,
                query->ensemble.opinion[MEMBER_BAYES]);
    query->none = ensemble_combine(&model->tree, &model->examples, &model->parameters, &description, query->hit, query->hit_count, &query->ensemble);
}

size_t query_best(const struct model *model, const struct query *query, enum classify_member member, size_t digits, size_t most, uint32_t *best)
{
    const struct tree *tree = &model->tree;
    const float *value = query->ensemble.opinion[member];
    size_t count = 0;
    for (size_t i = 0; i < query->ensemble.count; i++) {
        uint32_t n = query->ensemble.support[i];
        if (value[n] <= 0 || (count == most && value[n] < value[best[count - 1]]) || !tree_at_depth(tree, n, digits))
            continue;
        size_t at = count;
        while (at > 0 && (value[best[at - 1]] < value[n] || (value[best[at - 1]] == value[n] && best[at - 1] > n)))
            at--;
        if (at == most)
            continue;
        count += count < most;
        memmove(best + at + 1, best + at, (count - 1 - at) * sizeof *best);
        best[at] = n;
    }
    return count;
}

