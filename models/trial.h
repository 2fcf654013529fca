/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trial.h - a model whose parameters can be tried again and again on rows that it has not seen.
 *
 * The features of the examples and of the asked rows are extracted once. Rows of a training file are split by clusters of near-duplicates, so that no
 * asked row has a near twin among the examples: a row whose nearest neighbours have a cosine of at least CLUSTER_SIMILARITY is in their cluster.
 */
#ifndef HS_MODELS_TRIAL_H
#define HS_MODELS_TRIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/status.h"
#include "core/classify/query.h"
#include "models/corpus.h"
#include "models/index.h"

struct trial; /* one set of examples and of rows to ask */

/* Splits the training rows of `corpus` (which may also hold written ones: those are always examples): clusters whose hash modulo `folds` is `fold` are asked, the others
 * are examples. The corpus is consumed. */
enum hs_status trial_split(struct corpus *corpus, const struct tree *tree, const struct guess_table *guess, unsigned fold, unsigned folds, unsigned threads,
                           struct trial **trial, struct hs_why *why);
/* Asks `rows` of a model of `corpus`; `half`: only every other row. Both are consumed. */
enum hs_status trial_ask(struct corpus *corpus, struct corpus *rows, bool half, const struct tree *tree, const struct guess_table *guess, unsigned threads,
                         struct trial **trial, struct hs_why *why);
void trial_free(struct trial *trial);

struct trial_result {
    double first, among; /* shares of rows whose code is at the first place, among the first three */
};

/* Makes both members with these parameters and asks all rows at `digits`. */
enum hs_status trial_run(const struct trial *trial, const struct parameters *parameters, size_t digits, unsigned threads, struct trial_result *result,
                         struct hs_why *why);

#endif
