/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/rebuild.h"

#include <stdio.h>
#include <string.h>

#include "core/classify/model.h"
#include "models/train.h"

static bool has_written_examples(const struct model *model)
{
    for (uint32_t e = 0; e < model->examples.count; e++)
        if (model->examples.record[e].source != EXAMPLE_DECLARED)
            return true;
    return false;
}

static enum hs_status collect(const struct rebuild *rebuild, const struct model *model, const struct tree *tree, struct corpus *corpus, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    size_t added;
    bool written = has_written_examples(model);
    if (!written && rebuild->replaced == EXAMPLE_TERM)
        return hs_fail(why, HS_INVALID, "terms: the model that stands was trained on declarations alone and takes none: apply another model first");
    for (size_t i = 0; written && status == HS_OK && i < rebuild->rows->count; i++)
        status = corpus_add(corpus, &rebuild->rows->row[i], why);
    if (status == HS_OK)
        status = corpus_add_examples(corpus, &model->tree, &model->examples, ~CORPUS_OF(rebuild->replaced), tree, &added, why);
    return status;
}

static enum hs_status give(const struct trained *trained, const char *prefix, rebuild_take *take, void *taker, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < trained->values; i++) {
        char name[MANIFEST_NAME_MAX];
        if (strcmp(trained->value[i].name, "language") == 0 || strcmp(trained->value[i].name, "parameters") == 0)
            continue;
        snprintf(name, sizeof name, "%s%s", prefix, trained->value[i].name);
        status = take(taker, name, trained->value[i].bytes, trained->value[i].size, why);
    }
    return status;
}

static enum hs_status rebuild_model(const struct rebuild *rebuild, const struct model *model, const struct guess_table *guess, const char *prefix,
                                    rebuild_take *take, void *taker, struct hs_why *why)
{
    const struct tree *tree = rebuild->tree ? rebuild->tree : &model->tree;
    const struct train_options options = { .parameters = model->parameters, .calibrated = true, .threads = 1 };
    struct corpus corpus = { { NULL }, NULL, 0, 0 };
    struct trained trained;
    enum hs_status status = collect(rebuild, model, tree, &corpus, why);
    if (status == HS_OK)
        status = train(&corpus, tree, guess, &options, &trained, why);
    if (status == HS_OK) {
        status = give(&trained, prefix, take, taker, why);
        trained_free(&trained);
    }
    corpus_free(&corpus);
    return status;
}

enum hs_status rebuild(const struct rebuild *rebuild, rebuild_take *take, void *taker, struct hs_why *why)
{
    struct model model;
    enum hs_status status = model_open(rebuild->standing, &model, why);
    const struct guess_table *guess = status == HS_OK ? model.guess : NULL;
    if (status == HS_OK) /* what was not looked at on opening is used here */
        status = model_check(&model, why);
    if (status == HS_OK)
        status = rebuild_model(rebuild, &model, guess, "", take, taker, why);
    if (status != HS_OK || !model_has_written(rebuild->standing))
        return status;
    status = model_open_written(rebuild->standing, &model, why);
    if (status == HS_OK)
        status = model_check(&model, why);
    return status == HS_OK ? rebuild_model(rebuild, &model, guess, MODEL_WRITTEN, take, taker, why) : status;
}
