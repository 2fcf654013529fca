/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/iso.h"
#include "core/duty/calculation.h"

enum { ROUNDS_MAX = 16 }; /* inputs that one rate may ask for in turn */

/* ---- which measure ---- */

void measures_load(struct calculator *calculator)
{
    calculator->measures = 0;
    for (size_t i = 0; i < calculator->line.measures; i++) {
        if (calculator->measures == CALCULATION_MEASURES_MAX) {
            calculator->overflowed = true;
            return;
        }
        struct tariff_measure *measure = &calculator->measure[calculator->measures];
        tariff_measure(calculator->country.tariff, calculator->line_number, i, measure);
        calculator->measures += profile_holds(measure->from, measure->until, calculator->entry->date);
    }
}

bool measures_hold(const struct calculator *calculator, const struct tariff_measure *measure)
{
    const struct entry *entry = calculator->entry;
    return !*measure->origins || (*entry->origin && iso_in_list(measure->origins, entry->origin));
}

bool measures_select(struct calculator *calculator, enum tariff_kind kind, struct tariff_measure *measure, bool *settled)
{
    bool found = false, twice = false, by_origin = false;
    *settled = true;
    for (size_t i = 0; i < calculator->measures; i++) {
        const struct tariff_measure *each = &calculator->measure[i];
        if (each->kind != kind)
            continue;
        by_origin |= *each->origins != '\0';
        if (!measures_hold(calculator, each))
            continue;
        /* What names the origin goes before what holds for all, and the later before the earlier. */
        int order = found ? (*each->origins != '\0') - (*measure->origins != '\0') : 1;
        if (order == 0)
            order = (each->from > measure->from) - (each->from < measure->from);
        if (order == 0 && !expression_equal(each->expression, measure->expression))
            twice = true;
        if (order > 0) {
            *measure = *each;
            found = true;
            twice = false;
        }
    }
    if (by_origin && !*calculator->entry->origin) {
        step_missing_field(calculator, ENTRY_ORIGIN, "country of origin", tariff_kind_name(kind));
        *settled = false;
    } else if (twice) {
        step_refer(calculator, "the tariff has two rates on this date:", tariff_kind_name(kind));
        *settled = false;
    }
    return found && *settled;
}

/* ---- inputs ---- */

static struct expression_input *add_input(struct calculator *calculator, bool dummy)
{
    if (calculator->inputs == CALCULATION_INPUTS_MAX)
        return NULL;
    calculator->is_dummy[calculator->inputs] = dummy;
    return &calculator->input[calculator->inputs++];
}

static void add_known(struct calculator *calculator, const struct expression_key *key, const struct decimal *amount)
{
    struct expression_input *input = add_input(calculator, false);
    if (input) {
        input->key = *key;
        decimal_set(&input->amount, amount);
    }
}

static const struct expression_input *find(const struct calculator *calculator, enum expression_input_kind kind, enum measure_dimension dimension, enum measure_part part)
{
    for (size_t i = 0; i < calculator->entry->inputs; i++) {
        const struct expression_input *input = &calculator->entry->input[i];
        if (input->key.kind == kind && input->key.part == part && (kind != INPUT_QUANTITY || measure_dimension(input->key.unit) == dimension))
            return input;
    }
    return NULL;
}

/* Litres of pure alcohol are the volume times its strength, where they were not stated. */
static void derive_alcohol(struct calculator *calculator)
{
    const struct expression_input *volume = find(calculator, INPUT_QUANTITY, DIMENSION_VOLUME, PART_WHOLE);
    const struct expression_input *strength = find(calculator, INPUT_DEGREE, DIMENSION_NONE, PART_STRENGTH);
    if (!volume || !strength || find(calculator, INPUT_QUANTITY, DIMENSION_VOLUME, PART_ALCOHOL))
        return;
    struct expression_key key = { .kind = INPUT_QUANTITY, .unit = volume->key.unit, .part = PART_ALCOHOL };
    decimal_multiply(&calculator->scratch, &volume->amount, &strength->amount);
    decimal_set_integer(&calculator->factor, 1, 2);
    decimal_multiply(&calculator->scratch, &calculator->scratch, &calculator->factor);
    add_known(calculator, &key, &calculator->scratch);
}

