/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/bayes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/lang/features.h"

static const char MAGIC[8] = "HSBAYES2";
_Static_assert((int)BAYES_KINDS == (int)FEATURE_KINDS, "a distribution for each kind of feature");

static size_t size_of(uint64_t features, uint64_t nodes, uint64_t entries)
{
    return sizeof(struct bayes_header) + (features + 1) * 8 + nodes * BAYES_KINDS * 4 + nodes * 4 + features * 4 + entries * 4;
}

static void lay_out(const void *bytes, struct bayes *bayes)
{
    const struct bayes_header *header = bytes;
    bayes->header = header;
    bayes->start = (const uint64_t *)(header + 1);
    bayes->base = (const float *)(bayes->start + header->features + 1);
    bayes->prior = bayes->base + (size_t)header->nodes * BAYES_KINDS;
    bayes->weight = bayes->prior + header->nodes;
    bayes->entry = (const uint32_t *)(bayes->weight + header->features);
}

static bool sound(float value)
{
    return value > -1e6f && value < 1e6f; /* false for a NaN */
}

enum hs_status bayes_open(const void *bytes, size_t size, uint32_t features, uint32_t nodes, struct bayes *bayes, struct hs_why *why)
{
    const struct bayes_header *header = bytes;
    if (size < sizeof *header || memcmp(header->magic, MAGIC, sizeof MAGIC) != 0)
        return hs_fail(why, HS_CORRUPT, "Bayes table: not in the form this program reads: train the model anew");
    if (header->features != features || header->nodes != nodes || header->entries > size / 4 || size != size_of(features, nodes, header->entries))
        return hs_fail(why, HS_CORRUPT, "Bayes table: its size does not fit its header: train the model anew");
    lay_out(bytes, bayes);
    return HS_OK;
}

enum hs_status bayes_check(const struct bayes *bayes, struct hs_why *why)
{
    const struct bayes_header *header = bayes->header;
    const uint32_t features = header->features, nodes = header->nodes;
    if (bayes->start[0] != 0 || bayes->start[features] != header->entries)
        return hs_fail(why, HS_CORRUPT, "Bayes table: its lists do not span the entries: train the model anew");
    for (uint32_t f = 0; f < features; f++)
        if (bayes->start[f] > bayes->start[f + 1] || bayes->start[f + 1] > header->entries || !sound(bayes->weight[f]))
            return hs_fail(why, HS_CORRUPT, "Bayes table: feature %u is damaged: train the model anew", f);
    for (uint64_t e = 0; e < header->entries; e++)
        if (bayes_entry_node(bayes->entry[e]) >= nodes)
            return hs_fail(why, HS_CORRUPT, "Bayes table: entry %llu is damaged: train the model anew", (unsigned long long)e);
    for (uint32_t n = 0; n < nodes; n++) {
        bool whole = sound(bayes->prior[n]);
        for (int kind = 0; kind < BAYES_KINDS; kind++)
            whole = whole && sound(bayes->base[(size_t)kind * nodes + n]);
        if (!whole)
            return hs_fail(why, HS_CORRUPT, "Bayes table: node %u is damaged: train the model anew", n);
    }
    return HS_OK;
}

/* ---- learning ---- */

struct learning {
    const struct tree *tree;
    const uint64_t *start;
    const uint32_t *posting;
    float *example_weight;  /* by example: how much one text counts */
    double *total;          /* by node and kind: C(n) */
    double root_total[BAYES_KINDS];
    float mass[BAYES_KINDS], share;
};

static void count_totals(struct learning *learning, const struct vocabulary *vocabulary, const struct examples *examples)
{
    for (uint32_t f = 0; f < vocabulary->count; f++)
        for (uint64_t p = learning->start[f]; p < learning->start[f + 1]; p++) {
            uint32_t example = learning->posting[p];
            learning->total[(size_t)examples->record[example].node * BAYES_KINDS + vocabulary->kind[f]] += (double)learning->example_weight[example];
        }
    for (uint32_t n = tree_size(learning->tree); n-- > 0;) /* children come behind their parents */
        for (int kind = 0; kind < BAYES_KINDS; kind++) {
            uint32_t parent = tree_node(learning->tree, n)->parent;
            double own = learning->total[(size_t)n * BAYES_KINDS + (size_t)kind];
            if (parent == TREE_NONE)
                learning->root_total[kind] += own;
            else
                learning->total[(size_t)parent * BAYES_KINDS + (size_t)kind] += own;
        }
}

