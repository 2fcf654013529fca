/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/conditions.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const TAG[] = {
#define OPERATOR_TAG(name, tag) [CONDITION_##name] = tag,
    CONDITION_OPERATORS(OPERATOR_TAG)
#undef OPERATOR_TAG
};

const char *condition_operator_tag(enum condition_operator relation)
{
    return TAG[relation];
}

/* How a stated value stands to the listed ones. */
enum fit { APART, BROADER, WITHIN };

static enum fit fit(const struct lexicon *lexicon, uint32_t stated, const uint32_t *listed, uint32_t count)
{
    enum fit best = APART;
    for (uint32_t i = 0; i < count; i++) {
        if (lexicon_within(lexicon, stated, listed[i]))
            return WITHIN;
        if (lexicon_within(lexicon, listed[i], stated))
            best = BROADER;
    }
    return best;
}

/* A denial of "cotton" denies a list only when all of the list is cotton. */
static bool is_denied(const struct lexicon *lexicon, uint32_t denied, const uint32_t *listed, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!lexicon_within(lexicon, listed[i], denied))
            return false;
    return count > 0;
}

static enum condition_state state_of_values(const struct condition *condition, const uint32_t *listed, const struct lexicon *lexicon, const struct facts *facts,
                                            size_t *fact)
{
    bool whole = condition->relation == CONDITION_IS || condition->relation == CONDITION_NOT;
    bool wanted = condition->relation == CONDITION_IS || condition->relation == CONDITION_HAS;
    size_t inside = facts->count, outside = facts->count, denied = facts->count;
    bool broader = false;
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *stated = &facts->fact[i];
        if (stated->is_number || stated->axis != condition->axis || (whole && stated->minor))
            continue;
        if (stated->denied) {
            if (denied == facts->count && is_denied(lexicon, stated->number_of, listed, condition->count))
                denied = i;
            continue;
        }
        enum fit how = fit(lexicon, stated->number_of, listed, condition->count);
        broader = broader || how == BROADER;
        if (how == WITHIN && inside == facts->count)
            inside = i;
        if (how == APART && outside == facts->count)
            outside = i;
    }
    if (inside < facts->count) {
        *fact = inside;
        if (wanted)
            return CONDITION_MET;
        return whole && (outside < facts->count || broader) ? CONDITION_OPEN : CONDITION_BROKEN;
    }
    if (denied < facts->count) {
        *fact = denied;
        return wanted ? CONDITION_BROKEN : CONDITION_MET;
    }
    if (!whole || outside == facts->count || broader)
        return CONDITION_OPEN;
    *fact = outside;
    return wanted ? CONDITION_BROKEN : CONDITION_MET;
}

static bool compares(enum condition_operator relation, float stated, float bound)
{
    float slack = fabsf(bound) * 1e-5f; /* 0.75 kW is not quite 750 W in binary */
    switch (relation) {
    case CONDITION_LESS: return stated < bound - slack;
    case CONDITION_AT_MOST: return stated <= bound + slack;
    case CONDITION_MORE: return stated > bound + slack;
    default: return stated >= bound - slack;
    }
}

/* Of several numbers in one dimension one that fits is enough: the others may measure something else. */
static enum condition_state state_of_number(const struct condition *condition, const uint32_t *listed, const struct lexicon *lexicon, const struct facts *facts,
                                            size_t *fact)
{
    enum condition_state state = CONDITION_OPEN;
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *stated = &facts->fact[i];
        bool comparable = condition->count ? !stated->is_number && !stated->denied && stated->share >= 0 && fit(lexicon, stated->number_of, listed, condition->count) == WITHIN
                                           : stated->is_number && condition->unit != CONDITION_NO_UNIT && stated->number_of == lexicon->unit[condition->unit].dimension;
        if (!comparable || stated->axis != condition->axis)
            continue;
        bool met = compares((enum condition_operator)condition->relation, condition->count ? stated->share : stated->number, condition->number);
        if (met || state == CONDITION_OPEN)
            *fact = i;
        if (met)
            return CONDITION_MET;
        state = CONDITION_BROKEN;
    }
    return state;
}

