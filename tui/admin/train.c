/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/classify/model.h"
#include "core/store/location.h"
#include "core/store/store.h"
#include "models/settings.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

const struct option_spec admin_train_options[] = {
    { '\0', "only", NULL, N_("a model from these rows alone, without our own terms") },
    { '\0', "part", "OUT", N_("train nothing: merge the rows into the file OUT, a part of a later training, which takes it like any FILE") },
    { '\0', "threads", "N", N_("how many threads to use (default: one a processor); the result is the same") },
    { '\0', "parameters", "FILE", N_("parameters other than the tuned or standard ones, `name TAB value` a line") },
    { 0 },
};
const struct option_spec admin_build_options[] = {
    { '\0', "training", NULL, N_("make the training store, with the TRAINING tariff, instead of the usual one") },
    { '\0', "parameters", "FILE", N_("parameters other than the tuned or standard ones, `name TAB value` a line") },
    { 0 },
};

struct progress {
    struct timespec start;
    bool shown;
};

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void show_progress(void *context, size_t done, size_t all)
{
    struct progress *progress = context;
    double seconds = seconds_since(&progress->start);
    if (!isatty(STDERR_FILENO) || seconds < 1)
        return;
    fprintf(stderr, "\r%zu of %zu examples, %.0f s left   ", done, all, seconds / (double)done * (double)(all - done));
    progress->shown = true;
}

void admin_report_row(void *context, const char *file, size_t line, const char *problem)
{
    char text[1024];
    if (line)
        snprintf(text, sizeof text, "%s:%zu: %s", file, line, problem);
    else
        snprintf(text, sizeof text, "%s: %s", file, problem);
    options_note(context, text);
}

static void say(struct output *output, const char *item, double value, int decimals)
{
    output_text(output, item, strlen(item));
    output_decimal(output, value, decimals);
}

static enum hs_status print_result(const struct options *options, const struct trained *trained, const struct corpus_counts *counts, double seconds,
                                   unsigned generation, struct hs_why *why)
{
    static const struct output_column columns[] = { { "item", OUTPUT_TEXT }, { "value", OUTPUT_NUMBER } };
    struct output *output = output_open(stdout, options->format, options->header, columns, 2);
    if (!output)
        return hs_fail(why, HS_NO_MEMORY, "output: no memory: close other programs");
    size_t bytes = 0;
    for (size_t i = 0; i < trained->values; i++)
        bytes += trained->value[i].size;
    say(output, "read", (double)counts->read, 0);
    say(output, "skipped", (double)counts->skipped, 0);
    say(output, "merged", (double)trained->counts.merged, 0);
    say(output, "examples", (double)trained->examples, 0);
    say(output, "codes", (double)trained->codes, 0);
    say(output, "seconds", seconds, 2);
    say(output, "bytes", (double)bytes, 0);
    say(output, "model", (double)generation, 0);
    return output_close(output, why);
}

/* A publish of the values and of what else is kept: everything after training; after building what the goods data does not make, that of countries. The written model is
 * given anew or not at all: after a training on declarations alone there is none. */
static enum hs_status publish_beside(const struct trained *trained, bool keep, const char *path, unsigned *generation, struct hs_why *why)
{
    static const char *const everything[] = { "", NULL }, *const of_countries[] = { "tariff.", "fx.", "profile.", "origin.", NULL };
    struct store_publish *publish;
    enum hs_status status = store_publish_start(path, &publish, why);
    if (status != HS_OK)
        return status;
    status = trained_give(trained, publish, why);
    store_publish_leave(publish, MODEL_WRITTEN);
    for (const char *const *prefix = trained->beside.everything ? everything : of_countries; status == HS_OK && keep && *prefix; prefix++)
        status = store_publish_carry(publish, *prefix, why);
    if (status == HS_OK)
        return store_publish_finish(publish, generation, why);
    store_publish_abandon(publish);
    return status;
}

/* Building is the remedy for a damaged store, so damage does not stop it; what is lost by that is said. */
static enum hs_status publish_trained(const struct options *options, const struct trained *trained, const char *path, unsigned *generation, struct hs_why *why)
{
    enum hs_status status = publish_beside(trained, true, path, generation, why);
    if (status != HS_CORRUPT || trained->beside.everything)
        return status;
    options_note(options, why->text);
    options_note(options, "the tariffs and exchange rates of this store cannot be kept: import them again");
    return publish_beside(trained, false, path, generation, why);
}