/* The counts of one feature: the nodes that saw it, parents before children. */
struct sightings {
    uint32_t *node;
    double *count;
    size_t size;
};

/* The examples of a feature come in the order of their nodes, so their paths can be walked like a tree: what leaves the path is complete. */
static void gather(const struct learning *learning, const struct examples *examples, uint32_t f, struct sightings *seen, double *root_count)
{
    uint32_t path[CODE_MAX + 1];
    size_t slot[CODE_MAX + 1], open = 0;
    seen->size = 0;
    *root_count = 0;
    for (uint64_t p = learning->start[f]; p < learning->start[f + 1]; p++) {
        uint32_t example = learning->posting[p], node = examples->record[example].node;
        double weight = (double)learning->example_weight[example];
        while (open && node >= tree_node(learning->tree, path[open - 1])->end)
            open--;
        if (!open || path[open - 1] != node) { /* open the path from the lowest common node down to this one */
            uint32_t stack[CODE_MAX + 1];
            size_t deep = 0;
            uint32_t top = open ? path[open - 1] : TREE_NONE;
            for (uint32_t up = node; up != top; up = tree_node(learning->tree, up)->parent)
                stack[deep++] = up;
            while (deep) {
                path[open] = stack[--deep];
                slot[open] = seen->size;
                seen->node[seen->size] = path[open++];
                seen->count[seen->size++] = 0;
            }
        }
        for (size_t i = 0; i < open; i++)
            seen->count[slot[i]] += weight;
        *root_count += weight;
    }
}

/* How much a node leans on its parent: a constant mass, as Dirichlet's, and a share of its own size, as in Jelinek-Mercer. With the mass alone a feature that
 * a big node never saw counts so much more against it than against a small one that the small ones win. */
static double lean_of(const struct learning *learning, uint32_t node, int kind)
{
    return (double)learning->mass[kind] + (double)learning->share * learning->total[(size_t)node * BAYES_KINDS + (size_t)kind];
}

static float base_of(const struct learning *learning, uint32_t node, int kind)
{
    double total = learning->total[(size_t)node * BAYES_KINDS + (size_t)kind], mass = lean_of(learning, node, kind);
    return (float)log(mass / (total + mass));
}

/* An entry for every node in `seen`: ln p(f|n)/p(f|parent) - base(n); p(f|parent) is on the stack of probabilities. */
static void gains_of(const struct learning *learning, int kind, double root_probability, const struct sightings *seen, uint32_t *entry)
{
    uint32_t path[CODE_MAX + 1];
    double probability[CODE_MAX + 2];
    size_t open = 0;
    probability[0] = root_probability;
    for (size_t i = 0; i < seen->size; i++) {
        uint32_t node = seen->node[i];
        while (open && node >= tree_node(learning->tree, path[open - 1])->end)
            open--;
        double total = learning->total[(size_t)node * BAYES_KINDS + (size_t)kind], mass = lean_of(learning, node, kind);
        double above = probability[open];
        double own = (seen->count[i] + mass * above) / (total + mass);
        double over = log(own / above) - log(mass / (total + mass));
        entry[i] = bayes_entry(node, above > 0 ? over : 0); /* of a feature that only left-out examples have nothing is known */
        path[open++] = node;
        probability[open] = own;
    }
}

static enum hs_status prepare(struct learning *learning, const struct examples *examples, const unsigned char *left_out, const struct parameters *parameters)
{
    uint32_t nodes = tree_size(learning->tree);
    learning->example_weight = malloc(((size_t)examples->count + 1) * sizeof *learning->example_weight);
    learning->total = calloc((size_t)nodes * BAYES_KINDS + 1, sizeof *learning->total);
    if (!learning->example_weight || !learning->total)
        return HS_NO_MEMORY;
    for (uint32_t e = 0; e < examples->count; e++) {
        const struct example_record *record = &examples->record[e];
        learning->example_weight[e] = left_out && left_out[e] ? 0 : example_weight(record, parameters) * powf((float)record->copies, parameters->bayes_copies);
    }
    learning->share = parameters->bayes_share;
    learning->mass[FEATURE_STEM] = parameters->bayes_mass_stem;
    learning->mass[FEATURE_PAIR] = parameters->bayes_mass_pair;
    learning->mass[FEATURE_GRAM] = parameters->bayes_mass_gram;
    learning->mass[FEATURE_NUMBER] = parameters->bayes_mass_number;
    return HS_OK;
}

