/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads axes.tsv into the lexicon of core/goods. */
#include <stdlib.h>
#include <string.h>

#include "core/lang/stem.h"
#include "data/rules_parts.h"

/* One row, by what it says. */
struct axis_row {
    enum axis axis;
    enum { ROW_AXIS, ROW_VALUE, ROW_DENIAL, ROW_UNIT } kind;
    struct cell path;
    const char *text, *file; /* the text is kept */
    size_t line, language, order;
};

struct axes_reading {
    struct rules_parts *parts;
    struct list rows;
};

static bool read_row(void *reader, const struct cell *cells, size_t count)
{
    struct axes_reading *reading = reader;
    struct rows *rows = &reading->parts->rows;
    if (count != 4)
        return rows_bad(rows, "%s", "needs 4 columns: axis, value, language, words");
    struct axis_row row = { .axis = axis_of_tag(cells[0].text, cells[0].length), .kind = ROW_VALUE, .path = cells[1], .file = rows->file, .line = rows->line,
                            .order = reading->rows.count };
    if (row.axis == AXIS_COUNT)
        return rows_bad(rows, "\"%s\" is no axis", rows_keep(rows, cells[0]));
    row.language = language_of_tag(cells[2].text, cells[2].length);
    if (row.language >= TREE_LANGUAGE_COUNT)
        return rows_bad(rows, "\"%s\" is none of en, az, ru, tr", rows_keep(rows, cells[2]));
    if (cells[1].length == 0 || cells[3].length == 0)
        return rows_bad(rows, "%s", "the value or its words are empty");
    if (cell_is(cells[1], "*"))
        row.kind = ROW_AXIS;
    else if (cells[1].text[0] == '!' || cells[1].text[0] == '=') {
        row.kind = cells[1].text[0] == '!' ? ROW_DENIAL : ROW_UNIT;
        row.path = (struct cell){ cells[1].text + 1, cells[1].length - 1 };
    }
    row.text = rows_keep(rows, cells[3]);
    parts_add(reading->parts, &reading->rows, &row, sizeof row);
    return true;
}

/* By axis and path, a path before what lies below it, then in the order of the file. */
static int by_path(const void *a, const void *b)
{
    const struct axis_row *x = a, *y = b;
    size_t least = x->path.length < y->path.length ? x->path.length : y->path.length;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->axis != y->axis)
        return x->axis < y->axis ? -1 : 1;
    for (size_t i = 0; i < least; i++) { /* '/' before any letter: a path's descendants follow it */
        int p = x->path.text[i] == '/' ? 1 : (unsigned char)x->path.text[i], q = y->path.text[i] == '/' ? 1 : (unsigned char)y->path.text[i];
        if (p != q)
            return p - q;
    }
    if (x->path.length != y->path.length)
        return x->path.length < y->path.length ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* What is shown of a phrase: its stars are for matching. */
static uint32_t label_text(struct rules_parts *parts, const char *text)
{
    char plain[256];
    size_t length = 0;
    for (; *text && length < sizeof plain; text++)
        if (*text != '*')
            plain[length++] = *text;
    return parts_text(parts, plain, length);
}

struct making {
    struct rules_parts *parts;
    struct list values, units, phrases;
    struct lexicon_axis axis[AXIS_COUNT];
};

static bool same_path(const struct axis_row *a, const struct axis_row *b)
{
    return a->axis == b->axis && a->path.length == b->path.length && memcmp(a->path.text, b->path.text, a->path.length) == 0;
}

static bool is_below(struct cell path, struct cell above)
{
    return path.length > above.length && path.text[above.length] == '/' && memcmp(path.text, above.text, above.length) == 0;
}

static bool complain(struct making *making, const struct axis_row *row, const char *problem)
{
    making->parts->rows.file = row->file;
    making->parts->rows.line = row->line;
    return rows_bad(&making->parts->rows, "%.*s: %s", (int)row->path.length, row->path.text, problem);
}

/* The rows of one value; `open` holds the paths that are still being gone through. */
static void make_values(struct making *making, const struct axis_row *row, size_t count)
{
    struct {
        const struct axis_row *row;
        uint32_t value;
    } open[16];
    size_t depth = 0;
    struct lexicon_value *values;
    for (size_t i = 0, next; i < count; i = next) {
        struct lexicon_value value = { .axis = row[i].axis };
        uint32_t number = (uint32_t)making->values.count;
        while (depth > 0 && !(open[depth - 1].row->axis == row[i].axis && is_below(row[i].path, open[depth - 1].row->path)))
            depth--;
        size_t above = depth ? open[depth - 1].row->path.length + 1 : 0;
        if (memchr(row[i].path.text + above, '/', row[i].path.length - above))
            complain(making, &row[i], "what stands before its last / is no value");
        value.path = parts_text(making->parts, row[i].path.text, row[i].path.length);
        for (next = i; next < count && same_path(&row[next], &row[i]); next++) {
            struct phrase phrase = { row[next].text, number };
            if (!value.label[row[next].language])
                value.label[row[next].language] = label_text(making->parts, row[next].text);
            parts_add(making->parts, &making->phrases, &phrase, sizeof phrase);
        }
        for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
            if (!value.label[language])
                complain(making, &row[i], "it needs words in each of en, az, ru, tr");
        value.end = number + 1;
        parts_add(making->parts, &making->values, &value, sizeof value);
        values = making->values.item;
        for (size_t d = 0; d < depth; d++)
            values[open[d].value].end = number + 1;
        if (depth < sizeof open / sizeof *open) {
            open[depth].row = &row[i];
            open[depth++].value = number;
        }
    }
}

