/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/rules_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/rules_parts.h"

struct reading {
    struct rules_parts *parts;
    struct list rows, answers;
};

/* ---- facts.tsv ---- */

static bool read_fact(void *reader, const struct cell *cells, size_t count)
{
    struct reading *reading = reader;
    struct rows *rows = &reading->parts->rows;
    struct code_condition row;
    struct hs_why why;
    if (count != 5)
        return rows_bad(rows, "%s", "needs 5 columns: code, axis, operator, value, unit");
    if (code_parse(cells[0].text, cells[0].length, &row.code, &why) != HS_OK)
        return rows_bad(rows, "%s", why.text);
    enum axis axis = axis_of_tag(cells[1].text, cells[1].length);
    if (axis == AXIS_COUNT)
        return rows_bad(rows, "\"%s\" is no axis", rows_keep(rows, cells[1]));
    if (!parts_condition(reading->parts, axis, cells[2], cells[3], cells[4], &row.condition))
        return false;
    parts_add(reading->parts, &reading->rows, &row, sizeof row);
    return true;
}

static int by_code(const void *a, const void *b)
{
    const struct code_condition *x = a, *y = b;
    int order = code_compare(&x->code, &y->code);
    return order ? order : (x->condition.first > y->condition.first) - (x->condition.first < y->condition.first);
}

/* ---- notes.tsv ---- */

static bool read_note(void *reader, const struct cell *cells, size_t count)
{
    struct reading *reading = reader;
    struct rules_parts *parts = reading->parts;
    struct note note = { .kind = NOTE_KIND_COUNT };
    if (count != 10)
        return rows_bad(&parts->rows, "%s", "needs 10 columns: scope, kind, when, except, goes-to, citation, en, az, ru, tr");
    for (uint32_t kind = 0; kind < NOTE_KIND_COUNT; kind++)
        if (cell_is(cells[1], note_kind_tag((enum note_kind)kind)))
            note.kind = kind;
    if (note.kind == NOTE_KIND_COUNT)
        return rows_bad(&parts->rows, "\"%s\" is no kind: write exclude, include, define, parts or priority", rows_keep(&parts->rows, cells[1]));
    if (!parts_codes(parts, cells[0], &note.scope, &note.scopes) || !parts_codes(parts, cells[4], &note.to, &note.tos) ||
        !parts_conditions(parts, cells[2], &note.when, &note.whens) || !parts_conditions(parts, cells[3], &note.except, &note.excepts))
        return false;
    if (!cells[5].length || !cells[6].length)
        return rows_bad(&parts->rows, "%s", "a note needs its citation and its text in English");
    note.citation = parts_text(parts, cells[5].text, cells[5].length);
    for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
        note.text[language] = parts_text(parts, cells[6 + language].text, cells[6 + language].length);
    parts_add(parts, &reading->rows, &note, sizeof note);
    return true;
}

/* ---- questions.tsv ---- */

/* "textile/cotton|textile/linen", "not leather", "<= 3 kg". */
static bool read_answer_condition(struct rules_parts *parts, enum axis axis, struct cell cell, struct condition *condition)
{
    struct cell relation = { "is", 2 }, unit = { "", 0 };
    for (int i = 0; i < CONDITION_OPERATOR_COUNT; i++) {
        const char *tag = condition_operator_tag((enum condition_operator)i);
        size_t length = strlen(tag);
        if (cell.length <= length || memcmp(cell.text, tag, length) != 0 || cell.text[length] != ' ')
            continue;
        relation = (struct cell){ cell.text, length };
        cell = (struct cell){ cell.text + length + 1, cell.length - length - 1 };
        const char *space = memrchr(cell.text, ' ', cell.length);
        if (space) {
            unit = (struct cell){ space + 1, cell.length - (size_t)(space + 1 - cell.text) };
            cell.length = (size_t)(space - cell.text);
        }
        break;
    }
    return parts_condition(parts, axis, relation, cell, unit, condition);
}

