/* SPDX-License-Identifier: GPL-3.0-or-later */
/* knn.h - the k nearest examples by weighted feature overlap.
 *
 * An inverted index: for each feature the examples that have it. Similarity is the cosine of the two feature vectors, in [0,1], a feature's weight being
 * kind * idf ^ power with idf = ln((N + 1) / (df + 0.5)) (Robertson & Sparck Jones, the form of their eq. 1 without relevance data); how
 * often a feature occurs in one short text says little and is not counted. Plain accumulation. Used in place from a store value.
 */
#ifndef HS_CLASSIFY_KNN_H
#define HS_CLASSIFY_KNN_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/classify/parameters.h"
#include "core/classify/vocabulary.h"

struct knn_header {
    char magic[8]; /* "HSKNN001" */
    uint32_t features, examples;
    uint64_t postings;
    float unknown_weight[4]; /* of a feature that no example has, by kind */
};

/* Stored: header, start (features + 1 of uint64_t), weight (features of float), scale (examples of float: 1 / norm), posting (postings of uint32_t). */
struct knn {
    const struct knn_header *header;
    const uint64_t *start;
    const float *weight, *scale;
    const uint32_t *posting;
};

struct knn_hit {
    uint32_t example;
    float similarity;
};

enum { KNN_MOST = 64, KNN_FEATURES_MOST = 4096 };

/* Memory for one thread's searches, 0.4 MB whatever the size of the index. */
struct knn_scratch;
struct knn_scratch *knn_scratch_new(void); /* NULL when there is no memory */
void knn_scratch_free(struct knn_scratch *scratch);

/* Compares sizes only, so that opening costs the same whatever the size: a search steps over what is damaged. HS_CORRUPT says what is wrong. */
enum hs_status knn_open(const void *bytes, size_t size, uint32_t features, uint32_t examples, struct knn *knn, struct hs_why *why);
/* Checks every list and posting. */
enum hs_status knn_check(const struct knn *knn, struct hs_why *why);

/* Builds an index over `examples` examples with the postings given: for feature f the examples posting[start[f]] .. posting[start[f + 1] - 1], ascending.
 * The result is malloc'ed. */
enum hs_status knn_make(const struct vocabulary *vocabulary, const uint64_t *start, const uint32_t *posting, uint32_t examples,
                        const struct parameters *parameters, void **bytes, size_t *size, struct hs_why *why);

/* `feature`: the query's distinct known features, of which the first KNN_FEATURES_MOST count; `unknown`: the number of its unknown ones by kind, which lower the similarity. At most `k` (of KNN_MOST) hits,
 * best first, ties by example number. `without` is an example to leave out (for leave-one-out), or VOCABULARY_NONE. Returns how many. */
size_t knn_search(const struct knn *knn, const uint32_t *feature, size_t count, const unsigned unknown[static 4], size_t k, uint32_t without,
                  struct knn_scratch *scratch, struct knn_hit *hits);

#endif
