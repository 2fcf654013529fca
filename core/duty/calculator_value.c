/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/duty/calculation.h"

/* ---- exchange ---- */

/* The day whose rate holds; 0 where it is not known. */
static uint32_t rate_day(const struct calculator *calculator)
{
    const struct entry *entry = calculator->entry;
    switch ((enum profile_rate_day)calculator->profile->country->rate_day) {
    case RATE_DAY_EXPORT:
        return entry->export_date;
    case RATE_DAY_MONTH:
        return entry->date ? entry->date / 100 * 100 + 1 : 0;
    default:
        return entry->date;
    }
}

static bool is_shown(const struct duty_result *result, const char *currency)
{
    for (size_t i = 0; i < result->steps; i++)
        if (result->step[i].kind == STEP_EXCHANGE && strcmp(result->step[i].foreign, currency) == 0)
            return true;
    return false;
}

static void show_rate(struct calculator *calculator, const char *currency, const struct decimal *rate, enum duty_source source, uint32_t day)
{
    if (is_shown(calculator->result, currency))
        return;
    struct duty_step *step = step_add(calculator, STEP_EXCHANGE, "", "");
    strncat(step->foreign, currency, sizeof step->foreign - 1);
    step->has_exchange = true;
    decimal_set(&step->exchange, rate);
    step->currency = calculator->profile->country->currency;
    step->source = source;
    step->day = day;
}

bool exchange_find(struct calculator *calculator, const char *currency, bool quiet, struct decimal *rate)
{
    const struct entry *entry = calculator->entry;
    uint32_t since, day = rate_day(calculator);
    if (strcmp(currency, calculator->profile->country->currency) == 0) {
        decimal_set_integer(rate, 1, 0);
        return true;
    }
    for (size_t i = 0; i < entry->exchanges; i++)
        if (strcmp(entry->exchange[i].currency, currency) == 0) {
            decimal_set(rate, &entry->exchange[i].rate);
            show_rate(calculator, entry->exchange[i].currency, rate, SOURCE_DECLARED, 0);
            return true;
        }
    if (!day) {
        if (!quiet && entry->date)
            step_missing_field(calculator, ENTRY_EXPORT_DATE, "date of exportation", "the exchange rate");
        return false;
    }
    if (calculator->country.fx && fx_rate(calculator->country.fx, currency, day, rate, &since, NULL) == HS_OK) {
        show_rate(calculator, currency, rate, SOURCE_EXCHANGE, since);
        return true;
    }
    if (!quiet) {
        struct expression_key key = { .kind = INPUT_EXCHANGE_RATE };
        strncat(key.name, currency, sizeof key.name - 1);
        step_missing_key(calculator, &key, "");
    }
    return false;
}

void exchange_money(struct calculator *calculator, const struct entry_money *money, const char *otherwise, struct sum *sum)
{
    const char *currency = *money->currency ? money->currency : otherwise;
    sum->training = sum->sample = false;
    sum->known = money->given && exchange_find(calculator, currency, false, &calculator->factor);
    if (sum->known)
        decimal_multiply(&sum->amount, &money->amount, &calculator->factor);
}

/* ---- the customs value ---- */

/* A cost of delivery: added to the value or taken out of it, as the price under the Incoterm holds it or not. */
static void deliver(struct calculator *calculator, enum duty_step_kind kind, const struct entry_money *money, enum entry_field field, const char *words,
                    bool in_price)
{
    const struct profile_country *country = calculator->profile->country;
    bool wanted = country->valuation == VALUATION_CIF;
    const struct entry *entry = calculator->entry;
    const char *term = incoterm_name(entry->incoterm);
    struct sum *cost = &calculator->spare;
    if (wanted == in_price) {
        if (money->given) {
            struct duty_step *step = step_add(calculator, kind, in_price ? "in the price, not added again, under" : "not part of the value, under", term);
            step->source = SOURCE_DECLARED;
        }
        return;
    }
    if (!money->given) {
        step_missing_field(calculator, field, words, in_price ? "taking it out of the price" : "the customs value");
        sum_unknown(&calculator->value);
        return;
    }
    exchange_money(calculator, money, entry->currency, cost);
    sum_round(calculator, cost);
    if (cost->known && in_price) {
        decimal_set_integer(&calculator->scratch, 0, 0);
        decimal_subtract(&cost->amount, &calculator->scratch, &cost->amount);
    }
    struct duty_step *step = step_add(calculator, kind, in_price ? "taken out of the price" : "added to the price", term);
    step->source = SOURCE_DECLARED;
    step_set_amount(step, cost, country->currency);
    sum_add(&calculator->value, cost);
}

static void add_delivery(struct calculator *calculator)
{
    const struct entry *entry = calculator->entry;
    if (entry->incoterm == INCOTERM_NONE) {
        if (entry->freight.given || entry->insurance.given) {
            step_missing_field(calculator, ENTRY_INCOTERM, "Incoterm", "whether freight and insurance are in the price");
            sum_unknown(&calculator->value);
        }
        return;
    }
    uint32_t holds = calculator->profile->country->incoterm[entry->incoterm];
    if (holds & PRICE_HOLDS_DUTY) {
        step_refer(calculator, "the price holds duty and taxes: state it without them, under", incoterm_name(entry->incoterm));
        sum_unknown(&calculator->value);
    }
    deliver(calculator, STEP_FREIGHT, &entry->freight, ENTRY_FREIGHT, "freight", holds & PRICE_HOLDS_FREIGHT);
    deliver(calculator, STEP_INSURANCE, &entry->insurance, ENTRY_INSURANCE, "insurance", holds & PRICE_HOLDS_INSURANCE);
}

