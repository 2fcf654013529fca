/* SPDX-License-Identifier: GPL-3.0-or-later */
/* refine.h - naive Bayes with its gains corrected by conditional likelihood.
 *
 * Counts alone say how often a word stands with a code, not how far it tells codes apart: words that always come together vote twice. So each gain gets a
 * correction that is learned, as the weights of logistic regression are, by stochastic gradient on ln P(code | text); the tree keeps its form, a leaf's weight being the sum
 * along its path. The text is never judged by counts that it is part of: the examples are cut into two halves, and each half is judged by the counts of
 * the other plus the corrections so far. Neighbours in the order of codes and texts, which are often near-duplicates, stay in the same half. (Learning
 * feature weights for naive Bayes from conditional likelihood: Zaidi, Cerquides, Carman & Webb 2013; the step sizes: AdaGrad, Duchi, Hazan & Singer 2011.)
 *
 * Deterministic: mini-batches are judged in parallel and applied feature by feature, each by one thread, in the order of the rows.
 */
#ifndef HS_MODELS_REFINE_H
#define HS_MODELS_REFINE_H

#include "core/base/status.h"
#include "core/classify/bayes.h"
#include "models/index.h"

/* Rows to judge: all of a corpus up to REFINE_WHOLE, REFINE_ROWS_MOST of a larger one. All our own terms are judged: half of them gave Korean names 0.408 instead of 0.436 and invoices
 * 0.580 instead of 0.592, precedents and short queries the same within a row in a hundred. */
enum { REFINE_ROWS_MOST = 120000, REFINE_WHOLE = 300000 };
static inline uint32_t refine_most(uint32_t examples)
{
    return examples <= REFINE_WHOLE ? REFINE_WHOLE : REFINE_ROWS_MOST;
}

/* The features of the examples, example by example: the index turned round. */
struct refine_rows {
    uint64_t *start; /* examples + 1 */
    uint32_t *feature;
};
enum hs_status refine_rows_make(const struct feature_index *index, uint32_t examples, struct refine_rows *rows); /* HS_NO_MEMORY */
void refine_rows_free(struct refine_rows *rows);

/* Corrects the gains and priors in `bytes`, made by bayes_make from the same examples: all but those that `left_out` (or NULL) marks. Judges at most `most` of
 * them, every n-th. */
enum hs_status refine(const struct feature_index *index, const struct tree *tree, const struct examples *examples, const unsigned char *left_out,
                      const struct parameters *parameters, uint32_t most, unsigned threads, void *bytes, size_t size, struct hs_why *why);

#endif
