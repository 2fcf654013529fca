/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/calibrate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "models/refine.h"

enum { NEIGHBOURS = 24, ROUNDS = 400 };
static const float NEAR_DUPLICATE = 0.7f;

/* One answer: the leaves of the mixture, those of one subheading together. */
struct sample {
    double similarity, known; /* what "none of these" is judged by */
    size_t first, leaves;     /* in the pool */
    bool supported;           /* the true code is among them */
};

struct leaf {
    float value;
    uint32_t subheading; /* the node at six digits */
    bool true_one;
};

struct calibration {
    struct sample *sample;
    size_t samples, sample_room;
    struct leaf *pool;
    size_t used, room;
};

static struct calibration *calibration_new(void)
{
    return calloc(1, sizeof(struct calibration));
}

static void calibration_free(struct calibration *calibration)
{
    if (!calibration)
        return;
    free(calibration->sample);
    free(calibration->pool);
    free(calibration);
}

static bool grow(void **array, size_t needed, size_t *room, size_t item)
{
    if (needed <= *room)
        return true;
    void *more = realloc(*array, needed * 2 * item);
    if (!more)
        return false;
    *array = more;
    *room = needed * 2;
    return true;
}

static int by_subheading(const void *a, const void *b)
{
    uint32_t x = ((const struct leaf *)a)->subheading, y = ((const struct leaf *)b)->subheading;
    return (x > y) - (x < y);
}

static enum hs_status calibration_add(struct calibration *calibration, const struct model *model, const struct query *query, const struct code *truth)
{
    const struct tree *tree = &model->tree;
    const struct ensemble *ensemble = &query->ensemble;
    struct code wanted = code_prefix(truth, CODE_SUBHEADING);
    struct sample sample = { .similarity = query->hit_count ? (double)query->hit[0].similarity : 0, .known = query->known_share, .first = calibration->used };
    if (!grow((void **)&calibration->sample, calibration->samples + 1, &calibration->sample_room, sizeof sample) ||
        !grow((void **)&calibration->pool, calibration->used + ensemble->leaves + 1, &calibration->room, sizeof *calibration->pool))
        return HS_NO_MEMORY;
    for (size_t i = 0; i < ensemble->leaves; i++) {
        uint32_t leaf = ensemble->support[i], subheading = tree_ancestor(tree, leaf, CODE_SUBHEADING);
        bool true_one = code_compare(&tree_node(tree, subheading)->code, &wanted) == 0;
        float value = ensemble->opinion[MEMBER_ENSEMBLE][leaf];
        sample.supported = sample.supported || (true_one && value > 0);
        if (value > 0)
            calibration->pool[calibration->used++] = (struct leaf){ value, subheading, true_one };
    }
    sample.leaves = calibration->used - sample.first;
    qsort(calibration->pool + sample.first, sample.leaves, sizeof *calibration->pool, by_subheading);
    calibration->sample[calibration->samples++] = sample;
    return HS_OK;
}

/* Logistic regression by gradient ascent with a fixed small step on standardised-enough inputs; the two slopes keep the sign that they must have. */
static void fit_none(const struct calibration *calibration, struct parameters *parameters)
{
    double base = -2, similarity = 1, known = 1;
    for (int round = 0; round < ROUNDS; round++) {
        double g_base = 0, g_similarity = 0, g_known = 0;
        for (size_t i = 0; i < calibration->samples; i++) {
            const struct sample *sample = &calibration->sample[i];
            double x = base - similarity * sample->similarity - known * (sample->known - 0.5);
            double error = (sample->supported ? 0 : 1) - 1 / (1 + exp(-x));
            g_base += error;
            g_similarity -= error * sample->similarity;
            g_known -= error * (sample->known - 0.5);
        }
        const double step = 20.0 / (double)calibration->samples;
        base += step * g_base;
        similarity = fmax(0, similarity + step * g_similarity);
        known = fmax(0, known + step * g_known);
    }
    parameters->none_base = (float)fmin(4, fmax(-4, base));
    parameters->none_similarity = (float)fmin(12, similarity);
    parameters->none_known = (float)fmin(12, known);
}

struct outcome {
    double probability;
    bool right;
};

static struct outcome outcome_of(const struct calibration *calibration, const struct sample *sample, const struct parameters *parameters)
{
    double all = 0, best = 0, together = 0;
    bool right = false;
    const struct leaf *leaf = calibration->pool + sample->first;
    for (size_t l = 0; l < sample->leaves; l++) {
        double value = pow((double)leaf[l].value, (double)parameters->sharpness);
        all += value;
        together = (l && leaf[l].subheading == leaf[l - 1].subheading ? together : 0) + value;
        if (together > best) {
            best = together;
            right = leaf[l].true_one;
        }
    }
    return (struct outcome){ all > 0 ? (1 - ensemble_none(parameters, sample->known, sample->similarity)) * best / all : 0, right };
}

