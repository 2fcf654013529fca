/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/apply/recheck.h"

#include <stdlib.h>
#include <string.h>

#include "core/apply/selftest.h"
#include "core/classify/model.h"
#include "core/duty/fx.h"
#include "core/duty/origin.h"
#include "core/duty/profile.h"
#include "core/duty/tariff.h"
#include "core/goods/editions.h"
#include "core/goods/rules.h"

enum { INPUTS_MAX = 48, SEEN = 4096 };

/* ---- the model ---- */

static enum hs_status check_model(const struct store *store, struct hs_why *why)
{
    struct model model;
    if (!manifest_find(store_manifest(store), "tree"))
        return hs_fail(why, HS_INVALID, "generation: it has no model, and no desk works without: apply a package of kind model first");
    enum hs_status status = model_open(store, &model, why); /* tree_open has looked for every code's parent */
    if (status == HS_OK)
        status = model_check(&model, why);
    if (status != HS_OK || !model_has_written(store))
        return status;
    status = model_open_written(store, &model, why);
    return status == HS_OK ? model_check(&model, why) : status;
}

static enum hs_status check_rules(const struct store *store, struct hs_why *why)
{
    struct rules_bytes bytes;
    struct rules rules;
    struct editions editions;
    const void *value;
    size_t size;
    rules_find(store, &bytes);
    enum hs_status status = rules_open(&bytes, &rules, why);
    if (status == HS_OK && manifest_find(store_manifest(store), "editions"))
        status = store_value(store, "editions", &value, &size, why);
    else
        return status;
    return status == HS_OK ? editions_open(value, size, &editions, why) : status;
}

static enum hs_status check_selftest(const struct store *store, struct hs_why *why)
{
    struct selftest selftest;
    const void *text;
    size_t size;
    if (!manifest_find(store_manifest(store), SELFTEST_VALUE))
        return HS_OK;
    enum hs_status status = store_value(store, SELFTEST_VALUE, &text, &size, why);
    if (status == HS_OK)
        status = selftest_run(store, text, size, &selftest, why);
    if (status == HS_OK && selftest.asked < 0)
        status = hs_fail(why, HS_INVALID, "selftest.tsv: its first line does not say which accuracy is to be reached: pack the model anew");
    if (status == HS_OK && selftest_share(&selftest) < selftest.asked - SELFTEST_TOLERANCE)
        status =
            hs_fail(why, HS_INVALID, "model: it answers %.4f of its %zu self-test rows, not %.4f as when it was packed: get the file anew, or pack it anew",
                    selftest_share(&selftest), selftest.rows, selftest.asked);
    return status;
}

/* ---- what belongs to a country ---- */

/* Gives a rate all that it asks for, one thing after the other. */
static enum hs_status evaluate(const struct expression *expression, struct hs_why *why)
{
    struct expression_input *input = calloc(INPUTS_MAX, sizeof *input);
    struct expression_inputs inputs = { .input = input, .currency = "AZN", .month = 7, .day = 1 };
    struct expression_result result;
    if (!input)
        return hs_fail(why, HS_NO_MEMORY, "tariff: no memory: close other programs");
    decimal_init(&result.amount);
    enum hs_status status = expression_evaluate(expression, &inputs, &result, why);
    while (status == HS_OK && result.outcome == EXPRESSION_MISSING && result.missing.kind != INPUT_PROGRAMME && inputs.inputs < INPUTS_MAX) {
        struct expression_input *more = &input[inputs.inputs++];
        more->key = result.missing;
        decimal_init(&more->amount);
        decimal_set_integer(&more->amount, 7, 0);
        status = expression_evaluate(expression, &inputs, &result, why);
    }
    if (status == HS_OK && result.outcome == EXPRESSION_MISSING && result.missing.kind != INPUT_PROGRAMME)
        status = hs_fail(why, HS_INVALID, "it asks for more than %d figures: write it more simply", INPUTS_MAX);
    for (size_t i = 0; i < inputs.inputs; i++)
        decimal_clear(&input[i].amount);
    decimal_clear(&result.amount);
    free(input);
    return status;
}

