/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/trial.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "models/refine.h"

static const float CLUSTER_SIMILARITY = 0.7f;
enum { CLUSTER_NEIGHBOURS = 6, PLACES = 3 };

/* What is known of one asked row: its features lie in the trial's pool. */
struct asked {
    struct code code; /* as deep as it is asked for */
    size_t set;
    size_t first;
    uint32_t count;
    unsigned unknown[FEATURE_KINDS];
};

struct trial {
    void *tree_bytes, *example_bytes;
    struct tree tree;
    struct examples examples;
    struct feature_index index;
    struct asked *asked;
    size_t sets, rows, used, room;
    uint32_t *pool;
};

void trial_free(struct trial *trial)
{
    if (!trial)
        return;
    free(trial->tree_bytes);
    free(trial->example_bytes);
    index_free(&trial->index);
    free(trial->asked);
    free(trial->pool);
    free(trial);
}

static enum hs_status no_memory(struct hs_why *why)
{
    return hs_fail(why, HS_NO_MEMORY, "trial: no memory: use fewer rows");
}

/* Opens what a model needs besides its two members. */
static enum hs_status lay_out(struct trial *trial, struct corpus *corpus, const struct tree *tree, const struct guess_table *guess, unsigned threads,
                              struct hs_why *why)
{
    struct corpus_counts counts = { 0 };
    size_t tree_bytes_size = 0, example_size = 0;
    enum hs_status status = corpus_lay_out(corpus, tree, &counts, &trial->tree_bytes, &tree_bytes_size, &trial->example_bytes, &example_size, why);
    if (status == HS_OK)
        status = tree_open(trial->tree_bytes, tree_bytes_size, &trial->tree, why);
    if (status == HS_OK)
        status = examples_open(trial->example_bytes, example_size, tree_size(&trial->tree), &trial->examples, why);
    if (status == HS_OK)
        status = index_make(&trial->examples, guess, threads, NULL, NULL, &trial->index, why);
    return status;
}

static enum hs_status remember(struct trial *trial, size_t set, const struct corpus_row *row, const struct query_features *features, struct hs_why *why)
{
    if (trial->used + features->known > trial->room) {
        size_t room = (trial->used + features->known) * 2;
        void *more = realloc(trial->pool, room * sizeof *trial->pool);
        if (!more)
            return no_memory(why);
        trial->pool = more;
        trial->room = room;
    }
    struct asked *asked = &trial->asked[trial->rows++];
    *asked = (struct asked){ .code = code_prefix(&row->code, CODE_SUBHEADING), .set = set, .first = trial->used, .count = (uint32_t)features->known };
    memcpy(asked->unknown, features->unknown, sizeof asked->unknown);
    memcpy(trial->pool + trial->used, features->feature, features->known * sizeof *trial->pool);
    trial->used += features->known;
    return HS_OK;
}

static enum hs_status prepare_rows(struct trial *trial, const struct corpus *rows, bool half, const struct guess_table *guess, struct hs_why *why)
{
    size_t all = 0;
    struct stemmer *stemmer = NULL;
    struct features *features = malloc(sizeof *features);
    struct query_features *known = malloc(sizeof *known);
    for (size_t set = 0; set < trial->sets; set++)
        all += rows[set].count;
    trial->asked = calloc(all + 1, sizeof *trial->asked);
    enum hs_status status = features && known && trial->asked ? stemmer_new(&stemmer, why) : no_memory(why);
    for (size_t set = 0; set < trial->sets; set++)
        for (size_t i = 0; status == HS_OK && i < rows[set].count; i += half ? 2 : 1) {
            const struct corpus_row *row = &rows[set].row[i];
            features_of(stemmer, guess, LANGUAGE_UNKNOWN, row->text, strlen(row->text), features);
            query_look_up(&trial->index.vocabulary, features, known);
            status = remember(trial, set, row, known, why);
        }
    stemmer_free(stemmer);
    free(features);
    free(known);
    return status;
}

enum hs_status trial_ask(struct corpus *corpus, const struct corpus *rows, size_t sets, bool half, const struct tree *tree, const struct guess_table *guess, unsigned threads,
                         struct trial **result, struct hs_why *why)
{
    struct trial *trial = calloc(1, sizeof *trial);
    enum hs_status status = trial ? lay_out(trial, corpus, tree, guess, threads, why) : no_memory(why);
    if (status == HS_OK) {
        trial->sets = sets;
        status = prepare_rows(trial, rows, half, guess, why);
    }
    if (status == HS_OK)
        *result = trial;
    else
        trial_free(trial);
    return status;
}

/* ---- clusters of near-duplicates ---- */

static uint32_t root_of(uint32_t *parent, uint32_t e)
{
    while (parent[e] != e)
        e = parent[e] = parent[parent[e]];
    return e;
}