/* How well the first place's probability foretells whether it is right. (The likelihood of the true code itself, over all places, leaves the first too
 * modest: it pays for the tail.) */
static double likelihood(const struct calibration *calibration, const struct parameters *parameters)
{
    double sum = 0;
    for (size_t i = 0; i < calibration->samples; i++) {
        struct outcome outcome = outcome_of(calibration, &calibration->sample[i], parameters);
        double probability = outcome.right ? outcome.probability : 1 - outcome.probability;
        sum += log(probability > 1e-6 ? probability : 1e-6);
    }
    return sum;
}

/* Golden-section search for one parameter: the likelihood has one peak in each. */
static void fit_one(const struct calibration *calibration, struct parameters *parameters, float *parameter, double low, double high)
{
    const double golden = 0.6180339887498949;
    for (int round = 0; round < 10; round++) {
        double left = high - golden * (high - low), right = low + golden * (high - low);
        *parameter = (float)left;
        double at_left = likelihood(calibration, parameters);
        *parameter = (float)right;
        if (at_left > likelihood(calibration, parameters))
            high = right;
        else
            low = left;
    }
    *parameter = (float)((low + high) / 2);
}

static int by_probability(const void *a, const void *b)
{
    double x = ((const struct outcome *)a)->probability, y = ((const struct outcome *)b)->probability;
    return (x < y) - (x > y);
}

/* The lowest probability from which on the share of right ones is at least `wanted`, with a standard error to spare: a bound found on a sample is
 * otherwise too low as often as too high. */
static float bound_for(const struct outcome *outcome, size_t count, double wanted)
{
    size_t right = 0;
    double bound = 1;
    for (size_t i = 0; i < count; i++) {
        right += outcome[i].right;
        double share = (double)right / (double)(i + 1);
        if (share - sqrt(share * (1 - share) / (double)(i + 1)) >= wanted)
            bound = outcome[i].probability;
    }
    return (float)bound;
}

static void calibration_fit(const struct calibration *calibration, struct parameters *parameters)
{
    struct outcome *outcome = malloc((calibration->samples + 1) * sizeof *outcome);
    if (!calibration->samples || !outcome) {
        free(outcome);
        return;
    }
    fit_none(calibration, parameters);
    /* How the share of none falls with what is known comes from its own event; how large it is, like the sharpness, from the first place. */
    double base = (double)parameters->none_base;
    fit_one(calibration, parameters, &parameters->sharpness, 0.4, 2.5);
    fit_one(calibration, parameters, &parameters->none_base, fmax(-4, base - 3), base);
    fit_one(calibration, parameters, &parameters->sharpness, 0.4, 2.5);
    for (size_t i = 0; i < calibration->samples; i++)
        outcome[i] = outcome_of(calibration, &calibration->sample[i], parameters);
    qsort(outcome, calibration->samples, sizeof *outcome, by_probability);
    parameters->bound90 = bound_for(outcome, calibration->samples, 0.90);
    parameters->bound95 = bound_for(outcome, calibration->samples, 0.95);
    free(outcome);
}

/* ---- a sample of the training rows ---- */

struct held_out {
    uint32_t *asked;
    size_t count, declared;
    unsigned char *left_out;
};

static void features_of_row(const struct refine_rows *rows, const unsigned char *kept, const struct vocabulary *vocabulary, uint32_t example,
                            struct query_features *features)
{
    features->known = 0;
    memset(features->unknown, 0, sizeof features->unknown);
    for (uint64_t r = rows->start[example]; r < rows->start[example + 1]; r++) {
        uint32_t f = rows->feature[r];
        if (kept && !kept[f])
            features->unknown[vocabulary->kind[f]]++;
        else if (features->known < FEATURES_MAX)
            features->feature[features->known++] = f;
    }
}

/* Rows spread over all declared ones, with their near-duplicates left out. */
static enum hs_status hold_out(const struct model *model, const struct refine_rows *rows, struct query *query, struct held_out *held)
{
    const struct examples *examples = &model->examples;
    uint32_t declared = 0;
    for (uint32_t e = 0; e < examples->count; e++)
        declared += examples->record[e].source == EXAMPLE_DECLARED;
    uint32_t stride = 1 + declared / CALIBRATE_ROWS_MOST;
    held->declared = declared;
    held->asked = malloc(((size_t)declared + 1) * sizeof *held->asked);
    held->left_out = calloc((size_t)examples->count + 1, 1);
    if (!held->asked || !held->left_out)
        return HS_NO_MEMORY;
    if (declared < CALIBRATE_ROWS_LEAST)
        return HS_OK;
    for (uint32_t e = 0; e < examples->count; e++) {
        struct knn_hit hits[NEIGHBOURS];
        if (examples->record[e].source != EXAMPLE_DECLARED || hash_mix(e) % stride)
            continue;
        held->asked[held->count++] = e;
        held->left_out[e] = 1;
        features_of_row(rows, NULL, &model->vocabulary, e, &query->features);
        size_t found = knn_search(&model->knn, query->features.feature, query->features.known, query->features.unknown, NEIGHBOURS, e, query->scratch, hits);
        for (size_t i = 0; i < found && hits[i].similarity >= NEAR_DUPLICATE; i++)
            held->left_out[hits[i].example] |= examples->record[hits[i].example].source == EXAMPLE_DECLARED;
    }
    return HS_OK;
}

