/* SPDX-License-Identifier: GPL-3.0-or-later */
/* evaluate.h - how good the classifier is on rows `code<TAB>description` whose code is known.
 *
 * A row that stands among the training rows with the same words is counted as seen and left out of every other figure. A row whose code the tree does not
 * know at six digits (or at all its digits, if fewer) counts as wrong, and in unknown_code. Rows with fewer digits than asked are left out at that depth.
 */
#ifndef HS_MODELS_EVALUATE_H
#define HS_MODELS_EVALUATE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/status.h"
#include "core/classify/classifier.h"
#include "models/corpus.h"

/* One figure. `digits` and `k` are 0 and `member` NULL where they do not apply; `n` is how many rows it rests on. */
struct evaluation_figure {
    const char *metric, *member, *slice;
    unsigned digits, k;
    double value;
    size_t n;
};
typedef void evaluation_each(void *context, const struct evaluation_figure *figure);

/* A row whose own code a stated fact or a note contradicts: `assessment` says which. All live until the call returns. */
typedef void evaluation_contradicted(void *context, const struct rules *rules, const struct corpus_row *row, const struct assessment *assessment);

/* Who is told what; `contradicted` may be NULL. */
struct evaluation_listener {
    corpus_report *report; /* bad rows */
    evaluation_each *each;
    evaluation_contradicted *contradicted;
    void *context;
};

/* Tells every figure of the file. Without `rules`, facts, notes and vague words have no say, and nothing is assessed. The metric `verdict` is the share of rows whose own
 * code would be so assessed (slice: the verdict): where the codes are right, what is contradicted is a fault of a fact or a note. */
enum hs_status evaluate(const struct store *store, const char *path, bool rules, const struct evaluation_listener *listener, struct hs_why *why);

#endif
