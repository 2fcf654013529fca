/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/utc.h"
#include "core/duty/calculation.h"

static const char *const names[] = {
#define DUTY_STEP_TEXT(kind, name) name,
    DUTY_STEP_LIST(DUTY_STEP_TEXT)
#undef DUTY_STEP_TEXT
};

void duty_result_init(struct duty_result *result)
{
    memset(result, 0, sizeof *result);
    decimal_init(&result->total);
    for (size_t i = 0; i < DUTY_STEPS_MAX; i++) {
        decimal_init(&result->step[i].base);
        decimal_init(&result->step[i].amount);
        decimal_init(&result->step[i].exchange);
    }
}

void duty_result_clear(struct duty_result *result)
{
    decimal_clear(&result->total);
    for (size_t i = 0; i < DUTY_STEPS_MAX; i++) {
        decimal_clear(&result->step[i].base);
        decimal_clear(&result->step[i].amount);
        decimal_clear(&result->step[i].exchange);
    }
}

struct duty_step *step_add(struct calculator *calculator, enum duty_step_kind kind, const char *words, const char *detail)
{
    struct duty_result *result = calculator->result;
    calculator->overflowed |= result->steps == DUTY_STEPS_MAX;
    result->steps += result->steps < DUTY_STEPS_MAX;
    struct duty_step *step = &result->step[result->steps - 1];
    struct decimal base = step->base, amount = step->amount, exchange = step->exchange; /* their memory is used again */
    memset(step, 0, sizeof *step);
    step->base = base;
    step->amount = amount;
    step->exchange = exchange;
    step->kind = kind;
    step->id = names[kind];
    step->words = words;
    step->detail = detail;
    step->currency = "";
    step->field = ENTRY_FIELD_COUNT;
    return step;
}

static void mark(struct duty_step *step, const struct sum *sum)
{
    step->training |= sum->training;
    step->sample |= sum->sample;
}

void step_set_base(struct duty_step *step, const struct sum *base, const char *currency)
{
    step->currency = currency;
    mark(step, base);
    if ((step->has_base = base->known))
        decimal_set(&step->base, &base->amount);
}

void step_set_amount(struct duty_step *step, const struct sum *sum, const char *currency)
{
    step->currency = currency;
    mark(step, sum);
    if ((step->has_amount = sum->known))
        decimal_set(&step->amount, &sum->amount);
}

static bool is_asked(const struct duty_result *result, const struct duty_step *asked)
{
    for (size_t i = 0; i + 1 < result->steps; i++)
        if (result->step[i].kind == STEP_MISSING && result->step[i].field == asked->field && strcmp(result->step[i].words, asked->words) == 0 &&
            memcmp(&result->step[i].key, &asked->key, sizeof asked->key) == 0)
            return true;
    return false;
}

void step_missing_field(struct calculator *calculator, enum entry_field field, const char *words, const char *for_what)
{
    struct duty_step *step = step_add(calculator, STEP_MISSING, words, for_what);
    step->field = field;
    calculator->result->steps -= is_asked(calculator->result, step);
}

static enum entry_field field_of(const struct expression_key *key)
{
    bool mass = measure_dimension(key->unit) == DIMENSION_MASS;
    switch (key->kind) {
    case INPUT_QUANTITY:
        return mass && key->part == PART_WHOLE ? ENTRY_NET : mass && key->part == PART_GROSS_MASS ? ENTRY_GROSS : ENTRY_QUANTITY;
    case INPUT_PART_VALUE:
        return ENTRY_PART;
    case INPUT_DEGREE:
        return ENTRY_DEGREE;
    case INPUT_EXCHANGE_RATE:
        return ENTRY_EXCHANGE;
    case INPUT_PROGRAMME:
        return ENTRY_PREFERENCE;
    default:
        return ENTRY_FIELD_COUNT;
    }
}

void step_missing_key(struct calculator *calculator, const struct expression_key *key, const char *for_what)
{
    struct duty_step *step = step_add(calculator, STEP_MISSING, "", for_what);
    step->key = *key;
    step->field = field_of(key);
    calculator->result->steps -= is_asked(calculator->result, step);
}

struct duty_step *step_refer(struct calculator *calculator, const char *words, const char *detail)
{
    return step_add(calculator, STEP_REFER, words, detail);
}

struct duty_step *step_drop_questions(struct calculator *calculator, size_t first)
{
    struct duty_result *result = calculator->result;
    size_t kept = first;
    for (size_t i = first; i < result->steps; i++) {
        if (result->step[i].kind == STEP_MISSING || result->step[i].kind == STEP_REFER)
            continue;
        struct duty_step moved = result->step[i]; /* swapped, so that each number keeps one owner */
        result->step[i] = result->step[kept];
        result->step[kept++] = moved;
    }
    result->steps = kept;
    return &result->step[kept - 1];
}

/* ---- in words ---- */

