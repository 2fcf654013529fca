/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/model.h"

#include <stdio.h>
#include <string.h>

const char *const MODEL_WRITTEN_NAME[MODEL_PARTS] = { MODEL_WRITTEN "tree", MODEL_WRITTEN "examples", MODEL_WRITTEN "vocabulary", MODEL_WRITTEN "knn",
                                                      MODEL_WRITTEN "bayes", MODEL_WRITTEN "parameters" };

static enum hs_status open_parameters(const void *bytes, size_t size, struct parameters *parameters, struct hs_why *why)
{
    if (size != sizeof *parameters)
        return hs_fail(why, HS_CORRUPT, "parameters: not those of this program's version: train the model anew");
    memcpy(parameters, bytes, size);
#define PARAMETER_CHECK(name, standard, low, high)                    \
    if (!(parameters->name >= (low) && parameters->name <= (high)))   \
        return hs_fail(why, HS_CORRUPT, "parameters: %s is out of its range: train the model anew", #name);
    PARAMETERS(PARAMETER_CHECK)
#undef PARAMETER_CHECK
    return HS_OK;
}

enum hs_status model_check(const struct model *model, struct hs_why *why)
{
    enum hs_status status = examples_check(&model->examples, why);
    if (status == HS_OK)
        status = vocabulary_check(&model->vocabulary, why);
    if (status == HS_OK)
        status = knn_check(&model->knn, why);
    return status == HS_OK ? bayes_check(&model->bayes, why) : status;
}

static enum hs_status part(const struct store *store, const char *prefix, const char *name, const void **bytes, size_t *size, struct hs_why *why)
{
    char whole[MANIFEST_NAME_MAX];
    snprintf(whole, sizeof whole, "%s%s", prefix, name);
    return store_value(store, whole, bytes, size, why);
}

static enum hs_status open_parts(const struct store *store, const char *prefix, struct model *model, struct hs_why *why)
{
    const void *bytes;
    size_t size;
    enum hs_status status = part(store, prefix, "tree", &bytes, &size, why);
    if (status == HS_OK)
        status = tree_open(bytes, size, &model->tree, why);
    if (status == HS_OK)
        status = part(store, prefix, "examples", &bytes, &size, why);
    if (status == HS_OK)
        status = examples_open(bytes, size, tree_size(&model->tree), &model->examples, why);
    if (status == HS_OK)
        status = part(store, prefix, "vocabulary", &bytes, &size, why);
    if (status == HS_OK)
        status = vocabulary_open(bytes, size, &model->vocabulary, why);
    if (status == HS_OK)
        status = part(store, prefix, "knn", &bytes, &size, why);
    if (status == HS_OK)
        status = knn_open(bytes, size, model->vocabulary.count, model->examples.count, &model->knn, why);
    if (status == HS_OK)
        status = part(store, prefix, "bayes", &bytes, &size, why);
    if (status == HS_OK)
        status = bayes_open(bytes, size, model->vocabulary.count, tree_size(&model->tree), &model->bayes, why);
    if (status == HS_OK)
        status = part(store, prefix, "parameters", &bytes, &size, why);
    if (status == HS_OK)
        status = open_parameters(bytes, size, &model->parameters, why);
    model->guess = NULL;
    return status;
}

enum hs_status model_open(const struct store *store, struct model *model, struct hs_why *why)
{
    const void *bytes;
    size_t size;
    enum hs_status status = open_parts(store, "", model, why);
    if (status == HS_OK && store_value(store, "language", &bytes, &size, NULL) == HS_OK)
        status = guess_open(bytes, size, &model->guess, why);
    return status;
}

bool model_has_written(const struct store *store)
{
    return manifest_find(store_manifest(store), MODEL_WRITTEN "tree") != NULL;
}

enum hs_status model_open_written(const struct store *store, struct model *model, struct hs_why *why)
{
    return open_parts(store, MODEL_WRITTEN, model, why);
}

enum hs_status model_find_written(const struct store *store, struct model_bytes *bytes, struct hs_why *why)
{
    const char *prefix = model_has_written(store) ? MODEL_WRITTEN : "";
    enum hs_status status = HS_OK;
    for (int i = 0; status == HS_OK && i < MODEL_PARTS; i++)
        status = part(store, prefix, MODEL_WRITTEN_NAME[i] + sizeof MODEL_WRITTEN - 1, &bytes->bytes[i], &bytes->size[i], why);
    return status;
}
