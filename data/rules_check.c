/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/rules_check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/lang/fold.h"

enum { CIRCLE_MOST = 8 };

struct checking {
    const struct goods_source *source;
    const struct rules *rules;
    struct goods_findings *findings;
};

static int by_code(const void *key, const void *item)
{
    return code_compare(key, &((const struct goods_title *)item)->code);
}

static bool is_known(const struct checking *checking, const struct code *code)
{
    return bsearch(code, checking->source->title, checking->source->titles, sizeof *checking->source->title, by_code) != NULL;
}

static void check_codes(struct checking *checking)
{
    const struct rules *rules = checking->rules;
    for (uint32_t i = 0; i < rules->conditions.count; i++)
        if (!is_known(checking, &rules->conditions.row[i].code))
            goods_found(checking->findings, CHECK_RULE_CODES, "facts: %s has no titles", rules->conditions.row[i].code.digits);
    for (uint32_t i = 0; i < rules->notes.codes; i++)
        if (!is_known(checking, &rules->notes.code[i]))
            goods_found(checking->findings, CHECK_RULE_CODES, "notes: %s has no titles", rules->notes.code[i].digits);
    for (uint32_t i = 0; i < rules->questions.codes; i++)
        if (!is_known(checking, &rules->questions.code[i]))
            goods_found(checking->findings, CHECK_ANSWERS, "questions: %s has no titles", rules->questions.code[i].digits);
}

/* ---- notes ---- */

/* Whether two notes can act on the same goods: none of their conditions shuts out another. */
static bool can_meet(const struct rules *rules, const struct note *a, const struct note *b)
{
    const struct notes *notes = &rules->notes;
    for (uint32_t i = 0; i < a->whens; i++)
        for (uint32_t j = 0; j < b->whens; j++)
            if (condition_excludes(&notes->condition[a->when + i], notes->value, &notes->condition[b->when + j], notes->value, &rules->lexicon))
                return false;
    /* One's exception is the other's condition. */
    for (int turn = 0; turn < 2; turn++) {
        const struct note *x = turn ? b : a, *y = turn ? a : b;
        for (uint32_t i = 0; i < x->excepts; i++)
            for (uint32_t j = 0; j < y->whens; j++) {
                const struct condition *p = &notes->condition[x->except + i], *q = &notes->condition[y->when + j];
                struct condition narrowed = *p;
                narrowed.relation = p->relation == CONDITION_IS ? (uint32_t)CONDITION_NOT : p->relation == CONDITION_HAS ? (uint32_t)CONDITION_LACKS : p->relation;
                if (narrowed.relation != p->relation && condition_excludes(&narrowed, notes->value, q, notes->value, &rules->lexicon))
                    return false;
            }
    }
    return true;
}

/* Notes that send goods on and on: `path` holds those gone through. Each step must be able to act together with all before it. */
static void follow(struct checking *checking, uint32_t *path, size_t depth)
{
    const struct notes *notes = &checking->rules->notes;
    const struct note *last = &notes->note[path[depth - 1]];
    for (uint32_t next = path[0]; next < notes->count; next++) {
        bool leads = false, fits = notes->note[next].whens > 0;
        for (uint32_t t = 0; t < last->tos; t++)
            leads = leads || note_lowers(notes, next, &notes->code[last->to + t]);
        for (size_t i = 0; leads && fits && i < depth; i++)
            fits = can_meet(checking->rules, &notes->note[path[i]], &notes->note[next]);
        if (!leads || !fits)
            continue;
        if (next == path[0]) {
            goods_found(checking->findings, CHECK_CIRCLES, "%s (%s) leads back to itself over %zu notes", notes->text + notes->note[next].citation,
                 notes->note[next].scopes ? notes->code[notes->note[next].scope].digits : "*", depth);
            return;
        }
        if (depth < CIRCLE_MOST) {
            path[depth] = next;
            follow(checking, path, depth + 1);
        }
    }
}

