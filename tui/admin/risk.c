/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk.c - lines that were examined -> a risk model in STORE/state; and how well it ranks others. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit/risk_file.h"
#include "core/store/location.h"
#include "core/store/publish.h"
#include "data/risk_cases.h"
#include "data/rules_parts.h"
#include "models/risk_train.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

const struct option_spec admin_train_risk_options[] = {
    { '\0', "valid", "FILE", N_("other rows, on which it is chosen how far to shrink and whether repeats pay; needed") },
    { '\0', "columns", "LIST", N_("which column is what, where its header does not say it: importer=Consignee,outcome=7") },
    { '\0', "only", "LIST", N_("a model of just these columns, commas between: importer,code+origin") },
    { 0 },
};
const struct option_spec admin_evaluate_risk_options[] = {
    { '\0', "columns", "LIST", N_("which column is what, where its header does not say it: importer=Consignee,outcome=7") },
    { '\0', "unlike", "FILE", N_("leave out rows whose goods, mass and price stand in FILE as well, such as that of the training") },
    { 0 },
};

static enum hs_status read_cases(const struct options *options, const char *path, struct risk_cases *cases, struct hs_why *why)
{
    return risk_cases_read(path, options_value(options, "columns"), admin_report_row, (void *)(uintptr_t)options, cases, why);
}

static void say(struct output *output, const char *metric, double value, int decimals, size_t n)
{
    output_text(output, metric, strlen(metric));
    output_decimal(output, value, decimals);
    output_number(output, (long long)n);
}

static enum hs_status open_figures(const struct options *options, struct output **output, struct hs_why *why)
{
    static const struct output_column columns[] = { { "metric", OUTPUT_TEXT }, { "value", OUTPUT_NUMBER }, { "n", OUTPUT_NUMBER } };
    *output = output_open(stdout, options->format, options->header, columns, sizeof columns / sizeof *columns);
    return *output ? HS_OK : hs_fail(why, HS_NO_MEMORY, "output: no memory: close other programs");
}

static void say_figures(struct output *output, const struct risk_figures *figures)
{
    char name[24];
    say(output, "auc", figures->auc, 4, figures->n);
    for (int top = 0; top < RISK_TOPS; top++) {
        snprintf(name, sizeof name, "precision%u", RISK_TOP[top]);
        say(output, name, figures->top[top], 4, figures->top_n[top]);
    }
    say(output, "findings", (double)figures->found / (double)figures->n, 4, figures->n);
}

