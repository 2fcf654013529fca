/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/calculator.h"

#include <string.h>

#include "core/duty/calculation.h"
#include "core/duty/tariff_search.h"

static void each_decimal(struct calculator *calculator, void (*act)(struct decimal *))
{
    act(&calculator->with.amount);
    act(&calculator->without.amount);
    act(&calculator->price.amount);
    act(&calculator->value.amount);
    act(&calculator->spare.amount);
    act(&calculator->base.amount);
    for (size_t i = 0; i < PROFILE_CHARGES_MAX; i++)
        act(&calculator->charge[i].amount);
    for (size_t i = 0; i < CALCULATION_INPUTS_MAX; i++)
        act(&calculator->input[i].amount);
    act(&calculator->scratch);
    act(&calculator->factor);
    act(&calculator->evaluated.amount);
    act(&calculator->candidate.amount);
}

enum hs_status calculator_open(const struct duty_country *country, struct arena *arena, struct calculator **result, struct hs_why *why)
{
    struct calculator *calculator = arena_take(arena, sizeof *calculator);
    if (!calculator)
        return hs_fail(why, HS_NO_MEMORY, "calculator: no memory: close other programs");
    calculator->country = *country;
    calculator->profile = country->profile;
    each_decimal(calculator, decimal_init);
    *result = calculator;
    return HS_OK;
}

void calculator_close(struct calculator *calculator)
{
    if (calculator)
        each_decimal(calculator, decimal_clear);
}

/* ---- sums ---- */

void sum_unknown(struct sum *sum)
{
    sum->known = false;
}

static void sum_zero(struct sum *sum)
{
    sum->known = true;
    sum->training = sum->sample = false;
    decimal_set_integer(&sum->amount, 0, 0);
}

void sum_add(struct sum *sum, const struct sum *other)
{
    sum->known &= other->known;
    sum->training |= other->training;
    sum->sample |= other->sample;
    if (sum->known)
        decimal_add(&sum->amount, &sum->amount, &other->amount);
}

void sum_round(const struct calculator *calculator, struct sum *sum)
{
    const struct profile_country *country = calculator->profile->country;
    if (sum->known)
        decimal_round(&sum->amount, &sum->amount, country->decimals, (enum decimal_rounding)country->rounding);
}

/* ---- the whole ---- */

static enum hs_status begin(struct calculator *calculator, const struct entry *entry, struct hs_why *why)
{
    const struct profile *profile = calculator->profile;
    const struct tariff *tariff = calculator->country.tariff;
    if (!entry->code.digits[0])
        return hs_fail(why, HS_INVALID, "code: it is not given: say which line of the tariff");
    if (!tariff)
        return hs_fail(why, HS_NOT_FOUND, "no national tariff loaded for %s: import one with `hsdesk-admin import`", profile->country->country);
    calculator->procedure = *entry->procedure ? profile_procedure(profile, entry->procedure) : &profile->procedure[0];
    if (!calculator->procedure)
        return hs_fail(why, HS_INVALID, "procedure \"%s\": the profile of %s has none of this name: correct it", entry->procedure, profile->country->country);
    if (*entry->preference && !profile_agreement(profile, entry->preference))
        return hs_fail(why, HS_INVALID, "preference \"%s\": the profile of %s has none of this name: correct it", entry->preference, profile->country->country);
    enum hs_status status = tariff_search(tariff, &entry->code, (enum code_style)profile->country->style, &calculator->line_number, why);
    if (status == HS_OK)
        tariff_line(tariff, calculator->line_number, &calculator->line);
    return status;
}

static void describe_line(struct calculator *calculator)
{
    const struct tariff_source *source = tariff_source(calculator->country.tariff);
    if (source->training)
        step_add(calculator, STEP_NOTICE, "TRAINING tariff: its rates are invented", "")->training = true;
    const char *notice = profile_text(calculator->profile, calculator->profile->country->notice);
    if (*notice)
        step_add(calculator, STEP_NOTICE, notice, "")->source = SOURCE_PROFILE;
    struct duty_step *step = step_add(calculator, STEP_LINE, calculator->line.title, "");
    step->source = SOURCE_TARIFF;
    step->day = source->effective;
    step->training = source->training;
}

/* What the line requires at the border. */
static void list_requirements(struct calculator *calculator)
{
    for (size_t i = 0; i < calculator->measures; i++) {
        const struct tariff_measure *measure = &calculator->measure[i];
        if (tariff_kind_owes(measure->kind) || !measures_hold(calculator, measure))
            continue;
        struct duty_step *step = step_add(calculator, STEP_REQUIRE, tariff_kind_name(measure->kind), *measure->group ? measure->group : measure->text);
        step->required = measure->kind;
        step->source = SOURCE_TARIFF;
        step->training = tariff_source(calculator->country.tariff)->training;
    }
}

/* The total the one way or the other, beside the one that is owed. */
static void tell_way(struct calculator *calculator, enum duty_step_kind kind, const char *words, const struct sum *sum)
{
    step_set_amount(step_add(calculator, kind, words, ""), sum, calculator->profile->country->currency);
}

