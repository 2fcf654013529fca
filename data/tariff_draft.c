/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tariff_draft.h"

#include <stdlib.h>
#include <string.h>

#include "core/duty/tariff_make.h"
#include "data/rows.h"
#include "data/unit_words.h"

/* ---- rows in ---- */

static const char *keep(struct draft *draft, struct cell cell)
{
    if (cell.length == 0)
        return "";
    const char *copy = arena_copy(&draft->arena, cell.text, cell.length);
    draft->out_of_memory |= !copy;
    return copy ? copy : "";
}

static void report(void *context, enum import_action action, size_t line, const struct code *code, const char *detail)
{
    struct draft *draft = context;
    draft->left_out += action == IMPORT_LEFT_OUT;
    draft->repaired += action == IMPORT_REPAIRED;
    draft->report(draft->context, action, line, code, detail);
}

struct draft_measure *draft_add_measure(struct draft *draft, struct draft_line *line, const struct tariff_measure *measure)
{
    struct draft_measure *added = arena_take(&draft->arena, sizeof *added);
    if (!added) {
        draft->out_of_memory = true;
        return NULL;
    }
    added->measure = *measure;
    if (line->last)
        line->last->next = added;
    else
        line->first = added;
    line->last = added;
    return added;
}

static struct draft_line *add_line(struct draft *draft)
{
    void *lines = draft->line;
    bool room = draft->lines < TARIFF_LINE_NONE && rows_make_room(&lines, draft->lines, &draft->room, sizeof *draft->line);
    draft->line = lines;
    if (!room) {
        draft->out_of_memory = true;
        return NULL;
    }
    struct draft_line *line = &draft->line[draft->lines++];
    memset(line, 0, sizeof *line);
    line->line.parent = TARIFF_LINE_NONE;
    return line;
}

/* The nearest line above with a smaller indent: that of the line before, or one above it. */
static uint32_t parent_of(const struct draft *draft, unsigned indent)
{
    uint32_t at = draft->lines > 1 ? (uint32_t)draft->lines - 2 : TARIFF_LINE_NONE;
    while (at != TARIFF_LINE_NONE && draft->line[at].line.indent >= indent)
        at = draft->line[at].line.parent;
    return at;
}

static void take_units(struct draft *draft, const struct tariff_row *row, struct tariff_line *line)
{
    size_t units = 0;
    for (size_t i = 0; i < row->units; i++) {
        if (unit_word(row->unit[i], &line->unit[units], &line->part[units]))
            units++;
        else {
            line->unit[units] = UNIT_NONE;
            line->part[units] = PART_WHOLE;
            draft->counts.units_unknown++;
        }
    }
}

static void take(void *context, const struct tariff_row *row)
{
    struct draft *draft = context;
    struct draft_line *line = row->adds && draft->lines ? &draft->line[draft->lines - 1] : NULL;
    draft->counts.rows++;
    if (!line) {
        line = add_line(draft);
        if (!line)
            return;
        line->line.code = row->code;
        line->line.source = (uint32_t)row->line;
        line->line.indent = (unsigned)row->indent;
        line->line.declarable = row->declarable;
        line->line.title = keep(draft, row->description);
        line->line.parent = parent_of(draft, line->line.indent);
        take_units(draft, row, &line->line);
    }
    for (size_t i = 0; i < row->measures; i++) {
        const struct tariff_row_measure *measure = &row->measure[i];
        if (measure->text.length == 0 && tariff_kind_owes(measure->kind))
            continue;
        struct tariff_measure taken = { .kind = measure->kind,
                                        .inherited = measure->inherited,
                                        .from = measure->from,
                                        .until = measure->until,
                                        .group = keep(draft, measure->group),
                                        .origins = keep(draft, measure->origins),
                                        .text = keep(draft, measure->text) };
        draft_add_measure(draft, line, &taken);
    }
}

