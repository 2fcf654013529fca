/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/table/xlsx.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/table/xlsx_part.h"

enum { NAME_MAX_BYTES = 256, LISTED_MAX = 8 };

/* An array that grows. */
struct growing {
    void *item;
    size_t count, room;
};

static void *grow(struct growing *list, size_t size)
{
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 64;
        void *item = realloc(list->item, room * size);
        if (!item)
            return NULL;
        list->item = item;
        list->room = room;
    }
    return (char *)list->item + list->count++ * size;
}

struct book {
    const char *path;
    struct arena *arena;
    struct growing text; /* of char: the text that is being read */
    bool collecting;
    unsigned skipping; /* depth inside what is no text of a cell: phonetic hints */
    /* the workbook and its relations */
    const char *wanted; /* a sheet's name; NULL: the first */
    char id[NAME_MAX_BYTES], target[NAME_MAX_BYTES], listed[NAME_MAX_BYTES];
    size_t sheets;
    /* shared strings, of struct cell */
    struct growing shared;
    /* the sheet */
    struct growing cells, rows; /* of struct cell and struct xlsx_row; a row's cells are offsets until all are read */
    size_t line, first, column;
    enum { CELL_PLAIN, CELL_SHARED, CELL_INLINE } type;
    size_t all_cells;
};

static bool no_memory(const struct book *book, struct hs_why *why)
{
    hs_fail(why, HS_NO_MEMORY, "%s: no memory for its cells: close other programs", book->path);
    return false;
}

static bool add_text(struct book *book, const char *bytes, size_t length, struct hs_why *why)
{
    if (book->text.count + length > book->text.room) {
        size_t room = book->text.room ? book->text.room : 1024;
        while (room < book->text.count + length)
            room *= 2;
        void *item = realloc(book->text.item, room);
        if (!item)
            return no_memory(book, why);
        book->text.item = item;
        book->text.room = room;
    }
    memcpy((char *)book->text.item + book->text.count, bytes, length);
    book->text.count += length;
    return true;
}

static bool on_text(void *context, const char *bytes, size_t length, struct hs_why *why)
{
    struct book *book = context;
    return !book->collecting || book->skipping || add_text(book, bytes, length, why);
}

static bool keep_text(struct book *book, struct cell *cell, struct hs_why *why)
{
    char *copy = arena_copy(book->arena, book->text.count ? book->text.item : "", book->text.count);
    *cell = (struct cell) { copy, book->text.count };
    return copy ? true : no_memory(book, why);
}

static bool is(const char *name, const char *wanted)
{
    return strcmp(name, wanted) == 0;
}

static bool ignore_end(void *context, const char *name, struct hs_why *why)
{
    (void)context, (void)name, (void)why;
    return true;
}

/* ---- which sheet ---- */

static bool workbook_start(void *context, const char *name, const char **attributes, struct hs_why *why)
{
    struct book *book = context;
    const char *title = xlsx_attribute(attributes, "name"), *id = xlsx_attribute(attributes, "id");
    (void)why;
    if (!is(name, "sheet") || !title || !id)
        return true;
    if (book->sheets < LISTED_MAX) {
        size_t length = strlen(book->listed);
        snprintf(book->listed + length, sizeof book->listed - length, "%s\"%s\"", length ? ", " : "", title);
    }
    book->sheets++;
    if (!book->id[0] && (!book->wanted || is(title, book->wanted)))
        snprintf(book->id, sizeof book->id, "%s", id);
    return true;
}

static bool relations_start(void *context, const char *name, const char **attributes, struct hs_why *why)
{
    struct book *book = context;
    const char *id = xlsx_attribute(attributes, "Id"), *target = xlsx_attribute(attributes, "Target");
    (void)why;
    if (is(name, "Relationship") && id && target && is(id, book->id)) {
        if (target[0] == '/')
            snprintf(book->target, sizeof book->target, "%s", target + 1);
        else
            snprintf(book->target, sizeof book->target, "xl/%s", target);
    }
    return true;
}