static void check_notes(struct checking *checking)
{
    const struct notes *notes = &checking->rules->notes;
    for (uint32_t i = 0; i < notes->count; i++) {
        const struct note *note = &notes->note[i];
        uint32_t path[CIRCLE_MOST + 1] = { i };
        bool sends = note->kind == NOTE_EXCLUDE || note->kind == NOTE_PARTS || note->kind == NOTE_PRIORITY;
        for (uint32_t t = 0; t < note->tos; t++)
            if (note_covers(notes, i, &notes->code[note->to + t]))
                goods_found(checking->findings, CHECK_GOES_TO, "%s: %s lies in its own scope", notes->text + note->citation, notes->code[note->to + t].digits);
        if (sends && !note->tos)
            goods_found(checking->findings, CHECK_GOES_TO, "%s: it leads nowhere", notes->text + note->citation);
        if (sends && note->whens)
            follow(checking, path, 1);
    }
}

/* ---- facts ---- */

static enum hs_status check_terms(struct checking *checking, struct hs_why *why)
{
    const struct rules *rules = checking->rules;
    struct words *words = malloc(sizeof *words);
    struct facts *facts = malloc(sizeof *facts);
    bool whole = words && facts;
    for (size_t i = 0; whole && i < checking->source->terms; i++) {
        const struct goods_term *term = &checking->source->term[i];
        size_t fact;
        char text[CONDITION_TEXT_MAX];
        fold_words(term->text, strlen(term->text), words);
        facts_find(&rules->lexicon, term->text, strlen(term->text), words, facts);
        uint32_t row = contradicts(&rules->conditions, &rules->lexicon, &term->code, facts, &fact);
        if (row != CONDITION_NONE)
            goods_found(checking->findings, CHECK_TERMS, "%s:%zu: %s: %s of %s", term->file, term->line, term->text,
                 condition_print(&rules->conditions.row[row].condition, rules->conditions.value, &rules->lexicon, TREE_EN, text), rules->conditions.row[row].code.digits);
    }
    free(words);
    free(facts);
    return whole ? HS_OK : hs_fail(why, HS_NO_MEMORY, "check-data: no memory: close other programs");
}

static bool part(const struct rules *rules, const struct code *a, const struct code *b)
{
    const struct conditions *conditions = &rules->conditions;
    uint32_t a_first, b_first, a_count = conditions_of(conditions, a, &a_first), b_count = conditions_of(conditions, b, &b_first);
    if (!a_count || !b_count)
        return true;
    for (uint32_t i = a_first; i < a_first + a_count; i++)
        for (uint32_t j = b_first; j < b_first + b_count; j++)
            if (condition_excludes(&conditions->row[i].condition, conditions->value, &conditions->row[j].condition, conditions->value, &rules->lexicon))
                return true;
    return false;
}

/* A residual and its named siblings below the same one dash or heading: codes that share all digits but the last. */
static void check_residuals(struct checking *checking)
{
    const struct goods_title *title = checking->source->title;
    for (size_t r = 0; r < checking->source->titles; r++) {
        if (!title[r].residual || code_length(&title[r].code) != CODE_SUBHEADING)
            continue;
        struct code dash = code_prefix(&title[r].code, CODE_SUBHEADING - 1);
        for (size_t n = 0; n < checking->source->titles; n++)
            if (n != r && !title[n].residual && code_length(&title[n].code) == CODE_SUBHEADING && code_within(&title[n].code, &dash) &&
                !part(checking->rules, &title[r].code, &title[n].code))
                goods_found(checking->findings, CHECK_RESIDUALS, "%s admits what %s admits", title[r].code.digits, title[n].code.digits);
    }
}

enum hs_status rules_check(const struct goods_source *source, const struct rules *rules, struct goods_findings *findings, struct hs_why *why)
{
    struct checking checking = { source, rules, findings };
    check_codes(&checking);
    check_notes(&checking);
    check_residuals(&checking);
    return check_terms(&checking, why);
}