/* Fills cluster[e] for every example with the number of its cluster's first example. */
static enum hs_status find_clusters(const struct trial *all, const struct guess_table *guess, uint32_t *cluster, struct hs_why *why)
{
    struct parameters parameters = parameters_standard();
    struct stemmer *stemmer = NULL;
    struct features *features = malloc(sizeof *features);
    struct query_features *known = malloc(sizeof *known);
    struct knn_scratch *scratch = knn_scratch_new();
    struct knn knn;
    void *bytes = NULL;
    size_t size;
    enum hs_status status = features && known && scratch ? stemmer_new(&stemmer, why) : no_memory(why);
    if (status == HS_OK)
        status = knn_make(&all->index.vocabulary, all->index.start, all->index.posting, all->examples.count, &parameters, &bytes, &size, why);
    if (status == HS_OK)
        status = knn_open(bytes, size, all->index.vocabulary.count, all->examples.count, &knn, why);
    for (uint32_t e = 0; e < all->examples.count; e++)
        cluster[e] = e;
    for (uint32_t e = 0; status == HS_OK && e < all->examples.count; e++) {
        const char *text = example_text(&all->examples, e);
        struct knn_hit hits[CLUSTER_NEIGHBOURS];
        if (all->examples.record[e].source != EXAMPLE_DECLARED)
            continue;
        features_of(stemmer, guess, LANGUAGE_UNKNOWN, text, strlen(text), features);
        query_look_up(&all->index.vocabulary, features, known);
        size_t found = knn_search(&knn, known->feature, known->known, known->unknown, CLUSTER_NEIGHBOURS, e, scratch, hits);
        for (size_t i = 0; i < found && hits[i].similarity >= CLUSTER_SIMILARITY; i++) {
            uint32_t a = root_of(cluster, e), b = root_of(cluster, hits[i].example);
            if (all->examples.record[hits[i].example].source == EXAMPLE_DECLARED)
                cluster[a > b ? a : b] = a > b ? b : a;
        }
    }
    for (uint32_t e = 0; e < all->examples.count; e++)
        cluster[e] = root_of(cluster, e);
    stemmer_free(stemmer);
    knn_scratch_free(scratch);
    free(features);
    free(known);
    free(bytes);
    return status;
}

enum hs_status trial_split(struct corpus *corpus, const struct tree *tree, const struct guess_table *guess, unsigned fold, unsigned folds, unsigned threads,
                           struct trial **result, struct hs_why *why)
{
    struct trial *all = calloc(1, sizeof *all);
    struct corpus kept = { { NULL }, NULL, 0, 0 }, asked = { { NULL }, NULL, 0, 0 };
    uint32_t *cluster = NULL;
    enum hs_status status = all ? lay_out(all, corpus, tree, guess, threads, why) : no_memory(why);
    if (status == HS_OK && !(cluster = malloc(((size_t)all->examples.count + 1) * sizeof *cluster)))
        status = no_memory(why);
    if (status == HS_OK)
        status = find_clusters(all, guess, cluster, why);
    for (uint32_t e = 0; status == HS_OK && e < all->examples.count; e++) {
        const struct example_record *record = &all->examples.record[e];
        struct corpus_row row = { .code = tree_node(&all->tree, record->node)->code, .text = example_text(&all->examples, e), .copies = record->copies,
                                  .source = record->source, .strength = record->strength, .language = record->language };
        const char *first = example_text(&all->examples, cluster[e]);
        bool ask = record->source == EXAMPLE_DECLARED && hash_bytes(first, strlen(first), 0) % folds == fold;
        status = corpus_add(ask ? &asked : &kept, &row, why);
    }
    if (status == HS_OK)
        status = trial_ask(&kept, &asked, 1, false, tree, guess, threads, result, why);
    corpus_free(&kept);
    corpus_free(&asked);
    free(cluster);
    trial_free(all);
    return status;
}

/* ---- running ---- */

size_t trial_sets(const struct trial *trial)
{
    return trial->sets;
}

static void ask_all(const struct trial *trial, const struct model *model, struct query *query, struct trial_result *result)
{
    memset(result, 0, trial->sets * sizeof *result);
    for (size_t i = 0; i < trial->rows; i++) {
        const struct asked *asked = &trial->asked[i];
        struct trial_result *set = &result[asked->set];
        uint32_t best[PLACES];
        query->features.known = asked->count;
        memcpy(query->features.feature, trial->pool + asked->first, asked->count * sizeof *query->features.feature);
        memcpy(query->features.unknown, asked->unknown, sizeof asked->unknown);
        query_ask(model, query, VOCABULARY_NONE);
        size_t found = query_best(model, query, MEMBER_ENSEMBLE, code_length(&asked->code), PLACES, best);
        for (size_t place = 0; place < found; place++) {
            bool hit = code_compare(&tree_node(&model->tree, best[place])->code, &asked->code) == 0;
            set->first += hit && place == 0;
            set->among += hit;
        }
        set->rows++;
    }
}

enum hs_status trial_run(const struct trial *trial, const struct parameters *parameters, unsigned threads, struct trial_result *result,
                         struct hs_why *why)
{
    const struct feature_index *index = &trial->index;
    struct model model = { .tree = trial->tree, .examples = trial->examples, .vocabulary = index->vocabulary, .parameters = *parameters };
    struct query *query = NULL;
    void *knn_bytes = NULL, *bayes_bytes = NULL;
    size_t size;
    enum hs_status status = knn_make(&index->vocabulary, index->start, index->posting, trial->examples.count, parameters, &knn_bytes, &size, why);
    if (status == HS_OK)
        status = knn_open(knn_bytes, size, index->vocabulary.count, trial->examples.count, &model.knn, why);
    if (status == HS_OK)
        status = bayes_make(&index->vocabulary, &trial->tree, &trial->examples, index->start, index->posting, NULL, parameters, &bayes_bytes, &size, why);
    if (status == HS_OK)
        status = refine(index, &trial->tree, &trial->examples, NULL, parameters, refine_most(trial->examples.count), threads, bayes_bytes, size, why);
    if (status == HS_OK)
        status = bayes_open(bayes_bytes, size, index->vocabulary.count, tree_size(&trial->tree), &model.bayes, why);
    if (status == HS_OK)
        status = query_new(&model, &query, why);
    if (status == HS_OK)
        ask_all(trial, &model, query, result);
    query_free(query);
    free(knn_bytes);
    free(bayes_bytes);
    return status;
}
