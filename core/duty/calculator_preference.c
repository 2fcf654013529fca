/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "core/base/iso.h"
#include "core/duty/calculation.h"

/* A rate that the origin may have instead of the general one. */
struct offer {
    const struct profile_agreement *agreement; /* NULL: the tariff names origins and no agreement of the profile */
    const struct expression *expression;       /* of the tariff, or NULL: the agreement's own percentage */
    const char *programme;                     /* for an expression that lists programmes */
    uint32_t day;
};

enum { OFFERS_MAX = 16 };

struct offers {
    struct offer offer[OFFERS_MAX];
    size_t count;
};

static void add_offer(struct offers *offers, const struct profile_agreement *agreement, const struct expression *expression, const char *programme, uint32_t day)
{
    if (offers->count < OFFERS_MAX)
        offers->offer[offers->count++] = (struct offer) { agreement, expression, programme, day };
}

/* What the line has for the agreement: its own measure, a list of programmes, or the agreement's rate for every line. */
static void offers_of(const struct calculator *calculator, const struct profile_agreement *agreement, struct offers *offers)
{
    const struct profile *profile = calculator->profile;
    const char *id = profile_text(profile, agreement->id), *programme = profile_text(profile, agreement->programme);
    bool found = false;
    for (size_t i = 0; i < calculator->measures; i++) {
        const struct tariff_measure *measure = &calculator->measure[i];
        if (measure->kind != TARIFF_PREFERENCE || !measures_hold(calculator, measure))
            continue;
        if (strcasecmp(measure->group, id) == 0) {
            add_offer(offers, agreement, measure->expression, NULL, measure->from);
            found = true;
        } else if (!*measure->group && *programme) {
            add_offer(offers, agreement, measure->expression, programme, measure->from);
            found = true;
        }
    }
    if (!found && agreement->flags & AGREEMENT_RATE)
        add_offer(offers, agreement, NULL, NULL, agreement->from);
}

static void find_offers(const struct calculator *calculator, struct offers *offers)
{
    const struct profile *profile = calculator->profile;
    const struct entry *entry = calculator->entry;
    offers->count = 0;
    for (uint32_t i = 0; i < profile->agreements; i++) {
        const struct profile_agreement *agreement = &profile->agreement[i];
        if (profile_holds(agreement->from, agreement->until, entry->date) && iso_in_list(profile_text(profile, agreement->members), entry->origin))
            offers_of(calculator, agreement, offers);
    }
    for (size_t i = 0; i < calculator->measures; i++) {
        const struct tariff_measure *measure = &calculator->measure[i];
        if (measure->kind == TARIFF_PREFERENCE && *measure->origins && measures_hold(calculator, measure) && !profile_agreement(profile, measure->group))
            add_offer(offers, NULL, measure->expression, NULL, measure->from);
    }
}

/* The duty under an offer, into `candidate`. */
static enum rated evaluate(struct calculator *calculator, const struct offer *offer, bool quiet)
{
    struct expression_result *candidate = &calculator->candidate;
    const struct profile_country *country = calculator->profile->country;
    enum rated rated = RATED_UNKNOWN;
    if (offer->expression) {
        rated = measures_evaluate(calculator, offer->expression, &calculator->value, offer->programme, "preference", quiet, candidate);
    } else if (calculator->value.known) {
        profile_number_get(&offer->agreement->percent, &candidate->amount);
        candidate->amount.scale += 2;
        decimal_multiply(&candidate->amount, &candidate->amount, &calculator->value.amount);
        rated = RATED_KNOWN;
    }
    if (rated == RATED_KNOWN)
        decimal_round(&candidate->amount, &candidate->amount, country->decimals, (enum decimal_rounding)country->rounding);
    return rated;
}

/* ---- conditions ---- */

enum condition { CONDITION_HOLDS, CONDITION_FAILS, CONDITION_UNKNOWN };

static enum condition compare(const char *country, const char *origin)
{
    return !*country ? CONDITION_UNKNOWN : strcmp(country, origin) == 0 ? CONDITION_HOLDS : CONDITION_FAILS;
}

static enum condition direct(const struct calculator *calculator, const struct offer *offer)
{
    return offer->agreement && offer->agreement->flags & AGREEMENT_DIRECT ? compare(calculator->entry->export, calculator->entry->origin) : CONDITION_HOLDS;
}

static enum condition traded(const struct calculator *calculator, const struct offer *offer)
{
    return offer->agreement && offer->agreement->flags & AGREEMENT_TRADE ? compare(calculator->entry->trade, calculator->entry->origin) : CONDITION_HOLDS;
}

static bool is_barred(const struct calculator *calculator, const struct offer *offer)
{
    return direct(calculator, offer) == CONDITION_FAILS || traded(calculator, offer) == CONDITION_FAILS;
}

/* `named`: "" takes any. */
static bool is_under(const struct calculator *calculator, const struct offer *offer, const char *named)
{
    return !*named || (offer->agreement && strcasecmp(profile_text(calculator->profile, offer->agreement->id), named) == 0);
}

static bool is_claimed(const struct calculator *calculator, const struct offer *offer)
{
    const struct entry *entry = calculator->entry;
    return *entry->proof && is_under(calculator, offer, entry->preference) &&
           (!calculator->has_certificate || is_under(calculator, offer, calculator->certificate.agreement));
}

/* ---- claimed ---- */

/* The cheapest of the offers that `wanted` takes and no condition bars; its duty is in `best`. NULL where none can be computed. */
static const struct offer *cheapest(struct calculator *calculator, const struct offers *offers, bool claimed, struct decimal *best)
{
    const struct offer *found = NULL;
    for (size_t i = 0; i < offers->count; i++) {
        const struct offer *offer = &offers->offer[i];
        if (is_barred(calculator, offer) || (claimed && !is_claimed(calculator, offer)) || evaluate(calculator, offer, true) != RATED_KNOWN)
            continue;
        if (!found || decimal_compare(&calculator->candidate.amount, best) < 0) {
            found = offer;
            decimal_set(best, &calculator->candidate.amount);
        }
    }
    return found;
}

