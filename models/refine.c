/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/refine.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"

enum { HALVES = 2, BLOCK = 16, BATCH = 32, THREADS_MOST = 16 };
static const float FAR_BEHIND = 8.0f, NEGLIGIBLE = 0.002f;

struct refining {
    const struct feature_index *index;
    const struct tree *tree;
    const struct examples *examples;
    const struct parameters *parameters;
    struct refine_rows rows;
    struct bayes all, half[HALVES]; /* half[h]: without the examples of half h */
    const unsigned char *never; /* examples that do not count at all, or NULL */
    unsigned char *left_out[HALVES];
    float *correction, *slope; /* by entry: what is added, and the sum of squared gradients */
    float *bias, *bias_slope;  /* by node */
    uint32_t *order;           /* the examples in the order in which they are judged */
    size_t count;
    unsigned threads, epochs;
    float *score[THREADS_MOST]; /* each thread's scratch */
    struct judgement {
        float *error;    /* by node: P - truth; 0 but for those that are touched */
        uint32_t *touched;
        size_t count;
    } judgement[BATCH];
    pthread_barrier_t barrier;
    pthread_mutex_t gate; /* held until it is known how many threads there are */
};

enum hs_status refine_rows_make(const struct feature_index *index, uint32_t examples, struct refine_rows *rows)
{
    uint32_t features = index->vocabulary.count;
    uint64_t postings = index->start[features];
    rows->start = calloc((size_t)examples + 2, sizeof *rows->start);
    rows->feature = malloc((postings + 1) * sizeof *rows->feature);
    if (!rows->start || !rows->feature)
        return HS_NO_MEMORY;
    for (uint64_t p = 0; p < postings; p++)
        rows->start[index->posting[p] + 2]++;
    for (uint32_t e = 0; e < examples; e++)
        rows->start[e + 2] += rows->start[e + 1];
    for (uint32_t f = 0; f < features; f++)
        for (uint64_t p = index->start[f]; p < index->start[f + 1]; p++)
            rows->feature[rows->start[index->posting[p] + 1]++] = f;
    return HS_OK;
}

void refine_rows_free(struct refine_rows *rows)
{
    free(rows->start);
    free(rows->feature);
}

static unsigned half_of(uint32_t example)
{
    return example / BLOCK % HALVES;
}

/* Scores by the other half's counts and the corrections. Returns the weight of the features, and through `best` the best leaf's score. */
static float score_row(const struct refining *refining, uint32_t example, float *score, float *best)
{
    const struct bayes *bayes = &refining->half[half_of(example)];
    const struct tree *tree = refining->tree;
    const uint8_t *kind = refining->index->vocabulary.kind;
    float sum[BAYES_KINDS] = { 0 };
    uint32_t nodes = tree_size(tree);
    memcpy(score, refining->bias, nodes * sizeof *score);
    for (uint64_t r = refining->rows.start[example]; r < refining->rows.start[example + 1]; r++) {
        uint32_t f = refining->rows.feature[r];
        float weight = bayes->weight[f];
        sum[kind[f]] += weight;
        for (uint64_t e = bayes->start[f], end = bayes->start[f + 1]; e < end; e++)
            score[bayes_entry_node(bayes->entry[e])] += weight * (bayes_entry_gain(bayes->entry[e]) + refining->correction[e]);
    }
    bayes_settle(bayes, tree, sum, refining->parameters->bayes_prior, score);
    for (uint32_t n = 0; n < nodes; n++)
        if (score[n] > *best && tree_is_leaf(tree, n))
            *best = score[n];
    return sum[0] + sum[1] + sum[2] + sum[3];
}

/* Gives a value to a node and makes room for it in all above. */
static void touch(const struct tree *tree, struct judgement *judgement, uint32_t node, float value)
{
    for (; node != TREE_NONE; node = tree->parent[node]) {
        if (judgement->error[node] == 0)
            judgement->touched[judgement->count++] = node;
        judgement->error[node] += value;
    }
}

