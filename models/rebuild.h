/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rebuild.h - the model that stands, made anew with other titles or other terms.
 *
 * What was signed with the model stays: its parameters with their calibration, its table of languages, and all its examples but those that are replaced. Only
 * the arrays that follow from them are computed again, on one thread and without a system call, so that a confined child can do it. Deterministic: every post
 * that holds the same model and applies the same package has the same bytes, and the terms that a model was made from give that model again.
 */
#ifndef HS_MODELS_REBUILD_H
#define HS_MODELS_REBUILD_H

#include "core/classify/examples.h"
#include "core/goods/tree.h"
#include "core/store/store.h"
#include "models/corpus.h"

struct rebuild {
    const struct store *standing;
    const struct tree *tree;      /* the nomenclature to be; NULL: as it stands */
    const struct corpus *rows;    /* the new ones; stays the caller's */
    enum example_source replaced; /* which examples they take the place of: EXAMPLE_TERM or EXAMPLE_TITLE */
};

/* Takes a value: its bytes are used before the call returns. */
typedef enum hs_status rebuild_take(void *taker, const char *name, const void *bytes, size_t size, struct hs_why *why);

/* Gives the values tree, examples, vocabulary, knn and bayes of the model, and of its written model where it has one. A model of declarations alone has no
 * titles among its examples and gets none; terms are HS_INVALID for it. */
enum hs_status rebuild(const struct rebuild *rebuild, rebuild_take *take, void *taker, struct hs_why *why);

#endif
