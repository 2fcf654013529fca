/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model.h - the parts of a generation that classify together, opened as one.
 *
 * In the store: "tree", "examples", "vocabulary", "knn", "bayes", "parameters", and "language" (see lang/guess.h). A generation that was trained on declarations also keeps
 * the model as it was before, under the same names behind "written." (see sources.h).
 */
#ifndef HS_CLASSIFY_MODEL_H
#define HS_CLASSIFY_MODEL_H

#include <stdbool.h>

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
#define MODEL_WRITTEN "written."
enum { MODEL_PARTS = 6 };
extern const char *const MODEL_WRITTEN_NAME[MODEL_PARTS]; /* "written.tree" and so on */
struct model_bytes {
    const void *bytes[MODEL_PARTS];
    size_t size[MODEL_PARTS];
};
bool model_has_written(const struct store *store);
/* `guess` is that of the trained model: it is not kept twice. */
enum hs_status model_open_written(const struct store *store, struct model *model, struct hs_why *why);
/* The written model of a generation that has one, and of one that was never trained its own model: what a training keeps beside its result. In the store's map. */
enum hs_status model_find_written(const struct store *store, struct model_bytes *bytes, struct hs_why *why);

/* Checks the rest, to the last entry: before a model from elsewhere is published, and by whoever checks a store. */
enum hs_status model_check(const struct model *model, struct hs_why *why);

#endif
