/* SPDX-License-Identifier: GPL-3.0-or-later */
/* index.h - which examples have which feature: what both members are made from, whatever their parameters.
 */
#ifndef HS_MODELS_INDEX_H
#define HS_MODELS_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/classify/examples.h"
#include "core/classify/vocabulary.h"
#include "core/lang/guess.h"

struct feature_index {
    void *vocabulary_bytes;
    size_t vocabulary_size;
    struct vocabulary vocabulary;
    uint64_t *start;   /* vocabulary.count + 1 */
    uint32_t *posting; /* examples, ascending within a feature */
};

/* Told now and then how many of the examples are done; may be NULL. */
typedef void index_progress(void *context, size_t done, size_t all);

/* Extracts the features of all examples on `threads` threads. The result does not depend on their number. */
enum hs_status index_make(const struct examples *examples, const struct guess_table *guess, unsigned threads, index_progress *progress, void *context,
                          struct feature_index *index, struct hs_why *why);
void index_free(struct feature_index *index);

#endif
