/* SPDX-License-Identifier: GPL-3.0-or-later */
/* train.h - a corpus in, the values of a generation out.
 *
 * Deterministic: the same rows and parameters give the same bytes, whatever the number of threads and the order of the rows.
 */
#ifndef HS_MODELS_TRAIN_H
#define HS_MODELS_TRAIN_H

#include "core/base/status.h"
#include "core/classify/parameters.h"
#include "core/goods/rules.h"
#include "core/goods/tree.h"
#include "core/lang/guess.h"
#include "core/store/publish.h"
#include "models/corpus.h"
#include "models/index.h"

enum { TRAIN_VALUES = 7 };

/* What the generation holds beside the model: published as it is, and not owned. */
struct train_beside {
    bool everything; /* all other values of the current generation are kept; otherwise those of countries */
    struct rules_bytes rules;
    const struct train_value {
        const char *name;
        const void *bytes;
        size_t size;
    } *value;
    size_t values;
};

struct trained {
    size_t values;
    struct {
        const char *name;
        void *bytes;
        size_t size;
    } value[TRAIN_VALUES];
    struct train_beside beside;
    struct corpus_counts counts;
    size_t examples, codes; /* codes that have an example of their own */
};

struct train_options {
    struct parameters parameters;
    bool calibrated; /* these probabilities are taken as they are */
    const struct guess_sample *sample; /* of languages that no term is written in */
    size_t samples;
    struct train_beside beside; /* must outlive the publishing */
    unsigned threads;
    index_progress *progress;
    void *context;
};

/* `language` is the table to carry over, or NULL to learn one from the written rows of the corpus. The corpus is sorted and merged in place. */
enum hs_status train(struct corpus *corpus, const struct tree *tree, const struct guess_table *language, const struct train_options *options,
                     struct trained *trained, struct hs_why *why);
void trained_free(struct trained *trained);

/* Gives the values to a publish; they must outlive it. */
enum hs_status trained_give(const struct trained *trained, struct store_publish *publish, struct hs_why *why);
/* Publishes the values, and no others, as a new generation of the store in `path`. */
enum hs_status trained_publish(const struct trained *trained, const char *path, unsigned *generation, struct hs_why *why);

#endif