/* Fills in P - truth for every node that either gives a noticeable value; `score` is scratch. */
static void judge(const struct refining *refining, uint32_t example, float *score, struct judgement *judgement)
{
    const struct tree *tree = refining->tree;
    uint32_t nodes = tree_size(tree), truth = refining->examples->record[example].node;
    float best = -INFINITY, length = score_row(refining, example, score, &best);
    float heat = refining->parameters->bayes_heat * powf(length > 1 ? length : 1, -refining->parameters->bayes_length);
    for (size_t i = 0; i < judgement->count; i++) /* of the row before */
        judgement->error[judgement->touched[i]] = 0;
    judgement->count = 0;
    float bound = best - FAR_BEHIND / heat;
    double sum = 0;
    for (uint32_t n = 0; n < nodes; n++)
        if (score[n] > bound && tree_is_leaf(tree, n)) {
            float value = expf((score[n] - best) * heat);
            touch(tree, judgement, n, value);
            sum += (double)value;
        }
    float scale = (float)(1 / sum);
    for (size_t i = 0; i < judgement->count; i++)
        judgement->error[judgement->touched[i]] *= scale;
    /* Below the node of the truth nothing is known: what lies there shares the truth as it shares the probability, and its error is 0 in proportion. */
    float below = judgement->error[truth] > 1e-6f ? 1 / judgement->error[truth] : 0;
    for (uint32_t n = truth + 1; n < tree->end[truth]; n++)
        judgement->error[n] -= judgement->error[n] * below;
    touch(tree, judgement, truth, -1);
}

static void apply(struct refining *refining, uint32_t example, const struct judgement *judgement, unsigned thread)
{
    const float *error = judgement->error;
    const struct bayes *bayes = &refining->all;
    const float rate = refining->parameters->refine_rate;
    for (uint64_t r = refining->rows.start[example]; r < refining->rows.start[example + 1]; r++) {
        uint32_t f = refining->rows.feature[r];
        if (f % refining->threads != thread)
            continue;
        float weight = bayes->weight[f];
        for (uint64_t e = bayes->start[f], end = bayes->start[f + 1]; e < end; e++) {
            float gradient = weight * error[bayes_entry_node(bayes->entry[e])];
            if (fabsf(gradient) < NEGLIGIBLE)
                continue;
            refining->slope[e] += gradient * gradient;
            refining->correction[e] -= rate * gradient / sqrtf(refining->slope[e] + 0.01f);
        }
    }
    if (thread)
        return;
    for (size_t i = 0; i < judgement->count; i++) {
        uint32_t n = judgement->touched[i];
        if (fabsf(error[n]) < NEGLIGIBLE)
            continue;
        refining->bias_slope[n] += error[n] * error[n];
        refining->bias[n] -= rate * error[n] / sqrtf(refining->bias_slope[n] + 1);
    }
}

struct worker {
    struct refining *refining;
    float *score;
    unsigned number;
};

/* Alone there is nobody to wait for, and no system call to make: a confined child may not. */
static void meet(struct refining *refining)
{
    if (refining->threads > 1)
        pthread_barrier_wait(&refining->barrier);
}

static void *work(void *argument)
{
    const struct worker *worker = argument;
    struct refining *refining = worker->refining;
    pthread_mutex_lock(&refining->gate);
    pthread_mutex_unlock(&refining->gate);
    for (unsigned epoch = 0; epoch < refining->epochs; epoch++)
        for (size_t first = 0; first < refining->count; first += BATCH) {
            size_t count = refining->count - first < BATCH ? refining->count - first : BATCH;
            for (size_t i = worker->number; i < count; i += refining->threads)
                judge(refining, refining->order[first + i], worker->score, &refining->judgement[i]);
            meet(refining);
            for (size_t i = 0; i < count; i++)
                apply(refining, refining->order[first + i], &refining->judgement[i], worker->number);
            meet(refining);
        }
    return NULL;
}

/* Goes on with the threads that could be started: the result does not depend on their number. */
static void run(struct refining *refining)
{
    struct worker worker[THREADS_MOST] = { { refining, refining->score[0], 0 } };
    pthread_t thread[THREADS_MOST];
    unsigned started = 1;
    pthread_mutex_init(&refining->gate, NULL);
    pthread_mutex_lock(&refining->gate);
    for (unsigned t = 1; t < refining->threads; t++)
        worker[t] = (struct worker){ refining, refining->score[t], t };
    while (started < refining->threads && pthread_create(&thread[started], NULL, work, &worker[started]) == 0)
        started++;
    refining->threads = started;
    pthread_barrier_init(&refining->barrier, NULL, started);
    pthread_mutex_unlock(&refining->gate);
    work(&worker[0]);
    for (unsigned t = 1; t < started; t++)
        pthread_join(thread[t], NULL);
    pthread_barrier_destroy(&refining->barrier);
    pthread_mutex_destroy(&refining->gate);
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = hash_mix(*(const uint32_t *)a), y = hash_mix(*(const uint32_t *)b);
    return (x > y) - (x < y);
}

