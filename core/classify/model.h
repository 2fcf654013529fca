/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model.h - the parts of a generation that classify together, opened as one.
 *
 * In the store: "tree", "examples", "vocabulary", "knn", "bayes", "parameters", and "language" (see lang/guess.h).
 */
#ifndef HS_CLASSIFY_MODEL_H
#define HS_CLASSIFY_MODEL_H

#include "core/base/status.h"
#include "core/classify/bayes.h"
#include "core/classify/examples.h"
#include "core/classify/knn.h"
#include "core/classify/parameters.h"
#include "core/classify/vocabulary.h"
#include "core/goods/tree.h"
#include "core/lang/guess.h"
#include "core/store/store.h"

struct model {
    struct tree tree;
    struct examples examples;
    struct vocabulary vocabulary;
    struct knn knn;
    struct bayes bayes;
    struct parameters parameters;
    const struct guess_table *guess; /* NULL where the generation has none */
};

/* HS_CORRUPT names the part. The store must outlive the model. What grows with the training rows is compared by size only, so that a session starts at once; queries step
 * over what is damaged there. */
enum hs_status model_open(const struct store *store, struct model *model, struct hs_why *why);
/* Checks the rest, to the last entry: before a model from elsewhere is published, and by whoever checks a store. */
enum hs_status model_check(const struct model *model, struct hs_why *why);

#endif
