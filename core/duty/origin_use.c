/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/origin_use.h"

#include <string.h>

static const struct {
    const char *name, *words;
} faults[] = {
#define ORIGIN_FAULT_ROW(fault, name, words) { name, words },
    ORIGIN_FAULT_LIST(ORIGIN_FAULT_ROW)
#undef ORIGIN_FAULT_ROW
};

const char *origin_fault_name(enum origin_fault fault)
{
    return faults[fault].name;
}

const char *origin_fault_words(enum origin_fault fault)
{
    return faults[fault].words;
}

static void scale_by(struct decimal *amount, const struct measure_factor *factor)
{
    struct decimal by;
    decimal_init(&by);
    decimal_set_integer(&by, factor->factor, factor->scale);
    decimal_multiply(amount, amount, &by);
    decimal_clear(&by);
}

bool origin_declared(const struct certificate *certificate, const struct expression_input *inputs, size_t count, struct decimal *declared)
{
    for (size_t i = 0; i < count; i++) {
        const struct expression_key *key = &inputs[i].key;
        if (key->kind != INPUT_QUANTITY || key->part != certificate->part || measure_dimension(key->unit) != measure_dimension(certificate->unit))
            continue;
        decimal_set(declared, &inputs[i].amount);
        if (key->unit == certificate->unit)
            return true;
        struct measure_factor from = measure_factor(key->unit), to = measure_factor(certificate->unit);
        struct decimal divisor;
        scale_by(declared, &from);
        decimal_init(&divisor);
        decimal_set_integer(&divisor, to.factor, to.scale);
        enum hs_status status = decimal_divide(declared, declared, &divisor, EXPRESSION_DIVISION_DIGITS, DECIMAL_UP, NULL);
        decimal_clear(&divisor);
        decimal_trim(declared);
        return status == HS_OK;
    }
    return false;
}

/* Codes agree as far as both go, up to what is the same everywhere. */
static bool is_for(const struct certificate *certificate, const struct code *code)
{
    struct code theirs = code_prefix(&certificate->code, CODE_SUBHEADING), ours = code_prefix(code, CODE_SUBHEADING);
    return code_within(&ours, &theirs) || code_within(&theirs, &ours);
}

static unsigned count_quantity(const struct certificate *certificate, const struct origin_use *use)
{
    struct decimal declared, covered;
    unsigned found = 0;
    decimal_init(&declared);
    decimal_init(&covered);
    if (!origin_declared(certificate, use->inputs, use->count, &declared))
        found = 1u << FAULT_UNCOUNTED;
    else if (use->before)
        decimal_add(&declared, &declared, use->before);
    /* What was used before may exceed it alone. */
    if (found && use->before)
        decimal_set(&declared, use->before);
    if (decimal_parse(certificate->quantity, strlen(certificate->quantity), DECIMAL_POINT, &covered, NULL) == HS_OK && decimal_compare(&declared, &covered) > 0)
        found = 1u << FAULT_OVER;
    decimal_clear(&declared);
    decimal_clear(&covered);
    return found;
}

unsigned origin_faults(const struct certificate *certificate, const struct origin_use *use)
{
    unsigned found = count_quantity(certificate, use);
    if (certificate->revoked)
        found |= 1u << FAULT_REVOKED;
    if (*use->origin && strcmp(use->origin, certificate->issuer) != 0)
        found |= 1u << FAULT_COUNTRY;
    if (use->code && use->code->digits[0] && !is_for(certificate, use->code))
        found |= 1u << FAULT_GOODS;
    if (use->date && use->date < certificate->issued)
        found |= 1u << FAULT_EARLY;
    if (use->date && certificate->until && use->date > certificate->until)
        found |= 1u << FAULT_EXPIRED;
    return found;
}
