/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/profile.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/base/utc.h"

enum { NUMBER_SCALE_MAX = 9, DIGITS_LEAST = 6, DECIMALS_MAX = 6 };

const struct layout_form PROFILE_FORM = { "HSPROF02",
                                          "profile",
                                          { sizeof(struct profile_country), sizeof(struct profile_charge), sizeof(struct profile_rate),
                                            sizeof(struct profile_agreement), sizeof(struct profile_procedure), sizeof(struct profile_relief) } };

const char *incoterm_name(enum incoterm incoterm)
{
    static const char *const names[] = {
#define INCOTERM_TEXT(name) #name,
        INCOTERM_LIST(INCOTERM_TEXT)
#undef INCOTERM_TEXT
        "" };
    return names[incoterm];
}

const char *transport_name(enum transport transport)
{
    static const char *const names[] = {
#define TRANSPORT_TEXT(name, text) text,
        TRANSPORT_LIST(TRANSPORT_TEXT)
#undef TRANSPORT_TEXT
        "" };
    return names[transport];
}

/* ---- checking ---- */

static bool is_date(uint32_t date)
{
    return date == 0 || utc_day_valid(date);
}

static bool is_number(const struct profile_number *number)
{
    return number->number >= 0 && number->scale <= NUMBER_SCALE_MAX;
}

static bool are_capitals(const char *text, size_t letters)
{
    for (size_t i = 0; i < letters; i++)
        if (text[i] < 'A' || text[i] > 'Z')
            return false;
    return text[letters] == '\0';
}

/* The bits of the value and of the charges before this one. */
static bool is_base(uint32_t base, uint32_t charge)
{
    return base >> (charge + 1) == 0;
}

static bool country_is_sound(const struct profile_country *country, uint32_t texts)
{
    for (int i = 0; i < INCOTERM_COUNT; i++)
        if (country->incoterm[i] & ~(uint32_t)PRICE_HOLDS_ALL)
            return false;
    return are_capitals(country->country, 2) && are_capitals(country->currency, 3) && country->name < texts && country->nomenclature < texts && country->notice < texts &&
           country->digits >= DIGITS_LEAST && country->digits <= CODE_MAX && country->style <= CODE_DOTTED && country->valuation <= VALUATION_FOB &&
           country->rate_day <= RATE_DAY_MONTH && country->decimals <= DECIMALS_MAX && country->rounding <= DECIMAL_UP && country->column_2 < texts;
}

static bool charge_is_sound(const struct profile_charge *charge, uint32_t number, const struct profile *profile, uint32_t texts)
{
    return charge->id < texts && charge->title < texts && charge->measure <= PROFILE_NO_MEASURE && is_base(charge->base, number) &&
           charge->transport >> TRANSPORT_COUNT == 0 && !(charge->flags & ~(uint32_t)CHARGE_FLAGS) &&
           layout_range(charge->rate, charge->rates, profile->rates);
}

static bool rate_is_sound(const struct profile_rate *rate, uint32_t texts)
{
    return rate->name < texts && is_date(rate->from) && is_date(rate->until) && !(rate->flags & ~(uint32_t)RATE_FLAGS) && is_number(&rate->percent) &&
           is_number(&rate->fixed) && is_number(&rate->least) && is_number(&rate->most) && is_number(&rate->up_to) && is_number(&rate->over);
}

static bool agreement_is_sound(const struct profile_agreement *agreement, const struct profile *profile, uint32_t texts)
{
    return agreement->id < texts && agreement->programme < texts && agreement->title < texts && agreement->members < texts && agreement->proof < texts &&
           is_date(agreement->from) && is_date(agreement->until) && !(agreement->flags & ~(uint32_t)AGREEMENT_FLAGS) &&
           agreement->exempts >> profile->charges == 0 && is_number(&agreement->percent);
}

static bool procedure_is_sound(const struct profile_procedure *procedure, uint32_t texts)
{
    return procedure->id < texts && procedure->also < texts && procedure->title < texts && procedure->due <= DUE_REFER && procedure->reason < texts &&
           !(procedure->flags & ~(uint32_t)PROCEDURE_FLAGS);
}

static bool relief_is_sound(const struct profile_relief *relief, const struct profile *profile, uint32_t texts)
{
    return relief->id < texts && relief->title < texts && relief->scope <= SCOPE_MONTH && !(relief->flags & ~(uint32_t)RELIEF_FLAGS) &&
           is_date(relief->from) && is_date(relief->until) && relief->charges >> profile->charges == 0 && relief->above < texts &&
           are_capitals(relief->currency, 3) && is_number(&relief->limit);
}