void draft_start(struct draft *draft, enum expression_dialect dialect,
                 void (*tell)(void *context, enum import_action action, size_t line, const struct code *code, const char *detail), void *context)
{
    memset(draft, 0, sizeof *draft);
    draft->dialect = dialect;
    draft->report = tell;
    draft->context = context;
    draft->sink = (struct tariff_sink) { take, report, draft };
}

void draft_free(struct draft *draft)
{
    arena_free(&draft->arena);
    free(draft->line);
    memset(draft, 0, sizeof *draft);
}

static enum hs_status no_memory(struct hs_why *why)
{
    return hs_fail(why, HS_NO_MEMORY, "import: no memory for the lines: close other programs");
}

enum hs_status draft_load(struct draft *draft, const struct tariff *tariff, struct hs_why *why)
{
    draft->loaded = true;
    for (uint32_t i = 0; i < tariff_lines(tariff) && !draft->out_of_memory; i++) {
        struct draft_line *line = add_line(draft);
        if (!line)
            break;
        tariff_line(tariff, i, &line->line);
        for (size_t m = 0; m < line->line.measures; m++) {
            struct tariff_measure measure;
            tariff_measure(tariff, i, m, &measure);
            draft_add_measure(draft, line, &measure);
        }
    }
    return draft->out_of_memory ? no_memory(why) : HS_OK;
}

/* ---- what stands elsewhere ---- */

bool draft_same_measure(const struct tariff_measure *a, const struct tariff_measure *b)
{
    return a->kind == b->kind && strcmp(a->group, b->group) == 0 && strcmp(a->origins, b->origins) == 0;
}

void draft_declare(struct draft *draft, unsigned digits)
{
    for (size_t i = 0; i < draft->lines; i++) {
        struct tariff_line *line = &draft->line[i].line;
        size_t length = code_length(&line->code);
        bool leaf = i + 1 == draft->lines || draft->line[i + 1].line.parent != i;
        line->declarable = length == digits;
        if (leaf && length && !line->declarable)
            tariff_report(&draft->sink, IMPORT_NOTED, line->source, &line->code, "%zu digits and no line below: not declarable, which takes %u", length,
                          digits);
    }
}

/* Whether the measures up to `last` have one that stands in for this. */
static bool has(const struct draft_line *line, const struct draft_measure *last, const struct tariff_measure *wanted)
{
    for (const struct draft_measure *measure = last ? line->first : NULL; measure; measure = measure == last ? NULL : measure->next)
        if (draft_same_measure(&measure->measure, wanted))
            return true;
    return false;
}

static void inherit_line(struct draft *draft, struct draft_line *line)
{
    for (uint32_t at = line->line.parent; at != TARIFF_LINE_NONE; at = draft->line[at].line.parent) {
        const struct draft_line *above = &draft->line[at];
        const struct draft_measure *own = line->last; /* several measures of one kind come over together */
        if (!above->line.code.digits[0] || !code_within(&line->line.code, &above->line.code))
            continue;
        for (const struct draft_measure *measure = above->first; measure; measure = measure->next) {
            struct tariff_measure inherited = measure->measure;
            if (has(line, own, &inherited))
                continue;
            inherited.inherited = true;
            draft_add_measure(draft, line, &inherited);
        }
    }
}

void draft_inherit(struct draft *draft)
{
    for (size_t i = 0; i < draft->lines; i++)
        if (draft->line[i].line.declarable)
            inherit_line(draft, &draft->line[i]);
}

static int compare_codes(const void *left, const void *right)
{
    const struct draft_line *const *a = left, *const *b = right;
    return code_compare(&(*a)->line.code, &(*b)->line.code);
}

static const struct draft_line *find_code(const struct draft_line *const *sorted, size_t count, const struct code *code, size_t *place)
{
    struct draft_line wanted = { .line = { .code = *code } };
    const struct draft_line *key = &wanted, *const *found = bsearch(&key, sorted, count, sizeof *sorted, compare_codes);
    if (found)
        *place = (size_t)(found - sorted);
    return found ? *found : NULL;
}