static void make_priors(const struct learning *learning, const struct examples *examples, const struct parameters *parameters, double *weight,
                        float *prior)
{
    uint32_t nodes = tree_size(learning->tree), chapters = 0;
    double all = 0;
    memset(weight, 0, nodes * sizeof *weight);
    for (uint32_t e = 0; e < examples->count; e++)
        weight[examples->record[e].node] += (double)learning->example_weight[e];
    for (uint32_t n = nodes; n-- > 0;) {
        uint32_t parent = tree_node(learning->tree, n)->parent;
        if (parent == TREE_NONE) {
            all += weight[n];
            chapters++;
        } else
            weight[parent] += weight[n];
    }
    const double pseudo = (double)parameters->bayes_prior_mass, unsupported = 1e-6; /* nothing speaks for a code that has no example at all */
    for (uint32_t n = 0; n < nodes; n++) {
        const struct tree_record *node = tree_node(learning->tree, n);
        double above = node->parent == TREE_NONE ? all : weight[node->parent];
        size_t siblings = 0;
        if (node->parent == TREE_NONE)
            siblings = chapters;
        else
            for (uint32_t child = node->parent + 1; child < tree_node(learning->tree, node->parent)->end; child = tree_node(learning->tree, child)->end)
                siblings++;
        prior[n] = (float)log((weight[n] > 0 ? weight[n] + pseudo : unsupported) / (above + pseudo * (double)siblings));
    }
}

enum hs_status bayes_make(const struct vocabulary *vocabulary, const struct tree *tree, const struct examples *examples, const uint64_t *start,
                          const uint32_t *posting, const unsigned char *left_out, const struct parameters *parameters, void **bytes, size_t *size, struct hs_why *why)
{
    const float kind_weight[BAYES_KINDS] = { parameters->bayes_stem, parameters->bayes_pair, parameters->bayes_gram, parameters->bayes_number };
    struct learning learning = { .tree = tree, .start = start, .posting = posting };
    uint32_t nodes = tree_size(tree), features = vocabulary->count;
    struct sightings seen = { malloc((size_t)nodes * sizeof(uint32_t)), malloc((size_t)nodes * sizeof(double)), 0 };
    enum hs_status status = nodes < BAYES_NODES_MOST ? prepare(&learning, examples, left_out, parameters) : HS_TOO_LARGE;
    uint32_t *entry = NULL;
    uint64_t *starts = malloc(((size_t)features + 1) * sizeof *starts);
    size_t entries = 0, room = 0;
    if (!seen.node || !seen.count || !starts)
        status = HS_NO_MEMORY;
    if (status == HS_OK)
        count_totals(&learning, vocabulary, examples);
    for (uint32_t f = 0; status == HS_OK && f < features; f++) {
        double root_count;
        int kind = vocabulary->kind[f];
        gather(&learning, examples, f, &seen, &root_count);
        if (entries + seen.size > room) {
            room = (entries + seen.size) * 2 + 4096;
            void *more = realloc(entry, room * sizeof *entry);
            if (!more) {
                status = HS_NO_MEMORY;
                break;
            }
            entry = more;
        }
        starts[f] = entries;
        gains_of(&learning, kind, root_count / (learning.root_total[kind] + 1e-9), &seen, entry + entries);
        entries += seen.size;
    }
    if (status == HS_OK) {
        struct bayes_header header = { .features = features, .nodes = nodes, .entries = entries };
        memcpy(header.magic, MAGIC, sizeof MAGIC);
        starts[features] = entries;
        *size = size_of(features, nodes, entries);
        *bytes = malloc(*size);
        if (!*bytes)
            status = HS_NO_MEMORY;
        else {
            struct bayes out;
            memcpy(*bytes, &header, sizeof header);
            lay_out(*bytes, &out);
            memcpy((void *)(uintptr_t)out.start, starts, ((size_t)features + 1) * sizeof *starts);
            if (entries)
                memcpy((void *)(uintptr_t)out.entry, entry, entries * sizeof *entry);
            for (uint32_t n = 0; n < nodes; n++)
                for (int kind = 0; kind < BAYES_KINDS; kind++)
                    ((float *)(uintptr_t)out.base)[(size_t)kind * nodes + n] = base_of(&learning, n, kind);
            make_priors(&learning, examples, parameters, learning.total, (float *)(uintptr_t)out.prior); /* the totals are done with */
            for (uint32_t f = 0; f < features; f++)
                ((float *)(uintptr_t)out.weight)[f] = kind_weight[vocabulary->kind[f]];
        }
    }
    free(seen.node);
    free(seen.count);
    free(starts);
    free(entry);
    free(learning.example_weight);
    free(learning.total);
    return status == HS_OK ? HS_OK : hs_fail(why, status, "Bayes table: %s: train on fewer rows", hs_status_words(status));
}

