/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audit/risk_make.h"

#include <stdlib.h>
#include <string.h>

#include "core/audit/risk_form.h"

struct risk_maker {
    struct risk_head_record head;
    uint32_t edges[RISK_NUMBERS];
    struct growing {
        char *item;
        size_t count, room; /* in items */
    } list[RISK_SECTIONS], text;
    enum risk_section at; /* what may still come */
};

static enum hs_status no_memory(struct hs_why *why)
{
    return hs_fail(why, HS_NO_MEMORY, "risk model: no memory: close other programs");
}

static void *add(struct growing *list, size_t count, size_t size)
{
    if (list->count + count > list->room) {
        size_t room = list->room * 2 + count + 256;
        char *more = realloc(list->item, room * size);
        if (!more)
            return NULL;
        list->item = more;
        list->room = room;
    }
    list->count += count;
    return list->item + (list->count - count) * size;
}

static const void *last_of(const struct risk_maker *maker, enum risk_section section)
{
    const struct growing *list = &maker->list[section];
    return list->count ? list->item + (list->count - 1) * RISK_FORM.record[section] : NULL;
}

/* HS_TOO_LARGE where offsets would not fit. */
static enum hs_status add_text(struct risk_maker *maker, const char *text, size_t length, uint32_t *offset, struct hs_why *why)
{
    if (maker->text.count + length + 1 > UINT32_MAX)
        return hs_fail(why, HS_TOO_LARGE, "more than 4 GiB of texts: leave columns out");
    char *to = add(&maker->text, length + 1, 1);
    if (!to)
        return no_memory(why);
    memcpy(to, text, length);
    to[length] = '\0';
    *offset = (uint32_t)(to - maker->text.item);
    return HS_OK;
}

enum hs_status risk_maker_start(int64_t base, struct risk_maker **maker, struct hs_why *why)
{
    uint32_t empty;
    if (base < -RISK_POINTS_MAX || base > RISK_POINTS_MAX)
        return hs_fail(why, HS_INVALID, "the base lies beyond 100 to either side");
    struct risk_maker *new = calloc(1, sizeof *new);
    if (!new)
        return no_memory(why);
    new->head.base = (int32_t)base;
    enum hs_status status = add_text(new, "", 0, &empty, why);
    if (status == HS_OK)
        *maker = new;
    else
        risk_maker_free(new);
    return status;
}

enum hs_status risk_maker_edge(struct risk_maker *maker, enum risk_field field, int64_t edge, struct hs_why *why)
{
    const struct risk_edge_record *last = last_of(maker, RISK_EDGES);
    if ((int)field < RISK_TEXTS || field >= RISK_FIELD_COUNT)
        return hs_fail(why, HS_INVALID, "an edge of what is no number");
    if (edge < 0 || edge > RISK_AMOUNT_MAX)
        return hs_fail(why, HS_INVALID, "an edge below 0 or too large");
    if (maker->at > RISK_EDGES || (last && (last->field > field || (last->field == field && risk_amount(last->low, last->high) >= edge))))
        return hs_fail(why, HS_INVALID, "an edge out of order, or given twice");
    if (maker->edges[field - RISK_TEXTS] == RISK_EDGES_MAX)
        return hs_fail(why, HS_INVALID, "more than %d edges of one field", RISK_EDGES_MAX);
    struct risk_edge_record *record = add(&maker->list[RISK_EDGES], 1, sizeof *record);
    if (!record)
        return no_memory(why);
    *record = (struct risk_edge_record) { field, (uint32_t)edge, (uint32_t)((uint64_t)edge >> 32) };
    maker->edges[field - RISK_TEXTS]++;
    return HS_OK;
}