/* Adds to what is written, cut where it does not fit. */
__attribute__((format(printf, 4, 5))) static void write_on(char *out, size_t size, size_t *length, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int more = vsnprintf(*length < size ? out + *length : NULL, *length < size ? size - *length : 0, format, arguments);
    va_end(arguments);
    *length += more > 0 ? (size_t)more : 0;
}

static int lacking(const struct duty_step *step, const struct profile *profile, char *out, size_t size)
{
    const struct profile_agreement *agreement = step->agreement;
    const char *proof = agreement ? profile_text(profile, agreement->proof) : "proof of origin", *before = ": lacks ";
    size_t length = 0;
    write_on(out, size, &length, "preference %s", agreement ? profile_text(profile, agreement->id) : "by origin");
    if (step->lacks & (LACKS_PROOF | LACKS_VALIDITY)) {
        write_on(out, size, &length, "%s%s%s", before, step->lacks & LACKS_VALIDITY ? "a valid " : "", proof);
        before = ", ";
    }
    if (step->lacks & LACKS_DIRECT) {
        write_on(out, size, &length, "%sdirect import", before);
        before = ", ";
    }
    if (step->lacks & LACKS_TRADE)
        write_on(out, size, &length, "%strade with the country of origin", before);
    return (int)length;
}

static int certifying(const struct duty_step *step, char *out, size_t size)
{
    const char *before = "it ";
    size_t length = 0;
    if (!*step->issuer) {
        write_on(out, size, &length, "%s: not checked: no certificates of the country of origin are at hand", step->words);
        return (int)length;
    }
    write_on(out, size, &length, "%s%s%s: ", step->words, *step->detail ? " for " : "", step->detail);
    if (!step->faults)
        write_on(out, size, &length, "valid");
    for (enum origin_fault fault = 0; fault < FAULT_COUNT; fault++)
        if (step->faults >> fault & 1) {
            write_on(out, size, &length, "%s%s", before, origin_fault_words(fault));
            before = ", ";
        }
    if (step->faults & ~(1u << FAULT_UNCOUNTED))
        write_on(out, size, &length, ": not granted");
    return (int)length;
}

int duty_step_what(const struct duty_step *step, const struct profile *profile, char *out, size_t size)
{
    char key[160];
    if (step->kind == STEP_UNCLAIMED)
        return lacking(step, profile, out, size);
    if (step->kind == STEP_CERTIFICATE)
        return certifying(step, out, size);
    if (step->kind == STEP_MISSING) {
        const char *what = step->words;
        if (!*what) {
            expression_key_text(&step->key, key, sizeof key);
            what = key;
        }
        return snprintf(out, size, "%s%s%s", what, *step->detail ? ", for " : "", step->detail);
    }
    if (step->kind == STEP_EXCHANGE)
        return snprintf(out, size, "%s", step->foreign);
    if (step->agreement)
        return snprintf(out, size, "%s, preference %s", step->words, profile_text(profile, step->agreement->id));
    return snprintf(out, size, "%s%s%s", step->words, *step->detail && *step->words ? " " : "", step->detail);
}

int duty_step_rate(const struct duty_step *step, char *out, size_t size)
{
    char number[64];
    if (step->expression)
        return (int)expression_print(step->expression, out, size);
    if (step->rate)
        return profile_rate_text(step->rate, out, size);
    if (step->percent) {
        struct decimal percent;
        decimal_init(&percent);
        profile_number_get(step->percent, &percent);
        decimal_print(&percent, number, sizeof number);
        decimal_clear(&percent);
        return snprintf(out, size, "%s%%", number);
    }
    if (step->has_exchange)
        return (int)decimal_print(&step->exchange, out, size);
    if (size)
        out[0] = '\0';
    return 0;
}

int duty_step_source(const struct duty_step *step, const struct profile *profile, char *out, size_t size)
{
    char day[UTC_TEXT_MAX] = "";
    const char *source = "computed", *of = "";
    if (step->day)
        utc_print_day(step->day, day);
    switch (step->source) {
    case SOURCE_DECLARED:
        source = "declared";
        break;
    case SOURCE_TARIFF:
        source = "tariff ";
        of = profile->country->country;
        break;
    case SOURCE_PROFILE:
        source = "profile ";
        of = profile->country->country;
        break;
    case SOURCE_EXCHANGE:
        source = "exchange rate";
        break;
    case SOURCE_CERTIFICATES:
        source = "certificates of ";
        of = step->issuer;
        break;
    default:
        break;
    }
    return snprintf(out, size, "%s%s%s%s%s%s", source, of, *day ? " of " : "", day, step->training ? ", TRAINING" : "", step->sample ? ", sample" : "");
}

bool duty_newly_requires(const struct duty_result *result, size_t step, const struct duty_result *than)
{
    const struct duty_step *required = &result->step[step];
    if (required->kind != STEP_REQUIRE)
        return false;
    for (size_t i = 0; i < than->steps; i++)
        if (than->step[i].kind == STEP_REQUIRE && than->step[i].required == required->required && strcmp(than->step[i].detail, required->detail) == 0)
            return false;
    return true;
}
