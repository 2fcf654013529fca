/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/evaluate.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/classify/model.h"
#include "core/lang/fold.h"
#include "models/evaluation.h"

enum { TOP = EVALUATION_TOP };
const unsigned EVALUATION_DEPTH[EVALUATION_DEPTHS] = { 2, 4, 6, 10 };

static bool is_hit(const struct tree *tree, uint32_t node, const struct code *truth, size_t digits)
{
    struct code wanted = code_prefix(truth, digits);
    return code_compare(&tree_node(tree, node)->code, &wanted) == 0;
}

static void count(struct tally *tally, bool first, bool among)
{
    tally->n++;
    tally->first += first;
    tally->among += among;
}

static size_t normal_form(const char *text, struct words *words, char *out)
{
    fold_words(text, strlen(text), words);
    return fold_join(words, out);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The normal forms of all training rows, sorted. */
static enum hs_status training_texts(const struct examples *examples, struct arena *arena, char ***texts, size_t *found, struct hs_why *why)
{
    struct words *words = malloc(sizeof *words);
    char *form = malloc(WORDS_JOINED_MAX);
    *found = 0;
    *texts = malloc(((size_t)examples->count + 1) * sizeof **texts);
    bool whole = words && form && *texts;
    for (uint32_t e = 0; whole && e < examples->count; e++) {
        if (examples->record[e].source != EXAMPLE_DECLARED)
            continue;
        (*texts)[*found] = arena_copy(arena, form, normal_form(example_text(examples, e), words, form));
        whole = (*texts)[(*found)++] != NULL;
    }
    free(words);
    free(form);
    if (!whole)
        return hs_fail(why, HS_NO_MEMORY, "evaluation: no memory: close other programs");
    qsort(*texts, *found, sizeof **texts, by_text);
    return HS_OK;
}

static double now_microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* Whether the code is at the first place, and whether it is among those found. */
static void find_truth(const struct tree *tree, const uint32_t *node, size_t found, const struct code *code, unsigned digits, bool *first, bool *among)
{
    *first = *among = found && is_hit(tree, node[0], code, digits);
    for (size_t i = 1; i < found; i++)
        *among = *among || is_hit(tree, node[i], code, digits);
}

static void count_pair(struct error_pair *pair, bool a_right, bool b_right)
{
    pair->n++;
    pair->a += !a_right;
    pair->b += !b_right;
    pair->both += !a_right && !b_right;
}

/* A wrong first place below the right heading. */
static void count_confusion(struct evaluation *evaluation, const struct tree *tree, uint32_t found, const struct corpus_row *row)
{
    struct code right = code_prefix(&row->code, CODE_SUBHEADING), heading = code_prefix(&row->code, CODE_HEADING);
    if (code_within(&tree_node(tree, found)->code, &heading))
        evaluation->confusion[evaluation->confusions++] = (struct confusion){ right, tree_node(tree, found)->code };
}

static void judge_members(struct evaluation *evaluation, const struct classifier *classifier, const struct corpus_row *row, int depth,
                          const struct classification *classification)
{
    const struct tree *tree = classifier_tree(classifier);
    const unsigned digits = EVALUATION_DEPTH[depth];
    bool first[MEMBER_COUNT], among;
    for (int member = 0; member < MEMBER_COUNT; member++) {
        uint32_t node[TOP];
        double probability[TOP] = { 0 };
        size_t found = classifier_best(classifier, (enum classify_member)member, digits, TOP, node, probability);
        find_truth(tree, node, found, &row->code, digits, &first[member], &among);
        count(&evaluation->tally[depth][member], first[member], among);
        if (member != MEMBER_ENSEMBLE)
            continue;
        count(&evaluation->chapter[depth][(row->code.digits[0] - '0') * 10 + row->code.digits[1] - '0'], first[member], among);
        if (digits != CODE_SUBHEADING)
            continue;
        evaluation->outcome[evaluation->outcomes++] = (struct outcome){ probability[0], first[member] };
        enum language language = language_of_tag(classification->language, strlen(classification->language));
        count(&evaluation->language[language], first[member], among);
        if (classification->flags & CLASSIFY_AGREE)
            count(&evaluation->agreeing, first[member], among);
        if (found && !first[member])
            count_confusion(evaluation, tree, node[0], row);
    }
    if (digits == CODE_SUBHEADING)
        count_pair(&evaluation->members, first[MEMBER_KNN], first[MEMBER_BAYES]);
}

/* What was learned and what is written, where the generation holds both. */
static void judge_sources(struct evaluation *evaluation, struct classifier *classifier, const struct corpus_row *row, int depth)
{
    const unsigned digits = EVALUATION_DEPTH[depth];
    uint32_t node[SOURCE_COUNT][TOP];
    double share[TOP];
    size_t found[SOURCE_COUNT];
    bool first[SOURCE_COUNT], among[SOURCE_COUNT];
    if (digits > CODE_SUBHEADING || !classifier_has_sources(classifier)) /* nothing is written below six digits */
        return;
    for (int source = 0; source < SOURCE_COUNT; source++) {
        found[source] = classifier_source_best(classifier, (enum classify_source)source, digits, TOP, node[source], share);
        find_truth(classifier_tree(classifier), node[source], found[source], &row->code, digits, &first[source], &among[source]);
        count(&evaluation->source[depth][source], first[source], among[source]);
    }
    if (digits != CODE_SUBHEADING)
        return;
    count_pair(&evaluation->sources, first[SOURCE_LEARNED], first[SOURCE_WRITTEN]);
    if (found[SOURCE_LEARNED] && found[SOURCE_WRITTEN] && node[SOURCE_LEARNED][0] == node[SOURCE_WRITTEN][0])
        count(&evaluation->sources_agreeing, first[SOURCE_LEARNED], among[SOURCE_LEARNED]);
}

/* What would be said of the row's own code. */
static void assess_row(struct evaluation *evaluation, const struct classifier *classifier, const struct corpus_row *row, const struct evaluation_listener *listener)
{
    struct code six = code_prefix(&row->code, CODE_SUBHEADING);
    struct assess_limits limits = assess_limits_standard();
    struct assessment assessment;
    classifier_assess(classifier, &six, &limits, &assessment);
    evaluation->assessed++;
    evaluation->verdict[assessment.verdict]++;
    if (assessment.verdict == VERDICT_CONTRADICTED && listener->contradicted)
        listener->contradicted(listener->context, classifier_rules(classifier), row, &assessment);
}

static void judge(struct evaluation *evaluation, struct classifier *classifier, const struct corpus_row *row, bool rules, const struct evaluation_listener *listener)
{
    const struct tree *tree = classifier_tree(classifier);
    struct classification classification;
    struct code six = code_prefix(&row->code, CODE_SUBHEADING);
    double before = now_microseconds();
    classify(classifier, row->text, strlen(row->text), CODE_SUBHEADING, TOP, 0, &classification);
    evaluation->microseconds[evaluation->rows] = now_microseconds() - before;
    evaluation->unknown_code += tree_find(tree, &six) == TREE_NONE;
    evaluation->rows++;
    if (rules && code_length(&row->code) >= CODE_SUBHEADING)
        assess_row(evaluation, classifier, row, listener);
    for (int depth = 0; depth < EVALUATION_DEPTHS; depth++)
        if (code_length(&row->code) >= EVALUATION_DEPTH[depth]) {
            judge_members(evaluation, classifier, row, depth, &classification);
            judge_sources(evaluation, classifier, row, depth);
        }
}

static enum hs_status judge_rows(struct evaluation *evaluation, struct classifier *classifier, const struct corpus *corpus, char *const *texts, size_t found,
                                 bool rules, const struct evaluation_listener *listener, struct hs_why *why)
{
    struct words *words = malloc(sizeof *words);
    char *form = malloc(WORDS_JOINED_MAX);
    evaluation->outcome = calloc(corpus->count + 1, sizeof *evaluation->outcome);
    evaluation->microseconds = calloc(corpus->count + 1, sizeof *evaluation->microseconds);
    evaluation->confusion = calloc(corpus->count + 1, sizeof *evaluation->confusion);
    bool whole = words && form && evaluation->outcome && evaluation->microseconds && evaluation->confusion;
    evaluation->all = corpus->count;
    for (size_t i = 0; whole && i < corpus->count; i++) {
        normal_form(corpus->row[i].text, words, form);
        if (found && bsearch(&form, texts, found, sizeof *texts, by_text))
            evaluation->seen++;
        else
            judge(evaluation, classifier, &corpus->row[i], rules, listener);
    }
    free(words);
    free(form);
    return whole ? HS_OK : hs_fail(why, HS_NO_MEMORY, "evaluation: no memory: close other programs");
}

enum hs_status evaluate(const struct store *store, const char *path, bool rules, const struct evaluation_listener *listener, struct hs_why *why)
{
    struct corpus corpus = { { NULL }, NULL, 0, 0 };
    struct corpus_counts counts = { 0 };
    struct evaluation *evaluation = calloc(1, sizeof *evaluation);
    struct classifier *classifier = NULL;
    struct model model;
    struct arena arena = { NULL };
    char **texts = NULL;
    size_t found = 0;
    enum hs_status status = evaluation ? classifier_open(store, &classifier, why) : hs_fail(why, HS_NO_MEMORY, "evaluation: no memory");
    if (status == HS_OK) {
        classifier_use_rules(classifier, rules);
        status = model_open(store, &model, why);
    }
    if (status == HS_OK)
        status = corpus_read(&corpus, path, NULL, listener->report, listener->context, &counts, why);
    if (status == HS_OK)
        status = training_texts(&model.examples, &arena, &texts, &found, why);
    if (status == HS_OK)
        status = judge_rows(evaluation, classifier, &corpus, texts, found, rules, listener, why);
    if (status == HS_OK)
        evaluation_tell(evaluation, &model.parameters, listener->each, listener->context);
    if (evaluation) {
        free(evaluation->outcome);
        free(evaluation->microseconds);
        free(evaluation->confusion);
    }
    free(evaluation);
    free(texts);
    arena_free(&arena);
    corpus_free(&corpus);
    classifier_close(classifier);
    return status;
}
