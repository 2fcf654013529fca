/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audit/risk.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/audit/risk_form.h"
#include "core/base/text.h"
#include "core/goods/code.h"

const struct layout_form RISK_FORM = { "HSRISK01",
                                       "risk model",
                                       { sizeof(struct risk_head_record), sizeof(struct risk_edge_record), sizeof(struct risk_typical_record),
                                         sizeof(struct risk_column_record), sizeof(struct risk_points_record) } };

static const char *const names[] = {
#define RISK_FIELD_TEXT(field, name) name,
    RISK_FIELD_LIST(RISK_FIELD_TEXT)
#undef RISK_FIELD_TEXT
};

enum { NO_BAND = -1 };
/* How much of a code is asked for, one after the other. */
static const size_t LADDER[] = { CODE_SUBHEADING, CODE_HEADING, CODE_CHAPTER };
enum { RUNGS = sizeof LADDER / sizeof *LADDER };

const char *risk_field_name(enum risk_field field)
{
    return names[field];
}

size_t risk_column_name(uint32_t fields, char out[static RISK_COLUMN_NAME_MAX])
{
    size_t length = 0;
    out[0] = '\0';
    for (int i = 0; i < RISK_FIELD_COUNT; i++)
        if (fields & 1u << i)
            length += (size_t)snprintf(out + length, RISK_COLUMN_NAME_MAX - length, "%s%s", length ? "+" : "", names[i]);
    return length;
}

static int find_field(const char *name, size_t length)
{
    int field = 0;
    while (field < RISK_FIELD_COUNT && (strlen(names[field]) != length || memcmp(names[field], name, length) != 0))
        field++;
    return field;
}

bool risk_column_find(const char *name, size_t length, uint32_t *fields)
{
    const char *end = name + length;
    *fields = 0;
    for (;;) {
        const char *plus = memchr(name, '+', (size_t)(end - name)), *stop = plus ? plus : end;
        int field = find_field(name, (size_t)(stop - name));
        if (field == RISK_FIELD_COUNT || *fields >> field)
            return false;
        *fields |= 1u << field;
        if (!plus)
            return true;
        name = plus + 1;
    }
}

/* ---- what makes sense ---- */

static bool fields_fit(uint32_t fields)
{
    return fields && fields < 1u << RISK_FIELD_COUNT && __builtin_popcount(fields) <= RISK_TOGETHER_MAX;
}

