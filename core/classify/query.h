/* SPDX-License-Identifier: GPL-3.0-or-later */
/* query.h - one description put to both members and the ensemble.
 *
 * What a classifier does for an officer and a trainer for thousands of held-out rows. Memory for one thread, reused; a query allocates nothing.
 */
#ifndef HS_CLASSIFY_QUERY_H
#define HS_CLASSIFY_QUERY_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/classify/ensemble.h"
#include "core/classify/model.h"
#include "core/lang/features.h"

/* The distinct features of a text, as the model numbers them. How often a word is repeated in one description says little of the goods. */
struct query_features {
    size_t known;
    uint32_t feature[FEATURES_MAX];
    uint16_t word[FEATURES_MAX]; /* the word that each starts in */
    unsigned unknown[FEATURE_KINDS];
};

struct query {
    struct query_features features;
    struct knn_scratch *scratch;
    struct ensemble ensemble; /* the opinions, by node */
    double none, known_share; /* of "none of these"; of the features' weight that some example has */
    size_t nearest; /* how many neighbours to look for; the first knn_k of them vote */
    size_t hit_count;
    struct knn_hit hit[KNN_MOST];
};

enum hs_status query_new(const struct model *model, struct query **query, struct hs_why *why);
void query_free(struct query *query);

void query_look_up(const struct vocabulary *vocabulary, const struct features *features, struct query_features *result);

/* Puts query->features to the model. `without` is an example that k-NN leaves out, or VOCABULARY_NONE. */
void query_ask(const struct model *model, struct query *query, uint32_t without);

/* One opinion's best nodes of `digits` digits, best first, ties by code: a code that is not so deep stands for itself. Returns how many of `most` have any
 * probability. */
size_t query_best(const struct model *model, const struct query *query, enum classify_member member, size_t digits, size_t most, uint32_t *best);

#endif