enum hs_status profile_open(const void *bytes, size_t size, struct profile *profile, struct hs_why *why)
{
    struct layout layout;
    enum hs_status status = layout_open(bytes, size, &PROFILE_FORM, &layout, why);
    if (status != HS_OK)
        return status;
    uint32_t texts = layout.text_size;
    *profile = (struct profile) { layout.section[0], layout.section[1], layout.section[2], layout.section[3], layout.section[4], layout.section[5],
                                  layout.count[1],   layout.count[2],   layout.count[3],   layout.count[4],   layout.count[5],   layout.text };
    if (layout.count[0] != 1 || !country_is_sound(profile->country, texts))
        return layout_corrupt(&PROFILE_FORM, "the country", 0, why);
    if (profile->charges > PROFILE_CHARGES_MAX || profile->procedures == 0)
        return layout_corrupt(&PROFILE_FORM, "the number of charges or procedures", 0, why);
    for (uint32_t i = 0; i < profile->charges; i++)
        if (!charge_is_sound(&profile->charge[i], i, profile, texts))
            return layout_corrupt(&PROFILE_FORM, "a field of charge", i, why);
    for (uint32_t i = 0; i < profile->rates; i++)
        if (!rate_is_sound(&profile->rate[i], texts))
            return layout_corrupt(&PROFILE_FORM, "a field of rate", i, why);
    for (uint32_t i = 0; i < profile->agreements; i++)
        if (!agreement_is_sound(&profile->agreement[i], profile, texts))
            return layout_corrupt(&PROFILE_FORM, "a field of agreement", i, why);
    for (uint32_t i = 0; i < profile->procedures; i++)
        if (!procedure_is_sound(&profile->procedure[i], texts))
            return layout_corrupt(&PROFILE_FORM, "a field of procedure", i, why);
    for (uint32_t i = 0; i < profile->reliefs; i++)
        if (!relief_is_sound(&profile->relief[i], profile, texts))
            return layout_corrupt(&PROFILE_FORM, "a field of relief", i, why);
    return HS_OK;
}

/* ---- looking up ---- */

static bool names(const char *list, const char *sign)
{
    size_t length = strlen(sign);
    while (*list) {
        size_t word = strcspn(list, " ");
        if (word == length && length && strncasecmp(list, sign, word) == 0)
            return true;
        list += word;
        list += strspn(list, " ");
    }
    return false;
}

const struct profile_procedure *profile_procedure(const struct profile *profile, const char *sign)
{
    for (uint32_t i = 0; i < profile->procedures; i++)
        if (names(profile_text(profile, profile->procedure[i].id), sign) || names(profile_text(profile, profile->procedure[i].also), sign))
            return &profile->procedure[i];
    return NULL;
}

const struct profile_agreement *profile_agreement(const struct profile *profile, const char *id)
{
    for (uint32_t i = 0; i < profile->agreements; i++)
        if (strcasecmp(profile_text(profile, profile->agreement[i].id), id) == 0)
            return &profile->agreement[i];
    return NULL;
}

/* Without a decimal of its own: numbers have nine digits and bases are compared only where there are bands. */
static bool is_above(const struct decimal *base, const struct profile_number *limit)
{
    struct decimal bound;
    decimal_init(&bound);
    profile_number_get(limit, &bound);
    bool above = decimal_compare(base, &bound) > 0;
    decimal_clear(&bound);
    return above;
}

const struct profile_rate *profile_rate(const struct profile *profile, const struct profile_charge *charge, const char *name, uint32_t date,
                                        const struct decimal *base)
{
    if (!*name && charge->rates)
        name = profile_text(profile, profile->rate[charge->rate].name);
    for (uint32_t i = charge->rate; i < charge->rate + charge->rates; i++) {
        const struct profile_rate *rate = &profile->rate[i];
        if (profile_holds(rate->from, rate->until, date) && strcmp(profile_text(profile, rate->name), name) == 0 &&
            (!(rate->flags & RATE_UP_TO) || !is_above(base, &rate->up_to)))
            return rate;
    }
    return NULL;
}

bool profile_has_rate(const struct profile *profile, const struct profile_charge *charge, const char *name)
{
    for (uint32_t i = charge->rate; i < charge->rate + charge->rates; i++)
        if (strcmp(profile_text(profile, profile->rate[i].name), name) == 0)
            return true;
    return false;
}

/* ---- numbers ---- */

void profile_number_get(const struct profile_number *number, struct decimal *decimal)
{
    decimal_set_integer(decimal, number->number, number->scale);
}

/* Numbers were checked to have at most ten digits. */
static const char *number_text(const struct profile_number *number, char out[static 16])
{
    struct decimal decimal;
    decimal_init(&decimal);
    profile_number_get(number, &decimal);
    decimal_print(&decimal, out, 16);
    decimal_clear(&decimal);
    return out;
}

int profile_rate_text(const struct profile_rate *rate, char *out, size_t size)
{
    char number[16], buffer[160];
    int length = 0;
    buffer[0] = '\0';
#define ADD(flag, before, field, behind)                                                                                                                      \
    if (rate->flags & (flag))                                                                                                                                  \
        length += snprintf(buffer + length, sizeof buffer - (size_t)length, "%s%s%s", before, number_text(&rate->field, number), behind);
    ADD(RATE_FIXED, "", fixed, "")
    ADD(RATE_PERCENT, rate->flags & RATE_FIXED ? " + " : "", percent, "%")
    ADD(RATE_OVER, " of the excess over ", over, "")
    ADD(RATE_LEAST, " min ", least, "")
    ADD(RATE_MOST, " max ", most, "")
    ADD(RATE_UP_TO, " up to ", up_to, "")
#undef ADD
    return snprintf(out, size, "%s", buffer);
}
