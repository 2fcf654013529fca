/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/evaluate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/classify/model.h"
#include "core/lang/fold.h"

enum { DEPTHS = 4, TOP = 3, BINS = 15, CHAPTERS = 100 };
static const unsigned DEPTH[DEPTHS] = { 2, 4, 6, 10 };
static const char *const MEMBER[] = {
#define MEMBER_TAG(name, tag) [MEMBER_##name] = tag,
    CLASSIFY_MEMBERS(MEMBER_TAG)
#undef MEMBER_TAG
};

struct tally {
    size_t n, first, among; /* right at the first place; among the first TOP */
};

struct outcome { /* of one row at six digits */
    double probability;
    bool right;
};

struct evaluation {
    struct tally tally[DEPTHS][MEMBER_COUNT];
    struct tally chapter[CHAPTERS], language[LANGUAGE_COUNT + 1];
    struct tally agreeing;
    size_t verdict[VERDICT_COUNT], assessed;
    struct outcome *outcome;
    double *microseconds;
    size_t outcomes, rows, seen, unknown_code;
};

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
    for (int depth = 0; depth < DEPTHS; depth++) {
        if (code_length(&row->code) < DEPTH[depth])
            continue;
        for (int member = 0; member < MEMBER_COUNT; member++) {
            uint32_t node[TOP];
            double probability[TOP] = { 0 };
            size_t found = classifier_best(classifier, (enum classify_member)member, DEPTH[depth], TOP, node, probability);
            bool first = found && is_hit(tree, node[0], &row->code, DEPTH[depth]), among = first;
            for (size_t i = 1; i < found; i++)
                among = among || is_hit(tree, node[i], &row->code, DEPTH[depth]);
            count(&evaluation->tally[depth][member], first, among);
            if (DEPTH[depth] != CODE_SUBHEADING || member != MEMBER_ENSEMBLE)
                continue;
            evaluation->outcome[evaluation->outcomes++] = (struct outcome){ probability[0], first };
            count(&evaluation->chapter[(row->code.digits[0] - '0') * 10 + row->code.digits[1] - '0'], first, among);
            enum language language = language_of_tag(classification.language, strlen(classification.language));
            count(&evaluation->language[language], first, among);
            if (classification.flags & CLASSIFY_AGREE)
                count(&evaluation->agreeing, first, among);
        }
    }
}

