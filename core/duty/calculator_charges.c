/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/iso.h"
#include "core/duty/calculation.h"

static const char *currency_of(const struct calculator *calculator)
{
    return calculator->profile->country->currency;
}

static struct duty_step *charge_step(struct calculator *calculator, const struct profile_charge *charge)
{
    struct duty_step *step = step_add(calculator, STEP_CHARGE, profile_text(calculator->profile, charge->title), "");
    step->id = profile_text(calculator->profile, charge->id);
    return step;
}

/* The charge is owed, and nobody can say by which rate. */
static void without_rate(struct calculator *calculator, const struct profile_charge *charge, const struct sum *base, struct sum *sum)
{
    sum_unknown(sum);
    step_set_base(charge_step(calculator, charge), base, currency_of(calculator));
}

/* The customs value and the earlier charges that the base names. */
static void base_of(struct calculator *calculator, const struct profile_charge *charge, struct sum *base)
{
    base->known = true;
    base->training = base->sample = false;
    decimal_set_integer(&base->amount, 0, 0);
    if (charge->base & 1)
        sum_add(base, &calculator->value);
    for (uint32_t i = 0; i < calculator->profile->charges; i++)
        if (charge->base >> (i + 1) & 1)
            sum_add(base, &calculator->charge[i]);
}

/* ---- rates of the tariff ---- */

static void by_tariff(struct calculator *calculator, const struct tariff_measure *measure, const struct profile_charge *charge, const struct sum *base, struct sum *sum)
{
    const struct tariff_source *source = tariff_source(calculator->country.tariff);
    const char *title = profile_text(calculator->profile, charge->title);
    sum->training = base->training || source->training;
    sum->sample = base->sample;
    sum->known = measures_evaluate(calculator, measure->expression, base, NULL, title, false, &calculator->evaluated) == RATED_KNOWN;
    if (sum->known)
        decimal_set(&sum->amount, &calculator->evaluated.amount);
    sum_round(calculator, sum);
    struct duty_step *step = charge_step(calculator, charge);
    step_set_base(step, base, currency_of(calculator));
    step_set_amount(step, sum, currency_of(calculator));
    step->expression = measure->expression;
    step->source = SOURCE_TARIFF;
    step->day = measure->from ? measure->from : source->effective;
    step->training = source->training;
}

/* ---- rates of the profile ---- */

static void compute_rate(struct calculator *calculator, const struct profile_rate *rate, const struct sum *base, struct sum *sum)
{
    struct decimal *number = &calculator->factor;
    decimal_set_integer(&sum->amount, 0, 0);
    if (rate->flags & RATE_PERCENT) {
        decimal_set(&sum->amount, &base->amount);
        if (rate->flags & RATE_OVER) {
            profile_number_get(&rate->over, number);
            decimal_subtract(&sum->amount, &sum->amount, number);
        }
        profile_number_get(&rate->percent, number);
        number->scale += 2;
        decimal_multiply(&sum->amount, &sum->amount, number);
    }
    if (rate->flags & RATE_FIXED) {
        profile_number_get(&rate->fixed, number);
        decimal_add(&sum->amount, &sum->amount, number);
    }
    profile_number_get(&rate->least, number);
    if (rate->flags & RATE_LEAST && decimal_compare(&sum->amount, number) < 0)
        decimal_set(&sum->amount, number);
    profile_number_get(&rate->most, number);
    if (rate->flags & RATE_MOST && decimal_compare(&sum->amount, number) > 0)
        decimal_set(&sum->amount, number);
}

