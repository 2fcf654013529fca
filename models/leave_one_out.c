/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/leave_one_out.h"

#include <stdlib.h>
#include <string.h>

#include "core/classify/query.h"

enum { NEIGHBOURS = 15, PLACES = 3 };

/* Whether `heading` is among the PLACES headings with the most votes. */
static bool wins(const struct model *model, const struct knn_hit *hits, size_t count, uint32_t heading)
{
    uint32_t node[NEIGHBOURS];
    float vote[NEIGHBOURS];
    size_t headings = 0, better = 0;
    float own = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t of = tree_ancestor(&model->tree, model->examples.record[hits[i].example].node, CODE_HEADING);
        size_t at = 0;
        while (at < headings && node[at] != of)
            at++;
        if (at == headings) {
            node[headings] = of;
            vote[headings++] = 0;
        }
        vote[at] += hits[i].similarity * hits[i].similarity;
        if (of == heading)
            own = vote[at];
    }
    for (size_t at = 0; at < headings; at++)
        better += node[at] != heading && vote[at] > own;
    return own > 0 && better < PLACES;
}

struct asking {
    struct model model;
    struct stemmer *stemmer;
    struct knn_scratch *scratch;
    struct features *features;
    struct query_features known;
};

static bool is_found(struct asking *asking, uint32_t example)
{
    const struct example_record *record = &asking->model.examples.record[example];
    const char *text = example_text(&asking->model.examples, example);
    struct knn_hit hits[NEIGHBOURS];
    const unsigned nothing_unknown[FEATURE_KINDS] = { 0 };
    features_of(asking->stemmer, asking->model.guess, LANGUAGE_UNKNOWN, text, strlen(text), asking->features);
    query_look_up(&asking->model.vocabulary, asking->features, &asking->known);
    size_t found = knn_search(&asking->model.knn, asking->known.feature, asking->known.known, nothing_unknown, NEIGHBOURS, example, asking->scratch, hits);
    return wins(&asking->model, hits, found, tree_ancestor(&asking->model.tree, record->node, CODE_HEADING));
}

enum hs_status leave_one_out(const struct store *store, unsigned stride, void (*each)(void *context, const char *code, const char *text), void *context,
                             struct alone_counts *counts, struct hs_why *why)
{
    struct asking *asking = calloc(1, sizeof *asking);
    if (!asking)
        return hs_fail(why, HS_NO_MEMORY, "leave-one-out: no memory: close other programs");
    asking->features = malloc(sizeof *asking->features);
    *counts = (struct alone_counts){ 0 };
    enum hs_status status = model_open(store, &asking->model, why);
    if (status == HS_OK)
        status = stemmer_new(&asking->stemmer, why);
    if (status == HS_OK)
        asking->scratch = knn_scratch_new();
    if (status == HS_OK && (!asking->scratch || !asking->features))
        status = hs_fail(why, HS_NO_MEMORY, "leave-one-out: no memory: close other programs");
    for (uint32_t e = 0; status == HS_OK && e < asking->model.examples.count; e += stride) {
        const struct example_record *record = &asking->model.examples.record[e];
        if (record->source != EXAMPLE_TERM || record->strength == STRENGTH_AMBIGUOUS)
            continue;
        counts->asked++;
        if (is_found(asking, e))
            counts->found++;
        else
            each(context, tree_node(&asking->model.tree, record->node)->code.digits, example_text(&asking->model.examples, e));
    }
    stemmer_free(asking->stemmer);
    knn_scratch_free(asking->scratch);
    free(asking->features);
    free(asking);
    return status;
}
