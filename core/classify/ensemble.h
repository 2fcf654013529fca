/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ensemble.h - two opinions, one distribution over the tree.
 *
 * The probability of a node is always the sum of its children's; all leaves and "none of these" sum to one. A neighbour that hangs on an inner node (a term of a
 * heading, a six-digit training row where ten digits exist) gives its vote to the leaves below in the proportions that Bayes gives them. The members are mixed
 * as (1 - m) arithmetic + m geometric mean, which was better on held-out rows than either alone. Leaves that neither member gives
 * much are left out: what remains, the support, is small, and all work after Bayes is done on it alone.
 */
#ifndef HS_CLASSIFY_ENSEMBLE_H
#define HS_CLASSIFY_ENSEMBLE_H

#include <stddef.h>
#include <stdint.h>

#include "core/classify/examples.h"
#include "core/classify/knn.h"
#include "core/classify/parameters.h"
#include "core/goods/tree.h"

#define CLASSIFY_MEMBERS(X) X(ENSEMBLE, "ensemble") X(KNN, "knn") X(BAYES, "bayes")
enum classify_member {
#define CLASSIFY_MEMBER_NAME(name, tag) MEMBER_##name,
    CLASSIFY_MEMBERS(CLASSIFY_MEMBER_NAME)
#undef CLASSIFY_MEMBER_NAME
    MEMBER_COUNT
};

/* What is known of the query beside the members' answers. */
struct ensemble_query {
    double length; /* the weight of its features, known and unknown */
    double known;  /* the share of that weight whose features some example has, 0 to 1 */
};

/* The opinions on one query, by node: 0 outside the support. Memory for one thread, reused. */
struct ensemble {
    float *opinion[MEMBER_COUNT];
    uint32_t *support; /* the leaves first, then their ancestors */
    size_t leaves, count;
    unsigned char *marked;
    float *handicap, *highest; /* by node: 0 for a leaf, else minus infinity; by block of nodes: the best leaf's score */
};

enum hs_status ensemble_new(const struct tree *tree, struct ensemble *ensemble, struct hs_why *why);
void ensemble_free(struct ensemble *ensemble);

/* The share of "none of these": a logistic of the nearest example's similarity and of how much of the text is known. */
double ensemble_none(const struct parameters *parameters, double known, double similarity);

/* opinion[MEMBER_BAYES] holds Bayes' log-scores by node and becomes its posterior; the other two are filled in. The ensemble's has been lowered by the share of
 * "none of these", which is returned. */
double ensemble_combine(const struct tree *tree, const struct examples *examples, const struct parameters *parameters,
                        const struct ensemble_query *query, const struct knn_hit *hits, size_t hit_count, struct ensemble *ensemble);

#endif
