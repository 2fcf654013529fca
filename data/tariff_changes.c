/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tariff_changes.h"

#include <stdio.h>
#include <string.h>

#include "core/base/utc.h"
#include "data/import_generic.h"

enum { NAME_SIZE = 200, DATED_SIZE = 400 };

static uint32_t day_before(uint32_t date)
{
    if ((date % 100) > 1)
        return date - 1;
    uint32_t month = (date / 100 % 100) > 1 ? date - (date % 100) - 100 : ((date / 10000) - 1) * 10000 + 1200;
    uint32_t day = 31;
    while (day > 28 && !utc_day_valid(month + day))
        day--;
    return month + day;
}

static uint32_t day_after(uint32_t date)
{
    if (utc_day_valid(date + 1))
        return date + 1;
    return (date / 100 % 100) < 12 ? date - (date % 100) + 101 : ((date / 10000) + 1) * 10000 + 101;
}

/* "preference:cis for AM,BY": what a measure is called in a report. */
static const char *measure_name(const struct tariff_measure *measure, char out[static NAME_SIZE])
{
    snprintf(out, NAME_SIZE, "%s%s%.60s%s%.80s", tariff_kind_name(measure->kind), measure->group[0] ? ":" : "", measure->group,
             measure->origins[0] ? " for " : "", measure->origins);
    return out;
}

/* A requirement without words is one all the same. */
static const char *measure_text(const struct tariff_measure *measure)
{
    return measure->text[0] ? measure->text : "required";
}

/* ---- a decree ---- */

struct change {
    struct draft *draft;
    const struct draft_line *from; /* the row of the decree */
    const struct tariff_measure *measure;
    uint32_t start;
    bool ends; /* nothing comes instead */
    size_t applied, kept;
};

static void drop(struct draft_line *line, struct draft_measure *measure)
{
    struct draft_measure **at = &line->first;
    line->last = NULL;
    while (*at) {
        if (*at == measure)
            *at = measure->next;
        else {
            line->last = *at;
            at = &(*at)->next;
        }
    }
}

/* Ends what holds on the day or later; returns the text that held, or NULL. */
static const char *end_old(const struct change *change, struct draft_line *line)
{
    const char *held = NULL;
    uint32_t until = change->measure->until;
    struct draft_measure *last = line->last;
    for (struct draft_measure *measure = line->first, *next; measure; measure = next) {
        next = measure == last ? NULL : measure->next;
        struct tariff_measure *old = &measure->measure;
        if (!draft_same_measure(old, change->measure) || (old->until && old->until < change->start) || (until && old->from > until))
            continue;
        held = measure_text(old);
        if (until && (!old->until || old->until > until)) {
            struct tariff_measure again = *old;
            again.from = day_after(until);
            draft_add_measure(change->draft, line, &again);
        }
        if (old->from >= change->start)
            drop(line, measure);
        else
            old->until = day_before(change->start);
    }
    return held;
}

static void apply(struct change *change, struct draft_line *line, bool inherited)
{
    char name[NAME_SIZE], day[UTC_TEXT_MAX];
    const char *held = end_old(change, line);
    if (!change->ends) {
        struct tariff_measure added = *change->measure;
        added.from = change->start;
        added.inherited = inherited;
        draft_add_measure(change->draft, line, &added);
    }
    if (!line->line.declarable)
        return;
    change->applied++;
    tariff_report(&change->draft->sink, IMPORT_CHANGED, change->from->line.source, &line->line.code, "%s: %s%s%s -> %s%s%s from %s",
                  measure_name(change->measure, name), held ? "\"" : "", held ? held : "none", held ? "\"" : "", change->ends ? "" : "\"",
                  change->ends ? "none" : measure_text(change->measure), change->ends ? "" : "\"", tariff_print_day(change->start, day));
}

static bool has_own(const struct change *change, const struct draft_line *line)
{
    for (const struct draft_measure *measure = line->first; measure; measure = measure->next)
        if (draft_same_measure(&measure->measure, change->measure) && !measure->measure.inherited &&
            !(measure->measure.until && measure->measure.until < change->start))
            return true;
    return false;
}

/* Whether the line, or one between it and the changed code, has a measure that stands nearer than the change. */
static bool has_nearer(const struct change *change, const struct draft_line *line, const struct code *code)
{
    for (;;) {
        if (has_own(change, line))
            return true;
        if (line->line.parent == TARIFF_LINE_NONE)
            return false;
        line = &change->draft->line[line->line.parent];
        if (line->line.code.digits[0] && code_within(code, &line->line.code))
            return false;
    }
}

static void change_below(struct change *change, const struct code *code)
{
    for (size_t i = 0; i < change->draft->lines; i++) {
        struct draft_line *line = &change->draft->line[i];
        if (!line->line.code.digits[0] || !code_within(&line->line.code, code))
            continue;
        if (code_compare(&line->line.code, code) == 0)
            apply(change, line, false);
        else if (line->line.declarable && has_nearer(change, line, code))
            change->kept++;
        else if (line->line.declarable)
            apply(change, line, true);
    }
}

static bool is_line(const struct draft *draft, const struct code *code)
{
    for (size_t i = 0; i < draft->lines; i++)
        if (code_compare(&draft->line[i].line.code, code) == 0)
            return true;
    return false;
}