static void by_profile(struct calculator *calculator, const struct profile_charge *charge, const struct sum *base, struct sum *sum)
{
    const struct profile *profile = calculator->profile;
    const char *name = charge->measure == TARIFF_VAT ? calculator->entry->vat : "";
    const char *title = profile_text(profile, charge->title);
    const struct profile_rate *rate = calculator->entry->date ? profile_rate(profile, charge, name, calculator->entry->date, &base->amount) : NULL;
    if (rate && !base->known && rate->flags & RATE_UP_TO)
        rate = NULL; /* which band, only the base can tell */
    sum->known = rate && base->known;
    sum->training = base->training;
    sum->sample = base->sample || (rate && rate->flags & RATE_SAMPLE);
    if (sum->known)
        compute_rate(calculator, rate, base, sum);
    else if (!rate && base->known && calculator->entry->date)
        step_refer(calculator, "the profile has no rate on this date:", title);
    sum_round(calculator, sum);
    struct duty_step *step = charge_step(calculator, charge);
    step_set_base(step, base, currency_of(calculator));
    step_set_amount(step, sum, currency_of(calculator));
    step->rate = rate;
    step->source = SOURCE_PROFILE;
    step->day = rate ? rate->from : 0;
}

static void as_stated(struct calculator *calculator, const struct profile_charge *charge, struct sum *sum)
{
    const struct entry *entry = calculator->entry;
    const char *id = profile_text(calculator->profile, charge->id);
    sum_unknown(sum);
    for (size_t i = 0; i < entry->costs; i++)
        if (strcmp(entry->cost[i].id, id) == 0) {
            exchange_money(calculator, &entry->cost[i].money, currency_of(calculator), sum);
            sum_round(calculator, sum);
            struct duty_step *step = charge_step(calculator, charge);
            step_set_amount(step, sum, currency_of(calculator));
            step->source = SOURCE_DECLARED;
            return;
        }
    step_missing_field(calculator, ENTRY_COST, id, profile_text(calculator->profile, charge->title));
}

/* ---- the duty ---- */

/* Whether the rate stands on the duty of the applicable subheading, as those of chapter 99 do: then it is that duty and more. */
static bool holds_the_duty(struct calculator *calculator, const struct expression *expression)
{
    struct expression_result *result = &calculator->candidate;
    struct expression_inputs inputs = { .input = calculator->input, .inputs = 1, .currency = currency_of(calculator), .month = 1, .day = 1 };
    struct hs_why why;
    return expression_evaluate(expression, &inputs, result, &why) == HS_OK && result->outcome == EXPRESSION_MISSING && result->missing.kind == INPUT_DUTY &&
           !result->missing.name[0];
}

/* Duties on top, such as those of chapter 99. `sum` is the duty so far. */
static void add_additional(struct calculator *calculator, const struct sum *base, struct sum *sum)
{
    const struct tariff_source *source = tariff_source(calculator->country.tariff);
    for (size_t i = 0; i < calculator->measures; i++) {
        const struct tariff_measure *measure = &calculator->measure[i];
        struct sum *extra = &calculator->spare;
        if (measure->kind != TARIFF_ADDITIONAL)
            continue;
        if (*measure->origins && !*calculator->entry->origin) {
            step_missing_field(calculator, ENTRY_ORIGIN, "country of origin", tariff_kind_name(measure->kind));
            sum_unknown(sum);
        }
        if (!measures_hold(calculator, measure))
            continue;
        bool on_top = holds_the_duty(calculator, measure->expression);
        size_t inputs = calculator->inputs;
        if (on_top && sum->known && inputs < CALCULATION_INPUTS_MAX) {
            calculator->input[inputs].key = (struct expression_key) { .kind = INPUT_DUTY };
            decimal_set(&calculator->input[inputs].amount, &sum->amount);
            calculator->is_dummy[inputs] = true; /* for this evaluation alone */
            calculator->inputs++;
        }
        extra->known = (!on_top || sum->known) &&
                       measures_evaluate(calculator, measure->expression, base, NULL, "additional duty", false, &calculator->evaluated) == RATED_KNOWN;
        extra->training = source->training;
        extra->sample = false;
        if (extra->known)
            decimal_set(&extra->amount, &calculator->evaluated.amount);
        if (extra->known && on_top)
            decimal_subtract(&extra->amount, &extra->amount, &sum->amount);
        sum_round(calculator, extra);
        struct duty_step *step = step_add(calculator, STEP_ADDITIONAL, "additional duty", measure->group);
        step_set_base(step, base, currency_of(calculator));
        step_set_amount(step, extra, currency_of(calculator));
        step->expression = measure->expression;
        step->source = SOURCE_TARIFF;
        step->day = measure->from ? measure->from : source->effective;
        sum_add(sum, extra);
    }
}