/* ---- asking ---- */

void bayes_settle(const struct bayes *bayes, const struct tree *tree, const float sum[static BAYES_KINDS], float prior_weight, float *restrict score)
{
    const size_t nodes = bayes->header->nodes;
    const float *stem = bayes->base, *pair = stem + nodes, *gram = pair + nodes, *number = gram + nodes, *prior = bayes->prior;
    const float stems = sum[0], pairs = sum[1], grams = sum[2], numbers = sum[3];
#pragma omp simd
    for (size_t n = 0; n < nodes; n++)
        score[n] += stems * stem[n] + pairs * pair[n] + grams * gram[n] + numbers * number[n] + prior_weight * prior[n];
    for (size_t n = 0; n < nodes; n++) /* parents come before their children */
        if (tree->parent[n] != TREE_NONE)
            score[n] += score[tree->parent[n]];
}

/* Behind the last entry of a feature; a damaged list is cut off. */
static uint64_t list_end(const struct bayes *bayes, uint32_t f)
{
    uint64_t end = bayes->start[f + 1];
    return end < bayes->header->entries ? end : bayes->header->entries;
}

void bayes_score(const struct bayes *bayes, const struct tree *tree, const struct vocabulary *vocabulary, const struct parameters *parameters,
                 const uint32_t *feature, size_t count, float *score)
{
    uint32_t nodes = bayes->header->nodes;
    float sum[BAYES_KINDS] = { 0 };
    memset(score, 0, nodes * sizeof *score);
    for (size_t i = 0; i < count; i++) /* the lists lie far apart: fetched together, not one after the other */
        if (bayes->start[feature[i]] < bayes->header->entries)
            __builtin_prefetch(bayes->entry + bayes->start[feature[i]]);
    for (size_t i = 0; i < count; i++) {
        uint32_t f = feature[i];
        float weight = bayes->weight[f];
        sum[vocabulary_kind(vocabulary, f)] += weight;
        for (uint64_t e = bayes->start[f], end = list_end(bayes, f); e < end; e++) {
            uint32_t node = bayes_entry_node(bayes->entry[e]);
            if (node < nodes)
                score[node] += weight * bayes_entry_gain(bayes->entry[e]);
        }
    }
    bayes_settle(bayes, tree, sum, parameters->bayes_prior, score);
}

float bayes_voice(const struct bayes *bayes, const struct tree *tree, const struct vocabulary *vocabulary, uint32_t f, uint32_t node)
{
    float voice = 0;
    unsigned kind = vocabulary_kind(vocabulary, f);
    for (uint32_t n = node; n != TREE_NONE; n = tree_node(tree, n)->parent)
        voice += bayes->base[(size_t)kind * bayes->header->nodes + n];
    for (uint64_t e = bayes->start[f], end = list_end(bayes, f); e < end; e++) {
        uint32_t holder = bayes_entry_node(bayes->entry[e]);
        if (holder <= node && node < tree_node(tree, holder)->end)
            voice += bayes_entry_gain(bayes->entry[e]);
    }
    return voice * bayes->weight[f];
}