/* A text as it may stand in a key. */
static bool is_clean(const char *text, size_t length)
{
    if (length == 0 || length > RISK_TEXT_MAX || text_first_invalid(text, length) < length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (text[i] == '|' || (unsigned char)text[i] < ' ' || text[i] == 0x7f)
            return false;
    return true;
}

const char *risk_code_problem(const char *code, size_t length)
{
    bool digits = length == CODE_SUBHEADING || length == CODE_HEADING || length == CODE_CHAPTER;
    for (size_t i = 0; digits && i < length; i++)
        digits = code[i] >= '0' && code[i] <= '9';
    return digits ? NULL : "a code that is not of 2, 4 or 6 digits";
}

static const char *part_problem(int field, const char *part, size_t length, const uint32_t edges[static RISK_NUMBERS])
{
    if (field == RISK_CODE)
        return risk_code_problem(part, length);
    if (field < RISK_TEXTS)
        return is_clean(part, length) ? NULL : "an empty text, one of more than 64 bytes, or one that is not UTF-8 or holds a control character";
    if (length != 2 || part[0] < '0' || part[0] > '9' || part[1] < '0' || part[1] > '9' ||
        (uint32_t)((part[0] - '0') * 10 + part[1] - '0') > edges[field - RISK_TEXTS])
        return "a band that there is not: two digits, from 00 to the number of the field's edges";
    return NULL;
}

const char *risk_key_problem(uint32_t fields, const char *key, size_t length, const uint32_t edges[static RISK_NUMBERS])
{
    const char *end = key + length;
    if (!fields_fit(fields))
        return "a column of no fields, or of too many";
    for (int field = 0; field < RISK_FIELD_COUNT; field++) {
        if (!(fields & 1u << field))
            continue;
        const char *bar = memchr(key, '|', (size_t)(end - key)), *stop = bar ? bar : end;
        const char *problem = part_problem(field, key, (size_t)(stop - key), edges);
        if (problem)
            return problem;
        fields &= ~(1u << field);
        if (!fields != !bar)
            return "not as many parts, with bars between them, as the column has fields";
        key = stop + 1;
    }
    return NULL;
}

enum hs_status risk_open(const void *bytes, size_t size, struct risk *risk, struct hs_why *why)
{
    if (size > RISK_SIZE_MAX)
        return hs_fail(why, HS_TOO_LARGE, "risk model: %zu bytes, at most %d: leave columns out", size, RISK_SIZE_MAX);
    enum hs_status status = layout_open(bytes, size, &RISK_FORM, &risk->layout, why);
    if (status == HS_OK && risk->layout.count[RISK_HEAD] != 1)
        status = hs_fail(why, HS_CORRUPT, "risk model: it has no base: apply it or train it anew");
    return status;
}

/* ---- what it holds ---- */

int32_t risk_base(const struct risk *risk)
{
    int32_t base = ((const struct risk_head_record *)risk->layout.section[RISK_HEAD])->base;
    return base >= -RISK_POINTS_MAX && base <= RISK_POINTS_MAX ? base : 0;
}

static const char *text_at(const struct risk *risk, uint32_t offset)
{
    return offset < risk->layout.text_size ? risk->layout.text + offset : "";
}

uint32_t risk_columns(const struct risk *risk)
{
    return risk->layout.count[RISK_COLUMNS];
}

static const struct risk_column_record *column_at(const struct risk *risk, uint32_t column)
{
    static const struct risk_column_record none;
    const struct risk_column_record *record = (const struct risk_column_record *)risk->layout.section[RISK_COLUMNS] + column;
    bool sound = column < risk_columns(risk) && fields_fit(record->fields) && layout_range(record->first, record->count, risk->layout.count[RISK_POINTS]);
    return sound ? record : &none;
}

uint32_t risk_column_fields(const struct risk *risk, uint32_t column)
{
    return column_at(risk, column)->fields;
}

uint32_t risk_column_points(const struct risk *risk, uint32_t column, uint32_t *first)
{
    const struct risk_column_record *record = column_at(risk, column);
    *first = record->first;
    return record->count;
}

uint32_t risk_points(const struct risk *risk)
{
    return risk->layout.count[RISK_POINTS];
}

const char *risk_points_at(const struct risk *risk, uint32_t at, int32_t *points)
{
    *points = 0;
    if (at >= risk->layout.count[RISK_POINTS])
        return "";
    const struct risk_points_record *record = (const struct risk_points_record *)risk->layout.section[RISK_POINTS] + at;
    if (record->points >= -RISK_POINTS_MAX && record->points <= RISK_POINTS_MAX)
        *points = record->points;
    return text_at(risk, record->key);
}

uint32_t risk_edges(const struct risk *risk)
{
    return risk->layout.count[RISK_EDGES];
}

enum risk_field risk_edge_at(const struct risk *risk, uint32_t at, int64_t *edge)
{
    const struct risk_edge_record *record = (const struct risk_edge_record *)risk->layout.section[RISK_EDGES] + at;
    *edge = 0;
    if (at >= risk_edges(risk) || record->field < RISK_TEXTS || record->field >= RISK_FIELD_COUNT)
        return RISK_FIELD_COUNT;
    *edge = risk_amount(record->low, record->high);
    return (enum risk_field)record->field;
}

uint32_t risk_typicals(const struct risk *risk)
{
    return risk->layout.count[RISK_TYPICALS];
}

const char *risk_typical_at(const struct risk *risk, uint32_t at, int64_t *price)
{
    *price = 0;
    if (at >= risk_typicals(risk))
        return "";
    const struct risk_typical_record *record = (const struct risk_typical_record *)risk->layout.section[RISK_TYPICALS] + at;
    *price = risk_amount(record->low, record->high);
    return text_at(risk, record->code);
}

/* ---- the deep check ---- */

static enum hs_status check_edges(const struct risk *risk, uint32_t edges[static RISK_NUMBERS], struct hs_why *why)
{
    int before = RISK_TEXTS;
    int64_t last = 0;
    for (uint32_t i = 0; i < risk_edges(risk); i++) {
        int64_t edge;
        enum risk_field field = risk_edge_at(risk, i, &edge);
        if (field == RISK_FIELD_COUNT || (int)field < before || edge < 0 || edge > RISK_AMOUNT_MAX)
            return layout_corrupt(&RISK_FORM, "edge", i, why);
        if ((edges[field - RISK_TEXTS] && edge <= last) || ++edges[field - RISK_TEXTS] > RISK_EDGES_MAX)
            return layout_corrupt(&RISK_FORM, "edge", i, why);
        before = (int)field;
        last = edge;
    }
    return HS_OK;
}

static enum hs_status check_typicals(const struct risk *risk, struct hs_why *why)
{
    const char *before = "";
    for (uint32_t i = 0; i < risk_typicals(risk); i++) {
        int64_t price;
        const char *code = risk_typical_at(risk, i, &price);
        if (price <= 0 || price > RISK_AMOUNT_MAX || risk_code_problem(code, strlen(code)) || strcmp(before, code) >= 0)
            return layout_corrupt(&RISK_FORM, "typical price", i, why);
        before = code;
    }
    return HS_OK;
}

static enum hs_status check_points(const struct risk *risk, const struct risk_column_record *column, const uint32_t edges[static RISK_NUMBERS],
                                   struct hs_why *why)
{
    const struct risk_points_record *record = risk->layout.section[RISK_POINTS];
    const char *before = "";
    for (uint32_t i = column->first; i < column->first + column->count; i++) {
        const char *key = text_at(risk, record[i].key);
        if (strcmp(before, key) >= 0 || risk_key_problem(column->fields, key, strlen(key), edges))
            return layout_corrupt(&RISK_FORM, "key", i, why);
        if (record[i].points < -RISK_POINTS_MAX || record[i].points > RISK_POINTS_MAX)
            return layout_corrupt(&RISK_FORM, "number of points", i, why);
        before = key;
    }
    return HS_OK;
}

enum hs_status risk_check(const struct risk *risk, struct hs_why *why)
{
    const struct risk_column_record *record = risk->layout.section[RISK_COLUMNS];
    uint32_t edges[RISK_NUMBERS] = { 0 }, next = 0, before = 0;
    if (((const struct risk_head_record *)risk->layout.section[RISK_HEAD])->base != risk_base(risk))
        return layout_corrupt(&RISK_FORM, "base", 0, why);
    if (risk_columns(risk) > RISK_COLUMNS_MAX)
        return hs_fail(why, HS_CORRUPT, "risk model: %u columns, more than %d: train it anew", risk_columns(risk), RISK_COLUMNS_MAX);
    enum hs_status status = check_edges(risk, edges, why);
    if (status == HS_OK)
        status = check_typicals(risk, why);
    for (uint32_t i = 0; status == HS_OK && i < risk_columns(risk); i++) {
        uint32_t fields = risk_column_fields(risk, i);
        if (!fields || fields <= before || record[i].first != next || !record[i].count)
            return layout_corrupt(&RISK_FORM, "column", i, why);
        before = fields;
        next += record[i].count;
        status = check_points(risk, &record[i], edges, why);
    }
    if (status == HS_OK && next != risk->layout.count[RISK_POINTS])
        status = hs_fail(why, HS_CORRUPT, "risk model: points that belong to no column: train it anew");
    return status;
}

/* ---- a line ---- */

struct stated {
    const struct risk_line *line;
    int band[RISK_NUMBERS]; /* NO_BAND: not known */
};

static size_t code_digits(const struct cell *code)
{
    size_t digits = 0;
    while (digits < code->length && digits < CODE_SUBHEADING && code->text[digits] >= '0' && code->text[digits] <= '9')
        digits++;
    return digits;
}

/* 0 where none is known. */
static double typical_price(const struct risk *risk, const struct cell *code)
{
    size_t digits = code_digits(code);
    for (int rung = 0; rung < RUNGS; rung++) {
        uint32_t low = 0, high = risk_typicals(risk);
        int64_t price;
        if (digits < LADDER[rung])
            continue;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            const char *known = risk_typical_at(risk, middle, &price);
            int order = strncmp(known, code->text, LADDER[rung]);
            if (order == 0)
                order = known[LADDER[rung]] != '\0';
            if (order == 0)
                return price > 0 ? (double)price / RISK_SCALE : 0;
            if (order < 0)
                low = middle + 1;
            else
                high = middle;
        }
    }
    return 0;
}

