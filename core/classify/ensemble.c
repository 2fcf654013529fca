/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 }; /* of nodes */
static const float THE_SAME = 0.995f; /* a cosine of 1, but for rounding */
static const float FAR_BEHIND = 4.0f; /* nats below the best leaf, e^-4 = 0.018: 9 gave the same places for twice the time */

enum hs_status ensemble_new(const struct tree *tree, struct ensemble *ensemble, struct hs_why *why)
{
    size_t nodes = (size_t)tree_size(tree) + 1;
    memset(ensemble, 0, sizeof *ensemble);
    ensemble->support = malloc(nodes * sizeof *ensemble->support);
    ensemble->marked = calloc(nodes, 1);
    ensemble->handicap = malloc(nodes * sizeof *ensemble->handicap);
    ensemble->highest = malloc((nodes / BLOCK + 1) * sizeof *ensemble->highest);
    bool whole = ensemble->support && ensemble->marked && ensemble->handicap && ensemble->highest;
    for (uint32_t n = 0; whole && n < tree_size(tree); n++)
        ensemble->handicap[n] = tree_is_leaf(tree, n) ? 0 : -INFINITY;
    for (int member = 0; member < MEMBER_COUNT; member++) {
        ensemble->opinion[member] = calloc(nodes, sizeof(float));
        whole = whole && ensemble->opinion[member];
    }
    return whole ? HS_OK : hs_fail(why, HS_NO_MEMORY, "classifier: no memory: close other programs");
}

void ensemble_free(struct ensemble *ensemble)
{
    free(ensemble->support);
    free(ensemble->marked);
    free(ensemble->handicap);
    free(ensemble->highest);
    for (int member = 0; member < MEMBER_COUNT; member++)
        free(ensemble->opinion[member]);
}

static void add_leaf(struct ensemble *ensemble, uint32_t leaf)
{
    if (!ensemble->marked[leaf]) {
        ensemble->marked[leaf] = 1;
        ensemble->support[ensemble->leaves++] = leaf;
    }
}

/* The leaves whose scores are less than `behind` below the best one. Returns that. The vector unit finds the best of each block, so that few blocks are looked at node by node. */
static float add_best_leaves(const struct tree *tree, struct ensemble *ensemble, float behind)
{
    const float *score = ensemble->opinion[MEMBER_BAYES], *handicap = ensemble->handicap;
    const uint32_t nodes = tree_size(tree);
    float best = -INFINITY;
    for (uint32_t first = 0, block = 0; first < nodes; first += BLOCK, block++) {
        const uint32_t end = nodes - first < BLOCK ? nodes : first + BLOCK;
        float highest = -INFINITY;
#pragma omp simd reduction(max : highest)
        for (uint32_t n = first; n < end; n++) {
            float value = score[n] + handicap[n];
            highest = value > highest ? value : highest;
        }
        ensemble->highest[block] = highest;
        best = highest > best ? highest : best;
    }
    for (uint32_t first = 0, block = 0; first < nodes; first += BLOCK, block++) {
        const uint32_t end = nodes - first < BLOCK ? nodes : first + BLOCK;
        for (uint32_t n = first; ensemble->highest[block] > best - behind && n < end; n++)
            if (score[n] + handicap[n] > best - behind)
                add_leaf(ensemble, n);
    }
    return best;
}

/* Every ancestor of a leaf of the support, once, children before parents. Unmarks all. */
static void add_ancestors(const struct tree *tree, struct ensemble *ensemble)
{
    ensemble->count = ensemble->leaves;
    for (size_t i = 0; i < ensemble->count; i++) {
        uint32_t parent = tree->parent[ensemble->support[i]];
        if (parent != TREE_NONE && !ensemble->marked[parent]) {
            ensemble->marked[parent] = 1;
            ensemble->support[ensemble->count++] = parent;
        }
    }
    for (size_t i = 0; i < ensemble->count; i++)
        ensemble->marked[ensemble->support[i]] = 0;
}

/* Makes the leaves sum to one and every inner node the sum of its leaves. */
static void normalise(const struct tree *tree, const struct ensemble *ensemble, float *value)
{
    double sum = 0;
    for (size_t i = 0; i < ensemble->leaves; i++)
        sum += (double)value[ensemble->support[i]];
    float scale = sum > 0 ? (float)(1 / sum) : 0;
    for (size_t i = ensemble->leaves; i < ensemble->count; i++)
        value[ensemble->support[i]] = 0;
    for (size_t i = 0; i < ensemble->leaves; i++) {
        float share = value[ensemble->support[i]] *= scale;
        for (uint32_t up = tree->parent[ensemble->support[i]]; up != TREE_NONE; up = tree->parent[up])
            value[up] += share;
    }
}

/* The leaves that a vote for `node` may go to. */
static void add_leaves_below(const struct tree *tree, struct ensemble *ensemble, uint32_t node)
{
    for (uint32_t n = node; n < tree->end[node]; n++)
        if (tree_is_leaf(tree, n))
            add_leaf(ensemble, n);
}

