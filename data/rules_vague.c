/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads vague.tsv into the vague words of core/goods. */
#include <stdlib.h>
#include <string.h>

#include "core/goods/vague.h"
#include "core/lang/stem.h"
#include "data/rules_parts.h"

struct vague_reading {
    struct rules_parts *parts;
    struct vague_row rule[VAGUE_RULE_COUNT];
    struct list rows, phrases; /* rows behind those of the rules */
};

static enum vague_level level_of(struct cell cell)
{
    int level = VAGUE_LEVEL_INFO;
    while (level < VAGUE_LEVEL_COUNT && !cell_is(cell, vague_level_tag((enum vague_level)level)))
        level++;
    return (enum vague_level)level;
}

static enum vague_rule rule_of(struct cell cell)
{
    int rule = 0;
    while (rule < VAGUE_RULE_COUNT && !cell_is(cell, vague_rule_tag((enum vague_rule)rule)))
        rule++;
    return (enum vague_rule)rule;
}

static bool read_rule(struct vague_reading *reading, enum vague_rule rule, enum language language, enum vague_level level, struct cell message)
{
    struct vague_row *row = &reading->rule[rule];
    if (row->level && row->level != (uint32_t)level)
        return rows_bad(&reading->parts->rows, "%s has another level in another language", vague_rule_tag(rule));
    row->rule = rule;
    row->level = level;
    row->message[language] = parts_text(reading->parts, message.text, message.length);
    return true;
}

static void add_phrase(struct vague_reading *reading, struct cell text, uint32_t row)
{
    struct phrase phrase = { rows_keep(&reading->parts->rows, text), VAGUE_RULE_COUNT + row };
    parts_add(reading->parts, &reading->phrases, &phrase, sizeof phrase);
}

static bool read_row(void *reader, const struct cell *cells, size_t count)
{
    struct vague_reading *reading = reader;
    struct rows *rows = &reading->parts->rows;
    if (count != 6)
        return rows_bad(rows, "%s", "needs 6 columns: rule, language, words, aliases, level, message");
    enum vague_rule rule = rule_of(cells[0]);
    enum language language = language_of_tag(cells[1].text, cells[1].length);
    enum vague_level level = level_of(cells[4]);
    if (rule == VAGUE_RULE_COUNT)
        return rows_bad(rows, "\"%s\" is no rule", rows_keep(rows, cells[0]));
    if (language >= (enum language)TREE_LANGUAGE_COUNT)
        return rows_bad(rows, "\"%s\" is none of en, az, ru, tr", rows_keep(rows, cells[1]));
    if (level == VAGUE_LEVEL_COUNT && cells[4].length)
        return rows_bad(rows, "\"%s\" is no level: write info, warning or refuse", rows_keep(rows, cells[4]));
    if (cell_is(cells[2], "*"))
        return level == VAGUE_LEVEL_COUNT ? rows_bad(rows, "%s", "a rule needs its level") : read_rule(reading, rule, language, level, cells[5]);
    if (!reading->rule[rule].level)
        return rows_bad(rows, "the row `%s TAB %s TAB *` with the level and the message of the rule must stand first", vague_rule_tag(rule), language_tag(language));
    struct vague_row row = { .rule = rule, .level = level == VAGUE_LEVEL_COUNT ? reading->rule[rule].level : (uint32_t)level };
    row.words = parts_text(reading->parts, cells[2].text, cells[2].length);
    memcpy(row.message, reading->rule[rule].message, sizeof row.message);
    if (cells[5].length)
        row.message[language] = parts_text(reading->parts, cells[5].text, cells[5].length);
    uint32_t number = parts_add(reading->parts, &reading->rows, &row, sizeof row);
    add_phrase(reading, cells[2], number);
    struct cell aliases = cells[3], alias;
    while (cells[3].length && parts_next(&aliases, '|', &alias))
        add_phrase(reading, alias, number);
    return true;
}

static enum hs_status lay_out(struct vague_reading *reading, void **bytes, size_t *size, struct hs_why *why)
{
    struct layout layout = { .count = { 0 } };
    struct phrase_table table;
    struct list rows = { NULL, 0, 0 };
    enum hs_status status = phrases_lay_out(reading->phrases.item, reading->phrases.count, &table, why);
    if (status != HS_OK)
        return status;
    for (size_t i = 0; i < VAGUE_RULE_COUNT; i++)
        parts_add(reading->parts, &rows, &reading->rule[i], sizeof *reading->rule);
    for (size_t i = 0; i < reading->rows.count; i++)
        parts_add(reading->parts, &rows, (struct vague_row *)reading->rows.item + i, sizeof *reading->rule);
    parts_section(&layout, 0, &rows);
    layout.section[1] = table.edge;
    layout.count[1] = table.edges;
    layout.section[2] = table.state;
    layout.count[2] = table.states;
    layout.section[3] = table.meaning;
    layout.count[3] = table.meanings;
    layout.text = reading->parts->text.item;
    layout.text_size = (uint32_t)reading->parts->text.count;
    status = reading->parts->out_of_memory ? hs_fail(why, HS_NO_MEMORY, "vague words: no memory: close other programs") : layout_make(&layout, &VAGUE_FORM, bytes, size, why);
    phrase_table_free(&table);
    free(rows.item);
    return status;
}

enum hs_status vague_read(struct rules_parts *parts, const char *path, void **bytes, size_t *size, struct hs_why *why)
{
    struct vague_reading reading = { .parts = parts };
    parts_start(parts);
    enum hs_status status = rows_read(&parts->rows, path, read_row, &reading, why);
    for (int rule = 0; status == HS_OK && rule < VAGUE_RULE_COUNT; rule++)
        for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
            if (!reading.rule[rule].message[language]) {
                parts->rows.line = 0;
                rows_bad(&parts->rows, "rule %s has no message in %s", vague_rule_tag((enum vague_rule)rule), language_tag((enum language)language));
            }
    if (status == HS_OK)
        status = lay_out(&reading, bytes, size, why);
    free(reading.rows.item);
    free(reading.phrases.item);
    parts_end(parts);
    return status;
}