void measures_inputs(struct calculator *calculator)
{
    const struct entry *entry = calculator->entry;
    struct expression_key value = { .kind = INPUT_CUSTOMS_VALUE };
    calculator->inputs = 0;
    add_known(calculator, &value, &calculator->value.amount); /* the first: each charge puts its base there */
    for (size_t i = 0; i < entry->inputs; i++) {
        const struct expression_input *given = &entry->input[i];
        if (given->key.kind != INPUT_PART_VALUE) {
            add_known(calculator, &given->key, &given->amount);
        } else if (*entry->currency && exchange_find(calculator, entry->currency, true, &calculator->factor)) {
            decimal_multiply(&calculator->scratch, &given->amount, &calculator->factor);
            add_known(calculator, &given->key, &calculator->scratch);
        }
    }
    derive_alcohol(calculator);
}

/* What stood in for missing inputs goes; exchange rates that were found stay. */
static void drop_dummies(struct calculator *calculator)
{
    size_t kept = 0;
    for (size_t i = 0; i < calculator->inputs; i++)
        if (!calculator->is_dummy[i]) {
            struct expression_input moved = calculator->input[i];
            calculator->input[i] = calculator->input[kept];
            calculator->input[kept] = moved;
            calculator->is_dummy[kept++] = false;
        }
    calculator->inputs = kept;
}

/* ---- evaluating ---- */

/* Finds what the rate asks for; false where it stays missing, and then a dummy stands in so that what else is missing comes to light. */
static bool supply(struct calculator *calculator, const struct expression_key *key, const char *for_what, bool quiet)
{
    struct expression_input *input = add_input(calculator, true);
    if (!input)
        return false;
    input->key = *key;
    if (key->kind == INPUT_EXCHANGE_RATE && exchange_find(calculator, key->name, quiet, &input->amount)) {
        calculator->is_dummy[calculator->inputs - 1] = false;
        return true;
    }
    decimal_set_integer(&input->amount, 1, 0);
    if (!quiet && key->kind != INPUT_EXCHANGE_RATE && key->kind != INPUT_CUSTOMS_VALUE)
        step_missing_key(calculator, key, for_what);
    return false;
}

enum rated measures_evaluate(struct calculator *calculator, const struct expression *expression, const struct sum *base, const char *programme, const char *for_what,
                             bool quiet, struct expression_result *result)
{
    const struct entry *entry = calculator->entry;
    struct expression_inputs inputs = { .input = calculator->input, .currency = calculator->profile->country->currency, .programme = programme,
                                        .month = (int)(entry->date / 100 % 100), .day = (int)(entry->date % 100) };
    bool known = true;
    struct hs_why why;
    /* Without a base, percentages are unknown but specific rates are not. */
    calculator->input[0].key.kind = base->known ? INPUT_CUSTOMS_VALUE : INPUT_DUTY;
    strcpy(calculator->input[0].key.name, base->known ? "" : "no base");
    decimal_set(&calculator->input[0].amount, &base->amount);
    for (int round = 0; round < ROUNDS_MAX; round++) {
        inputs.inputs = calculator->inputs;
        if (expression_evaluate(expression, &inputs, result, &why) != HS_OK) {
            /* The entry's own fields were checked one by one; what is left are days, which the declaration's date cannot miss. */
            result->outcome = EXPRESSION_MISSING;
            known = false;
            break;
        }
        if (result->outcome != EXPRESSION_MISSING)
            break;
        if (result->missing.kind == INPUT_PROGRAMME || result->missing.kind == INPUT_DATE) {
            if (!quiet && result->missing.kind == INPUT_PROGRAMME)
                step_missing_key(calculator, &result->missing, for_what);
            known = false;
            break;
        }
        known &= supply(calculator, &result->missing, for_what, quiet);
    }
    drop_dummies(calculator);
    if (result->outcome == EXPRESSION_NO_PREFERENCE)
        return RATED_NONE;
    if (result->outcome == EXPRESSION_REFER && !quiet)
        step_refer(calculator, for_what, "")->expression = expression;
    return known && result->outcome == EXPRESSION_COMPUTED ? RATED_KNOWN : RATED_UNKNOWN;
}