static void find_bands(const struct risk *risk, const struct risk_line *line, struct stated *stated)
{
    bool priced = line->price > 0 && line->mass > 0;
    double typical = priced ? typical_price(risk, &line->text[RISK_CODE]) : 0;
    const double number[RISK_NUMBERS] = { line->tax_rate, line->mass > 0 ? line->mass : NAN, line->price > 0 ? line->price : NAN,
                                          typical > 0 ? line->price / line->mass / typical : NAN };
    stated->line = line;
    for (int i = 0; i < RISK_NUMBERS; i++)
        stated->band[i] = isfinite(number[i]) ? 0 : NO_BAND;
    for (uint32_t i = 0; i < risk_edges(risk); i++) {
        int64_t edge;
        enum risk_field field = risk_edge_at(risk, i, &edge);
        if (field == RISK_FIELD_COUNT)
            continue;
        int of = (int)field - RISK_TEXTS;
        if (stated->band[of] != NO_BAND && stated->band[of] < RISK_EDGES_MAX && number[of] >= (double)edge / RISK_SCALE)
            stated->band[of]++;
    }
}

static bool make_key(const struct stated *stated, uint32_t fields, size_t digits, char key[static RISK_KEY_MAX])
{
    size_t length = 0;
    for (int i = 0; i < RISK_FIELD_COUNT; i++) {
        if (!(fields & 1u << i))
            continue;
        if (length)
            key[length++] = '|';
        if (i >= RISK_TEXTS) {
            if (stated->band[i - RISK_TEXTS] == NO_BAND)
                return false;
            key[length++] = (char)('0' + stated->band[i - RISK_TEXTS] / 10);
            key[length++] = (char)('0' + stated->band[i - RISK_TEXTS] % 10);
            continue;
        }
        const struct cell *text = &stated->line->text[i];
        size_t size = i == RISK_CODE ? digits : text->length;
        if (i == RISK_CODE ? code_digits(text) < digits : !is_clean(text->text, text->length))
            return false;
        memcpy(key + length, text->text, size);
        length += size;
    }
    key[length] = '\0';
    return true;
}

