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
/* Asks `sets` sets of rows of one model of `corpus`; `half`: only every other row of each. The corpus is consumed. */
enum hs_status trial_ask(struct corpus *corpus, const struct corpus *rows, size_t sets, bool half, const struct tree *tree, const struct guess_table *guess, unsigned threads,
                         struct trial **trial, struct hs_why *why);
void trial_free(struct trial *trial);

/* Of one set of rows: how many there are, and how many have their code at the first place, among the first three. */
struct trial_result {
    size_t rows, first, among;
};

size_t trial_sets(const struct trial *trial); /* 1 after trial_split */

/* Makes both members with these parameters and asks all rows, each at the digits that its code has, at most six. `result`: one for each set. */
enum hs_status trial_run(const struct trial *trial, const struct parameters *parameters, unsigned threads, struct trial_result *result,
                         struct hs_why *why);

#endif