enum condition_state condition_state(const struct condition *condition, const uint32_t *values, const struct lexicon *lexicon, const struct facts *facts,
                                     size_t *fact)
{
    const uint32_t *listed = values + condition->first;
    if (!(facts->axes >> condition->axis & 1)) /* most conditions, most of the time */
        return CONDITION_OPEN;
    return condition->relation <= CONDITION_LACKS ? state_of_values(condition, listed, lexicon, facts, fact) : state_of_number(condition, listed, lexicon, facts, fact);
}

/* Every value of `a` lies within one of `b`. */
static bool covers(const struct lexicon *lexicon, const uint32_t *a, uint32_t a_count, const uint32_t *b, uint32_t b_count)
{
    for (uint32_t i = 0; i < a_count; i++)
        if (fit(lexicon, a[i], b, b_count) != WITHIN)
            return false;
    return a_count > 0;
}

static bool are_apart(const struct lexicon *lexicon, const uint32_t *a, uint32_t a_count, const uint32_t *b, uint32_t b_count)
{
    for (uint32_t i = 0; i < a_count; i++)
        if (fit(lexicon, a[i], b, b_count) != APART)
            return false;
    return true;
}

static bool numbers_exclude(const struct condition *a, const struct condition *b)
{
    bool a_upper = a->relation <= CONDITION_AT_MOST, b_upper = b->relation <= CONDITION_AT_MOST;
    if (a_upper == b_upper)
        return false;
    const struct condition *upper = a_upper ? a : b, *lower = a_upper ? b : a;
    bool both_closed = upper->relation == CONDITION_AT_MOST && lower->relation == CONDITION_AT_LEAST;
    return lower->number > upper->number || (lower->number >= upper->number && !both_closed);
}

/* What one number of a condition measures: two that differ in this cannot be compared. */
static bool measure_the_same(const struct condition *a, const uint32_t *a_list, const struct condition *b, const uint32_t *b_list, const struct lexicon *lexicon)
{
    if (a->unit == CONDITION_NO_UNIT || b->unit == CONDITION_NO_UNIT)
        return a->unit == b->unit && covers(lexicon, a_list, a->count, b_list, b->count) && covers(lexicon, b_list, b->count, a_list, a->count);
    return lexicon->unit[a->unit].dimension == lexicon->unit[b->unit].dimension;
}

bool condition_excludes(const struct condition *a, const uint32_t *a_values, const struct condition *b, const uint32_t *b_values, const struct lexicon *lexicon)
{
    const uint32_t *a_list = a_values + a->first, *b_list = b_values + b->first;
    if (a->axis != b->axis)
        return false;
    if (a->relation > b->relation)
        return condition_excludes(b, b_values, a, a_values, lexicon);
    if (a->relation >= CONDITION_LESS)
        return measure_the_same(a, a_list, b, b_list, lexicon) && numbers_exclude(a, b);
    if (b->relation >= CONDITION_LESS)
        return false;
    if (a->relation == CONDITION_IS && b->relation == CONDITION_IS)
        return are_apart(lexicon, a_list, a->count, b_list, b->count);
    bool wants = a->relation == CONDITION_IS || a->relation == CONDITION_HAS;
    bool refuses = b->relation == CONDITION_NOT || b->relation == CONDITION_LACKS;
    if (wants && refuses)
        return covers(lexicon, a_list, a->count, b_list, b->count);
    return a->relation == CONDITION_NOT && b->relation == CONDITION_HAS && covers(lexicon, b_list, b->count, a_list, a->count);
}

