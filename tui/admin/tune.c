/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/classify/model.h"
#include "core/store/location.h"
#include "core/store/store.h"
#include "models/settings.h"
#include "models/tune.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

enum { TRIALS_MOST = 8, FOLDS = 5 };

const struct option_spec admin_tune_options[] = {
    { '\0', "seed", "N", N_("where chance starts (default 1)") },
    { '\0', "generations", "N", N_("how many (default 30)") },
    { '\0', "ask", "FILE", N_("rows asked of our own terms alone, every other one; may be repeated; four-digit codes are judged at four") },
    { '\0', "parameters", "FILE", N_("where to start from") },
    { '\0', "out", "FILE", N_("where the best parameters go (default params.tsv)") },
    { 0 },
};

struct tuning_room {
    const struct options *options;
    struct output *output;
    struct model model;
    struct trial *trial[TRIALS_MOST];
    size_t trials;
    unsigned threads;
    const char *out;
    enum hs_status written; /* of the last generation's parameters, and what went wrong */
    struct hs_why why;
};

static void report_row(void *context, const char *file, size_t line, const char *problem)
{
    admin_report_row((void *)(uintptr_t)((struct tuning_room *)context)->options, file, line, problem);
}

static enum hs_status write_parameters(const char *path, const struct parameters *parameters, struct hs_why *why)
{
    FILE *stream = fopen(path, "we");
    if (!stream)
        return hs_fail_errno(why, "%s: cannot be written", path);
    settings_write(stream, parameters);
    return fclose(stream) == 0 ? HS_OK : hs_fail_errno(why, "%s: cannot be written", path);
}

/* The best so far is written down each time: a run takes hours, and may be broken off. */
static void say_generation(void *context, const struct tune_generation *generation)
{
    struct tuning_room *room = context;
    struct output *output = room->output;
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (stream) {
        settings_write(stream, generation->parameters);
        fclose(stream);
    }
    for (char *at = text; at && *at; at++)
        *at = *at == '\t' ? '=' : *at == '\n' ? (at[1] ? ' ' : '\0') : *at;
    output_number(output, generation->number);
    output_decimal(output, generation->best, 4);
    output_decimal(output, generation->mean, 4);
    output_text(output, text ? text : "", text ? strlen(text) : 0);
    output_flush(output, NULL);
    free(text);
    room->written = write_parameters(room->out, generation->parameters, &room->why);
}

/* The rows of a file, split: most are examples, the others are asked. */
static enum hs_status add_split(struct tuning_room *room, const char *path, struct hs_why *why)
{
    struct corpus rows = { { NULL }, NULL, 0, 0 };
    struct corpus_counts counts = { 0 };
    if (room->trials == TRIALS_MOST)
        return hs_fail(why, HS_USAGE, "tune: more than %d files: leave some out", TRIALS_MOST);
    enum hs_status status = corpus_read(&rows, path, &room->model.tree, report_row, room, &counts, why);
    if (status == HS_OK)
        status = trial_split(&rows, &room->model.tree, room->model.guess, 0, FOLDS, room->threads, &room->trial[room->trials], why);
    if (status == HS_OK)
        room->trials++;
    corpus_free(&rows);
    return status;
}

/* One model of our own terms is asked all the files of --ask. */
static enum hs_status add_asked(struct tuning_room *room, struct hs_why *why)
{
    struct corpus rows[TUNE_SETS_MOST] = { { { NULL }, NULL, 0, 0 } }, written = { { NULL }, NULL, 0, 0 };
    struct corpus_counts counts = { 0 };
    size_t sets = 0, found;
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < room->options->given_count; i++) {
        const char *name = room->options->given[i].spec->name;
        if (!name || strcmp(name, "ask") != 0)
            continue;
        if (sets == TUNE_SETS_MOST || room->trials == TRIALS_MOST)
            status = hs_fail(why, HS_USAGE, "tune: more than %d files: leave some out", TUNE_SETS_MOST);
        else
            status = corpus_read(&rows[sets++], room->options->given[i].value, &room->model.tree, report_row, room, &counts, why);
    }
    if (status == HS_OK && sets) {
        status = corpus_add_examples(&written, &room->model.tree, &room->model.examples, CORPUS_WRITTEN, &room->model.tree, &found, why);
        if (status == HS_OK)
            status = trial_ask(&written, rows, sets, true, &room->model.tree, room->model.guess, room->threads, &room->trial[room->trials], why);
        if (status == HS_OK)
            room->trials++;
    }
    for (size_t set = 0; set < sets; set++)
        corpus_free(&rows[set]);
    corpus_free(&written);
    return status;
}

static enum hs_status add_trials(struct tuning_room *room, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    for (int i = 0; status == HS_OK && i < room->options->operands; i++)
        status = add_split(room, room->options->operand[i], why);
    if (status == HS_OK)
        status = add_asked(room, why);
    if (status == HS_OK && !room->trials)
        status = hs_fail(why, HS_USAGE, "tune: no rows: name a FILE or --ask FILE");
    return status;
}

static enum hs_status run(struct tuning_room *room, struct hs_why *why)
{
    const struct options *options = room->options;
    struct parameters parameters = parameters_standard();
    long seed = 1, generations = 30;
    enum hs_status status = options_number(options, "seed", 0, 1000000000, &seed, why);
    if (status == HS_OK)
        status = options_number(options, "generations", 0, 10000, &generations, why);
    if (status == HS_OK && options_value(options, "parameters"))
        status = settings_read(options_value(options, "parameters"), &parameters, why);
    if (status == HS_OK)
        status = add_trials(room, why);
    if (status == HS_OK)
        status = tune(room->trial, room->trials, (unsigned)seed, (unsigned)generations, room->threads, say_generation, room, &parameters, why);
    if (status == HS_OK && room->written != HS_OK)
        *why = room->why;
    return status == HS_OK ? room->written : status;
}

int admin_tune(const struct options *options)
{
    static const struct output_column columns[] = { { "generation", OUTPUT_NUMBER }, { "best", OUTPUT_NUMBER }, { "mean", OUTPUT_NUMBER }, { "params", OUTPUT_TEXT } };
    struct tuning_room room = { .options = options, .threads = (unsigned)sysconf(_SC_NPROCESSORS_ONLN), .out = options_value(options, "out") };
    char path[STORE_PATH_MAX];
    struct store *store = NULL;
    struct hs_why why;
    if (!room.out)
        room.out = "params.tsv";
    room.output = output_open(stdout, options->format, options->header, columns, 4);
    enum hs_status status = room.output ? store_locate(options->store, path, &why) : hs_fail(&why, HS_NO_MEMORY, "output: no memory");
    if (status == HS_OK)
        status = store_open(path, &store, &why);
    if (status == HS_OK)
        status = model_open(store, &room.model, &why);
    if (status == HS_OK)
        status = run(&room, &why);
    int code = status == HS_OK ? 0 : options_complain(options, &why);
    if (room.output && output_close(room.output, &why) != HS_OK)
        code = options_complain(options, &why);
    for (size_t i = 0; i < room.trials; i++)
        trial_free(room.trial[i]);
    store_close(store);
    return code;
}
