/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/classifier.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/classify/bayes.h"
#include "core/classify/ensemble.h"
#include "core/classify/examples.h"
#include "core/classify/knn.h"
#include "core/classify/model.h"
#include "core/lang/features.h"

struct classifier {
    struct model model;
    const struct guess_table *guess;
    struct stemmer *stemmer;
    struct knn_scratch *scratch;
    struct features features;
    /* the query's distinct known features, the word that each starts in, and the count of unknown ones */
    size_t known;
    uint32_t feature[FEATURES_MAX];
    uint16_t word[FEATURES_MAX];
    unsigned unknown[FEATURE_KINDS];
    struct ensemble ensemble; /* the opinions on the last query */
    uint32_t *candidate;      /* nodes of the depth that was asked for */
    size_t candidates;
};

enum hs_status classifier_open(const struct store *store, struct classifier **result, struct hs_why *why)
{
    struct classifier *classifier = calloc(1, sizeof *classifier);
    if (!classifier)
        return hs_fail(why, HS_NO_MEMORY, "classifier: no memory: close other programs");
    const void *bytes;
    size_t size;
    enum hs_status status = model_open(store, &classifier->model, why);
    if (status == HS_OK && store_value(store, "language", &bytes, &size, NULL) == HS_OK)
        status = guess_open(bytes, size, &classifier->guess, why);
    if (status == HS_OK)
        status = stemmer_new(&classifier->stemmer, why);
    if (status == HS_OK) {
        classifier->scratch = knn_scratch_new(classifier->model.examples.count);
        classifier->candidate = malloc(((size_t)tree_size(&classifier->model.tree) + 1) * sizeof *classifier->candidate);
        status = classifier->scratch && classifier->candidate ? ensemble_new(&classifier->model.tree, &classifier->ensemble, why)
                                     : hs_fail(why, HS_NO_MEMORY, "classifier: no memory: close other programs");
    }
    if (status == HS_OK)
        *result = classifier;
    else
        classifier_close(classifier);
    return status;
}

void classifier_close(struct classifier *classifier)
{
    if (!classifier)
        return;
    stemmer_free(classifier->stemmer);
    knn_scratch_free(classifier->scratch);
    ensemble_free(&classifier->ensemble);
    free(classifier->candidate);
    free(classifier);
}

const struct tree *classifier_tree(const struct classifier *classifier)
{
    return &classifier->model.tree;
}

/* Distinct features only: how often a word is repeated in one description says little of the goods. */
static void look_up(struct classifier *classifier)
{
    const struct features *features = &classifier->features;
    classifier->known = 0;
    memset(classifier->unknown, 0, sizeof classifier->unknown);
    for (size_t i = 0; i < features->count; i++) {
        const struct feature *feature = &features->feature[i];
        uint32_t id = vocabulary_find(&classifier->model.vocabulary, feature->hash);
        if (id == VOCABULARY_NONE) {
            classifier->unknown[feature->kind]++;
            continue;
        }
        size_t at = 0;
        while (at < classifier->known && classifier->feature[at] != id)
            at++;
        if (at < classifier->known)
            continue;
        classifier->feature[at] = id;
        classifier->word[at] = feature->word;
        classifier->known++;
    }
}

static struct ensemble_query describe_query(const struct classifier *classifier)
{
    struct ensemble_query query = { 0 };
    double known = 0, unknown = 0;
    for (size_t i = 0; i < classifier->known; i++)
        known += (double)classifier->model.knn.weight[classifier->feature[i]];
    for (int kind = 0; kind < FEATURE_KINDS; kind++)
        unknown += (double)classifier->model.knn.header->unknown_weight[kind] * classifier->unknown[kind];
    for (size_t i = 0; i < classifier->known; i++)
        query.length += (double)classifier->model.bayes.weight[classifier->feature[i]];
    query.known = known + unknown > 0 ? known / (known + unknown) : 0;
    return query;
}

