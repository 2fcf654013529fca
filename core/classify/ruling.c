/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/ruling.h"

#include <stdlib.h>
#include <string.h>

/* How far a rule moves a code: from 1.0 to 2 and 0.1 to 0.25 the places on labelled rows hardly change; stronger lifts lost rows. */
static const float LOWERED = 0.15f, EXCLUDED = 0.04f, LIFTED = 1.15f, REFUSED = 0.9f;
static const float NEGLIGIBLE = 1e-3f; /* a leaf with less stays as it is: most of the support, and most of the time that weighing took */
static const float ASKED = 0.08f; /* a question that separates less is not worth an officer's time */

enum { CANDIDATES = 16 };

/* The conditions that hang on a node itself. */
struct hanging {
    uint32_t first, count;
};

struct ruling {
    struct rules rules;
    struct hanging *hanging; /* by node */
    bool on;
    struct facts facts;
    uint32_t acting[NOTES_ACTING_MOST];
    size_t acting_fact[NOTES_ACTING_MOST], actings;
    struct candidate candidate[CANDIDATES];
    size_t candidates;
    struct vagueness vague;
};

enum hs_status ruling_new(const struct store *store, const struct tree *tree, struct ruling **result, struct hs_why *why)
{
    struct rules_bytes bytes;
    struct ruling *ruling = calloc(1, sizeof *ruling);
    rules_find(store, &bytes);
    if (ruling)
        ruling->hanging = calloc((size_t)tree_size(tree) + 1, sizeof *ruling->hanging);
    if (!ruling || !ruling->hanging) {
        ruling_free(ruling);
        return hs_fail(why, HS_NO_MEMORY, "classifier: no memory: close other programs");
    }
    enum hs_status status = rules_open(&bytes, &ruling->rules, why);
    if (status != HS_OK) {
        ruling_free(ruling);
        return status;
    }
    const struct conditions *conditions = &ruling->rules.conditions;
    for (uint32_t i = 0; i < conditions->count; i++) {
        uint32_t node = tree_find(tree, &conditions->row[i].code);
        if (node == TREE_NONE) /* the nomenclature may be smaller than the rules */
            continue;
        if (!ruling->hanging[node].count)
            ruling->hanging[node].first = i;
        ruling->hanging[node].count++;
    }
    ruling->on = true;
    *result = ruling;
    return HS_OK;
}

void ruling_free(struct ruling *ruling)
{
    if (!ruling)
        return;
    free(ruling->hanging);
    free(ruling);
}

void ruling_switch(struct ruling *ruling, bool on)
{
    ruling->on = on;
}

static float weight_of(const struct ruling *ruling, const struct tree *tree, uint32_t leaf)
{
    const struct conditions *conditions = &ruling->rules.conditions;
    size_t fact;
    bool broken = false;
    float weight = 1;
    for (uint32_t node = leaf; node != TREE_NONE; node = tree_node(tree, node)->parent)
        for (uint32_t i = 0; i < ruling->hanging[node].count; i++) {
            enum condition_state state = condition_state(&conditions->row[ruling->hanging[node].first + i].condition, conditions->value, &ruling->rules.lexicon,
                                                         &ruling->facts, &fact);
            broken = broken || state == CONDITION_BROKEN;
            weight *= state == CONDITION_MET ? LIFTED : 1.0f;
        }
    for (size_t i = 0; i < ruling->actings; i++) /* a note may overrule a likeness */
        if (note_lowers(&ruling->rules.notes, ruling->acting[i], &tree_node(tree, leaf)->code))
            return EXCLUDED;
    return broken ? LOWERED : weight;
}

/* Multiplies the leaves, brings their sum back to what it was times `keep`, and adds them up the tree. */
static void reweigh(const struct ruling *ruling, const struct tree *tree, struct ensemble *ensemble, float keep)
{
    float *value = ensemble->opinion[MEMBER_ENSEMBLE];
    double before = 0, after = 0;
    for (size_t i = 0; i < ensemble->leaves; i++) {
        float *own = &value[ensemble->support[i]];
        before += (double)*own;
        if (*own > NEGLIGIBLE && ruling->facts.count)
            *own *= weight_of(ruling, tree, ensemble->support[i]);
        after += (double)*own;
    }
    float scale = after > 0 ? (float)(before / after) * keep : 0;
    for (size_t i = ensemble->leaves; i < ensemble->count; i++)
        value[ensemble->support[i]] = 0;
    for (size_t i = 0; i < ensemble->leaves; i++) {
        float share = value[ensemble->support[i]] *= scale;
        for (uint32_t up = tree_node(tree, ensemble->support[i])->parent; up != TREE_NONE; up = tree_node(tree, up)->parent)
            value[up] += share;
    }
}