/* What all charges come to; `due`: they are owed at all. */
static void add_charges(struct calculator *calculator, bool due, struct sum *total)
{
    const struct duty_result *result = calculator->result;
    sum_zero(total);
    for (uint32_t i = 0; due && i < calculator->profile->charges; i++)
        if (!(calculator->profile->charge[i].flags & CHARGE_NOT_DUE))
            sum_add(total, &calculator->charge[i]);
    for (size_t i = 0; i < result->steps; i++)
        if (result->step[i].kind == STEP_MISSING || result->step[i].kind == STEP_REFER)
            sum_unknown(total);
    if (calculator->overflowed)
        sum_unknown(total);
    total->training |= tariff_source(calculator->country.tariff)->training;
    total->sample |= (calculator->procedure->flags & PROCEDURE_SAMPLE) != 0;
    sum_round(calculator, total);
}

static void add_up(struct calculator *calculator, bool due)
{
    struct duty_result *result = calculator->result;
    struct sum *total = &calculator->price; /* no longer needed */
    add_charges(calculator, due, total);
    if (calculator->both) {
        tell_way(calculator, STEP_WITH, "were the preference granted", &calculator->with);
        tell_way(calculator, STEP_WITHOUT, "were it not", &calculator->without);
    }
    struct duty_step *step = step_add(calculator, STEP_TOTAL, "duty, taxes and fees", "");
    if (calculator->overflowed) {
        sum_unknown(total);
        step->words = "the line has more measures than a calculation holds: see the tariff";
    }
    step_set_amount(step, total, calculator->profile->country->currency);
    result->known = total->known;
    result->training = total->training;
    result->sample = total->sample;
    if (total->known)
        decimal_set(&result->total, &total->amount);
    memcpy(result->currency, calculator->profile->country->currency, sizeof result->currency);
}

/* What is asked of the day, where charges are owed at all. */
static void check_day(struct calculator *calculator)
{
    const struct tariff_source *source = tariff_source(calculator->country.tariff);
    if (!calculator->entry->date)
        step_missing_field(calculator, ENTRY_DATE, "date of the declaration", "");
    else if (calculator->entry->date < source->effective)
        step_refer(calculator, "the tariff that is loaded holds only from a later day than the declaration", "");
}

/* Whether the procedure owes charges; a step says what it is where it owes none. */
static bool procedure_owes(struct calculator *calculator)
{
    const struct profile_procedure *procedure = calculator->procedure;
    const char *title = profile_text(calculator->profile, procedure->title);
    struct duty_step *step;
    if (procedure->due == DUE_ALL)
        return true;
    if (procedure->due == DUE_NONE) {
        step = step_add(calculator, STEP_PROCEDURE, title, "owes no duty, tax or fee");
    } else {
        step_add(calculator, STEP_PROCEDURE, title, "")->source = SOURCE_PROFILE;
        step = step_refer(calculator, profile_text(calculator->profile, procedure->reason), "");
    }
    step->source = SOURCE_PROFILE;
    step->sample = procedure->flags & PROCEDURE_SAMPLE;
    return false;
}

/* All steps but the last ones, from the first. Returns whether charges are owed. */
static bool compute(struct calculator *calculator)
{
    calculator->waived = calculator->waived_by_sample = 0;
    calculator->overflowed = false;
    calculator->applied = NULL;
    calculator->preferred = false;
    calculator->result->steps = 0;
    measures_load(calculator);
    describe_line(calculator);
    sum_zero(&calculator->price);
    sum_zero(&calculator->value);
    for (uint32_t i = 0; i < calculator->profile->charges; i++)
        sum_zero(&calculator->charge[i]);
    if (calculator->procedure->due != DUE_NONE) {
        check_day(calculator);
        calculate_value(calculator);
    }
    bool owes = procedure_owes(calculator);
    if (owes) {
        measures_inputs(calculator);
        calculate_relief(calculator);
        calculate_charges(calculator);
    }
    return owes;
}

/* Both ways, each a calculation of its own, because taxes on top of the duty follow it. Nothing is to be compared where the line has no such preference. */
static void compute_both_ways(struct calculator *calculator)
{
    calculator->both = false;
    if (!*calculator->entry->proof || calculator->procedure->due != DUE_ALL)
        return;
    calculator->claim = CLAIM_GRANTED;
    add_charges(calculator, compute(calculator), &calculator->with);
    if (!calculator->preferred)
        return;
    calculator->claim = CLAIM_REFUSED;
    add_charges(calculator, compute(calculator), &calculator->without);
    calculator->both = true;
}

enum hs_status calculate(struct calculator *calculator, const struct entry *entry, struct duty_result *result, struct hs_why *why)
{
    calculator->entry = entry;
    calculator->result = result;
    result->steps = 0;
    result->known = result->training = result->sample = false;
    enum hs_status status = begin(calculator, entry, why);
    if (status != HS_OK)
        return status;
    certificate_look_up(calculator);
    compute_both_ways(calculator);
    calculator->claim = CLAIM_AS_IT_STANDS;
    bool owes = compute(calculator);
    list_requirements(calculator);
    add_up(calculator, owes);
    return HS_OK;
}