/* Whether `node` stands for itself at `digits`: it is just so deep, or a leaf that is not. */
static bool at_depth(const struct tree *tree, uint32_t node, size_t digits)
{
    size_t length = tree_node(tree, node)->digits;
    return length == digits || (length < digits && tree_node(tree, node)->end == node + 1);
}

/* Fills best[] with the `most` nodes of highest value at the depth, ties by code; returns how many have any. */
static size_t select_best(const struct classifier *classifier, enum classify_member member, size_t digits, size_t most, uint32_t *best)
{
    const struct tree *tree = &classifier->model.tree;
    const float *value = classifier->ensemble.opinion[member];
    size_t count = 0;
    for (size_t i = 0; i < classifier->ensemble.count; i++) {
        uint32_t n = classifier->ensemble.support[i];
        if (value[n] <= 0 || (count == most && value[n] < value[best[count - 1]]) || !at_depth(tree, n, digits))
            continue;
        size_t at = count;
        while (at > 0 && (value[best[at - 1]] < value[n] || (value[best[at - 1]] == value[n] && best[at - 1] > n)))
            at--;
        if (at == most)
            continue;
        count += count < most;
        memmove(best + at + 1, best + at, (count - 1 - at) * sizeof *best);
        best[at] = n;
    }
    return count;
}

size_t classifier_best(const struct classifier *classifier, enum classify_member member, size_t digits, size_t most, uint32_t *node,
                       double *probability)
{
    size_t count = select_best(classifier, member, digits, most, node);
    for (size_t i = 0; i < count; i++)
        probability[i] = (double)classifier->ensemble.opinion[member][node[i]];
    return count;
}

/* The nodes of the support at a depth. */
static void find_candidates(struct classifier *classifier, size_t digits)
{
    classifier->candidates = 0;
    for (size_t i = 0; i < classifier->ensemble.count; i++)
        if (at_depth(&classifier->model.tree, classifier->ensemble.support[i], digits))
            classifier->candidate[classifier->candidates++] = classifier->ensemble.support[i];
}

/* The place of `node` among the candidates in one opinion, ties by code; 0 when it is behind CLASSIFY_RANKS or has no probability. */
static unsigned rank_of(const struct classifier *classifier, enum classify_member member, uint32_t node)
{
    const float *value = classifier->ensemble.opinion[member];
    float own = value[node];
    unsigned before = 0;
    if (own <= 0)
        return 0;
    for (size_t i = 0; i < classifier->candidates; i++) {
        float other = value[classifier->candidate[i]];
        before += other > own || (other == own && classifier->candidate[i] < node);
    }
    return before < CLASSIFY_RANKS ? before + 1 : 0;
}

static void explain_examples(const struct classifier *classifier, const struct knn_hit *hits, size_t hit_count, struct classify_result *result)
{
    const struct tree *tree = &classifier->model.tree;
    const struct examples *examples = &classifier->model.examples;
    const struct tree_record *node = tree_node(tree, result->node);
    for (size_t i = 0; i < hit_count && result->examples < CLASSIFY_EVIDENCE; i++) {
        const struct example_record *record = &examples->record[hits[i].example];
        bool above = code_within(&node->code, &tree_node(tree, record->node)->code);
        if (!above && !(record->node >= result->node && record->node < node->end))
            continue;
        result->example[result->examples++] = (struct classify_example){
            .text = example_text(examples, hits[i].example), .similarity = hits[i].similarity, .node = record->node, .declared = record->source == EXAMPLE_DECLARED
        };
    }
}