enum hs_status risk_maker_typical(struct risk_maker *maker, const char *code, size_t length, int64_t price, struct hs_why *why)
{
    const struct risk_typical_record *last = last_of(maker, RISK_TYPICALS);
    const char *problem = risk_code_problem(code, length);
    uint32_t offset;
    if (problem)
        return hs_fail(why, HS_INVALID, "%s", problem);
    if (price <= 0 || price > RISK_AMOUNT_MAX)
        return hs_fail(why, HS_INVALID, "a typical price that is not above 0, or too large");
    struct cell before = { last ? maker->text.item + last->code : "", last ? strlen(maker->text.item + last->code) : 0 };
    int order = memcmp(before.text, code, before.length < length ? before.length : length);
    if (maker->at > RISK_TYPICALS || order > 0 || (order == 0 && before.length >= length))
        return hs_fail(why, HS_INVALID, "a typical price out of order, or given twice");
    enum hs_status status = add_text(maker, code, length, &offset, why);
    if (status != HS_OK)
        return status;
    struct risk_typical_record *record = add(&maker->list[RISK_TYPICALS], 1, sizeof *record);
    if (!record)
        return no_memory(why);
    *record = (struct risk_typical_record) { offset, (uint32_t)price, (uint32_t)((uint64_t)price >> 32) };
    maker->at = RISK_TYPICALS;
    return HS_OK;
}

/* Whether the key comes behind the last one of its column, or in a later column. */
static bool in_order(const struct risk_maker *maker, uint32_t fields, const char *key, size_t length)
{
    const struct risk_column_record *column = last_of(maker, RISK_COLUMNS);
    const struct risk_points_record *last = last_of(maker, RISK_POINTS);
    if (!column || !last || column->fields != fields)
        return !column || column->fields < fields;
    const char *before = maker->text.item + last->key;
    size_t before_length = strlen(before);
    int order = memcmp(before, key, before_length < length ? before_length : length);
    return order < 0 || (order == 0 && before_length < length);
}

enum hs_status risk_maker_points(struct risk_maker *maker, uint32_t fields, const char *key, size_t length, int64_t points, struct hs_why *why)
{
    struct risk_column_record *column = (struct risk_column_record *)last_of(maker, RISK_COLUMNS);
    const char *problem = risk_key_problem(fields, key, length, maker->edges);
    uint32_t offset;
    if (problem)
        return hs_fail(why, HS_INVALID, "%s", problem);
    if (points < -RISK_POINTS_MAX || points > RISK_POINTS_MAX)
        return hs_fail(why, HS_INVALID, "points beyond 100 to either side");
    if (!in_order(maker, fields, key, length))
        return hs_fail(why, HS_INVALID, "a key out of order, or given twice");
    bool new = !column || column->fields != fields;
    if (new && maker->list[RISK_COLUMNS].count == RISK_COLUMNS_MAX)
        return hs_fail(why, HS_INVALID, "more than %d columns", RISK_COLUMNS_MAX);
    enum hs_status status = add_text(maker, key, length, &offset, why);
    struct risk_points_record *record = status == HS_OK ? add(&maker->list[RISK_POINTS], 1, sizeof *record) : NULL;
    if (status == HS_OK && record && new) {
        column = add(&maker->list[RISK_COLUMNS], 1, sizeof *column);
        if (column)
            *column = (struct risk_column_record) { fields, (uint32_t)maker->list[RISK_POINTS].count - 1, 0 };
        else
            maker->list[RISK_POINTS].count--;
    }
    if (status == HS_OK && (!record || !column))
        return no_memory(why);
    if (status != HS_OK)
        return status;
    *record = (struct risk_points_record) { offset, (int32_t)points };
    column->count++;
    maker->at = RISK_POINTS;
    return HS_OK;
}

enum hs_status risk_maker_finish(struct risk_maker *maker, void **bytes, size_t *size, struct hs_why *why)
{
    struct layout layout = { .text = maker->text.item, .text_size = (uint32_t)maker->text.count };
    for (int i = 0; i < RISK_SECTIONS; i++) {
        layout.section[i] = maker->list[i].item;
        layout.count[i] = (uint32_t)maker->list[i].count;
    }
    layout.section[RISK_HEAD] = &maker->head;
    layout.count[RISK_HEAD] = 1;
    enum hs_status status = layout_make(&layout, &RISK_FORM, bytes, size, why);
    risk_maker_free(maker);
    return status;
}

void risk_maker_free(struct risk_maker *maker)
{
    if (!maker)
        return;
    for (int i = 0; i < RISK_SECTIONS; i++)
        free(maker->list[i].item);
    free(maker->text.item);
    free(maker);
}
