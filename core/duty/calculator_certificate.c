/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/duty/calculation.h"

/* Without certificates of the origin nothing can be said of the proof, unless it is another country's that is at hand. */
static void look_up(struct calculator *calculator)
{
    const struct entry *entry = calculator->entry;
    const struct origins *origins = calculator->country.origins;
    enum hs_status status = origins_find(origins, entry->origin, entry->proof, &calculator->certificate, NULL);
    calculator->has_certificate = status == HS_OK;
    if (status == HS_NOT_FOUND && !origins_of(origins, entry->origin))
        calculator->certified = CERTIFIED_NOT;
    else if (status != HS_OK)
        calculator->faults = 1u << (status == HS_CORRUPT ? FAULT_ALTERED : FAULT_UNKNOWN);
}

void certificate_look_up(struct calculator *calculator)
{
    const struct entry *entry = calculator->entry;
    struct decimal *used = &calculator->scratch;
    calculator->certified = CERTIFIED_VALID;
    calculator->has_certificate = false;
    calculator->faults = 0;
    if (!*entry->proof || !*entry->origin || !calculator->country.origins) {
        calculator->certified = CERTIFIED_NOT;
        return;
    }
    look_up(calculator);
    if (calculator->has_certificate) {
        bool counts = entry->used_given && origin_declared(&calculator->certificate, &entry->used, 1, used);
        struct origin_use use = { &entry->code, entry->origin, entry->date, entry->input, entry->inputs, counts ? used : NULL };
        calculator->faults = origin_faults(&calculator->certificate, &use);
        if (entry->used_given && !counts)
            calculator->faults |= 1u << FAULT_UNCOUNTED;
    }
    if (calculator->faults)
        calculator->certified = calculator->faults == 1u << FAULT_UNCOUNTED ? CERTIFIED_UNKNOWN : CERTIFIED_REFUSED;
}

bool certificate_grants(const struct calculator *calculator)
{
    if (calculator->claim != CLAIM_AS_IT_STANDS)
        return calculator->claim == CLAIM_GRANTED;
    return calculator->certified != CERTIFIED_REFUSED;
}

static void ask_for_quantity(struct calculator *calculator)
{
    const struct certificate *certificate = &calculator->certificate;
    const struct entry *entry = calculator->entry;
    struct expression_key key = { .kind = INPUT_QUANTITY, .unit = certificate->unit, .part = certificate->part };
    if (origin_declared(certificate, entry->input, entry->inputs, &calculator->factor))
        step_missing_field(calculator, ENTRY_USED, "what was used of it before, in its unit", "certificate of origin");
    else
        step_missing_key(calculator, &key, "certificate of origin");
}

void certificate_tell(struct calculator *calculator)
{
    const struct certificate *certificate = &calculator->certificate;
    struct duty_step *step = step_add(calculator, STEP_CERTIFICATE, calculator->entry->proof, "");
    step->faults = calculator->faults;
    step->source = SOURCE_DECLARED;
    if (calculator->certified != CERTIFIED_NOT) {
        step->source = SOURCE_CERTIFICATES;
        memcpy(step->issuer, calculator->faults == 1u << FAULT_UNKNOWN ? calculator->entry->origin : certificate->issuer, sizeof step->issuer);
    }
    if (calculator->has_certificate) {
        step->words = certificate->number;
        step->detail = certificate->goods;
        step->day = certificate->revoked ? certificate->revoked : certificate->issued;
    }
    if (calculator->certified == CERTIFIED_UNKNOWN && calculator->claim == CLAIM_AS_IT_STANDS)
        ask_for_quantity(calculator);
}
