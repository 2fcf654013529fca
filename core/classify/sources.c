/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/sources.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/classify/ruling.h"

struct sources {
    struct model written;
    struct query *query;
    struct ruling *ruling;
};

enum hs_status sources_new(const struct store *store, struct sources **result, struct hs_why *why)
{
    *result = NULL;
    if (!model_has_written(store))
        return HS_OK;
    struct sources *sources = calloc(1, sizeof *sources);
    if (!sources)
        return hs_fail(why, HS_NO_MEMORY, "classifier: no memory: close other programs");
    enum hs_status status = model_open_written(store, &sources->written, why);
    if (status == HS_OK)
        status = query_new(&sources->written, &sources->query, why);
    if (status == HS_OK)
        status = ruling_new(store, &sources->written.tree, &sources->ruling, why);
    if (status == HS_OK)
        *result = sources;
    else
        sources_free(sources);
    return status;
}

void sources_free(struct sources *sources)
{
    if (!sources)
        return;
    query_free(sources->query);
    ruling_free(sources->ruling);
    free(sources);
}

/* Puts a node in its place by share, ties by code. */
static size_t insert(uint32_t *node, double *share, size_t count, size_t most, uint32_t candidate, double value)
{
    size_t at = count;
    while (at > 0 && (share[at - 1] < value || (share[at - 1] == value && node[at - 1] > candidate)))
        at--;
    if (at == most)
        return count;
    count += count < most;
    memmove(node + at + 1, node + at, (count - 1 - at) * sizeof *node);
    memmove(share + at + 1, share + at, (count - 1 - at) * sizeof *share);
    node[at] = candidate;
    share[at] = value;
    return count;
}

/* The training rows among the neighbours vote; those that hang above `digits` have no say. */
static size_t learned(const struct model *model, const struct query *query, size_t digits, size_t most, uint32_t *node, double *share)
{
    uint32_t voted[KNN_MOST];
    double votes[KNN_MOST], all = 0;
    size_t candidates = 0, count = 0;
    for (size_t i = 0; i < query->hit_count; i++) {
        const struct example_record *record = &model->examples.record[query->hit[i].example];
        uint32_t at = tree_ancestor(&model->tree, record->node, digits);
        if (record->source != EXAMPLE_DECLARED || !tree_at_depth(&model->tree, at, digits))
            continue;
        double vote = (double)(powf(query->hit[i].similarity, model->parameters.knn_power) * powf((float)record->copies, model->parameters.knn_copies));
        size_t c = 0;
        while (c < candidates && voted[c] != at)
            c++;
        if (c == candidates) {
            voted[candidates] = at;
            votes[candidates++] = 0;
        }
        votes[c] += vote;
        all += vote;
    }
    for (size_t c = 0; c < candidates; c++)
        count = insert(node, share, count, most, voted[c], votes[c] / all);
    return count;
}

/* The written model answers in the nodes of its own tree, which the trained one holds too. */
static size_t written(struct sources *sources, const struct tree *tree, const char *text, size_t length, const struct features *features, size_t digits, size_t most,
                      uint32_t *node, double *share)
{
    size_t count = 0;
    query_look_up(&sources->written.vocabulary, features, &sources->query->features);
    query_ask(&sources->written, sources->query, VOCABULARY_NONE);
    ruling_apply(sources->ruling, &sources->written.tree, text, length, features, digits, sources->query);
    size_t found = query_best(&sources->written, sources->query, MEMBER_ENSEMBLE, digits, most, node);
    for (size_t i = 0; i < found; i++) {
        double own = (double)sources->query->ensemble.opinion[MEMBER_ENSEMBLE][node[i]];
        uint32_t same = tree_find(tree, &tree_node(&sources->written.tree, node[i])->code);
        if (same != TREE_NONE) {
            node[count] = same;
            share[count++] = own;
        }
    }
    return count;
}

size_t sources_best(struct sources *sources, enum classify_source source, const struct model *model, const char *text, size_t length, const struct features *features,
                    const struct query *query, size_t digits, size_t most, uint32_t *node, double *share)
{
    if (!sources || !most)
        return 0;
    return source == SOURCE_LEARNED ? learned(model, query, digits, most, node, share)
                                    : written(sources, &model->tree, text, length, features, digits, most, node, share);
}