bool risk_key(const struct risk *risk, const struct risk_line *line, uint32_t fields, size_t digits, char key[static RISK_KEY_MAX])
{
    struct stated stated;
    find_bands(risk, line, &stated);
    return fields_fit(fields) && make_key(&stated, fields, digits, key);
}

static const char *find_points(const struct risk *risk, uint32_t column, const char *key, int32_t *points)
{
    uint32_t low, count = risk_column_points(risk, column, &low), high = low + count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const char *known = risk_points_at(risk, middle, points);
        int order = strcmp(known, key);
        if (order == 0)
            return known;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* The longest code that the column knows. */
static const char *ask(const struct risk *risk, const struct stated *stated, uint32_t column, int32_t *points)
{
    uint32_t fields = risk_column_fields(risk, column);
    char key[RISK_KEY_MAX];
    for (int rung = 0; fields && rung < (fields & 1u << RISK_CODE ? RUNGS : 1); rung++) {
        const char *known = make_key(stated, fields, LADDER[rung], key) ? find_points(risk, column, key, points) : NULL;
        if (known)
            return known;
    }
    return NULL;
}

/* Puts a reason in its place, the last one falling out where there is no room. */
static size_t insert(struct risk_reason *reason, size_t count, size_t most, struct risk_reason new)
{
    int32_t size = new.points < 0 ? -new.points : new.points;
    size_t at = count;
    while (at > 0 && (reason[at - 1].points < 0 ? -reason[at - 1].points : reason[at - 1].points) < size)
        at--;
    if (at >= most)
        return count;
    if (count < most)
        count++;
    memmove(reason + at + 1, reason + at, (count - at - 1) * sizeof *reason);
    reason[at] = new;
    return count;
}

struct risk_score risk_score(const struct risk *risk, const struct risk_line *line, struct risk_reason *reason, size_t most)
{
    struct risk_score score = { .points = risk_base(risk) };
    struct stated stated;
    uint32_t columns = risk_columns(risk) < RISK_COLUMNS_MAX ? risk_columns(risk) : RISK_COLUMNS_MAX;
    find_bands(risk, line, &stated);
    for (uint32_t column = 0; column < columns; column++) {
        int32_t points = 0;
        const char *key = ask(risk, &stated, column, &points);
        if (!key)
            continue;
        score.known++;
        score.points += points;
        if (points)
            score.reasons = insert(reason, score.reasons, most, (struct risk_reason) { column, key, points });
    }
    score.probability = 1 / (1 + exp(-(double)score.points / RISK_SCALE));
    return score;
}