/* Turns the log-scores of the support into a posterior, and all others into 0. */
static void posterior(const struct tree *tree, struct ensemble *ensemble, float best, float heat)
{
    float *bayes = ensemble->opinion[MEMBER_BAYES], *keep = ensemble->opinion[MEMBER_KNN];
    for (size_t i = 0; i < ensemble->leaves; i++) {
        float behind = (bayes[ensemble->support[i]] - best) * heat;
        keep[i] = behind > -80 ? expf(behind) : 0; /* 0 for a damaged score, which is no number, too */
    }
    memset(bayes, 0, tree_size(tree) * sizeof *bayes);
    for (size_t i = 0; i < ensemble->leaves; i++)
        bayes[ensemble->support[i]] = keep[i];
    normalise(tree, ensemble, bayes);
}

static void votes(const struct tree *tree, const struct examples *examples, const struct parameters *parameters, const struct knn_hit *hits,
                  size_t hit_count, struct ensemble *ensemble)
{
    const float *bayes = ensemble->opinion[MEMBER_BAYES];
    float *knn = ensemble->opinion[MEMBER_KNN];
    memset(knn, 0, tree_size(tree) * sizeof *knn);
    for (size_t i = 0; i < hit_count; i++) {
        const struct example_record *record = &examples->record[hits[i].example];
        float vote = powf(hits[i].similarity, parameters->knn_power) * powf((float)record->copies, parameters->knn_copies) *
                     example_weight(record, parameters);
        if (hits[i].similarity >= THE_SAME && record->source != EXAMPLE_DECLARED)
            vote *= parameters->knn_same;
        uint32_t node = record->node, end = tree->end[node], leaves = 0;
        for (uint32_t n = node; n < end; n++)
            leaves += tree_is_leaf(tree, n);
        for (uint32_t n = node; n < end; n++)
            if (tree_is_leaf(tree, n))
                knn[n] += vote * (leaves == 1 ? 1.0f : bayes[node] > 1e-12f ? bayes[n] / bayes[node] : 1.0f / (float)leaves);
    }
    normalise(tree, ensemble, knn);
}

double ensemble_none(const struct parameters *parameters, double known, double similarity)
{
    double x = (double)parameters->none_base - (double)parameters->none_similarity * similarity - (double)parameters->none_known * (known - 0.5);
    return 1 / (1 + exp(-x));
}

static void mix(const struct tree *tree, const struct parameters *parameters, double none, struct ensemble *ensemble)
{
    const float *bayes = ensemble->opinion[MEMBER_BAYES], *knn = ensemble->opinion[MEMBER_KNN];
    float *both = ensemble->opinion[MEMBER_ENSEMBLE];
    float m = parameters->mix_knn, floor = parameters->mix_floor, floor_power = powf(floor, m);
    memset(both, 0, tree_size(tree) * sizeof *both);
    for (size_t i = 0; i < ensemble->leaves; i++) {
        uint32_t n = ensemble->support[i];
        float arithmetic = m * knn[n] + (1 - m) * bayes[n];
        float geometric = (knn[n] > 0 ? powf(knn[n] + floor, m) : floor_power) * powf(bayes[n] + floor, 1 - m) - floor;
        float mixed = (1 - parameters->mix_log) * arithmetic + parameters->mix_log * (geometric > 0 ? geometric : 0);
        both[n] = parameters->sharpness == 1.0f ? mixed : powf(mixed, parameters->sharpness);
    }
    normalise(tree, ensemble, both);
    for (size_t i = 0; i < ensemble->count; i++)
        both[ensemble->support[i]] *= (float)(1 - none);
}

double ensemble_combine(const struct tree *tree, const struct examples *examples, const struct parameters *parameters,
                        const struct ensemble_query *query, const struct knn_hit *hits, size_t hit_count, struct ensemble *ensemble)
{
    uint32_t nodes = tree_size(tree);
    ensemble->leaves = ensemble->count = 0;
    if (hit_count == 0) { /* not a single feature in common with anything */
        for (int member = 0; member < MEMBER_COUNT; member++)
            memset(ensemble->opinion[member], 0, nodes * sizeof(float));
        return 1;
    }
    if (hit_count > (size_t)parameters->knn_k)
        hit_count = (size_t)parameters->knn_k;
    float heat = parameters->bayes_heat * powf((float)(query->length > 1 ? query->length : 1), -parameters->bayes_length);
    float best = add_best_leaves(tree, ensemble, FAR_BEHIND / heat);
    for (size_t i = 0; i < hit_count; i++)
        add_leaves_below(tree, ensemble, examples->record[hits[i].example].node);
    add_ancestors(tree, ensemble);
    posterior(tree, ensemble, best, heat);
    votes(tree, examples, parameters, hits, hit_count, ensemble);
    double none = ensemble_none(parameters, query->known, (double)hits[0].similarity);
    mix(tree, parameters, none, ensemble);
    return none;
}