static void find_candidates(struct ruling *ruling, const struct tree *tree, size_t digits, const struct ensemble *ensemble)
{
    const float *value = ensemble->opinion[MEMBER_ENSEMBLE];
    size_t count = 0;
    uint32_t best[CANDIDATES];
    for (size_t i = 0; i < ensemble->count; i++) {
        uint32_t node = ensemble->support[i];
        if (value[node] <= 0 || (count == CANDIDATES && value[node] <= value[best[count - 1]]) || !tree_at_depth(tree, node, digits))
            continue;
        size_t at = count < CANDIDATES ? count++ : CANDIDATES - 1;
        for (; at > 0 && value[best[at - 1]] < value[node]; at--)
            best[at] = best[at - 1];
        best[at] = node;
    }
    for (size_t i = 0; i < count; i++)
        ruling->candidate[i] = (struct candidate){ tree_node(tree, best[i])->code, value[best[i]] };
    ruling->candidates = count;
}

void ruling_apply(struct ruling *ruling, const struct tree *tree, const char *text, size_t length, const struct features *features, size_t digits,
                  struct query *query)
{
    ruling->facts.count = ruling->facts.axes = ruling->actings = ruling->candidates = 0;
    ruling->vague = (struct vagueness){ .level = VAGUE_LEVEL_NONE };
    if (!ruling->on || !ruling->rules.lexicon.values)
        return;
    facts_find(&ruling->rules.lexicon, text, length, &features->words, &ruling->facts);
    ruling->actings = notes_acting(&ruling->rules.notes, &ruling->rules.lexicon, &ruling->facts, ruling->acting, ruling->acting_fact);
    if (ruling->facts.count)
        reweigh(ruling, tree, &query->ensemble, 1);
    find_candidates(ruling, tree, digits, &query->ensemble);
    ruling->vague = vagueness(&ruling->rules.vague, &ruling->rules.lexicon, &features->words, &ruling->facts, ruling->candidate, ruling->candidates,
                              assess_limits_standard().sure);
    if (ruling->vague.level == VAGUE_LEVEL_REFUSE && query->none < (double)REFUSED) {
        float keep = (1 - REFUSED) / (float)(1 - query->none);
        reweigh(ruling, tree, &query->ensemble, keep);
        for (size_t i = 0; i < ruling->candidates; i++)
            ruling->candidate[i].probability *= keep;
        query->none = (double)REFUSED;
    }
}

const struct rules *ruling_rules(const struct ruling *ruling)
{
    return &ruling->rules;
}

const struct vagueness *ruling_vagueness(const struct ruling *ruling)
{
    return &ruling->vague;
}

static void add_reason(struct ruling_reason *reasons, size_t *count, enum ruling_kind kind, uint32_t row, const struct fact *fact)
{
    if (*count < RULING_REASONS)
        reasons[(*count)++] = (struct ruling_reason){ kind, row, fact->start, fact->length };
}

size_t ruling_reasons(const struct ruling *ruling, const struct tree *tree, uint32_t node, struct ruling_reason reasons[static RULING_REASONS])
{
    const struct conditions *conditions = &ruling->rules.conditions;
    size_t count = 0, fact;
    static const enum condition_state wanted[] = { CONDITION_BROKEN, CONDITION_MET };
    for (int round = 0; round < 2 && ruling->facts.count; round++) {
        for (uint32_t up = node; up != TREE_NONE; up = tree_node(tree, up)->parent)
            for (uint32_t i = 0; i < ruling->hanging[up].count; i++) {
                uint32_t row = ruling->hanging[up].first + i;
                if (condition_state(&conditions->row[row].condition, conditions->value, &ruling->rules.lexicon, &ruling->facts, &fact) == wanted[round])
                    add_reason(reasons, &count, round ? RULING_MEETS : RULING_CONTRADICTS, row, &ruling->facts.fact[fact]);
            }
        for (size_t i = 0; round == 0 && i < ruling->actings; i++)
            if (note_lowers(&ruling->rules.notes, ruling->acting[i], &tree_node(tree, node)->code))
                add_reason(reasons, &count, RULING_NOTE, ruling->acting[i], &ruling->facts.fact[ruling->acting_fact[i]]);
    }
    return count;
}

uint32_t ruling_question(const struct ruling *ruling)
{
    const struct rules *rules = &ruling->rules;
    struct separation found;
    if (ruling->candidates < 2 ||
        !separating_questions(&rules->questions, &rules->conditions, &rules->lexicon, ruling->candidate, ruling->candidates, &ruling->facts, ASKED, 1, &found))
        return ASSESS_NOTHING;
    return found.question;
}

void ruling_assess(const struct ruling *ruling, const struct features *features, const struct query *query, const struct code *declared,
                   const struct assess_limits *limits, struct assessment *assessment)
{
    double unknown = 0, all = (double)query->features.known;
    for (int kind = 0; kind < FEATURE_KINDS; kind++)
        unknown += query->features.unknown[kind];
    struct assess_case given = { .words = &features->words, .facts = &ruling->facts, .candidates = ruling->candidate, .count = ruling->candidates,
                                 .none = (float)query->none, .support = all + unknown > 0 ? (float)(all / (all + unknown)) : 0 };
    assess(&ruling->rules, &given, declared, limits, assessment);
}
