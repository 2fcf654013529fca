/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/store/location.h"
#include "models/evaluate.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"
#include "tui/standings.h"

const struct option_spec admin_evaluate_options[] = {
    { '\0', "without-rules", NULL, N_("as if there were no facts, notes and vague words") },
    { '\0', "contradicted", NULL, N_("list the rows whose own code is contradicted, and by what, instead of the figures") },
    { 0 },
};

struct printing {
    const struct options *options;
    struct output *output;
    const char *set;
};

static void print_figure(void *context, const struct evaluation_figure *figure)
{
    const struct printing *printing = context;
    struct output *output = printing->output;
    output_text(output, printing->set, strlen(printing->set));
    output_text(output, figure->metric, strlen(figure->metric));
    if (figure->digits)
        output_number(output, figure->digits);
    else
        output_absent(output);
    if (figure->k)
        output_number(output, figure->k);
    else
        output_absent(output);
    if (figure->member)
        output_text(output, figure->member, strlen(figure->member));
    else
        output_absent(output);
    output_text(output, figure->slice, strlen(figure->slice));
    output_decimal(output, figure->value, 4);
    output_number(output, (long long)figure->n);
}

static void skip_figure(void *context, const struct evaluation_figure *figure)
{
    (void)context;
    (void)figure;
}

/* "200981  composition: cranberry  the description as it stands" */
static void print_contradicted(void *context, const struct rules *rules, const struct corpus_row *row, const struct assessment *assessment)
{
    const struct printing *printing = context;
    struct output *output = printing->output;
    char condition[CONDITION_TEXT_MAX];
    const char *reason = rules->notes.text;
    if (assessment->condition != ASSESS_NOTHING)
        reason = condition_print(&rules->conditions.row[assessment->condition].condition, rules->conditions.value, &rules->lexicon, TREE_EN, condition);
    else if (assessment->note != ASSESS_NOTHING)
        reason += rules->notes.note[assessment->note].citation;
    output_text(output, printing->set, strlen(printing->set));
    output_code(output, &row->code);
    if (assessment->condition != ASSESS_NOTHING)
        output_code(output, &rules->conditions.row[assessment->condition].code);
    else
        output_absent(output);
    output_text(output, reason, strlen(reason));
    output_text(output, row->text, strlen(row->text));
}

static void report_row(void *context, const char *file, size_t line, const char *problem)
{
    const struct printing *printing = context;
    admin_report_row((void *)(uintptr_t)printing->options, file, line, problem);
}

static enum hs_status open_output(const struct options *options, bool contradicted, struct output **output, struct hs_why *why)
{
    static const struct output_column figures[] = { { "set", OUTPUT_TEXT },    { "metric", OUTPUT_TEXT }, { "digits", OUTPUT_NUMBER }, { "k", OUTPUT_NUMBER },
                                                    { "member", OUTPUT_TEXT }, { "slice", OUTPUT_TEXT },  { "value", OUTPUT_NUMBER },  { "n", OUTPUT_NUMBER } };
    static const struct output_column rows[] = { { "set", OUTPUT_TEXT }, { "code", OUTPUT_TEXT }, { "at", OUTPUT_TEXT }, { "reason", OUTPUT_TEXT }, { "text", OUTPUT_TEXT } };
    *output = contradicted ? output_open(stdout, options->format, options->header, rows, sizeof rows / sizeof *rows)
                           : output_open(stdout, options->format, options->header, figures, sizeof figures / sizeof *figures);
    return *output ? HS_OK : hs_fail(why, HS_NO_MEMORY, "output: no memory");
}

/* By which model the figures are. */
static enum hs_status find_model(const struct store *store, struct standings *standings, struct hs_why *why)
{
    struct standing standing;
    struct highwater *packages = malloc(sizeof *packages);
    enum hs_status status = packages ? standing_read(store, packages, why) : hs_fail(why, HS_NO_MEMORY, "evaluate: no memory: close other programs");
    if (status == HS_OK) {
        standing_of(packages, PACKAGE_MODEL, NULL, standings->now, &standing);
        standings_add(standings, _("model"), &standing);
    }
    free(packages);
    return status;
}

int admin_evaluate(const struct options *options)
{
    bool contradicted = options_value(options, "contradicted") != NULL;
    char path[STORE_PATH_MAX];
    struct store *store = NULL;
    struct hs_why why;
    struct standings standings;
    struct printing printing = { .options = options };
    struct evaluation_listener listener = { report_row, contradicted ? skip_figure : print_figure, contradicted ? print_contradicted : NULL, &printing };
    enum hs_status status = open_output(options, contradicted, &printing.output, &why);
    if (status == HS_OK)
        status = store_locate(options->store, path, &why);
    if (status == HS_OK)
        status = store_open(path, &store, &why);
    standings_start(&standings);
    if (status == HS_OK)
        status = find_model(store, &standings, &why);
    for (int i = 0; status == HS_OK && i < options->operands; i++) {
        const char *slash = strrchr(options->operand[i], '/');
        printing.set = slash ? slash + 1 : options->operand[i];
        status = evaluate(store, options->operand[i], !options_value(options, "without-rules"), &listener, &why);
    }
    int code = status == HS_OK ? 0 : options_complain(options, &why);
    if (printing.output && output_close(printing.output, &why) != HS_OK)
        code = options_complain(options, &why);
    standings_note(options, &standings);
    store_close(store);
    return code;
}
