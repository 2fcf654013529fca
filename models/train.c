/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/train.h"

#include <stdlib.h>
#include <string.h>

#include "core/classify/bayes.h"
#include "core/classify/knn.h"
#include "models/calibrate.h"
#include "models/refine.h"

/* Hands the bytes over. */
static void add_value(struct trained *trained, const char *name, void *bytes, size_t size)
{
    trained->value[trained->values].name = name;
    trained->value[trained->values].bytes = bytes;
    trained->value[trained->values++].size = size;
}

static enum hs_status no_memory(struct hs_why *why)
{
    return hs_fail(why, HS_NO_MEMORY, "training: no memory: close other programs");
}

static enum hs_status learn_language(const struct corpus *corpus, const struct train_options *options, struct guess_table *table, struct hs_why *why)
{
    struct guess_counts *counts = calloc(1, sizeof *counts);
    struct words *words = malloc(sizeof *words);
    if (!counts || !words) {
        free(counts);
        free(words);
        return no_memory(why);
    }
    for (size_t i = 0; i < corpus->count; i++) {
        const struct corpus_row *row = &corpus->row[i];
        if (row->source == EXAMPLE_DECLARED || row->language == LANGUAGE_UNKNOWN)
            continue;
        fold_words(row->text, strlen(row->text), words);
        guess_count(counts, (enum language)row->language, row->text, words);
    }
    for (size_t i = 0; i < options->samples; i++) {
        fold_words(options->sample[i].text, strlen(options->sample[i].text), words);
        guess_count(counts, options->sample[i].language, options->sample[i].text, words);
    }
    guess_make(counts, table);
    free(counts);
    free(words);
    return HS_OK;
}

static enum hs_status train_members(const struct tree *tree, const struct examples *examples, const struct guess_table *language,
                                    const struct train_options *options, struct parameters *parameters, struct trained *trained, struct hs_why *why)
{
    struct feature_index index;
    void *bytes;
    size_t size;
    enum hs_status status = index_make(examples, language, options->threads, options->progress, options->context, &index, why);
    if (status != HS_OK)
        return status;
    struct knn knn;
    struct bayes bayes;
    if (!options->calibrated)
        status = calibrate(&index, tree, examples, options->threads, parameters, why);
    if (status == HS_OK)
        status = knn_make(&index.vocabulary, index.start, index.posting, examples->count, parameters, &bytes, &size, why);
    if (status == HS_OK) {
        add_value(trained, "knn", bytes, size);
        status = knn_open(bytes, size, index.vocabulary.count, examples->count, &knn, why);
    }
    if (status == HS_OK) {
        status = bayes_make(&index.vocabulary, tree, examples, index.start, index.posting, NULL, parameters, &bytes, &size, why);
    }
    if (status == HS_OK) {
        add_value(trained, "bayes", bytes, size);
        status = refine(&index, tree, examples, NULL, parameters, refine_most(examples->count), options->threads, bytes, size, why);
        if (status == HS_OK) /* what cannot be opened is not published */
            status = bayes_open(bytes, size, index.vocabulary.count, tree_size(tree), &bayes, why);
    }
    if (status == HS_OK) {
        add_value(trained, "vocabulary", index.vocabulary_bytes, index.vocabulary_size);
        index.vocabulary_bytes = NULL;
    }
    index_free(&index);
    return status;
}

enum hs_status train(struct corpus *corpus, const struct tree *tree, const struct guess_table *language, const struct train_options *options,
                     struct trained *trained, struct hs_why *why)
{
    void *tree_bytes = NULL, *example_bytes = NULL;
    size_t tree_bytes_size, example_size;
    struct tree extended;
    struct examples examples;
    memset(trained, 0, sizeof *trained);
    trained->beside = options->beside;
    struct guess_table *table = calloc(1, sizeof *table);
    struct parameters *parameters = malloc(sizeof *parameters);
    enum hs_status status = table && parameters ? HS_OK : no_memory(why);
    if (status == HS_OK) {
        *parameters = options->parameters;
        if (language)
            *table = *language;
        else
            status = learn_language(corpus, options, table, why);
    }
    if (table)
        add_value(trained, "language", table, sizeof *table);
    if (parameters)
        add_value(trained, "parameters", parameters, sizeof *parameters);
    if (status == HS_OK) {
        status = corpus_lay_out(corpus, tree, &trained->counts, &tree_bytes, &tree_bytes_size, &example_bytes, &example_size, why);
        if (tree_bytes)
            add_value(trained, "tree", tree_bytes, tree_bytes_size);
        if (example_bytes)
            add_value(trained, "examples", example_bytes, example_size);
    }
    if (status == HS_OK)
        status = tree_open(tree_bytes, tree_bytes_size, &extended, why);
    if (status == HS_OK)
        status = examples_open(example_bytes, example_size, tree_size(&extended), &examples, why);
    if (status == HS_OK) {
        trained->examples = examples.count;
        for (uint32_t e = 0; e < examples.count; e++)
            trained->codes += !e || examples.record[e].node != examples.record[e - 1].node;
        status = train_members(&extended, &examples, table, options, parameters, trained, why);
    }
    if (status != HS_OK)
        trained_free(trained);
    return status;
}

void trained_free(struct trained *trained)
{
    for (size_t i = 0; i < trained->values; i++)
        free(trained->value[i].bytes);
    memset(trained, 0, sizeof *trained);
}

enum hs_status trained_give(const struct trained *trained, struct store_publish *publish, struct hs_why *why)
{
    const struct train_beside *beside = &trained->beside;
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < trained->values; i++)
        status = store_publish_value(publish, trained->value[i].name, trained->value[i].bytes, trained->value[i].size, why);
    for (int i = 0; status == HS_OK && i < RULES_VALUE_COUNT; i++)
        if (beside->rules.bytes[i])
            status = store_publish_value(publish, rules_value_tag((enum rules_value)i), beside->rules.bytes[i], beside->rules.size[i], why);
    for (size_t i = 0; status == HS_OK && i < beside->values; i++)
        status = store_publish_value(publish, beside->value[i].name, beside->value[i].bytes, beside->value[i].size, why);
    return status;
}

enum hs_status trained_publish(const struct trained *trained, const char *path, unsigned *generation, struct hs_why *why)
{
    struct store_publish *publish;
    enum hs_status status = store_publish_start(path, &publish, why);
    if (status != HS_OK)
        return status;
    status = trained_give(trained, publish, why);
    if (status == HS_OK)
        return store_publish_finish(publish, generation, why);
    store_publish_abandon(publish);
    return status;
}