int admin_train_and_publish(const struct options *options, const char *path, struct corpus *corpus, const struct corpus_counts *counts,
                            const struct tree *tree, const struct admin_language *language, const struct train_beside *beside, unsigned threads)
{
    struct progress progress = { .shown = false };
    struct train_options training = { .parameters = options_value(options, "only") ? parameters_standard() : parameters_written(), .sample = language->sample, .samples = language->samples, .beside = *beside, .threads = threads, .progress = show_progress, .context = &progress };
    struct trained trained;
    struct hs_why why;
    unsigned generation = 0;
    clock_gettime(CLOCK_MONOTONIC, &progress.start);
    struct store_publish *probe; /* what will be refused is refused before the work, not after it */
    if (store_publish_start(path, &probe, &why) != HS_OK)
        return options_complain(options, &why);
    store_publish_abandon(probe);
    if (!training.threads)
        training.threads = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
    enum hs_status status = HS_OK;
    if (options_value(options, "parameters"))
        status = settings_read(options_value(options, "parameters"), &training.parameters, &why);
    if (status == HS_OK)
        status = train(corpus, tree, language->table, &training, &trained, &why);
    if (progress.shown)
        fputc('\n', stderr);
    if (status != HS_OK)
        return options_complain(options, &why);
    status = publish_trained(options, &trained, path, &generation, &why);
    if (status == HS_OK)
        status = print_result(options, &trained, counts, seconds_since(&progress.start), generation, &why);
    trained_free(&trained);
    return status == HS_OK ? 0 : options_complain(options, &why);
}

static enum hs_status collect(const struct options *options, bool only, const struct model *model, struct corpus *corpus, struct corpus_counts *counts,
                              struct hs_why *why)
{
    enum hs_status status = HS_OK;
    if (!only) {
        size_t written;
        status = corpus_add_examples(corpus, &model->tree, &model->examples, CORPUS_WRITTEN, &model->tree, &written, why);
        if (status == HS_OK && !written)
            return hs_fail(why, HS_NOT_FOUND, "train: this store was trained with --only and holds no terms: run `hsdesk-admin build` first");
    }
    for (int i = 0; status == HS_OK && i < options->operands; i++)
        status = corpus_read(corpus, options->operand[i], &model->tree, admin_report_row, (void *)(uintptr_t)options, counts, why);
    if (status == HS_OK && counts->read == counts->skipped)
        return hs_fail(why, HS_INVALID, "train: not one good row in %d files: write `code TAB description`, one a line", options->operands);
    return status;
}

/* Rows of one shard of an archive, merged: a training on all parts gives the bytes of a training on all rows. */
static enum hs_status write_part(const struct options *options, const char *path, struct corpus *corpus, struct corpus_counts *counts, struct hs_why *why)
{
    static const struct output_column columns[] = { { "item", OUTPUT_TEXT }, { "value", OUTPUT_NUMBER } };
    corpus_merge(corpus, counts);
    enum hs_status status = corpus_write_part(corpus, path, why);
    if (status != HS_OK)
        return status;
    struct output *output = output_open(stdout, options->format, options->header, columns, 2);
    if (!output)
        return hs_fail(why, HS_NO_MEMORY, "output: no memory: close other programs");
    say(output, "read", (double)counts->read, 0);
    say(output, "skipped", (double)counts->skipped, 0);
    say(output, "merged", (double)counts->merged, 0);
    say(output, "rows", (double)corpus->count, 0);
    return output_close(output, why);
}

int admin_train(const struct options *options)
{
    char path[STORE_PATH_MAX];
    struct corpus corpus = { { NULL }, NULL, 0, 0 };
    struct corpus_counts counts = { 0 };
    struct store *store = NULL;
    struct model model = { .guess = NULL };
    struct model_bytes written;
    struct train_value value[MODEL_PARTS];
    struct train_beside beside = { .everything = true, .value = value };
    const char *part = options_value(options, "part");
    bool only = part || options_value(options, "only");
    long threads = 0;
    struct hs_why why;
    enum hs_status status = options_number(options, "threads", 1, 64, &threads, &why);
    if (status == HS_OK)
        status = store_locate(options->store, path, &why);
    if (status == HS_OK)
        status = store_open(path, &store, &why);
    if (status == HS_OK)
        status = model_open(store, &model, &why);
    if (status == HS_OK)
        status = collect(options, only, &model, &corpus, &counts, &why);
    if (status == HS_OK && !only)
        status = model_find_written(store, &written, &why);
    for (size_t i = 0; status == HS_OK && !only && i < MODEL_PARTS; i++)
        value[beside.values++] = (struct train_value){ MODEL_WRITTEN_NAME[i], written.bytes[i], written.size[i] };
    if (status == HS_OK && part)
        status = write_part(options, part, &corpus, &counts, &why);
    int code = 0;
    if (status != HS_OK)
        code = options_complain(options, &why);
    else if (!part)
        code = admin_train_and_publish(options, path, &corpus, &counts, &model.tree, &(struct admin_language){ .table = model.guess }, &beside, (unsigned)threads);
    corpus_free(&corpus);
    store_close(store);
    return code;
}