static enum hs_status check_line(const struct tariff *tariff, uint32_t number, const struct expression **seen, const char *name, struct hs_why *why)
{
    struct tariff_line line;
    tariff_line(tariff, number, &line);
    if (line.parent != TARIFF_LINE_NONE && line.parent >= number)
        return hs_fail(why, HS_CORRUPT, "%s: line %s does not stand below its parent: make the tariff anew", name, line.code.digits);
    for (size_t i = 0; i < line.measures; i++) {
        struct tariff_measure measure;
        struct hs_why inner;
        tariff_measure(tariff, number, i, &measure);
        if (!measure.expression)
            continue;
        const struct expression **last = &seen[(uintptr_t)measure.expression / EXPRESSION_ALIGNMENT % SEEN]; /* equal rates are stored once */
        if (*last == measure.expression)
            continue;
        *last = measure.expression;
        if (evaluate(measure.expression, &inner) != HS_OK)
            return hs_fail(why, HS_INVALID, "%s: line %s: %s \"%.80s\" cannot be evaluated: %.200s", name, line.code.digits, tariff_kind_name(measure.kind),
                           measure.text, inner.text);
    }
    return HS_OK;
}

static enum hs_status check_tariff(const char *name, const void *bytes, size_t size, struct hs_why *why)
{
    struct arena arena = { NULL };
    const struct tariff *tariff;
    const struct expression **seen = arena_take(&arena, SEEN * sizeof *seen);
    enum hs_status status = seen ? tariff_open(bytes, size, &arena, &tariff, why) : hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", name);
    for (uint32_t line = 0; status == HS_OK && line < tariff_lines(tariff); line++)
        status = check_line(tariff, line, seen, name, why);
    arena_free(&arena);
    return status;
}

static enum hs_status check_fx(const char *name, const void *bytes, size_t size, struct hs_why *why)
{
    struct fx fx;
    enum hs_status status = fx_open(bytes, size, &fx, why);
    for (uint32_t i = 0; status == HS_OK && i < fx_count(&fx); i++) {
        struct fx_rate rate;
        fx_at(&fx, i, &rate);
        if (!rate.currency[0])
            status = hs_fail(why, HS_CORRUPT, "%s: rate %u is damaged: make the rates anew", name, i + 1);
    }
    return status;
}

/* Whether the value's name ends with the country that it says of itself. */
static enum hs_status check_country(const char *name, const char *country, struct hs_why *why)
{
    const char *stated = strchr(name, '.') + 1;
    if (strlen(stated) == 2 && (country[0] | 0x20) == stated[0] && (country[1] | 0x20) == stated[1])
        return HS_OK;
    return hs_fail(why, HS_INVALID, "%s: it is that of %.2s: pack it under its own country", name, country);
}

static enum hs_status check_profile(const char *name, const void *bytes, size_t size, struct hs_why *why)
{
    struct profile profile;
    enum hs_status status = profile_open(bytes, size, &profile, why);
    return status == HS_OK ? check_country(name, profile.country->country, why) : status;
}

static enum hs_status check_origin(const char *name, const void *bytes, size_t size, struct hs_why *why)
{
    struct origin origin;
    enum hs_status status = origin_open(bytes, size, &origin, why);
    if (status == HS_OK)
        status = origin_check(&origin, why);
    return status == HS_OK ? check_country(name, origin.country, why) : status;
}

static enum hs_status check_countries(const struct store *store, struct hs_why *why)
{
    static const struct {
        const char *stem;
        enum hs_status (*check)(const char *name, const void *bytes, size_t size, struct hs_why *why);
    } checks[] = { { "tariff.", check_tariff }, { "fx.", check_fx }, { "profile.", check_profile }, { "origin.", check_origin } };
    const struct manifest *manifest = store_manifest(store);
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < manifest->count; i++)
        for (size_t c = 0; status == HS_OK && c < sizeof checks / sizeof *checks; c++) {
            const char *name = manifest->value[i].name;
            const void *bytes;
            size_t size;
            if (strncmp(name, checks[c].stem, strlen(checks[c].stem)) != 0)
                continue;
            status = store_value(store, name, &bytes, &size, why);
            if (status == HS_OK)
                status = checks[c].check(name, bytes, size, why);
        }
    return status;
}

enum hs_status recheck(const struct store *store, struct hs_why *why)
{
    enum hs_status status = check_model(store, why);
    if (status == HS_OK)
        status = check_rules(store, why);
    if (status == HS_OK)
        status = check_countries(store, why);
    return status == HS_OK ? check_selftest(store, why) : status;
}