static void explain_none(struct calculator *calculator, const struct offers *offers)
{
    const char *words = "claimed, but the line has no such preference for this origin";
    for (size_t i = 0; i < offers->count; i++)
        if (is_claimed(calculator, &offers->offer[i]))
            words = direct(calculator, &offers->offer[i]) == CONDITION_FAILS   ? "claimed, but not imported directly from the country of origin"
                    : traded(calculator, &offers->offer[i]) == CONDITION_FAILS ? "claimed, but not traded by the country of origin"
                                                                              : "claimed, but its rate cannot be computed";
    step_add(calculator, STEP_PREFERENCE, words, "");
}

static void set_rate(struct calculator *calculator, const struct offer *offer, struct duty_step *step)
{
    const struct tariff_source *source = tariff_source(calculator->country.tariff);
    step->agreement = offer->agreement;
    step->expression = offer->expression;
    step->percent = offer->expression ? NULL : &offer->agreement->percent;
    step->source = offer->expression ? SOURCE_TARIFF : SOURCE_PROFILE;
    step->day = offer->expression && !offer->day ? source->effective : offer->day;
    step->training = offer->expression && source->training;
    step->sample = offer->agreement && offer->agreement->flags & AGREEMENT_SAMPLE;
}

/* A claimed offer that cannot be computed: its evaluation says what is missing, and the duty is unknown. */
static bool ask_for_claimed(struct calculator *calculator, const struct offers *offers)
{
    for (size_t i = 0; i < offers->count; i++)
        if (is_claimed(calculator, &offers->offer[i]) && !is_barred(calculator, &offers->offer[i]) && evaluate(calculator, &offers->offer[i], false) == RATED_UNKNOWN)
            return true;
    return false;
}

static void apply(struct calculator *calculator, const struct offer *offer, const struct decimal *amount, struct sum *duty, size_t first)
{
    struct duty_step *step = step_drop_questions(calculator, first);
    if (direct(calculator, offer) == CONDITION_UNKNOWN)
        step_missing_field(calculator, ENTRY_EXPORT, "country of export", "direct import");
    if (traded(calculator, offer) == CONDITION_UNKNOWN)
        step_missing_field(calculator, ENTRY_TRADE, "trading country", "preference");
    /* A certificate that cannot be held against the quantity asks for it when it is told of. */
    bool uncounted = calculator->claim == CLAIM_AS_IT_STANDS && calculator->certified == CERTIFIED_UNKNOWN;
    if (uncounted || direct(calculator, offer) == CONDITION_UNKNOWN || traded(calculator, offer) == CONDITION_UNKNOWN) {
        sum_unknown(duty);
        step->has_amount = false;
        return;
    }
    calculator->applied = offer->agreement;
    calculator->preferred = true;
    duty->known = true;
    duty->sample |= offer->agreement && offer->agreement->flags & AGREEMENT_SAMPLE;
    decimal_set(&duty->amount, amount);
    set_rate(calculator, offer, step);
    step->training |= calculator->value.training;
    step_set_amount(step, duty, step->currency);
}

/* ---- not claimed ---- */

static void list_unclaimed(struct calculator *calculator, const struct offers *offers, const struct sum *duty)
{
    const struct offer *offer = cheapest(calculator, offers, false, &calculator->scratch);
    if (!offer || (duty->known && decimal_compare(&calculator->scratch, &duty->amount) >= 0) || (offer->agreement && offer->agreement == calculator->applied))
        return;
    if (is_claimed(calculator, offer) && calculator->certified == CERTIFIED_UNKNOWN) /* claimed, and not yet settled */
        return;
    struct duty_step *step = step_add(calculator, STEP_UNCLAIMED, "", "");
    struct sum amount = { .known = true, .amount = calculator->scratch };
    set_rate(calculator, offer, step);
    step_set_base(step, &calculator->value, calculator->profile->country->currency);
    step_set_amount(step, &amount, calculator->profile->country->currency);
    step->lacks = (!is_claimed(calculator, offer)    ? LACKS_PROOF
                   : certificate_grants(calculator) ? 0
                                                    : LACKS_VALIDITY) | (direct(calculator, offer) == CONDITION_UNKNOWN ? LACKS_DIRECT : 0) |
                  (traded(calculator, offer) == CONDITION_UNKNOWN ? LACKS_TRADE : 0);
}

void calculate_preference(struct calculator *calculator, struct sum *duty, size_t first)
{
    struct offers offers;
    size_t duty_at = calculator->result->steps - 1;
    struct decimal *best = &calculator->scratch;
    const struct entry *entry = calculator->entry;
    if (!*entry->origin || !entry->date)
        return;
    find_offers(calculator, &offers);
    if (*entry->preference && !*entry->proof)
        step_add(calculator, STEP_PREFERENCE, "claimed without proof of origin: not granted", "");
    if (*entry->proof && certificate_grants(calculator)) {
        const struct offer *offer = cheapest(calculator, &offers, true, best);
        if (offer && (!duty->known || decimal_compare(best, &duty->amount) < 0)) {
            apply(calculator, offer, best, duty, first);
        } else if (!offer && ask_for_claimed(calculator, &offers)) {
            sum_unknown(duty);
            calculator->result->step[duty_at].has_amount = false;
        } else if (!offer) {
            explain_none(calculator, &offers);
        }
    }
    if (*entry->proof)
        certificate_tell(calculator);
    list_unclaimed(calculator, &offers, duty);
}
