/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sources.h - what was learned and what is written, kept apart.
 *
 * A trained generation mixes both in its examples and counts. Beside it stands the model as it was before any training (values "written.*"): our terms and titles alone, asked
 * with facts and notes, by a model that no declaration has touched. Against it stands what was learned: the training rows among the nearest examples, voting as k-NN votes.
 * They share no row, so that their agreement is a second opinion; `evaluate` measures how independent their errors are.
 */
#ifndef HS_CLASSIFY_SOURCES_H
#define HS_CLASSIFY_SOURCES_H

#include "core/classify/model.h"
#include "core/classify/query.h"
#include "core/lang/features.h"

#define CLASSIFY_SOURCES(X) X(LEARNED, "learned") X(WRITTEN, "written")
enum classify_source {
#define CLASSIFY_SOURCE_NAME(name, tag) SOURCE_##name,
    CLASSIFY_SOURCES(CLASSIFY_SOURCE_NAME)
#undef CLASSIFY_SOURCE_NAME
    SOURCE_COUNT
};

struct sources;

/* *sources becomes NULL where the generation was not trained, or only on declarations: then there is but one source. */
enum hs_status sources_new(const struct store *store, struct sources **sources, struct hs_why *why);
void sources_free(struct sources *sources);

/* The best nodes of `tree` at `digits`, best first, at most `most`, with their shares; returns how many. `text` and `features` are those of the last query, whose nearest
 * examples `query` holds. */
size_t sources_best(struct sources *sources, enum classify_source source, const struct model *model, const char *text, size_t length, const struct features *features,
                    const struct query *query, size_t digits, size_t most, uint32_t *node, double *share);

#endif