static int by_double(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int by_probability(const void *a, const void *b)
{
    double x = ((const struct outcome *)a)->probability, y = ((const struct outcome *)b)->probability;
    return (x > y) - (x < y);
}

/* Expected calibration error of the first place: BINS bins of equal count (Naeini et al. 2015 use equal width; equal count is steadier). `outcome` is sorted. */
static double calibration_error(const struct outcome *outcome, size_t n)
{
    double error = 0;
    for (size_t bin = 0; bin < BINS; bin++) {
        size_t from = n * bin / BINS, to = n * (bin + 1) / BINS;
        double probability = 0, right = 0;
        for (size_t i = from; i < to; i++) {
            probability += outcome[i].probability;
            right += outcome[i].right;
        }
        error += fabs(probability - right);
    }
    return n ? error / (double)n : 0;
}

/* The share of rows whose probability is at least `bound`, and how often those are right. */
static void say_coverage(const struct evaluation *evaluation, double bound, const char *coverage, const char *precision, evaluation_each *each, void *context)
{
    size_t covered = 0, right = 0;
    for (size_t i = 0; i < evaluation->outcomes; i++)
        if (evaluation->outcome[i].probability >= bound) {
            covered++;
            right += evaluation->outcome[i].right;
        }
    each(context, &(struct evaluation_figure){ .metric = coverage, .member = MEMBER[MEMBER_ENSEMBLE], .slice = "all", .digits = 6, .k = 1,
                                               .value = evaluation->outcomes ? (double)covered / (double)evaluation->outcomes : 0, .n = evaluation->outcomes });
    each(context, &(struct evaluation_figure){ .metric = precision, .member = MEMBER[MEMBER_ENSEMBLE], .slice = "all", .digits = 6, .k = 1,
                                               .value = covered ? (double)right / (double)covered : 0, .n = covered });
}

static void say_top(const struct tally *tally, unsigned digits, const char *member, const char *slice, evaluation_each *each, void *context)
{
    if (!tally->n)
        return;
    each(context, &(struct evaluation_figure){ "top", member, slice, digits, 1, (double)tally->first / (double)tally->n, tally->n });
    each(context, &(struct evaluation_figure){ "top", member, slice, digits, TOP, (double)tally->among / (double)tally->n, tally->n });
}

static void say_all(struct evaluation *evaluation, const struct parameters *parameters, size_t all, evaluation_each *each, void *context)
{
    char slice[32];
    for (int depth = 0; depth < DEPTHS; depth++)
        for (int member = 0; member < MEMBER_COUNT; member++)
            say_top(&evaluation->tally[depth][member], DEPTH[depth], MEMBER[member], "all", each, context);
    say_top(&evaluation->agreeing, 6, "agree", "all", each, context);
    for (int chapter = 0; chapter < CHAPTERS; chapter++) {
        snprintf(slice, sizeof slice, "chapter:%02d", chapter);
        say_top(&evaluation->chapter[chapter], 6, MEMBER[MEMBER_ENSEMBLE], slice, each, context);
    }
    for (int language = 0; language <= LANGUAGE_COUNT; language++) {
        snprintf(slice, sizeof slice, "lang:%s", language_tag((enum language)language));
        say_top(&evaluation->language[language], 6, MEMBER[MEMBER_ENSEMBLE], slice, each, context);
    }
    qsort(evaluation->outcome, evaluation->outcomes, sizeof *evaluation->outcome, by_probability);
    qsort(evaluation->microseconds, evaluation->rows, sizeof *evaluation->microseconds, by_double);
    each(context, &(struct evaluation_figure){ .metric = "ece", .member = MEMBER[MEMBER_ENSEMBLE], .slice = "all", .digits = 6, .k = 1,
                                               .value = calibration_error(evaluation->outcome, evaluation->outcomes), .n = evaluation->outcomes });
    say_coverage(evaluation, (double)parameters->bound90, "coverage90", "precision90", each, context);
    say_coverage(evaluation, (double)parameters->bound95, "coverage95", "precision95", each, context);
    each(context, &(struct evaluation_figure){ .metric = "seen", .slice = "all", .value = (double)evaluation->seen, .n = all });
    each(context, &(struct evaluation_figure){ .metric = "unknown_code", .slice = "all", .value = (double)evaluation->unknown_code, .n = evaluation->rows });
    for (int verdict = 0; evaluation->assessed && verdict < VERDICT_COUNT; verdict++)
        each(context, &(struct evaluation_figure){ .metric = "verdict", .slice = verdict_tag((enum verdict)verdict), .digits = 6,
                                                   .value = (double)evaluation->verdict[verdict] / (double)evaluation->assessed, .n = evaluation->assessed });
    if (evaluation->rows) {
        each(context, &(struct evaluation_figure){ .metric = "us_p50", .slice = "all", .value = evaluation->microseconds[evaluation->rows / 2], .n = evaluation->rows });
        each(context, &(struct evaluation_figure){ .metric = "us_p99", .slice = "all", .value = evaluation->microseconds[evaluation->rows * 99 / 100], .n = evaluation->rows });
    }
}

static enum hs_status judge_rows(struct evaluation *evaluation, struct classifier *classifier, const struct corpus *corpus, char *const *texts, size_t found,
                                 bool rules, const struct evaluation_listener *listener, struct hs_why *why)
{
    struct words *words = malloc(sizeof *words);
    char *form = malloc(WORDS_JOINED_MAX);
    evaluation->outcome = calloc(corpus->count + 1, sizeof *evaluation->outcome);
    evaluation->microseconds = calloc(corpus->count + 1, sizeof *evaluation->microseconds);
    bool whole = words && form && evaluation->outcome && evaluation->microseconds;
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
        say_all(evaluation, &model.parameters, corpus.count, listener->each, listener->context);
    if (evaluation) {
        free(evaluation->outcome);
        free(evaluation->microseconds);
    }
    free(evaluation);
    free(texts);
    arena_free(&arena);
    corpus_free(&corpus);
    classifier_close(classifier);
    return status;
}
