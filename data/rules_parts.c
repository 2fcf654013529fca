/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/rules_parts.h"

#include <stdlib.h>
#include <string.h>

void parts_start(struct rules_parts *parts)
{
    parts_text(parts, "", 0);
}

void parts_end(struct rules_parts *parts)
{
    struct list *lists[] = { &parts->text, &parts->values, &parts->codes, &parts->conditions };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        free(lists[i]->item);
        *lists[i] = (struct list){ NULL, 0, 0 };
    }
}

uint32_t parts_add(struct rules_parts *parts, struct list *list, const void *item, size_t size)
{
    if (!rows_make_room(&list->item, list->count, &list->room, size)) {
        parts->out_of_memory = true;
        return 0;
    }
    memcpy((char *)list->item + list->count * size, item, size);
    return (uint32_t)list->count++;
}

uint32_t parts_text(struct rules_parts *parts, const char *text, size_t length)
{
    uint32_t at = (uint32_t)parts->text.count;
    if (length == 0 && at)
        return 0;
    for (size_t i = 0; i < length; i++)
        parts_add(parts, &parts->text, &text[i], 1);
    parts_add(parts, &parts->text, "", 1);
    return at;
}

bool parts_next(struct cell *cell, char mark, struct cell *piece)
{
    if (!cell->text)
        return false;
    const char *end = memchr(cell->text, mark, cell->length);
    *piece = (struct cell){ cell->text, end ? (size_t)(end - cell->text) : cell->length };
    cell->length -= piece->length + (end != NULL);
    cell->text = end ? end + 1 : NULL;
    while (piece->length && piece->text[0] == ' ') {
        piece->text++;
        piece->length--;
    }
    while (piece->length && piece->text[piece->length - 1] == ' ')
        piece->length--;
    return true;
}

bool cell_is(struct cell cell, const char *text)
{
    return cell.length == strlen(text) && memcmp(cell.text, text, cell.length) == 0;
}

/* The shown part of a cell in a message. */
static int shown(struct cell cell)
{
    return cell.length > 80 ? 80 : (int)cell.length;
}

static bool add_chapters(struct rules_parts *parts, struct cell from, struct cell to, uint32_t *count)
{
    if (from.length != 2 || to.length != 2 || memcmp(from.text, to.text, 2) >= 0)
        return rows_bad(&parts->rows, "\"%.*s-%.*s\" is no range of chapters: write 84-85", shown(from), from.text, shown(to), to.text);
    for (int chapter = atoi(from.text), last = atoi(to.text); chapter <= last; chapter++) {
        struct code code = { { 0 } };
        code.digits[0] = (char)('0' + chapter / 10);
        code.digits[1] = (char)('0' + chapter % 10);
        parts_add(parts, &parts->codes, &code, sizeof code);
        (*count)++;
    }
    return true;
}

bool parts_codes(struct rules_parts *parts, struct cell cell, uint32_t *first, uint32_t *count)
{
    struct cell piece, from;
    *first = (uint32_t)parts->codes.count;
    *count = 0;
    if (cell.length == 0 || cell_is(cell, "*"))
        return true;
    while (parts_next(&cell, ',', &piece)) {
        struct code code;
        struct hs_why why;
        if (memchr(piece.text, '-', piece.length)) {
            parts_next(&piece, '-', &from);
            if (!add_chapters(parts, from, piece, count))
                return false;
            continue;
        }
        if (code_parse(piece.text, piece.length, &code, &why) != HS_OK)
            return rows_bad(&parts->rows, "%s", why.text);
        parts_add(parts, &parts->codes, &code, sizeof code);
        (*count)++;
    }
    return true;
}

static bool read_values(struct rules_parts *parts, enum axis axis, struct cell cell, struct condition *condition)
{
    struct cell piece;
    while (parts_next(&cell, '|', &piece)) {
        uint32_t value = lexicon_find(parts->lexicon, axis, piece.text, piece.length);
        if (value == parts->lexicon->values)
            return rows_bad(&parts->rows, "\"%.*s\" is no value of %s: add it to axes.tsv", shown(piece), piece.text, axis_tag(axis));
        parts_add(parts, &parts->values, &value, sizeof value);
        condition->count++;
    }
    return true;
}

