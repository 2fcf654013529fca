/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/evaluation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { BINS = 15, PAIRS_TOLD = 10, SUBHEADINGS = 2 /* the place of six digits among the depths */ };
static const double HIGH = 0.95;
static const char *const MEMBER[] = {
#define MEMBER_TAG(name, tag) [MEMBER_##name] = tag,
    CLASSIFY_MEMBERS(MEMBER_TAG)
#undef MEMBER_TAG
};
static const char *const SOURCE[] = {
#define SOURCE_TAG(name, tag) [SOURCE_##name] = tag,
    CLASSIFY_SOURCES(SOURCE_TAG)
#undef SOURCE_TAG
};

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
    each(context, &(struct evaluation_figure){ "top", member, slice, digits, EVALUATION_TOP, (double)tally->among / (double)tally->n, tally->n });
}

/* How many chapters have at least 95 in 100 of their first places right; n: the chapters that have rows. */
static void say_high_chapters(const struct evaluation *evaluation, int depth, evaluation_each *each, void *context)
{
    size_t chapters = 0, high = 0;
    for (int chapter = 0; chapter < EVALUATION_CHAPTERS; chapter++) {
        const struct tally *tally = &evaluation->chapter[depth][chapter];
        chapters += tally->n > 0;
        high += tally->n && (double)tally->first >= HIGH * (double)tally->n;
    }
    if (chapters)
        each(context, &(struct evaluation_figure){ "chapters95", MEMBER[MEMBER_ENSEMBLE], "all", EVALUATION_DEPTH[depth], 1, (double)high, chapters });
}

/* The correlation of two opinions' errors (phi): 0 where they are wrong independently, 1 where always together. */
static void say_correlation(const struct error_pair *pair, const char *members, evaluation_each *each, void *context)
{
    if (!pair->n)
        return;
    double n = (double)pair->n, a = (double)pair->a / n, b = (double)pair->b / n, spread = sqrt(a * (1 - a) * b * (1 - b));
    each(context, &(struct evaluation_figure){ .metric = "error_correlation", .member = members, .slice = "all", .digits = 6, .k = 1,
                                               .value = spread > 0 ? ((double)pair->both / n - a * b) / spread : 0, .n = pair->n });
}

static int by_codes(const void *a, const void *b)
{
    const struct confusion *x = a, *y = b;
    int order = code_compare(&x->right, &y->right);
    return order ? order : code_compare(&x->found, &y->found);
}

/* The share of rows that were wrong only behind the heading, and the pairs taken for each other most often: slice right>found, value how often. */
static void say_confusion(struct evaluation *evaluation, evaluation_each *each, void *context)
{
    struct pair {
        size_t first, count;
    } most[PAIRS_TOLD];
    size_t told = 0;
    if (!evaluation->outcomes)
        return;
    each(context, &(struct evaluation_figure){ "siblings", MEMBER[MEMBER_ENSEMBLE], "all", 6, 1, (double)evaluation->confusions / (double)evaluation->outcomes,
                                               evaluation->outcomes });
    qsort(evaluation->confusion, evaluation->confusions, sizeof *evaluation->confusion, by_codes);
    for (size_t i = 0, next; i < evaluation->confusions; i = next) {
        for (next = i + 1; next < evaluation->confusions && by_codes(&evaluation->confusion[i], &evaluation->confusion[next]) == 0;)
            next++;
        size_t at = told;
        while (at > 0 && most[at - 1].count < next - i)
            at--;
        if (at == PAIRS_TOLD)
            continue;
        told += told < PAIRS_TOLD;
        for (size_t m = told - 1; m > at; m--)
            most[m] = most[m - 1];
        most[at] = (struct pair){ i, next - i };
    }
    for (size_t i = 0; i < told; i++) {
        char slice[2 * CODE_PRINT_MAX];
        const struct confusion *pair = &evaluation->confusion[most[i].first];
        snprintf(slice, sizeof slice, "%s>%s", pair->right.digits, pair->found.digits);
        each(context, &(struct evaluation_figure){ "confused", MEMBER[MEMBER_ENSEMBLE], slice, 6, 1, (double)most[i].count, evaluation->outcomes });
    }
}

void evaluation_tell(struct evaluation *evaluation, const struct parameters *parameters, evaluation_each *each, void *context)
{
    char slice[32];
    for (int depth = 0; depth < EVALUATION_DEPTHS; depth++) {
        for (int member = 0; member < MEMBER_COUNT; member++)
            say_top(&evaluation->tally[depth][member], EVALUATION_DEPTH[depth], MEMBER[member], "all", each, context);
        for (int source = 0; source < SOURCE_COUNT; source++)
            say_top(&evaluation->source[depth][source], EVALUATION_DEPTH[depth], SOURCE[source], "all", each, context);
        say_high_chapters(evaluation, depth, each, context);
    }
    say_top(&evaluation->agreeing, 6, "agree", "all", each, context);
    say_top(&evaluation->sources_agreeing, 6, "learned=written", "all", each, context);
    say_correlation(&evaluation->members, "knn,bayes", each, context);
    say_correlation(&evaluation->sources, "learned,written", each, context);
    say_confusion(evaluation, each, context);
    for (int chapter = 0; chapter < EVALUATION_CHAPTERS; chapter++) {
        snprintf(slice, sizeof slice, "chapter:%02d", chapter);
        say_top(&evaluation->chapter[SUBHEADINGS][chapter], 6, MEMBER[MEMBER_ENSEMBLE], slice, each, context);
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
    each(context, &(struct evaluation_figure){ .metric = "seen", .slice = "all", .value = (double)evaluation->seen, .n = evaluation->all });
    each(context, &(struct evaluation_figure){ .metric = "unknown_code", .slice = "all", .value = (double)evaluation->unknown_code, .n = evaluation->rows });
    for (int verdict = 0; evaluation->assessed && verdict < VERDICT_COUNT; verdict++)
        each(context, &(struct evaluation_figure){ .metric = "verdict", .slice = verdict_tag((enum verdict)verdict), .digits = 6,
                                                   .value = (double)evaluation->verdict[verdict] / (double)evaluation->assessed, .n = evaluation->assessed });
    if (evaluation->rows) {
        each(context, &(struct evaluation_figure){ .metric = "us_p50", .slice = "all", .value = evaluation->microseconds[evaluation->rows / 2], .n = evaluation->rows });
        each(context, &(struct evaluation_figure){ .metric = "us_p99", .slice = "all", .value = evaluation->microseconds[evaluation->rows * 99 / 100], .n = evaluation->rows });
    }
}