void draft_change(struct draft *draft, const struct draft *changes, uint32_t effective)
{
    for (size_t i = 0; i < changes->lines; i++) {
        const struct draft_line *from = &changes->line[i];
        const struct code *code = &from->line.code;
        char name[NAME_SIZE];
        if (!code->digits[0])
            continue;
        if (!is_line(draft, code)) {
            tariff_report(&draft->sink, IMPORT_LEFT_OUT, from->line.source, code, "the tariff has no such line: correct the code, or import the whole tariff");
            continue;
        }
        for (const struct draft_measure *measure = from->first; measure; measure = measure->next) {
            struct change change = { .draft = draft, .from = from, .measure = &measure->measure, .ends = strcmp(measure->measure.text, GENERIC_ENDS) == 0 };
            change.start = measure->measure.from ? measure->measure.from : effective;
            change_below(&change, code);
            if (!change.applied)
                tariff_report(&draft->sink, IMPORT_LEFT_OUT, from->line.source, code,
                              "%s: no declarable line takes it: %zu below have one of their own: name their codes", measure_name(&measure->measure, name),
                              change.kept);
            else if (change.kept)
                tariff_report(&draft->sink, IMPORT_NOTED, from->line.source, code, "%s: %zu lines below have one of their own and keep it",
                              measure_name(&measure->measure, name), change.kept);
        }
    }
}

/* ---- what differs ---- */

struct difference {
    const struct tariff_sink *sink;
    const struct tariff_line *line;
    bool differs;
};

/* "\"15%\" from 2026-01-01 until 2026-02-28"; "none" where there is no such measure. */
static const char *dated(const struct tariff_measure *measure, char out[static DATED_SIZE])
{
    char from[UTC_TEXT_MAX], until[UTC_TEXT_MAX];
    if (!measure)
        return "none";
    snprintf(out, DATED_SIZE, "\"%.300s\"%s%s%s%s", measure_text(measure), measure->from ? " from " : "", tariff_print_day(measure->from, from),
             measure->until ? " until " : "", tariff_print_day(measure->until, until));
    return out;
}

static void tell(struct difference *difference, enum import_action action, const struct tariff_measure *before, const struct tariff_measure *after)
{
    char name[NAME_SIZE], old[DATED_SIZE], new[DATED_SIZE];
    difference->differs = true;
    tariff_report(difference->sink, action, difference->line->source, &difference->line->code, "%s: %s -> %s", measure_name(after ? after : before, name),
                  dated(before, old), dated(after, new));
}

enum likeness { UNLIKE, LIKE, EQUAL };

/* The measure of the other tariff's line that this one is compared with: an equal one, where a line has several from one day on. */
static enum likeness counterpart(const struct tariff *tariff, uint32_t line, size_t measures, const struct tariff_measure *wanted, struct tariff_measure *found)
{
    enum likeness likeness = UNLIKE;
    for (size_t i = 0; i < measures; i++) {
        struct tariff_measure measure;
        tariff_measure(tariff, line, i, &measure);
        if (!draft_same_measure(&measure, wanted) || measure.from != wanted->from)
            continue;
        bool equal = strcmp(measure.text, wanted->text) == 0 && measure.until == wanted->until;
        if (equal || likeness == UNLIKE)
            *found = measure;
        if (equal)
            return EQUAL;
        likeness = LIKE;
    }
    return likeness;
}

static void compare_lines(const struct tariff *old, uint32_t old_line, const struct tariff *new, uint32_t new_line, struct difference *difference)
{
    struct tariff_line before, after;
    struct tariff_measure measure, other;
    tariff_line(old, old_line, &before);
    tariff_line(new, new_line, &after);
    for (size_t i = 0; i < after.measures; i++) {
        tariff_measure(new, new_line, i, &measure);
        enum likeness likeness = counterpart(old, old_line, before.measures, &measure, &other);
        if (likeness != EQUAL)
            tell(difference, IMPORT_CHANGED, likeness == LIKE ? &other : NULL, &measure);
    }
    for (size_t i = 0; i < before.measures; i++) {
        tariff_measure(old, old_line, i, &measure);
        if (counterpart(new, new_line, after.measures, &measure, &other) == UNLIKE)
            tell(difference, IMPORT_CHANGED, &measure, NULL);
    }
    if (strcmp(before.title, after.title) != 0) {
        difference->differs = true;
        tariff_report(difference->sink, IMPORT_CHANGED, after.source, &after.code, "title: \"%.200s\" -> \"%.200s\"", before.title, after.title);
    }
}

size_t tariff_difference(const struct tariff *old, const struct tariff *new, const struct tariff_sink *sink)
{
    size_t differ = 0;
    for (uint32_t i = 0; i < tariff_lines(new); i++) {
        struct tariff_line line, before;
        struct difference difference = { .sink = sink, .line = &line };
        tariff_line(new, i, &line);
        if (!line.declarable || tariff_find(new, &line.code) != i)
            continue;
        uint32_t at = old ? tariff_find(old, &line.code) : TARIFF_LINE_NONE;
        if (at != TARIFF_LINE_NONE)
            tariff_line(old, at, &before);
        if (at != TARIFF_LINE_NONE && before.declarable)
            compare_lines(old, at, new, i, &difference);
        else {
            difference.differs = true;
            tariff_report(sink, IMPORT_ADDED, line.source, &line.code, "%s", line.title);
        }
        differ += difference.differs;
    }
    for (uint32_t i = 0; old && i < tariff_lines(old); i++) {
        struct tariff_line line, after;
        tariff_line(old, i, &line);
        if (!line.declarable || tariff_find(old, &line.code) != i)
            continue;
        uint32_t at = tariff_find(new, &line.code);
        if (at != TARIFF_LINE_NONE) {
            tariff_line(new, at, &after);
            if (after.declarable)
                continue;
        }
        differ++;
        tariff_report(sink, IMPORT_REMOVED, 0, &line.code, "%s", line.title);
    }
    return differ;
}