static enum hs_status find_sheet(struct xlsx_archive *archive, struct book *book, struct hs_why *why)
{
    struct xlsx_handler handler = { workbook_start, ignore_end, on_text, book };
    enum hs_status status = xlsx_part_read(archive, "xl/workbook.xml", &handler, why);
    if (status == HS_NOT_FOUND)
        return hs_fail(why, HS_INVALID, "%s: an archive, but no workbook: save it anew as .xlsx", book->path);
    if (status != HS_OK)
        return status;
    if (!book->id[0])
        return hs_fail(why, HS_NOT_FOUND, "%s: no sheet \"%s\": it has %s", book->path, book->wanted ? book->wanted : "",
                       book->listed[0] ? book->listed : "none");
    handler.start = relations_start;
    status = xlsx_part_read(archive, "xl/_rels/workbook.xml.rels", &handler, why);
    if (status == HS_OK && !book->target[0])
        status = hs_fail(why, HS_INVALID, "%s: it does not say where its sheet is: save it anew", book->path);
    return status == HS_NOT_FOUND ? HS_INVALID : status;
}

/* ---- shared strings ---- */

static bool strings_start(void *context, const char *name, const char **attributes, struct hs_why *why)
{
    struct book *book = context;
    (void)attributes, (void)why;
    if (is(name, "si"))
        book->text.count = 0;
    book->skipping += is(name, "rPh");
    book->collecting = book->collecting || is(name, "t");
    return true;
}

static bool strings_end(void *context, const char *name, struct hs_why *why)
{
    struct book *book = context;
    if (is(name, "t"))
        book->collecting = false;
    if (is(name, "rPh"))
        book->skipping--;
    if (!is(name, "si"))
        return true;
    struct cell *cell = grow(&book->shared, sizeof *cell);
    return cell ? keep_text(book, cell, why) : no_memory(book, why);
}

/* ---- the sheet ---- */

/* "BC12": the column from 0 and the row; false for another form. */
static bool read_place(const char *place, size_t *column, size_t *row)
{
    *column = *row = 0;
    for (; *place >= 'A' && *place <= 'Z'; place++) {
        *column = *column * 26 + (size_t)(*place - 'A') + 1;
        if (*column > XLSX_COLUMNS_MAX)
            return false;
    }
    for (; *place >= '0' && *place <= '9' && *row < 100000000; place++)
        *row = *row * 10 + (size_t)(*place - '0');
    return *column > 0 && (*column)-- && *row > 0 && *place == '\0';
}

static bool bad_sheet(const struct book *book, const char *what, struct hs_why *why)
{
    hs_fail(why, HS_INVALID, "%s: row %zu of its sheet: %s: save the workbook anew", book->path, book->line, what);
    return false;
}

static bool start_row(struct book *book, const char **attributes, struct hs_why *why)
{
    const char *number = xlsx_attribute(attributes, "r");
    size_t line = book->line + 1;
    if (number) {
        char *end;
        unsigned long given = strtoul(number, &end, 10);
        if (*end || given < line || given > 100000000)
            return bad_sheet(book, "rows out of order", why);
        line = given;
    }
    book->line = line;
    book->first = book->cells.count;
    book->column = 0;
    return true;
}

static bool start_cell(struct book *book, const char **attributes, struct hs_why *why)
{
    const char *place = xlsx_attribute(attributes, "r"), *type = xlsx_attribute(attributes, "t");
    size_t column = book->column, row = book->line;
    if (place && (!read_place(place, &column, &row) || row != book->line || column < book->column))
        return bad_sheet(book, "a cell that is not in its place", why);
    if (column >= XLSX_COLUMNS_MAX || ++book->all_cells > XLSX_CELLS_MAX || book->cells.count > XLSX_CELLS_MAX) {
        hs_fail(why, HS_TOO_LARGE, "%s: row %zu of its sheet: more than %d columns or %d cells: this is no table of a tariff", book->path, book->line,
                XLSX_COLUMNS_MAX, XLSX_CELLS_MAX);
        return false;
    }
    for (; book->column <= column; book->column++) {
        struct cell *cell = grow(&book->cells, sizeof *cell);
        if (!cell)
            return no_memory(book, why);
        *cell = (struct cell) { "", 0 };
    }
    book->type = type && is(type, "s") ? CELL_SHARED : type && is(type, "inlineStr") ? CELL_INLINE : CELL_PLAIN;
    book->text.count = 0;
    return true;
}

static bool sheet_start(void *context, const char *name, const char **attributes, struct hs_why *why)
{
    struct book *book = context;
    if (is(name, "row"))
        return start_row(book, attributes, why);
    if (is(name, "c"))
        return book->line ? start_cell(book, attributes, why) : bad_sheet(book, "a cell outside a row", why);
    book->skipping += is(name, "rPh");
    book->collecting = book->collecting || is(name, book->type == CELL_INLINE ? "t" : "v");
    return true;
}