static int by_fields(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static enum hs_status find_only(const struct options *options, struct risk_training *training, struct hs_why *why)
{
    const char *only = options_value(options, "only");
    struct cell all = { only, only ? strlen(only) : 0 }, piece;
    while (only && parts_next(&all, ',', &piece)) {
        if (training->onlys == RISK_COLUMNS_MAX || !risk_column_find(piece.text, piece.length, &training->only[training->onlys]) ||
            __builtin_popcount(training->only[training->onlys]) > RISK_TOGETHER_MAX)
            return hs_fail(why, HS_USAGE, "option --only: \"%.*s\": no column: fields of data/SCHEMA.md in their order there, joined by +, at most %d",
                           piece.length > 60 ? 60 : (int)piece.length, piece.text, RISK_TOGETHER_MAX);
        training->onlys++;
    }
    qsort(training->only, training->onlys, sizeof *training->only, by_fields);
    for (size_t i = 1; i < training->onlys; i++)
        if (training->only[i] == training->only[i - 1])
            return hs_fail(why, HS_USAGE, "option --only: a column stands there twice: name each once");
    return HS_OK;
}

static enum hs_status print_trained(const struct options *options, const struct risk_cases *rows, const struct risk_cases *valid,
                                    const struct risk_trained *trained, struct hs_why *why)
{
    struct output *output;
    enum hs_status status = open_figures(options, &output, why);
    if (status != HS_OK)
        return status;
    say(output, "left_out", (double)rows->left_out, 0, rows->read);
    say(output, "left_out_valid", (double)valid->left_out, 0, valid->read);
    say(output, "columns", (double)trained->columns, 0, rows->count);
    say(output, "points", (double)trained->points, 0, rows->count);
    say(output, "shrink", trained->shrink, 0, rows->count);
    say(output, "repeats", trained->repeats, 0, rows->count);
    say_figures(output, &trained->valid);
    return output_close(output, why);
}

/* Under the publishers' lock; refused where only signed packages publish. */
static enum hs_status keep(const char *store, const struct risk_trained *trained, struct hs_why *why)
{
    struct store_publish *publish;
    enum hs_status status = store_publish_start(store, &publish, why);
    if (status != HS_OK)
        return status;
    status = risk_file_write(store, trained->bytes, trained->size, NULL, why);
    store_publish_abandon(publish);
    return status;
}

static enum hs_status train_and_keep(const struct options *options, const char *store, struct risk_cases *rows, struct risk_cases *valid, struct hs_why *why)
{
    struct risk_training training = { .onlys = 0 };
    struct risk_trained trained = { .bytes = NULL };
    enum hs_status status = find_only(options, &training, why);
    if (status == HS_OK)
        status = read_cases(options, options->operand[0], rows, why);
    if (status == HS_OK)
        status = read_cases(options, options_value(options, "valid"), valid, why);
    training.row = rows->row;
    training.rows = rows->count;
    training.valid = valid->row;
    training.valids = valid->count;
    memcpy(training.known, rows->known, sizeof training.known);
    if (status == HS_OK)
        status = risk_train(&training, &trained, why);
    if (status == HS_OK)
        status = keep(store, &trained, why);
    if (status == HS_OK)
        status = print_trained(options, rows, valid, &trained, why);
    free(trained.bytes);
    return status;
}

int admin_train_risk(const struct options *options)
{
    char store[STORE_PATH_MAX];
    struct risk_cases rows = { .row = NULL }, valid = { .row = NULL };
    struct store_publish *probe;
    struct hs_why why;
    enum hs_status status = store_locate(options->store, store, &why);
    if (status == HS_OK && !options_value(options, "valid"))
        status = hs_fail(&why, HS_USAGE, "option --valid: name a file of other rows, later ones if there are, on which it is chosen how far to shrink");
    if (status == HS_OK) /* what will be refused is refused before the work, not after it */
        status = store_publish_start(store, &probe, &why);
    if (status == HS_OK) {
        store_publish_abandon(probe);
        status = train_and_keep(options, store, &rows, &valid, &why);
    }
    risk_cases_free(&rows);
    risk_cases_free(&valid);
    return status == HS_OK ? 0 : options_complain(options, &why);
}

static enum hs_status leave_repeats_out(const struct options *options, struct risk_cases *cases, size_t *kept, struct hs_why *why)
{
    const char *path = options_value(options, "unlike");
    struct risk_cases others;
    *kept = cases->count;
    if (!path)
        return HS_OK;
    enum hs_status status = read_cases(options, path, &others, why);
    if (status != HS_OK)
        return status;
    *kept = risk_unlike(cases->row, cases->count, others.row, others.count);
    risk_cases_free(&others);
    return *kept == SIZE_MAX ? hs_fail(why, HS_NO_MEMORY, "%s: no memory for its rows: close other programs", path) : HS_OK;
}

int admin_evaluate_risk(const struct options *options)
{
    char store[STORE_PATH_MAX];
    struct arena arena = { NULL };
    struct risk risk;
    struct risk_cases cases = { .row = NULL };
    struct risk_figures figures;
    struct output *output = NULL;
    struct hs_why why;
    size_t kept = 0;
    enum hs_status status = store_locate(options->store, store, &why);
    if (status == HS_OK)
        status = risk_file_read(store, &arena, &risk, NULL, &why);
    if (status == HS_OK)
        status = read_cases(options, options->operand[0], &cases, &why);
    if (status == HS_OK)
        status = leave_repeats_out(options, &cases, &kept, &why);
    if (status == HS_OK)
        status = risk_measure(&risk, cases.row, kept, &figures, &why);
    if (status == HS_OK)
        status = open_figures(options, &output, &why);
    if (status == HS_OK) {
        say(output, "left_out", (double)cases.left_out, 0, cases.read);
        if (options_value(options, "unlike"))
            say(output, "repeated", (double)(cases.count - kept), 0, cases.count);
        say_figures(output, &figures);
        status = output_close(output, &why);
    }
    risk_cases_free(&cases);
    arena_free(&arena);
    return status == HS_OK ? 0 : options_complain(options, &why);
}