/* "37.5"; strtod would ask the locale. */
static bool read_decimal(struct cell cell, float *number)
{
    double value = 0, scale = 0;
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.text[i] == '.' && scale == 0)
            scale = 1;
        else if (cell.text[i] >= '0' && cell.text[i] <= '9') {
            value = value * 10 + (cell.text[i] - '0');
            scale *= 10;
        } else
            return false;
    }
    *number = (float)(scale > 0 ? value / scale : value);
    return cell.length > 0;
}

static bool read_unit(struct rules_parts *parts, enum axis axis, struct cell unit, struct condition *condition)
{
    const struct lexicon *lexicon = parts->lexicon;
    for (uint32_t i = 0; i < lexicon->units; i++)
        if (lexicon->unit[i].axis == (uint32_t)axis && cell_is(unit, lexicon->text + lexicon->unit[i].name)) {
            condition->unit = i;
            condition->number *= lexicon->unit[i].factor;
            return true;
        }
    return rows_bad(&parts->rows, "\"%.*s\" is no unit of %s: add it to axes.tsv", shown(unit), unit.text, axis_tag(axis));
}

bool parts_condition(struct rules_parts *parts, enum axis axis, struct cell relation, struct cell value, struct cell unit, struct condition *condition)
{
    *condition = (struct condition){ .axis = axis, .relation = CONDITION_OPERATOR_COUNT, .first = (uint32_t)parts->values.count, .unit = CONDITION_NO_UNIT };
    for (uint32_t i = 0; i < CONDITION_OPERATOR_COUNT; i++)
        if (cell_is(relation, condition_operator_tag((enum condition_operator)i)))
            condition->relation = i;
    if (condition->relation == CONDITION_OPERATOR_COUNT)
        return rows_bad(&parts->rows, "\"%.*s\" is no operator: write is, not, has, lacks, <, <=, > or >=", shown(relation), relation.text);
    if (condition->relation <= CONDITION_LACKS)
        return unit.length ? rows_bad(&parts->rows, "%s", "a condition on words has no unit") : read_values(parts, axis, value, condition);
    const char *space = memchr(value.text, ' ', value.length);
    if (space) { /* the share of a value */
        struct cell share = { space + 1, value.length - (size_t)(space + 1 - value.text) };
        value.length = (size_t)(space - value.text);
        if (!cell_is(unit, "%"))
            return rows_bad(&parts->rows, "%s", "a share has the unit %");
        return read_decimal(share, &condition->number) ? read_values(parts, axis, value, condition) : rows_bad(&parts->rows, "\"%.*s\" is no number", shown(share), share.text);
    }
    if (!read_decimal(value, &condition->number))
        return rows_bad(&parts->rows, "\"%.*s\" is no number", shown(value), value.text);
    return read_unit(parts, axis, unit, condition);
}

bool parts_conditions(struct rules_parts *parts, struct cell cell, uint32_t *first, uint32_t *count)
{
    struct cell piece, word, relation, value;
    *first = (uint32_t)parts->conditions.count;
    *count = 0;
    while (cell.length && parts_next(&cell, ';', &piece)) {
        struct condition condition;
        struct cell unit = { "", 0 };
        if (!parts_next(&piece, ' ', &word) || !parts_next(&piece, ' ', &relation) || !parts_next(&piece, '\t', &value))
            return rows_bad(&parts->rows, "%s", "a condition is written `axis operator value`");
        enum axis axis = axis_of_tag(word.text, word.length);
        if (axis == AXIS_COUNT)
            return rows_bad(&parts->rows, "\"%.*s\" is no axis", shown(word), word.text);
        const char *space = memrchr(value.text, ' ', value.length);
        if (space) { /* the unit is the last word */
            unit = (struct cell){ space + 1, value.length - (size_t)(space + 1 - value.text) };
            value.length = (size_t)(space - value.text);
        }
        if (!parts_condition(parts, axis, relation, value, unit, &condition))
            return false;
        parts_add(parts, &parts->conditions, &condition, sizeof condition);
        (*count)++;
    }
    return true;
}

void parts_section(struct layout *layout, int section, const struct list *list)
{
    layout->section[section] = list->item;
    layout->count[section] = (uint32_t)list->count;
}