static bool end_cell(struct book *book, struct hs_why *why)
{
    struct cell *cell = book->cells.count > book->first ? (struct cell *)book->cells.item + book->cells.count - 1 : NULL;
    if (!cell || book->text.count == 0)
        return true;
    if (book->type != CELL_SHARED)
        return keep_text(book, cell, why);
    size_t number = 0;
    const char *digits = book->text.item;
    for (size_t i = 0; i < book->text.count; i++) {
        if (digits[i] < '0' || digits[i] > '9' || number > SIZE_MAX / 20)
            return bad_sheet(book, "a shared text that is not numbered", why);
        number = number * 10 + (size_t)(digits[i] - '0');
    }
    if (number >= book->shared.count)
        return bad_sheet(book, "a shared text that is not there", why);
    *cell = ((const struct cell *)book->shared.item)[number];
    return true;
}

static bool sheet_end(void *context, const char *name, struct hs_why *why)
{
    struct book *book = context;
    if (is(name, "t") || is(name, "v"))
        book->collecting = false;
    if (is(name, "rPh"))
        book->skipping -= book->skipping > 0;
    if (is(name, "c"))
        return end_cell(book, why);
    if (!is(name, "row") || book->cells.count == book->first)
        return true;
    struct xlsx_row *row = grow(&book->rows, sizeof *row);
    if (!row)
        return no_memory(book, why);
    *row = (struct xlsx_row) { book->line, book->cells.count - book->first, NULL };
    return true;
}

/* Copies what grew into the arena, where the rows find their cells. */
static enum hs_status settle(struct book *book, struct xlsx *xlsx, struct hs_why *why)
{
    struct cell *cells = arena_take(book->arena, (book->cells.count + 1) * sizeof *cells);
    struct xlsx_row *rows = arena_take(book->arena, (book->rows.count + 1) * sizeof *rows);
    if (!cells || !rows)
        return no_memory(book, why), HS_NO_MEMORY;
    if (book->cells.count)
        memcpy(cells, book->cells.item, book->cells.count * sizeof *cells);
    if (book->rows.count)
        memcpy(rows, book->rows.item, book->rows.count * sizeof *rows);
    for (size_t i = 0, at = 0; i < book->rows.count; at += rows[i++].count)
        rows[i].cell = cells + at;
    *xlsx = (struct xlsx) { book->rows.count, rows };
    return HS_OK;
}

enum hs_status xlsx_read_bytes(const void *bytes, size_t size, const char *path, const char *sheet, struct arena *arena, struct xlsx *xlsx, struct hs_why *why)
{
    struct xlsx_archive *archive;
    struct hs_why own;
    struct book book = { .path = path, .arena = arena, .wanted = sheet };
    if (!why)
        why = &own;
    enum hs_status status = xlsx_archive_open(bytes, size, path, &archive, why);
    if (status != HS_OK)
        return status;
    status = find_sheet(archive, &book, why);
    struct xlsx_handler strings = { strings_start, strings_end, on_text, &book }, cells = { sheet_start, sheet_end, on_text, &book };
    if (status == HS_OK) {
        status = xlsx_part_read(archive, "xl/sharedStrings.xml", &strings, why);
        status = status == HS_NOT_FOUND ? HS_OK : status; /* a workbook of numbers and inline texts has none */
    }
    book.collecting = false;
    book.skipping = 0;
    if (status == HS_OK) {
        status = xlsx_part_read(archive, book.target, &cells, why);
        status = status == HS_NOT_FOUND ? hs_fail(why, HS_INVALID, "%s: its sheet %s is missing: save the workbook anew", path, book.target) : status;
    }
    if (status == HS_OK)
        status = settle(&book, xlsx, why);
    xlsx_archive_close(archive);
    free(book.text.item);
    free(book.shared.item);
    free(book.cells.item);
    free(book.rows.item);
    return status;
}

enum hs_status xlsx_read(const char *path, const char *sheet, struct arena *arena, struct xlsx *xlsx, struct hs_why *why)
{
    char *bytes;
    size_t size;
    enum hs_status status = file_read(path, XLSX_FILE_MAX, arena, &bytes, &size, why);
    return status == HS_OK ? xlsx_read_bytes(bytes, size, path, sheet, arena, xlsx, why) : status;
}