void calculate_value(struct calculator *calculator)
{
    const struct entry *entry = calculator->entry;
    const char *currency = calculator->profile->country->currency;
    struct sum *value = &calculator->value, *price = &calculator->price;
    if (!entry->value.given)
        step_missing_field(calculator, ENTRY_VALUE, "value", "");
    if (!*entry->currency)
        step_missing_field(calculator, ENTRY_CURRENCY, "currency", "the value");
    price->known = entry->value.given && *entry->currency;
    if (price->known) {
        decimal_set(&price->amount, &entry->value.amount);
        struct duty_step *step = step_add(calculator, STEP_PRICE, entry->incoterm == INCOTERM_NONE ? "taken as the customs value: no Incoterm given" : "price",
                                          incoterm_name(entry->incoterm));
        if (entry->incoterm == INCOTERM_NONE && (entry->freight.given || entry->insurance.given))
            step->words = "price";
        step->source = SOURCE_DECLARED;
        step_set_amount(step, price, entry->currency);
        exchange_money(calculator, &entry->value, entry->currency, price);
        sum_round(calculator, price);
    }
    value->known = price->known;
    if (value->known)
        decimal_set(&value->amount, &price->amount);
    add_delivery(calculator);
    if (value->known && decimal_sign(&value->amount) < 0) {
        step_refer(calculator, "freight and insurance are more than the price that holds them", "");
        sum_unknown(value);
    }
    struct duty_step *step = step_add(calculator, STEP_VALUE, calculator->profile->country->valuation == VALUATION_CIF ? "customs value, with delivery to the border" : "customs value, without delivery", "");
    step_set_amount(step, value, currency);
}

/* ---- reliefs for small consignments ---- */

static bool lays_excise(const struct calculator *calculator)
{
    for (size_t i = 0; i < calculator->measures; i++)
        if (calculator->measure[i].kind == TARIFF_EXCISE && measures_hold(calculator, &calculator->measure[i]))
            return true;
    return false;
}

/* The limit in the country's currency. */
static bool limit_of(struct calculator *calculator, const struct profile_relief *relief, struct decimal *limit)
{
    if (!exchange_find(calculator, relief->currency, false, &calculator->factor))
        return false;
    profile_number_get(&relief->limit, limit);
    decimal_multiply(limit, limit, &calculator->factor);
    return true;
}

static void relieve(struct calculator *calculator, const struct profile_relief *relief)
{
    const struct profile *profile = calculator->profile;
    const struct entry *entry = calculator->entry;
    const struct sum *basis = relief->flags & RELIEF_DELIVERY ? &calculator->value : &calculator->price;
    struct sum *counted = &calculator->spare;
    struct decimal *limit = &calculator->scratch;
    if (!basis->known || !limit_of(calculator, relief, limit))
        return;
    bool within = decimal_compare(&basis->amount, limit) <= 0;
    if (within && relief->scope != SCOPE_CONSIGNMENT) {
        if (!entry->received.given) {
            step_missing_field(calculator, ENTRY_RECEIVED, relief->scope == SCOPE_MONTH ? "what the consignee received in the month before" : "what the consignee received on the day before",
                               profile_text(profile, relief->title));
            return;
        }
        exchange_money(calculator, &entry->received, entry->currency, counted);
        if (!counted->known || !limit_of(calculator, relief, limit))
            return;
        decimal_add(&counted->amount, &counted->amount, &basis->amount);
        within = decimal_compare(&counted->amount, limit) <= 0;
    }
    struct duty_step *step = NULL;
    if (within) {
        calculator->waived |= relief->charges;
        calculator->waived_by_sample |= relief->flags & RELIEF_SAMPLE ? relief->charges : 0;
        step = step_add(calculator, STEP_RELIEF, profile_text(profile, relief->title), "within the limit");
    } else if (*profile_text(profile, relief->above)) {
        step = step_refer(calculator, profile_text(profile, relief->above), "");
    }
    if (step) {
        struct sum bound = { .known = true, .sample = relief->flags & RELIEF_SAMPLE };
        decimal_init(&bound.amount);
        profile_number_get(&relief->limit, &bound.amount);
        step_set_base(step, &bound, relief->currency);
        decimal_clear(&bound.amount);
        step->source = SOURCE_PROFILE;
    }
}

void calculate_relief(struct calculator *calculator)
{
    const struct profile *profile = calculator->profile;
    if (!(calculator->procedure->flags & PROCEDURE_RELIEF))
        return;
    for (uint32_t i = 0; i < profile->reliefs; i++) {
        const struct profile_relief *relief = &profile->relief[i];
        if (profile_holds(relief->from, relief->until, calculator->entry->date) && !(relief->flags & RELIEF_NO_EXCISE && lays_excise(calculator)))
            relieve(calculator, relief);
    }
}