/* The rates of the longest code that begins `code`, of at least a subheading's digits; else those of a subheading or heading that the rates do not divide,
 * whose code is printed with zeros to eight digits. */
static const struct draft_line *find_rates(const struct draft_line *const *sorted, size_t count, const struct code *code, size_t *place)
{
    const struct draft_line *found = NULL;
    for (size_t length = code_length(code); !found && length >= CODE_SUBHEADING; length--) {
        struct code begin = code_prefix(code, length);
        found = find_code(sorted, count, &begin, place);
    }
    for (size_t length = CODE_SUBHEADING; !found && length >= CODE_HEADING; length -= 2) {
        struct code padded = code_prefix(code, length);
        memset(padded.digits + length, '0', 8 - length);
        found = find_code(sorted, count, &padded, place);
    }
    return found;
}

void draft_add_rates(struct draft *draft, const struct draft *rates)
{
    const struct draft_line **sorted = malloc((rates->lines + 1) * sizeof *sorted);
    bool *used = calloc(rates->lines + 1, sizeof *used);
    if (!sorted || !used)
        draft->out_of_memory = true;
    else {
        for (size_t i = 0; i < rates->lines; i++)
            sorted[i] = &rates->line[i];
        qsort(sorted, rates->lines, sizeof *sorted, compare_codes);
        for (size_t i = 0; i < draft->lines; i++) {
            struct draft_line *line = &draft->line[i];
            size_t place;
            const struct draft_line *found =
                line->line.declarable ? find_rates((const struct draft_line *const *)sorted, rates->lines, &line->line.code, &place) : NULL;
            if (!found)
                continue;
            used[place] = true;
            for (const struct draft_measure *measure = found->first; measure; measure = measure->next) {
                struct tariff_measure added = measure->measure;
                added.inherited = code_compare(&found->line.code, &line->line.code) != 0;
                added.text = keep(draft, (struct cell) { added.text, strlen(added.text) });
                draft_add_measure(draft, line, &added);
            }
        }
        for (size_t i = 0; i < rates->lines; i++)
            if (!used[i])
                tariff_report(&draft->sink, IMPORT_LEFT_OUT, sorted[i]->line.source, &sorted[i]->line.code,
                              "its rate fits no line of the schedule that holds on the day");
    }
    free(sorted);
    free(used);
}

/* ---- the value ---- */

/* Texts that were reported as referred, sorted, so that each is told once. */
struct told {
    const char **text;
    size_t count, room;
};

static bool tell_once(struct draft *draft, struct told *told, const char *text)
{
    size_t low = 0, high = told->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(told->text[middle], text);
        if (order == 0)
            return false;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    void *texts = (void *)told->text;
    if (!rows_make_room(&texts, told->count, &told->room, sizeof *told->text)) {
        draft->out_of_memory = true;
        return false;
    }
    told->text = texts;
    memmove(told->text + low + 1, told->text + low, (told->count - low) * sizeof *told->text);
    told->text[low] = text;
    told->count++;
    return true;
}

/* Of two declarable lines of one code only the first is ever found. */
static void report_twice(struct draft *draft)
{
    const struct draft_line **sorted = malloc((draft->lines + 1) * sizeof *sorted);
    size_t count = 0;
    if (!sorted) {
        draft->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < draft->lines; i++)
        if (draft->line[i].line.declarable)
            sorted[count++] = &draft->line[i];
    qsort(sorted, count, sizeof *sorted, compare_codes);
    for (size_t i = 1; i < count; i++)
        if (compare_codes(&sorted[i - 1], &sorted[i]) == 0) {
            const struct draft_line *first = sorted[i - 1] < sorted[i] ? sorted[i - 1] : sorted[i], *second = first == sorted[i] ? sorted[i - 1] : sorted[i];
            tariff_report(&draft->sink, IMPORT_NOTED, second->line.source, &second->line.code, "declarable twice: the line of row %u is the one that is used",
                          first->line.source);
        }
    free(sorted);
}