/* Every n-th example, in an order that has nothing to do with its code. */
static void choose_order(struct refining *refining, uint32_t most)
{
    uint32_t examples = refining->examples->count;
    uint32_t stride = 1 + (examples - 1) / most;
    for (uint32_t e = 0; e < examples; e += stride)
        if (!refining->never || !refining->never[e])
            refining->order[refining->count++] = e;
    qsort(refining->order, refining->count, sizeof *refining->order, by_value);
}

static enum hs_status prepare(struct refining *refining, void *half_bytes[HALVES], struct hs_why *why)
{
    const struct feature_index *index = refining->index;
    uint32_t nodes = tree_size(refining->tree), examples = refining->examples->count;
    refining->correction = calloc(refining->all.header->entries + 1, sizeof(float));
    refining->slope = calloc(refining->all.header->entries + 1, sizeof(float));
    refining->bias = calloc(nodes, sizeof(float));
    refining->bias_slope = calloc(nodes, sizeof(float));
    refining->order = malloc(((size_t)examples + 1) * sizeof *refining->order);
    bool whole = refining->correction && refining->slope && refining->bias && refining->bias_slope && refining->order;
    for (int i = 0; i < BATCH; i++) {
        refining->judgement[i].error = calloc(nodes, sizeof(float));
        refining->judgement[i].touched = malloc(2 * (size_t)nodes * sizeof(uint32_t)); /* a node that sums to 0 on the way is entered twice */
        whole = whole && refining->judgement[i].error && refining->judgement[i].touched;
    }
    for (unsigned t = 0; t < refining->threads; t++)
        whole = (refining->score[t] = malloc(nodes * sizeof(float))) && whole;
    enum hs_status status = whole ? refine_rows_make(index, examples, &refining->rows) : HS_NO_MEMORY;
    for (unsigned half = 0; status == HS_OK && half < HALVES; half++) {
        size_t size;
        refining->left_out[half] = malloc((size_t)examples + 1);
        if (!refining->left_out[half])
            status = HS_NO_MEMORY;
        for (uint32_t e = 0; status == HS_OK && e < examples; e++)
            refining->left_out[half][e] = half_of(e) == half || (refining->never && refining->never[e]);
        if (status == HS_OK)
            status = bayes_make(&index->vocabulary, refining->tree, refining->examples, index->start, index->posting, refining->left_out[half],
                                refining->parameters, &half_bytes[half], &size, why);
        if (status == HS_OK)
            status = bayes_open(half_bytes[half], size, index->vocabulary.count, nodes, &refining->half[half], why);
    }
    return status;
}

static void keep(const struct refining *refining)
{
    uint32_t *entry = (uint32_t *)(uintptr_t)refining->all.entry;
    float *prior = (float *)(uintptr_t)refining->all.prior;
    for (uint64_t e = 0; e < refining->all.header->entries; e++)
        if (refining->correction[e] != 0)
            entry[e] = bayes_entry(bayes_entry_node(entry[e]), (double)(bayes_entry_gain(entry[e]) + refining->correction[e]));
    for (uint32_t n = 0; n < tree_size(refining->tree); n++)
        prior[n] += refining->bias[n] / refining->parameters->bayes_prior;
}

enum hs_status refine(const struct feature_index *index, const struct tree *tree, const struct examples *examples, const unsigned char *left_out,
                      const struct parameters *parameters, uint32_t most, unsigned threads, void *bytes, size_t size, struct hs_why *why)
{
    struct refining refining = { .index = index, .tree = tree, .examples = examples, .parameters = parameters, .never = left_out, .threads = threads < 1 ? 1 : threads > THREADS_MOST ? THREADS_MOST : threads,
                                 .epochs = (unsigned)parameters->refine_epochs };
    void *half_bytes[HALVES] = { NULL };
    enum hs_status status = bayes_open(bytes, size, index->vocabulary.count, tree_size(tree), &refining.all, why);
    if (status == HS_OK && refining.epochs && examples->count)
        status = prepare(&refining, half_bytes, why);
    if (status == HS_OK && refining.epochs && examples->count) {
        choose_order(&refining, most);
        run(&refining);
        keep(&refining);
    }
    refine_rows_free(&refining.rows);
    free(refining.correction);
    free(refining.slope);
    free(refining.bias);
    free(refining.bias_slope);
    free(refining.order);
    for (int i = 0; i < BATCH; i++) {
        free(refining.judgement[i].error);
        free(refining.judgement[i].touched);
    }
    for (int t = 0; t < THREADS_MOST; t++)
        free(refining.score[t]);
    for (int half = 0; half < HALVES; half++) {
        free(refining.left_out[half]);
        free(half_bytes[half]);
    }
    return status == HS_NO_MEMORY ? hs_fail(why, status, "training: no memory for the corrections: train on fewer rows") : status;
}