static uint32_t find_value(const struct making *making, const struct axis_row *row)
{
    const struct lexicon_value *values = making->values.item;
    for (uint32_t i = 0; i < making->values.count; i++)
        if (values[i].axis == (uint32_t)row->axis && cell_is(row->path, (const char *)making->parts->text.item + values[i].path))
            return i;
    return (uint32_t)making->values.count;
}

/* "W*1000": the dimension and the factor. */
static void make_unit(struct making *making, const struct axis_row *row, const struct axis_row *first)
{
    const char *star = memchr(row->path.text, '*', row->path.length);
    size_t name = star ? (size_t)(star - row->path.text) : row->path.length;
    uint32_t number = (uint32_t)making->units.count, dimension = 0;
    while (dimension < number) {
        const struct axis_row *other = first + dimension;
        if (other->path.length >= name && memcmp(other->path.text, row->path.text, name) == 0 && (other->path.length == name || other->path.text[name] == '*'))
            break;
        dimension++;
    }
    struct lexicon_unit unit = { row->axis, dimension, parts_text(making->parts, row->text, strlen(row->text)), star ? strtof(star + 1, NULL) : 1.0f };
    struct phrase phrase = { row->text, LEXICON_UNIT | number };
    if (!(unit.factor > 0))
        complain(making, row, "the factor of a unit is a number above 0");
    parts_add(making->parts, &making->units, &unit, sizeof unit);
    parts_add(making->parts, &making->phrases, &phrase, sizeof phrase);
}

static void make_rest(struct making *making, const struct axis_row *row, size_t count)
{
    const struct axis_row *first_unit = NULL;
    for (size_t i = 0; i < count; i++) {
        if (row[i].kind == ROW_AXIS)
            making->axis[row[i].axis].label[row[i].language] = label_text(making->parts, row[i].text);
        if (row[i].kind == ROW_DENIAL) {
            uint32_t value = find_value(making, &row[i]);
            struct phrase phrase = { row[i].text, LEXICON_DENIED | value };
            if (value == making->values.count)
                complain(making, &row[i], "no such value is there to be denied");
            parts_add(making->parts, &making->phrases, &phrase, sizeof phrase);
        }
        if (row[i].kind == ROW_UNIT) {
            if (!first_unit)
                first_unit = &row[i];
            make_unit(making, &row[i], first_unit);
        }
    }
    for (int axis = 0; axis < AXIS_COUNT; axis++)
        for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
            if (!making->axis[axis].label[language]) {
                making->parts->rows.line = 0;
                rows_bad(&making->parts->rows, "axis %s: it needs a row `%s TAB * TAB %s TAB words`", axis_tag((enum axis)axis), axis_tag((enum axis)axis),
                         language_tag((enum language)language));
            }
}

static enum hs_status lay_out(struct making *making, void **bytes, size_t *size, struct hs_why *why)
{
    struct phrase_table table;
    struct layout layout = { .count = { 0 } };
    enum hs_status status = phrases_lay_out(making->phrases.item, making->phrases.count, &table, why);
    if (status != HS_OK)
        return status;
    parts_section(&layout, 0, &making->values);
    parts_section(&layout, 1, &making->units);
    layout.section[2] = making->axis;
    layout.count[2] = AXIS_COUNT;
    layout.section[3] = table.edge;
    layout.count[3] = table.edges;
    layout.section[4] = table.state;
    layout.count[4] = table.states;
    layout.section[5] = table.meaning;
    layout.count[5] = table.meanings;
    layout.text = making->parts->text.item;
    layout.text_size = (uint32_t)making->parts->text.count;
    status = layout_make(&layout, &LEXICON_FORM, bytes, size, why);
    phrase_table_free(&table);
    return status;
}

enum hs_status axes_read(struct rules_parts *parts, const char *path, void **bytes, size_t *size, struct hs_why *why)
{
    struct axes_reading reading = { .parts = parts };
    struct making making = { .parts = parts };
    parts_start(parts);
    enum hs_status status = rows_read(&parts->rows, path, read_row, &reading, why);
    if (status == HS_OK) {
        struct axis_row *row = reading.rows.item;
        size_t count = reading.rows.count, values = 0, axes = 0;
        if (count)
            qsort(row, count, sizeof *row, by_path);
        while (axes < count && row[axes].kind == ROW_AXIS)
            axes++;
        while (axes + values < count && row[axes + values].kind == ROW_VALUE)
            values++;
        if (values)
            make_values(&making, row + axes, values);
        make_rest(&making, row, count);
        status = parts->out_of_memory ? hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", path) : lay_out(&making, bytes, size, why);
    }
    free(reading.rows.item);
    free(making.values.item);
    free(making.units.item);
    free(making.phrases.item);
    parts_end(parts);
    return status;
}
