/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/assess.h"

static const char *const TAG[] = {
#define VERDICT_TAG(name, tag) [VERDICT_##name] = tag,
    VERDICTS(VERDICT_TAG)
#undef VERDICT_TAG
};

const char *verdict_tag(enum verdict verdict)
{
    return TAG[verdict];
}

struct assess_limits assess_limits_standard(void)
{
    return (struct assess_limits){ .support = 0.15f, .least = 0.05f, .none = 0.5f, .rival = 0.01f, .share = 0.9f, .low = 0.05f, .high = 0.7f, .sure = 0.6f };
}

static bool is_contradicted(const struct rules *rules, const struct assess_case *given, const struct code *declared, struct assessment *assessment)
{
    uint32_t acting[NOTES_ACTING_MOST];
    size_t fact[NOTES_ACTING_MOST];
    assessment->condition = contradicts(&rules->conditions, &rules->lexicon, declared, given->facts, &assessment->fact);
    if (assessment->condition != CONDITION_NONE)
        return true;
    size_t notes = notes_acting(&rules->notes, &rules->lexicon, given->facts, acting, fact);
    for (size_t i = 0; i < notes; i++)
        if (note_lowers(&rules->notes, acting[i], declared)) {
            assessment->note = acting[i];
            assessment->fact = fact[i];
            return true;
        }
    return false;
}

/* The likeliest candidate that a fact which is not stated parts from the declared code. */
static bool is_open(const struct rules *rules, const struct assess_case *given, const struct code *declared, float least, struct assessment *assessment)
{
    for (size_t i = 0; i < given->count && given->candidates[i].probability >= least; i++) {
        const struct code *rival = &given->candidates[i].code;
        if (code_compare(rival, declared) == 0)
            continue;
        uint32_t question = question_between(&rules->questions, &rules->conditions, &rules->lexicon, declared, rival, given->facts);
        struct assessment against; /* a rival that a stated fact or a note speaks against is none */
        if (question < rules->questions.count && !is_contradicted(rules, given, rival, &against)) {
            assessment->question = question;
            assessment->rival = *rival;
            return true;
        }
    }
    return false;
}

static bool is_in_set(const struct assess_case *given, const struct code *declared, float share)
{
    float held = 0, all = 0;
    for (size_t i = 0; i < given->count; i++)
        all += given->candidates[i].probability;
    for (size_t i = 0; i < given->count && held < share * all; i++) {
        if (code_compare(&given->candidates[i].code, declared) == 0)
            return true;
        held += given->candidates[i].probability;
    }
    return false;
}

void assess(const struct rules *rules, const struct assess_case *given, const struct code *declared, const struct assess_limits *limits,
            struct assessment *assessment)
{
    *assessment = (struct assessment){ .verdict = VERDICT_UNCLEAR, .condition = ASSESS_NOTHING, .note = ASSESS_NOTHING, .question = ASSESS_NOTHING };
    for (size_t i = 0; i < given->count; i++)
        if (code_compare(&given->candidates[i].code, declared) == 0)
            assessment->declared = given->candidates[i].probability;
    if (given->count && code_compare(&given->candidates[0].code, declared) != 0)
        assessment->rival = given->candidates[0].code;
    assessment->vague = vagueness(&rules->vague, &rules->lexicon, given->words, given->facts, given->candidates, given->count, limits->sure);
    bool refused = assessment->vague.level == VAGUE_LEVEL_REFUSE; /* that much is sure without any candidate */
    if (!refused && (given->support < limits->support || given->count == 0 || given->candidates[0].probability < limits->least))
        assessment->verdict = VERDICT_NOT_ASSESSED;
    else if (is_contradicted(rules, given, declared, assessment))
        assessment->verdict = VERDICT_CONTRADICTED;
    else if (assessment->vague.level >= VAGUE_LEVEL_WARNING || given->none > limits->none || is_open(rules, given, declared, limits->rival, assessment))
        assessment->verdict = VERDICT_THIN;
    else if (is_in_set(given, declared, limits->share))
        assessment->verdict = VERDICT_CONSISTENT;
    else if (assessment->declared < limits->low && given->count && given->candidates[0].probability >= limits->high)
        assessment->verdict = VERDICT_DIFFERENT;
}