static bool read_answers(struct reading *reading, struct cell cell, struct question *question)
{
    struct rules_parts *parts = reading->parts;
    struct cell piece;
    bool unknown = false;
    question->answer = (uint32_t)reading->answers.count;
    while (parts_next(&cell, ';', &piece)) {
        struct answer answer;
        if (cell_is(piece, "?")) {
            unknown = true;
            continue;
        }
        const char *equals = memrchr(piece.text, '=', piece.length); /* the first may belong to "<=" */
        if (!equals)
            return rows_bad(&parts->rows, "%s", "an answer is written `condition=codes`");
        size_t length = (size_t)(equals - piece.text);
        if (!read_answer_condition(parts, (enum axis)question->axis, (struct cell){ piece.text, length }, &answer.condition) ||
            !parts_codes(parts, (struct cell){ equals + 1, piece.length - length - 1 }, &answer.code, &answer.codes))
            return false;
        if (!answer.codes)
            return rows_bad(&parts->rows, "%s", "an answer leads to no code");
        parts_add(parts, &reading->answers, &answer, sizeof answer);
        question->answers++;
    }
    return unknown ? true : rows_bad(&parts->rows, "%s", "\"don't know\" is missing: end the answers with ;?");
}

static bool read_question(void *reader, const struct cell *cells, size_t count)
{
    struct reading *reading = reader;
    struct rules_parts *parts = reading->parts;
    struct question question = { .axis = AXIS_COUNT };
    struct hs_why why;
    if (count != 7)
        return rows_bad(&parts->rows, "%s", "needs 7 columns: heading, axis, en, az, ru, tr, answers");
    if (!cell_is(cells[0], "*") && code_parse(cells[0].text, cells[0].length, &question.heading, &why) != HS_OK)
        return rows_bad(&parts->rows, "%s", why.text);
    question.axis = axis_of_tag(cells[1].text, cells[1].length);
    if (question.axis == AXIS_COUNT)
        return rows_bad(&parts->rows, "\"%s\" is no axis", rows_keep(&parts->rows, cells[1]));
    for (int language = 0; language < TREE_LANGUAGE_COUNT; language++) {
        question.text[language] = parts_text(parts, cells[2 + language].text, cells[2 + language].length);
        if (!question.text[language])
            return rows_bad(&parts->rows, "%s", "the question needs its text in each of en, az, ru, tr");
    }
    if (!read_answers(reading, cells[6], &question))
        return false;
    if (cell_is(cells[0], "*") ? question.answers != 0 : question.answers < 2)
        return rows_bad(&parts->rows, "%s", "a question of a heading has two answers or more, a general one none of its own");
    parts_add(parts, &reading->rows, &question, sizeof question);
    return true;
}

/* ---- all together ---- */

static enum hs_status read_part(struct rules_parts *parts, enum rules_value part, const char *path, void **bytes, size_t *size, struct hs_why *why)
{
    static const struct {
        rows_each *each;
        const struct layout_form *form;
    } reader[RULES_VALUE_COUNT] = { [RULES_FACTS] = { read_fact, &CONDITIONS_FORM },
                                    [RULES_NOTES] = { read_note, &NOTES_FORM },
                                    [RULES_QUESTIONS] = { read_question, &QUESTIONS_FORM } };
    struct reading reading = { .parts = parts };
    struct layout layout = { .count = { 0 } };
    parts_start(parts);
    enum hs_status status = rows_read(&parts->rows, path, reader[part].each, &reading, why);
    if (status == HS_OK && part == RULES_FACTS && reading.rows.count)
        qsort(reading.rows.item, reading.rows.count, sizeof(struct code_condition), by_code);
    parts_section(&layout, 0, &reading.rows);
    parts_section(&layout, 1, part == RULES_FACTS ? &parts->values : part == RULES_NOTES ? &parts->codes : &reading.answers);
    if (part == RULES_NOTES)
        parts_section(&layout, 2, &parts->conditions);
    if (part == RULES_QUESTIONS)
        parts_section(&layout, 2, &parts->codes);
    if (part != RULES_FACTS)
        parts_section(&layout, 3, &parts->values);
    layout.text = parts->text.item;
    layout.text_size = (uint32_t)parts->text.count;
    if (status == HS_OK)
        status = parts->out_of_memory ? hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", path) : layout_make(&layout, reader[part].form, bytes, size, why);
    free(reading.rows.item);
    free(reading.answers.item);
    parts_end(parts);
    return status;
}

