/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/editions_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const unsigned YEARS[] = { 2012, 2017 };
enum { YEARS_COUNT = sizeof YEARS / sizeof *YEARS };

struct reading {
    struct rows rows;
    struct edition_pair *pair;
    size_t count, room, first; /* of the file that is being read */
    bool out_of_memory;
};

/* A cell of six digits, copied. */
static bool read_code(struct reading *reading, struct cell cell, char out[static 8])
{
    struct code code;
    struct hs_why why;
    if (code_parse(cell.text, cell.length, &code, &why) != HS_OK)
        return rows_bad(&reading->rows, "%s", why.text);
    if (code_length(&code) != CODE_SUBHEADING || cell.length != CODE_SUBHEADING)
        return rows_bad(&reading->rows, "\"%s\" is no subheading: write six digits", rows_keep(&reading->rows, cell));
    memcpy(out, code.digits, 8);
    return true;
}

static bool add(struct reading *reading, const struct edition_pair *pair)
{
    if (reading->count > reading->first) {
        const struct edition_pair *last = &reading->pair[reading->count - 1];
        int order = strcmp(last->was, pair->was);
        if (order > 0 || (order == 0 && strcmp(last->is, pair->is) >= 0))
            return rows_bad(&reading->rows, "%s and %s are out of order, or given twice", pair->was, pair->is);
    }
    if (!rows_make_room((void **)&reading->pair, reading->count, &reading->room, sizeof *pair)) {
        reading->out_of_memory = true;
        return false;
    }
    reading->pair[reading->count++] = *pair;
    return true;
}

static bool read_row(void *reader, const struct cell *cells, size_t count)
{
    struct reading *reading = reader;
    struct edition_pair pair;
    if (count != 2)
        return rows_bad(&reading->rows, "%s", "needs 2 columns: code, choices");
    if (!read_code(reading, cells[0], pair.was))
        return false;
    struct cell left = cells[1];
    for (bool more = true; more;) {
        const char *comma = memchr(left.text, ',', left.length);
        size_t length = comma ? (size_t)(comma - left.text) : left.length;
        if (!read_code(reading, (struct cell){ left.text, length }, pair.is) || !add(reading, &pair))
            return false;
        more = comma != NULL;
        if (more)
            left = (struct cell){ comma + 1, left.length - length - 1 };
    }
    return true;
}

static enum hs_status read_year(struct reading *reading, const char *directory, unsigned year, struct edition *edition, struct hs_why *why)
{
    char path[ROWS_PATH];
    int length = snprintf(path, sizeof path, "%s/goods/hs%u.tsv", directory, year);
    if (length < 0 || (size_t)length >= sizeof path)
        return hs_fail(why, HS_USAGE, "%.100s...: the path is too long: use a shorter one", directory);
    reading->first = reading->count;
    enum hs_status status = rows_read(&reading->rows, path, read_row, reading, why);
    *edition = (struct edition){ year, (uint32_t)reading->first, (uint32_t)(reading->count - reading->first) };
    return status == HS_OK && reading->out_of_memory ? hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", path) : status;
}

enum hs_status editions_read(const char *directory, goods_report *report, void *context, struct editions_source *source, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct reading reading = { .rows = { .report = report, .context = context, .arena = &arena } };
    struct edition edition[YEARS_COUNT];
    uint32_t editions = 0;
    enum hs_status status = HS_OK;
    memset(source, 0, sizeof *source);
    for (int i = 0; status == HS_OK && i < YEARS_COUNT; i++) {
        status = read_year(&reading, directory, YEARS[i], &edition[editions], why);
        if (status == HS_NOT_FOUND)
            status = HS_OK;
        else
            editions++;
    }
    if (status == HS_OK && reading.rows.problems)
        status = hs_fail(why, HS_INVALID, "%s: %zu bad lines: correct them and run it again", directory, reading.rows.problems);
    struct layout layout = { .section = { edition, reading.pair }, .count = { editions, (uint32_t)reading.count }, .text = "", .text_size = 1 };
    if (status == HS_OK)
        status = layout_make(&layout, &EDITIONS_FORM, &source->bytes, &source->size, why);
    if (status == HS_OK)
        status = editions_open(source->bytes, source->size, &source->editions, why);
    free(reading.pair);
    arena_free(&arena);
    return status;
}

void editions_free(struct editions_source *source)
{
    free(source->bytes);
    memset(source, 0, sizeof *source);
}

/* ---- checking ---- */

static int by_digits(const void *key, const void *title)
{
    return strcmp(key, ((const struct goods_title *)title)->code.digits);
}

static const struct goods_title *title_of(const struct goods_source *source, const char *digits)
{
    return bsearch(digits, source->title, source->titles, sizeof *source->title, by_digits);
}

enum hs_status editions_check(const struct goods_source *source, const struct editions *editions, struct goods_findings *findings, struct hs_why *why)
{
    bool *reached = malloc((source->titles + 1) * sizeof *reached);
    if (!reached)
        return hs_fail(why, HS_NO_MEMORY, "check-data: no memory: close other programs");
    for (uint32_t e = 0; e < editions->count; e++) {
        const struct edition *edition = &editions->edition[e];
        memset(reached, 0, source->titles * sizeof *reached);
        for (uint32_t i = edition->first; i < edition->first + edition->count; i++) {
            const struct goods_title *title = title_of(source, editions->pair[i].is);
            if (title) {
                reached[title - source->title] = true;
                continue;
            }
            goods_found(findings, CHECK_EDITIONS, "hs%u: %s became %s, which is no code", edition->year, editions->pair[i].was, editions->pair[i].is);
        }
        for (size_t t = 0; t < source->titles; t++) {
            uint32_t first;
            if (reached[t] || code_length(&source->title[t].code) != CODE_SUBHEADING || !editions_find(editions, edition, source->title[t].code.digits, &first))
                continue;
            goods_found(findings, CHECK_EDITIONS, "hs%u: nothing became %s, and it did not stay", edition->year, source->title[t].code.digits);
        }
    }
    free(reached);
    return HS_OK;
}