static void by_duty(struct calculator *calculator, const struct profile_charge *charge, const struct sum *base, struct sum *sum)
{
    const char *second = profile_text(calculator->profile, calculator->profile->country->column_2);
    bool in_second = *calculator->entry->origin && iso_in_list(second, calculator->entry->origin), settled;
    struct tariff_measure measure;
    if (*second && !*calculator->entry->origin) {
        step_missing_field(calculator, ENTRY_ORIGIN, "country of origin", profile_text(calculator->profile, charge->title));
        without_rate(calculator, charge, base, sum);
    } else if (!measures_select(calculator, in_second ? TARIFF_COLUMN_2 : TARIFF_DUTY, &measure, &settled)) {
        if (settled)
            step_refer(calculator, "the tariff has no rate on this date:", profile_text(calculator->profile, charge->title));
        without_rate(calculator, charge, base, sum);
    } else {
        size_t first = calculator->result->steps;
        by_tariff(calculator, &measure, charge, base, sum);
        if (!in_second)
            calculate_preference(calculator, sum, first);
    }
    add_additional(calculator, base, sum);
}

/* ---- each charge ---- */

static bool is_raised(struct calculator *calculator, const struct profile_charge *charge)
{
    enum transport transport = calculator->entry->transport;
    if (!charge->transport)
        return true;
    if (transport == TRANSPORT_NONE) {
        step_missing_field(calculator, ENTRY_TRANSPORT, "transport", profile_text(calculator->profile, charge->title));
        return false;
    }
    return charge->transport >> transport & 1;
}

static void compute(struct calculator *calculator, uint32_t number)
{
    const struct profile_charge *charge = &calculator->profile->charge[number];
    struct sum *sum = &calculator->charge[number], *base = &calculator->base;
    struct tariff_measure measure;
    bool settled, named = charge->measure == TARIFF_VAT && *calculator->entry->vat;
    if (charge->flags & CHARGE_STATED) {
        as_stated(calculator, charge, sum);
        return;
    }
    base_of(calculator, charge, base);
    if (charge->measure == TARIFF_DUTY)
        by_duty(calculator, charge, base, sum);
    else if (charge->measure != PROFILE_NO_MEASURE && !named && measures_select(calculator, (enum tariff_kind)charge->measure, &measure, &settled))
        by_tariff(calculator, &measure, charge, base, sum);
    else if (charge->measure != PROFILE_NO_MEASURE && !named && !settled)
        without_rate(calculator, charge, base, sum);
    else if (charge->rates)
        by_profile(calculator, charge, base, sum);
}

void calculate_charges(struct calculator *calculator)
{
    const struct profile *profile = calculator->profile;
    for (uint32_t i = 0; i < profile->charges; i++) {
        const struct profile_charge *charge = &profile->charge[i];
        bool exempt = calculator->applied && calculator->applied->exempts >> i & 1;
        if (calculator->waived >> i & 1 || exempt) {
            struct duty_step *step = charge_step(calculator, charge);
            calculator->charge[i].sample = exempt ? calculator->applied->flags & AGREEMENT_SAMPLE : calculator->waived_by_sample >> i & 1;
            step_set_amount(step, &calculator->charge[i], currency_of(calculator));
            step->detail = exempt ? "not owed under the preference" : "not owed: small consignment";
            step->source = SOURCE_PROFILE;
        } else if (is_raised(calculator, charge)) {
            compute(calculator, i);
        }
    }
}