/* What each word adds for `node` over what it adds for `rival`, best first. */
static void explain_words(const struct classifier *classifier, uint32_t rival, struct classify_result *result)
{
    const struct model *model = &classifier->model;
    float voice[WORDS_MAX] = { 0 };
    for (size_t i = 0; i < classifier->known; i++) {
        float own = bayes_voice(&model->bayes, &model->tree, &model->vocabulary, classifier->feature[i], result->node);
        float other = rival == TREE_NONE ? 0 : bayes_voice(&model->bayes, &model->tree, &model->vocabulary, classifier->feature[i], rival);
        voice[classifier->word[i]] += own - other;
    }
    for (; result->words < CLASSIFY_EVIDENCE; result->words++) {
        size_t best = 0;
        for (size_t w = 1; w < classifier->features.words.count; w++)
            if (voice[w] > voice[best])
                best = w;
        if (classifier->features.words.count == 0 || voice[best] <= 0.05f)
            return;
        const struct word *word = &classifier->features.words.word[best];
        result->word[result->words] = (struct classify_word){ .start = word->start, .length = word->length, .weight = voice[best] };
        voice[best] = 0;
    }
}

void classify(struct classifier *classifier, const char *text, size_t length, size_t digits, size_t most, size_t explained,
              struct classification *classification)
{
    const struct model *model = &classifier->model;
    const struct tree *tree = &model->tree;
    struct knn_hit hits[KNN_MOST];
    uint32_t best[CLASSIFY_RESULTS_MAX], knn_best, bayes_best;
    if (most > CLASSIFY_RESULTS_MAX)
        most = CLASSIFY_RESULTS_MAX;
    features_of(classifier->stemmer, classifier->guess, LANGUAGE_UNKNOWN, text, length, &classifier->features);
    look_up(classifier);
    struct ensemble_query query = describe_query(classifier);
    size_t hit_count = knn_search(&model->knn, classifier->feature, classifier->known, classifier->unknown, CLASSIFY_RANKS, VOCABULARY_NONE,
                                  classifier->scratch, hits);
    bayes_score(&model->bayes, tree, &model->vocabulary, &model->parameters, classifier->feature, classifier->known,
                classifier->ensemble.opinion[MEMBER_BAYES]);
    classification->none = ensemble_combine(tree, &model->examples, &model->parameters, &query, hits, hit_count, &classifier->ensemble);
    find_candidates(classifier, digits);
    classification->language = language_tag(classifier->features.guess.first);
    classification->count = select_best(classifier, MEMBER_ENSEMBLE, digits, most, best);
    classification->flags = 0;
    if (classification->none > 0.5)
        classification->flags |= CLASSIFY_VAGUE;
    if (select_best(classifier, MEMBER_KNN, digits, 1, &knn_best) && select_best(classifier, MEMBER_BAYES, digits, 1, &bayes_best))
        classification->flags |= knn_best == bayes_best ? CLASSIFY_AGREE : CLASSIFY_DISAGREE;
    if (classifier->unknown[FEATURE_STEM])
        classification->flags |= CLASSIFY_UNKNOWN_WORDS;
    for (size_t i = 0; i < classification->count; i++) {
        struct classify_result *result = &classification->result[i];
        result->node = best[i];
        result->probability = (double)classifier->ensemble.opinion[MEMBER_ENSEMBLE][best[i]];
        result->knn_rank = rank_of(classifier, MEMBER_KNN, best[i]);
        result->bayes_rank = rank_of(classifier, MEMBER_BAYES, best[i]);
        result->flags = classification->flags | (tree_node(tree, best[i])->flags & TREE_RESIDUAL ? CLASSIFY_RESIDUAL : 0);
        result->examples = result->words = 0;
        if (i < explained) {
            explain_examples(classifier, hits, hit_count, result);
            explain_words(classifier, classification->count > 1 ? best[i ? 0 : 1] : TREE_NONE, result);
        }
    }
}

void classifier_each_example(const struct classifier *classifier, uint32_t node,
                             bool (*each)(void *context, const char *text, unsigned count, bool declared), void *context)
{
    const struct examples *examples = &classifier->model.examples;
    for (uint32_t e = examples_lower_bound(examples, node); e < examples->count && examples->record[e].node == node; e++) {
        const struct example_record *record = &examples->record[e];
        if (record->source != EXAMPLE_TITLE && !each(context, example_text(examples, e), record->copies, record->source == EXAMPLE_DECLARED))
            return;
    }
}
