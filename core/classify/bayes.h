/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bayes.h - multinomial naive Bayes over the tree of codes, smoothed from parents.
 *
 * Each node has, for each kind of feature, a distribution that leans on its parent's with a mass m, a constant as
 * Dirichlet smoothing has it plus a share of the node's own size:
 *     p(f | n) = (c(n, f) + m p(f | parent)) / (C(n) + m)
 * The score of a node is its parent's plus ln p(f | n) / p(f | parent), summed over the text. Where n never saw f that quotient is the node's constant
 * ln(m / (C(n) + m)) =: base(n), so only what lies above the base is stored, feature by feature: a sparse list of (node, gain). The root's
 * distribution cancels in the posterior and is needed only to make the gains.
 */
#ifndef HS_CLASSIFY_BAYES_H
#define HS_CLASSIFY_BAYES_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/classify/examples.h"
#include "core/classify/parameters.h"
#include "core/classify/vocabulary.h"
#include "core/goods/tree.h"

/* An entry is one word: 20 bits of node, 12 of gain in steps of 1/256 nat from -4 to 11.99. Half the size of a plain pair, and one load instead of two. Learning from
 * counts gives no gain below 0; models/refine.h does. */
enum { BAYES_KINDS = 4, BAYES_GAIN_BITS = 12, BAYES_GAIN_UNIT = 256, BAYES_GAIN_ZERO = 4 * BAYES_GAIN_UNIT, BAYES_NODES_MOST = 1 << 20 };

static inline uint32_t bayes_entry(uint32_t node, double gain)
{
    const int most = (1 << BAYES_GAIN_BITS) - 1;
    double steps = gain * BAYES_GAIN_UNIT + BAYES_GAIN_ZERO + 0.5;
    return node << BAYES_GAIN_BITS | (uint32_t)(steps < 0 ? 0 : steps > most ? most : (int)steps);
}
static inline uint32_t bayes_entry_node(uint32_t entry)
{
    return entry >> BAYES_GAIN_BITS;
}
static inline float bayes_entry_gain(uint32_t entry)
{
    return (float)((int)(entry & ((1u << BAYES_GAIN_BITS) - 1)) - BAYES_GAIN_ZERO) * (1.0f / BAYES_GAIN_UNIT);
}

struct bayes_header {
    char magic[8]; /* "HSBAYES2" */
    uint32_t features, nodes;
    uint64_t entries;
};

/* Stored: header, start (features + 1 of uint64_t), base (BAYES_KINDS * nodes of float, kind by kind), prior (nodes of float: ln P(n | parent)), weight (features of float), entry (entries
 * of uint32_t: node and gain). */
struct bayes {
    const struct bayes_header *header;
    const uint64_t *start;
    const float *base, *prior, *weight;
    const uint32_t *entry;
};

/* Compares sizes only, so that opening costs the same whatever the size: scoring steps over what is damaged. HS_CORRUPT says what is wrong. */
enum hs_status bayes_open(const void *bytes, size_t size, uint32_t features, uint32_t nodes, struct bayes *bayes, struct hs_why *why);
/* Checks every list, entry and number. */
enum hs_status bayes_check(const struct bayes *bayes, struct hs_why *why);

/* Learns from the postings of the examples (as in knn_make). The result is malloc'ed. HS_TOO_LARGE from BAYES_NODES_MOST nodes on.
 * `left_out[e]`, where it is not NULL, is nonzero for examples that do not count: the entries are the same ones all the same, in the same order. */
enum hs_status bayes_make(const struct vocabulary *vocabulary, const struct tree *tree, const struct examples *examples, const uint64_t *start,
                          const uint32_t *posting, const unsigned char *left_out, const struct parameters *parameters, void **bytes, size_t *size, struct hs_why *why);

/* Fills score[n] for every node of the tree with its unnormalised log-posterior. `feature`: the query's distinct known features. */
void bayes_score(const struct bayes *bayes, const struct tree *tree, const struct vocabulary *vocabulary, const struct parameters *parameters,
                 const uint32_t *feature, size_t count, float *score);

/* The second half of scoring: score[n] holds what the features' entries gave each node, and gets what all nodes get, its base and prior, and its parent's score. `sum`: the
 * features' weights by kind. */
void bayes_settle(const struct bayes *bayes, const struct tree *tree, const float sum[static BAYES_KINDS], float prior_weight, float *restrict score);

/* How far feature `f` speaks for `node`: its weighted log-quotient against the root. */
float bayes_voice(const struct bayes *bayes, const struct tree *tree, const struct vocabulary *vocabulary, uint32_t f, uint32_t node);

#endif