static bool owes_duty(const struct draft_line *line)
{
    for (const struct draft_measure *measure = line->first; measure; measure = measure->next)
        if (measure->measure.kind == TARIFF_DUTY)
            return true;
    return false;
}

/* Two measures of one kind from one day on: which one is owed nobody can tell. */
static void report_doubled(struct draft *draft, const struct draft_line *line)
{
    for (const struct draft_measure *measure = line->first; measure; measure = measure->next)
        for (const struct draft_measure *other = measure->next; other; other = other->next)
            if (draft_same_measure(&measure->measure, &other->measure) && measure->measure.from == other->measure.from)
                tariff_report(&draft->sink, IMPORT_NOTED, line->line.source, &line->line.code,
                              "%s: \"%s\" and \"%s\" hold from the same day: leave one of them out", tariff_kind_name(measure->measure.kind),
                              measure->measure.text, other->measure.text);
}

static void count_measure(struct draft *draft, const struct draft_line *line, const struct tariff_measure *measure, bool refers, struct told *told)
{
    if (line->line.declarable) {
        draft->counts.rates += tariff_kind_owes(measure->kind);
        draft->counts.requirements += !tariff_kind_owes(measure->kind);
        draft->counts.inherited += measure->inherited;
        draft->counts.referred += refers;
    }
    if (refers && !measure->inherited && !(draft->loaded && measure->expression) && tell_once(draft, told, measure->text))
        tariff_report(&draft->sink, IMPORT_REFERRED, line->line.source, &line->line.code, "%s \"%s\": a person decides", tariff_kind_name(measure->kind),
                      measure->text);
}

static enum hs_status make_line(struct draft *draft, const struct draft_line *line, struct tariff_maker *maker, struct told *told, struct hs_why *why)
{
    enum hs_status status = tariff_maker_line(maker, &line->line, why);
    for (const struct draft_measure *measure = line->first; status == HS_OK && measure; measure = measure->next) {
        enum hs_status added = tariff_maker_measure(maker, &measure->measure, draft->dialect, why);
        if (added == HS_NO_MEMORY)
            return added;
        if (added != HS_OK)
            tariff_report(&draft->sink, IMPORT_LEFT_OUT, line->line.source, &line->line.code, "%s: %s", tariff_kind_name(measure->measure.kind), why->text);
        else {
            const struct expression *stored = tariff_maker_stored(maker);
            count_measure(draft, line, &measure->measure, stored && expression_refers(stored), told);
        }
    }
    if (!draft->loaded)
        report_doubled(draft, line);
    draft->counts.lines++;
    draft->counts.declarable += line->line.declarable;
    if (line->line.declarable && !owes_duty(line)) {
        draft->counts.without_duty++;
        if (!draft->loaded)
            tariff_report(&draft->sink, IMPORT_NOTED, line->line.source, &line->line.code, "declarable, but without a duty: look it up");
    }
    return status;
}

enum hs_status draft_make(struct draft *draft, const struct tariff_source *source, void **bytes, size_t *size, struct hs_why *why)
{
    struct tariff_maker *maker;
    struct told told = { NULL, 0, 0 };
    if (!draft->loaded)
        report_twice(draft);
    if (draft->out_of_memory)
        return no_memory(why);
    enum hs_status status = tariff_maker_start(source, &maker, why);
    if (status != HS_OK)
        return status;
    for (size_t i = 0; status == HS_OK && i < draft->lines; i++)
        status = make_line(draft, &draft->line[i], maker, &told, why);
    free(told.text);
    if (status == HS_OK && draft->out_of_memory)
        status = no_memory(why);
    if (status == HS_OK && !draft->counts.declarable)
        status =
            hs_fail(why, HS_INVALID, "%s: no declarable line: see what was left out, and whether this is the format and the number of digits", source->name);
    if (status == HS_OK)
        return tariff_maker_finish(maker, bytes, size, why);
    tariff_maker_free(maker);
    return status;
}
