/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/classifier.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/classify/mend.h"
#include "core/classify/model.h"
#include "core/classify/overlap.h"
#include "core/classify/query.h"
#include "core/lang/features.h"

struct classifier {
    struct model model;
    struct stemmer *stemmer;
    struct features features;
    struct query *query;
    struct ruling *ruling;
    struct sources *sources; /* NULL where there is but one */
    const char *text;        /* of the last query */
    size_t length;
    uint32_t *candidate;      /* nodes of the depth that was asked for */
    size_t candidates;
};

enum hs_status classifier_open(const struct store *store, struct classifier **result, struct hs_why *why)
{
    struct classifier *classifier = calloc(1, sizeof *classifier);
    if (!classifier)
        return hs_fail(why, HS_NO_MEMORY, "classifier: no memory: close other programs");
    enum hs_status status = model_open(store, &classifier->model, why);
    if (status == HS_OK)
        status = stemmer_new(&classifier->stemmer, why);
    if (status == HS_OK)
        status = query_new(&classifier->model, &classifier->query, why);
    if (status == HS_OK)
        status = ruling_new(store, &classifier->model.tree, &classifier->ruling, why);
    if (status == HS_OK)
        status = sources_new(store, &classifier->sources, why);
    if (status == HS_OK && classifier->sources)
        classifier->query->nearest = KNN_MOST; /* training rows are to be found behind our own terms too */
    if (status == HS_OK) {
        classifier->candidate = malloc(((size_t)tree_size(&classifier->model.tree) + 1) * sizeof *classifier->candidate);
        if (!classifier->candidate)
            status = hs_fail(why, HS_NO_MEMORY, "classifier: no memory: close other programs");
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
    query_free(classifier->query);
    ruling_free(classifier->ruling);
    sources_free(classifier->sources);
    free(classifier->candidate);
    free(classifier);
}

const struct tree *classifier_tree(const struct classifier *classifier)
{
    return &classifier->model.tree;
}

const struct rules *classifier_rules(const struct classifier *classifier)
{
    return ruling_rules(classifier->ruling);
}

size_t classifier_best(const struct classifier *classifier, enum classify_member member, size_t digits, size_t most, uint32_t *node,
                       double *probability)
{
    size_t count = query_best(&classifier->model, classifier->query, member, digits, most, node);
    for (size_t i = 0; i < count; i++)
        probability[i] = (double)classifier->query->ensemble.opinion[member][node[i]];
    return count;
}

/* The nodes of the support at a depth. */
static void find_candidates(struct classifier *classifier, size_t digits)
{
    classifier->candidates = 0;
    for (size_t i = 0; i < classifier->query->ensemble.count; i++)
        if (tree_at_depth(&classifier->model.tree, classifier->query->ensemble.support[i], digits))
            classifier->candidate[classifier->candidates++] = classifier->query->ensemble.support[i];
}

/* The place of `node` among the candidates in one opinion, ties by code; 0 when it is behind CLASSIFY_RANKS or has no probability. */
static unsigned rank_of(const struct classifier *classifier, enum classify_member member, uint32_t node)
{
    const float *value = classifier->query->ensemble.opinion[member];
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

static void explain_examples(const struct classifier *classifier, struct classify_result *result)
{
    const struct query *query = classifier->query;
    const struct tree *tree = &classifier->model.tree;
    const struct examples *examples = &classifier->model.examples;
    const struct tree_record *node = tree_node(tree, result->node);
    for (size_t i = 0; i < query->hit_count && result->examples < CLASSIFY_EVIDENCE; i++) {
        const struct example_record *record = &examples->record[query->hit[i].example];
        bool above = code_within(&node->code, &tree_node(tree, record->node)->code);
        if (!above && !(record->node >= result->node && record->node < node->end))
            continue;
        bool shown = false; /* the same words may be a term in two languages */
        for (size_t e = 0; e < result->examples; e++)
            shown = shown || strcmp(result->example[e].text, example_text(examples, query->hit[i].example)) == 0;
        if (shown)
            continue;
        result->example[result->examples++] = (struct classify_example){
            .text = example_text(examples, query->hit[i].example), .similarity = query->hit[i].similarity, .node = record->node, .declared = record->source == EXAMPLE_DECLARED
        };
    }
}

/* What each word adds for `node` over what it adds for `rival`, best first. */
static void explain_words(const struct classifier *classifier, uint32_t rival, struct classify_result *result)
{
    const struct model *model = &classifier->model;
    float voice[WORDS_MAX] = { 0 };
    for (size_t i = 0; i < classifier->query->features.known; i++) {
        float own = bayes_voice(&model->bayes, &model->tree, &model->vocabulary, classifier->query->features.feature[i], result->node);
        float other = rival == TREE_NONE ? 0 : bayes_voice(&model->bayes, &model->tree, &model->vocabulary, classifier->query->features.feature[i], rival);
        voice[classifier->query->features.word[i]] += own - other;
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

/* A result without its evidence. */
static void fill_result(const struct classifier *classifier, size_t place, uint32_t node, struct classification *classification)
{
    struct classify_result *result = &classification->result[place];
    result->node = node;
    result->probability = (double)classifier->query->ensemble.opinion[MEMBER_ENSEMBLE][node];
    result->knn_rank = rank_of(classifier, MEMBER_KNN, node);
    result->bayes_rank = rank_of(classifier, MEMBER_BAYES, node);
    result->flags = classification->flags | (tree_node(&classifier->model.tree, node)->flags & TREE_RESIDUAL ? CLASSIFY_RESIDUAL : 0);
    result->reasons = ruling_reasons(classifier->ruling, &classifier->model.tree, node, result->reason);
    if (result->reasons && result->reason[0].kind != RULING_MEETS)
        result->flags |= CLASSIFY_CONTRADICTS;
    result->examples = result->words = 0;
}

void classify(struct classifier *classifier, const char *text, size_t length, size_t digits, size_t most, size_t explained,
              struct classification *classification)
{
    const struct model *model = &classifier->model;
    const struct tree *tree = &model->tree;
    struct query *query = classifier->query;
    uint32_t best[CLASSIFY_RESULTS_MAX], knn_best, bayes_best;
    if (most > CLASSIFY_RESULTS_MAX)
        most = CLASSIFY_RESULTS_MAX;
    classifier->text = text;
    classifier->length = length;
    features_of(classifier->stemmer, classifier->model.guess, LANGUAGE_UNKNOWN, text, length, &classifier->features);
    query_look_up(&model->vocabulary, &classifier->features, &query->features);
    mend_unknown_words(model, classifier->stemmer, &classifier->features, &query->features);
    query_ask(model, query, VOCABULARY_NONE);
    ruling_apply(classifier->ruling, tree, text, length, &classifier->features, digits, query);
    classification->rules = ruling_rules(classifier->ruling);
    classification->vague = *ruling_vagueness(classifier->ruling);
    classification->question = explained ? ruling_question(classifier->ruling) : ASSESS_NOTHING;
    classification->none = query->none;
    find_candidates(classifier, digits);
    classification->language = language_tag(classifier->features.guess.first);
    classification->count = query_best(model, query, MEMBER_ENSEMBLE, digits, most, best);
    classification->flags = 0;
    if (classification->none > 0.5 || classification->vague.level == VAGUE_LEVEL_REFUSE)
        classification->flags |= CLASSIFY_VAGUE;
    if (query_best(model, query, MEMBER_KNN, digits, 1, &knn_best) && query_best(model, query, MEMBER_BAYES, digits, 1, &bayes_best))
        classification->flags |= knn_best == bayes_best ? CLASSIFY_AGREE : CLASSIFY_DISAGREE;
    if (query->features.unknown[FEATURE_STEM])
        classification->flags |= CLASSIFY_UNKNOWN_WORDS;
    for (size_t i = 0; i < classification->count; i++) {
        fill_result(classifier, i, best[i], classification);
        if (i < explained) {
            explain_examples(classifier, &classification->result[i]);
            explain_words(classifier, classification->count > 1 ? best[i ? 0 : 1] : TREE_NONE, &classification->result[i]);
        }
    }
    for (int source = 0; source < SOURCE_COUNT; source++) {
        struct classify_opinion *opinion = &classification->source[source];
        opinion->count = explained ? classifier_source_best(classifier, (enum classify_source)source, digits, CLASSIFY_EVIDENCE, opinion->node, opinion->share) : 0;
    }
}

bool classifier_has_sources(const struct classifier *classifier)
{
    return classifier->sources != NULL;
}

size_t classifier_source_best(struct classifier *classifier, enum classify_source source, size_t digits, size_t most, uint32_t *node, double *share)
{
    return sources_best(classifier->sources, source, &classifier->model, classifier->text, classifier->length, &classifier->features, classifier->query, digits,
                        most, node, share);
}

/* Whether `a` stands before `b` among results. */
static bool is_before(const float *opinion, uint32_t a, uint32_t b)
{
    return opinion[a] > opinion[b] || (opinion[a] == opinion[b] && a < b);
}

void classifier_narrow(struct classifier *classifier, const uint32_t *node, size_t count, struct classification *classification)
{
    const float *opinion = classifier->query->ensemble.opinion[MEMBER_ENSEMBLE];
    uint32_t best[CLASSIFY_RESULTS_MAX];
    size_t kept = 0;
    for (size_t i = 0; i < count && i < CLASSIFY_RESULTS_MAX; i++) {
        size_t at = kept++;
        for (; at && is_before(opinion, node[i], best[at - 1]); at--)
            best[at] = best[at - 1];
        best[at] = node[i];
    }
    classification->count = kept;
    for (size_t i = 0; i < kept; i++)
        fill_result(classifier, i, best[i], classification);
}

/* The texts are read in the language that the description is guessed to be in: one stemmer, so that the same word has the same stem. */
static bool share(struct classifier *classifier, struct features *features, struct arena *arena, const char *text, size_t length, const char *const *among, size_t count,
                  double *shares)
{
    const struct model *model = &classifier->model;
    struct overlap_text description, *texts = arena_take(arena, count * sizeof *texts);
    if (!texts)
        return false;
    features_of(classifier->stemmer, model->guess, LANGUAGE_UNKNOWN, text, length, features);
    enum language language = features->guess.first;
    overlap_weigh(&model->vocabulary, &model->knn, features, arena, &description);
    for (size_t i = 0; i < count; i++) {
        features_of(classifier->stemmer, model->guess, language, among[i], strlen(among[i]), features);
        overlap_weigh(&model->vocabulary, &model->knn, features, arena, &texts[i]);
    }
    return overlap_share(&description, texts, count, arena, shares);
}

bool classifier_share(struct classifier *classifier, const char *text, size_t length, const char *const *among, size_t count, double *shares)
{
    struct arena arena = { NULL };
    struct features *features = malloc(sizeof *features);
    bool shared = features && share(classifier, features, &arena, text, length, among, count, shares);
    for (size_t i = 0; !shared && i < count; i++)
        shares[i] = 1.0 / (double)count;
    arena_free(&arena);
    free(features);
    return shared;
}

void classifier_use_rules(struct classifier *classifier, bool use)
{
    ruling_switch(classifier->ruling, use);
}

void classifier_assess(const struct classifier *classifier, const struct code *declared, const struct assess_limits *limits, struct assessment *assessment)
{
    ruling_assess(classifier->ruling, &classifier->features, classifier->query, declared, limits, assessment);
}

void classifier_each_example(const struct classifier *classifier, uint32_t node,
                             bool (*each)(void *context, const char *text, unsigned count, bool declared), void *context)
{
    const struct examples *examples = &classifier->model.examples;
    for (uint32_t e = examples_lower_bound(examples, node); e < examples->count && examples->record[e].node == node; e++) {
        const struct example_record *record = &examples->record[e];
        if (example_is_sound(examples, e) && record->source != EXAMPLE_TITLE && !each(context, example_text(examples, e), record->copies, record->source == EXAMPLE_DECLARED))
            return;
    }
}