static enum hs_status read_all(struct rules_parts *shared, const char *directory, struct rules_source *source, struct hs_why *why)
{
    struct rules_parts parts = *shared;
    enum hs_status status = HS_OK;
    memset(source, 0, sizeof *source);
    for (int part = 0; status == HS_OK && part < RULES_VALUE_COUNT; part++) {
        char path[ROWS_PATH];
        void *bytes = NULL;
        size_t size = 0;
        int length = snprintf(path, sizeof path, "%s/goods/%s.tsv", directory, rules_value_tag((enum rules_value)part));
        if (length < 0 || (size_t)length >= sizeof path)
            status = hs_fail(why, HS_USAGE, "%.100s...: the path is too long: use a shorter one", directory);
        else if (part == RULES_AXES)
            status = axes_read(&parts, path, &bytes, &size, why);
        else if (part == RULES_VAGUE)
            status = vague_read(&parts, path, &bytes, &size, why);
        else
            status = read_part(&parts, (enum rules_value)part, path, &bytes, &size, why);
        source->bytes.bytes[part] = bytes;
        source->bytes.size[part] = size;
        if (status == HS_NOT_FOUND) {
            status = HS_OK;
            if (part == RULES_AXES)
                break;
        } else if (status == HS_OK && !parts.rows.problems)
            status = rules_open(&source->bytes, &source->rules, why);
        if (parts.rows.problems && part == RULES_AXES)
            break; /* the others name its values */
        parts.lexicon = &source->rules.lexicon;
    }
    if (status == HS_OK && parts.rows.problems)
        status = hs_fail(why, HS_INVALID, "%s: %zu bad lines: correct them and run it again", directory, parts.rows.problems);
    return status;
}

enum hs_status rules_read(const char *directory, goods_report *report, void *context, struct rules_source *source, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct rules_parts parts = { .rows = { .report = report, .context = context, .arena = &arena } };
    enum hs_status status = read_all(&parts, directory, source, why);
    arena_free(&arena);
    return status;
}

enum hs_status rules_read_given(const struct rows_file *file, size_t files, goods_report *report, void *context, struct rules_source *source, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct rules_parts parts = { .rows = { .report = report, .context = context, .arena = &arena, .given = file, .givens = files } };
    enum hs_status status = read_all(&parts, "rules", source, why);
    arena_free(&arena);
    return status;
}

enum hs_status rules_read_vague(const struct rows_file *file, goods_report *report, void *context, void **bytes, size_t *size, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct rules_parts parts = { .rows = { .report = report, .context = context, .arena = &arena, .given = file, .givens = 1 } };
    *bytes = NULL;
    enum hs_status status = vague_read(&parts, file->name, bytes, size, why);
    if (status == HS_OK && parts.rows.problems)
        status = hs_fail(why, HS_INVALID, "%s: %zu bad lines: correct them and run it again", file->name, parts.rows.problems);
    if (status != HS_OK) {
        free(*bytes);
        *bytes = NULL;
    }
    arena_free(&arena);
    return status;
}

void rules_free(struct rules_source *source)
{
    for (int i = 0; i < RULES_VALUE_COUNT; i++)
        free((void *)source->bytes.bytes[i]);
    memset(source, 0, sizeof *source);
}
