/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/model.h"

#include <string.h>

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

enum hs_status model_open(const struct store *store, struct model *model, struct hs_why *why)
{
    const void *bytes;
    size_t size;
    enum hs_status status = store_value(store, "tree", &bytes, &size, why);
    if (status == HS_OK)
        status = tree_open(bytes, size, &model->tree, why);
    if (status == HS_OK)
        status = store_value(store, "examples", &bytes, &size, why);
    if (status == HS_OK)
        status = examples_open(bytes, size, tree_size(&model->tree), &model->examples, why);
    if (status == HS_OK)
        status = store_value(store, "vocabulary", &bytes, &size, why);
    if (status == HS_OK)
        status = vocabulary_open(bytes, size, &model->vocabulary, why);
    if (status == HS_OK)
        status = store_value(store, "knn", &bytes, &size, why);
    if (status == HS_OK)
        status = knn_open(bytes, size, model->vocabulary.count, model->examples.count, &model->knn, why);
    if (status == HS_OK)
        status = store_value(store, "bayes", &bytes, &size, why);
    if (status == HS_OK)
        status = bayes_open(bytes, size, model->vocabulary.count, tree_size(&model->tree), &model->bayes, why);
    if (status == HS_OK)
        status = store_value(store, "parameters", &bytes, &size, why);
    if (status == HS_OK)
        status = open_parameters(bytes, size, &model->parameters, why);
    model->guess = NULL;
    if (status == HS_OK && store_value(store, "language", &bytes, &size, NULL) == HS_OK)
        status = guess_open(bytes, size, &model->guess, why);
    return status;
}