static enum hs_status ask_held_out(const struct model *model, const struct refine_rows *rows, const struct held_out *held, const unsigned char *kept,
                                   struct query *query, struct calibration *calibration)
{
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < held->count; i++) {
        uint32_t example = held->asked[i];
        features_of_row(rows, kept, &model->vocabulary, example, &query->features);
        query_ask(model, query, VOCABULARY_NONE);
        status = calibration_add(calibration, model, query, &tree_node(&model->tree, model->examples.record[example].node)->code);
    }
    return status;
}

/* Which features an example that is not left out has. */
static unsigned char *kept_features(const struct feature_index *index, const unsigned char *left_out)
{
    unsigned char *kept = calloc((size_t)index->vocabulary.count + 1, 1);
    for (uint32_t f = 0; kept && f < index->vocabulary.count; f++)
        for (uint64_t p = index->start[f]; p < index->start[f + 1] && !kept[f]; p++)
            kept[f] = !left_out[index->posting[p]];
    return kept;
}

/* How many rows correct the gains of the model that is asked. Our own terms gain so much by that, that one corrected by few would be asked as a much worse model than the one that is
 * published, whose probabilities were then too modest (precedents beside our terms: calibration error 0.166). Declarations alone do not need it, and are to be trained in seconds. */
static uint32_t corrections(uint32_t examples, size_t declared)
{
    return declared == examples || examples > REFINE_WHOLE ? REFINE_ROWS_MOST / 8 : refine_most(examples);
}

enum hs_status calibrate(const struct feature_index *index, const struct tree *tree, const struct examples *examples, unsigned threads,
                         struct parameters *parameters, struct hs_why *why)
{
    struct model model = { .tree = *tree, .examples = *examples, .vocabulary = index->vocabulary, .parameters = *parameters };
    struct refine_rows rows = { NULL, NULL };
    struct held_out held = { .asked = NULL };
    struct calibration *calibration = calibration_new();
    struct query *query = NULL;
    unsigned char *kept = NULL;
    void *knn_bytes = NULL, *bayes_bytes = NULL;
    size_t size;
    model.parameters.sharpness = 1;
    enum hs_status status = calibration ? refine_rows_make(index, examples->count, &rows) : HS_NO_MEMORY;
    if (status == HS_OK)
        status = knn_make(&index->vocabulary, index->start, index->posting, examples->count, parameters, &knn_bytes, &size, why);
    if (status == HS_OK)
        status = knn_open(knn_bytes, size, index->vocabulary.count, examples->count, &model.knn, why);
    if (status == HS_OK)
        status = query_new(&model, &query, why);
    if (status == HS_OK)
        status = hold_out(&model, &rows, query, &held);
    if (status == HS_OK && held.count) {
        float *scale = (float *)(uintptr_t)model.knn.scale;
        for (uint32_t e = 0; e < examples->count; e++)
            scale[e] = held.left_out[e] ? 0 : scale[e]; /* its similarity to anything is 0 */
        kept = kept_features(index, held.left_out);
        status = kept ? bayes_make(&index->vocabulary, tree, examples, index->start, index->posting, held.left_out, parameters, &bayes_bytes, &size, why)
                      : HS_NO_MEMORY;
        if (status == HS_OK)
            status = refine(index, tree, examples, held.left_out, parameters, corrections(examples->count, held.declared), threads, bayes_bytes, size, why);
        if (status == HS_OK)
            status = bayes_open(bayes_bytes, size, index->vocabulary.count, tree_size(tree), &model.bayes, why);
        if (status == HS_OK)
            status = ask_held_out(&model, &rows, &held, kept, query, calibration);
        if (status == HS_OK)
            calibration_fit(calibration, parameters);
    }
    query_free(query);
    calibration_free(calibration);
    refine_rows_free(&rows);
    free(held.asked);
    free(held.left_out);
    free(kept);
    free(knn_bytes);
    free(bayes_bytes);
    return status == HS_NO_MEMORY ? hs_fail(why, status, "training: no memory to calibrate: train on fewer rows") : status;
}