bool condition_is_sound(const struct condition *condition, const uint32_t *values, uint32_t value_count, const struct lexicon *lexicon)
{
    if (condition->axis >= AXIS_COUNT || condition->relation >= CONDITION_OPERATOR_COUNT || !layout_range(condition->first, condition->count, value_count) ||
        (condition->unit != CONDITION_NO_UNIT && condition->unit >= lexicon->units) || !isfinite(condition->number))
        return false;
    for (uint32_t i = 0; i < condition->count; i++)
        if (values[condition->first + i] >= lexicon->values)
            return false;
    return true;
}

const char *condition_print(const struct condition *condition, const uint32_t *values, const struct lexicon *lexicon, enum tree_language language,
                            char out[static CONDITION_TEXT_MAX])
{
    static const char *const sign[] = { "=", "≠", "+", "−", "<", "≤", ">", "≥" };
    size_t length = 0;
    int written = snprintf(out, CONDITION_TEXT_MAX, "%s %s", lexicon->text + lexicon->axis[condition->axis].label[language], sign[condition->relation]);
    for (uint32_t i = 0; i < condition->count; i++) {
        length += (size_t)written;
        if (length >= CONDITION_TEXT_MAX)
            return out;
        written = snprintf(out + length, CONDITION_TEXT_MAX - length, "%s%s", i ? " | " : " ", lexicon_label(lexicon, values[condition->first + i], language));
    }
    length += (size_t)written;
    if (condition->relation < CONDITION_LESS || length >= CONDITION_TEXT_MAX)
        return out;
    if (condition->unit == CONDITION_NO_UNIT)
        snprintf(out + length, CONDITION_TEXT_MAX - length, " %g %%", (double)condition->number);
    else
        snprintf(out + length, CONDITION_TEXT_MAX - length, " %g %s", (double)(condition->number / lexicon->unit[condition->unit].factor),
                 lexicon->text + lexicon->unit[condition->unit].name);
    return out;
}

const struct layout_form CONDITIONS_FORM = { "HSFACT01", "facts", { sizeof(struct code_condition), sizeof(uint32_t) } };

static bool code_is_terminated(const struct code *code)
{
    return memchr(code->digits, '\0', sizeof code->digits) != NULL;
}

enum hs_status conditions_open(const void *bytes, size_t size, const struct lexicon *lexicon, struct conditions *conditions, struct hs_why *why)
{
    struct layout layout;
    enum hs_status status = layout_open(bytes, size, &CONDITIONS_FORM, &layout, why);
    if (status != HS_OK)
        return status;
    *conditions = (struct conditions){ layout.section[0], layout.section[1], layout.count[0], layout.count[1] };
    for (uint32_t i = 0; i < conditions->count; i++) {
        const struct code_condition *row = &conditions->row[i];
        if (!code_is_terminated(&row->code) || (i && code_compare(&row[-1].code, &row->code) > 0))
            return layout_corrupt(&CONDITIONS_FORM, "the code", i, why);
        if (!condition_is_sound(&row->condition, conditions->value, conditions->values, lexicon))
            return layout_corrupt(&CONDITIONS_FORM, "the condition", i, why);
    }
    return HS_OK;
}

uint32_t conditions_of(const struct conditions *conditions, const struct code *code, uint32_t *first)
{
    uint32_t low = 0, high = conditions->count, count = 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (code_compare(&conditions->row[middle].code, code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    while (low + count < conditions->count && code_compare(&conditions->row[low + count].code, code) == 0)
        count++;
    return count;
}

uint32_t contradicts(const struct conditions *conditions, const struct lexicon *lexicon, const struct code *code, const struct facts *facts, size_t *fact)
{
    for (size_t length = CODE_CHAPTER; facts->count && length <= code_length(code); length += 2) {
        struct code above = code_prefix(code, length);
        uint32_t first, count = conditions_of(conditions, &above, &first);
        for (uint32_t i = first; i < first + count; i++)
            if (condition_state(&conditions->row[i].condition, conditions->value, lexicon, facts, fact) == CONDITION_BROKEN)
                return i;
    }
    return CONDITION_NONE;
}
