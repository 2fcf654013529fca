/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/goods_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/text.h"

enum { CHAPTERS = 97 };

const char *const goods_strength[] = { [STRENGTH_EXACT] = "exact", [STRENGTH_USUAL] = "usual", [STRENGTH_AMBIGUOUS] = "ambiguous", [STRENGTH_AMBIGUOUS + 1] = NULL };

struct reading {
    struct rows rows;
    struct goods_source *source;
    size_t title_room, term_room, sample_room;
    char chapter[3]; /* "": any */
};

static bool read_code(struct reading *reading, struct cell cell, struct code *code)
{
    struct hs_why why;
    if (code_parse(cell.text, cell.length, code, &why) != HS_OK)
        return rows_bad(&reading->rows, "%s", why.text);
    if (strncmp(code->digits, reading->chapter, strlen(reading->chapter)) != 0)
        return rows_bad(&reading->rows, "code %s belongs in another chapter's folder", code->digits);
    return true;
}

static bool read_strength(struct reading *reading, struct cell cell, enum example_strength *strength)
{
    for (int i = 0; goods_strength[i]; i++)
        if (cell.length == strlen(goods_strength[i]) && memcmp(cell.text, goods_strength[i], cell.length) == 0) {
            *strength = (enum example_strength)i;
            return true;
        }
    return rows_bad(&reading->rows, "the strength is \"%s\": write exact, usual or ambiguous", rows_keep(&reading->rows, cell));
}

/* What goods could be described by, and no byte that steers a terminal. */
static bool check_text(struct reading *reading, const struct code *code, const char *what, const char *text)
{
    size_t length = strlen(text);
    if (!length)
        return rows_bad(&reading->rows, "code %s: %s is empty", code->digits, what);
    if (length > TEXT_DESCRIPTION_MAX)
        return rows_bad(&reading->rows, "code %s: %s is longer than %d bytes: a line end is missing", code->digits, what, TEXT_DESCRIPTION_MAX);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
            return rows_bad(&reading->rows, "code %s: %s holds a control character (byte %02x): remove it", code->digits, what, (unsigned)(unsigned char)text[i]);
    return true;
}

static bool read_title(void *reader, const struct cell *cells, size_t count)
{
    struct reading *reading = reader;
    struct goods_title title;
    if (count != 6)
        return rows_bad(&reading->rows, "%s", "needs 6 columns: code, en, az, ru, tr, residual");
    if (!read_code(reading, cells[0], &title.code))
        return false;
    for (int language = 0; language < TREE_LANGUAGE_COUNT; language++) {
        title.text[language] = rows_keep(&reading->rows, cells[1 + language]);
        if (!check_text(reading, &title.code, "a title", title.text[language]))
            return false;
    }
    if (cells[5].length != 1 || (cells[5].text[0] != '0' && cells[5].text[0] != '1'))
        return rows_bad(&reading->rows, "code %s: the residual flag is neither 0 nor 1", title.code.digits);
    title.residual = cells[5].text[0] == '1';
    if (!rows_make_room((void **)&reading->source->title, reading->source->titles, &reading->title_room, sizeof title))
        return rows_bad(&reading->rows, "%s", "no memory for one more title");
    reading->source->title[reading->source->titles++] = title;
    return true;
}

static bool add_term(struct reading *reading, struct goods_term term)
{
    if (!check_text(reading, &term.code, "its text", term.text))
        return false;
    term.file = reading->rows.file;
    term.line = reading->rows.line;
    if (!rows_make_room((void **)&reading->source->term, reading->source->terms, &reading->term_room, sizeof term))
        return rows_bad(&reading->rows, "%s", "no memory for one more term");
    reading->source->term[reading->source->terms++] = term;
    return true;
}

static bool read_term(void *reader, const struct cell *cells, size_t count)
{
    struct reading *reading = reader;
    struct goods_term term = { .practice = "" };
    if (count != 4 && count != 5)
        return rows_bad(&reading->rows, "%s", "needs 4 or 5 columns: code, language, text, strength, practice");
    if (!read_code(reading, cells[0], &term.code) || !read_strength(reading, cells[3], &term.strength))
        return false;
    term.language = language_of_tag(cells[1].text, cells[1].length);
    if (term.language == LANGUAGE_UNKNOWN && (cells[1].length || reading->chapter[0]))
        return rows_bad(&reading->rows, "\"%s\" is not a language this program knows", rows_keep(&reading->rows, cells[1]));
    term.text = rows_keep(&reading->rows, cells[2]);
    if (count == 5)
        term.practice = rows_keep(&reading->rows, cells[4]);
    return add_term(reading, term);
}

static bool read_brand(void *reader, const struct cell *cells, size_t count)
{
    struct reading *reading = reader;
    struct goods_term term = { .practice = "", .language = LANGUAGE_UNKNOWN };
    if (count != 4)
        return rows_bad(&reading->rows, "%s", "needs 4 columns: brand, what it names, code, strength");
    if (!read_code(reading, cells[2], &term.code) || !read_strength(reading, cells[3], &term.strength))
        return false;
    char *text = arena_take(&reading->source->arena, cells[0].length + cells[1].length + 2);
    if (!text)
        return rows_bad(&reading->rows, "%s", "no memory for one more brand");
    memcpy(text, cells[0].text, cells[0].length);
    text[cells[0].length] = ' ';
    memcpy(text + cells[0].length + 1, cells[1].text, cells[1].length);
    term.text = text;
    return add_term(reading, term);
}

static bool read_sample(void *reader, const struct cell *cells, size_t count)
{
    struct reading *reading = reader;
    struct goods_source *source = reading->source;
    enum { LANGUAGE, TEXT, COLUMNS };
    if (count != COLUMNS)
        return rows_bad(&reading->rows, "%s", "needs 2 columns: language, text");
    enum language language = language_of_tag(cells[LANGUAGE].text, cells[LANGUAGE].length);
    if ((int)language < TREE_LANGUAGE_COUNT || (int)language >= GUESS_LANGUAGES || !cells[TEXT].length)
        return rows_bad(&reading->rows, "%s", "needs a language that is guessed and has no terms, de, fr or es, and a text");
    if (!rows_make_room((void **)&source->sample, source->samples, &reading->sample_room, sizeof *source->sample))
        return rows_bad(&reading->rows, "%s", "no memory for one more text");
    source->sample[source->samples++] = (struct guess_sample){ language, rows_keep(&reading->rows, cells[TEXT]) };
    return true;
}

static int by_code(const void *a, const void *b)
{
    return code_compare(&((const struct goods_title *)a)->code, &((const struct goods_title *)b)->code);
}

static int code_with_title(const void *code, const void *title)
{
    return code_compare(code, &((const struct goods_title *)title)->code);
}

/* In titles that are sorted. */
static bool has_title(const struct goods_source *source, const struct code *code)
{
    return source->titles && bsearch(code, source->title, source->titles, sizeof *source->title, code_with_title) != NULL;
}

static enum hs_status read_chapter(struct reading *reading, const char *folder, struct hs_why *why)
{
    char path[ROWS_PATH];
    static const struct {
        const char *name;
        rows_each *read_line;
        bool needed;
    } files[] = { { GOODS_TITLES, read_title, true }, { GOODS_TERMS, read_term, true }, { "brands.tsv", read_brand, false } };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        enum hs_status status = rows_read(&reading->rows, path, files[i].read_line, reading, why);
        if (status != HS_OK && (files[i].needed || status != HS_NOT_FOUND))
            return status;
    }
    return HS_OK;
}

/* The codes that a code stands below, one by one: 17 and 1704 have titles where 170410 has. Deeper ones may leave steps out. */
static bool has_parent(const struct goods_source *source, const struct code *code)
{
    size_t digits = code_length(code);
    if (digits <= CODE_CHAPTER)
        return true;
    struct code parent = code_prefix(code, digits <= CODE_SUBHEADING ? digits - 2 : CODE_SUBHEADING);
    return has_title(source, &parent);
}

/* No code has two titles or hangs in the air, and no term hangs on a code without: here or, where none are here, in `known`. */
static void check_codes(struct reading *reading, const char *directory, const struct tree *known)
{
    struct goods_source *source = reading->source;
    if (source->titles)
        qsort(source->title, source->titles, sizeof *source->title, by_code);
    for (size_t i = 1; i < source->titles; i++)
        if (code_compare(&source->title[i - 1].code, &source->title[i].code) == 0) {
            reading->rows.file = directory;
            reading->rows.line = 0;
            rows_bad(&reading->rows, "code %s has two titles", source->title[i].code.digits);
        }
    for (size_t i = 0; i < source->titles; i++)
        if (!has_parent(source, &source->title[i].code)) {
            reading->rows.file = directory;
            reading->rows.line = 0;
            rows_bad(&reading->rows, "code %s: what it stands below has no titles", source->title[i].code.digits);
        }
    for (size_t i = 0; i < source->terms; i++) {
        const struct goods_term *term = &source->term[i];
        if (source->titles ? has_title(source, &term->code) : !known || tree_find(known, &term->code) != TREE_NONE)
            continue;
        reading->rows.file = term->file;
        reading->rows.line = term->line;
        rows_bad(&reading->rows, "code %s has no titles", term->code.digits);
    }
}

enum hs_status goods_read(const char *directory, goods_report *report, void *context, struct goods_source *source, struct hs_why *why)
{
    struct reading reading = { .rows = { .report = report, .context = context, .arena = &source->arena }, .source = source };
    memset(source, 0, sizeof *source);
    for (int chapter = 1; chapter <= CHAPTERS; chapter++) {
        char folder[ROWS_PATH - 16];
        struct stat info;
        int length = snprintf(folder, sizeof folder, "%s/goods/%02d", directory, chapter);
        if (length < 0 || (size_t)length >= sizeof folder)
            return hs_fail(why, HS_USAGE, "%.100s...: the path is too long: use a shorter one", directory);
        if (stat(folder, &info) < 0)
            continue;
        memcpy(reading.chapter, folder + length - 2, 2); /* its last two digits */
        enum hs_status status = read_chapter(&reading, folder, why);
        if (status != HS_OK)
            return status;
    }
    if (!source->titles && !reading.rows.problems)
        return hs_fail(why, HS_NOT_FOUND, "%s: no goods/NN/titles.tsv below it: name the directory that holds goods/", directory);
    char path[ROWS_PATH];
    snprintf(path, sizeof path, "%.4000s/goods/guess.tsv", directory);
    enum hs_status status = rows_read(&reading.rows, path, read_sample, &reading, why);
    if (status != HS_OK && status != HS_NOT_FOUND)
        return status;
    if (source->titles)
        check_codes(&reading, directory, NULL);
    if (reading.rows.problems)
        return hs_fail(why, HS_INVALID, "%s: %zu bad lines: correct them and run it again", directory, reading.rows.problems);
    return HS_OK;
}

enum hs_status goods_read_given(const struct rows_file *file, size_t files, const struct tree *known, goods_report *report, void *context,
                                struct goods_source *source, struct hs_why *why)
{
    struct reading reading = { .rows = { .report = report, .context = context, .arena = &source->arena, .given = file, .givens = files }, .source = source };
    memset(source, 0, sizeof *source);
    enum hs_status titles = rows_read(&reading.rows, GOODS_TITLES, read_title, &reading, why);
    if (titles != HS_OK && titles != HS_NOT_FOUND)
        return titles;
    enum hs_status terms = rows_read(&reading.rows, GOODS_TERMS, read_term, &reading, why);
    if (terms != HS_OK && (terms != HS_NOT_FOUND || titles != HS_OK))
        return terms;
    check_codes(&reading, GOODS_TITLES, known);
    return reading.rows.problems ? hs_fail(why, HS_INVALID, "%zu bad lines: correct them", reading.rows.problems) : HS_OK;
}

void goods_free(struct goods_source *source)
{
    free(source->title);
    free(source->term);
    free(source->sample);
    arena_free(&source->arena);
    memset(source, 0, sizeof *source);
}

enum hs_status goods_tree(const struct goods_source *source, void **bytes, size_t *size, struct hs_why *why)
{
    size_t text_size = 1, at = 1;
    for (size_t i = 0; i < source->titles; i++)
        for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
            text_size += strlen(source->title[i].text[language]) + 1;
    struct tree_record *records = calloc(source->titles ? source->titles : 1, sizeof *records);
    char *text = calloc(1, text_size);
    if (!records || !text) {
        free(records);
        free(text);
        return hs_fail(why, HS_NO_MEMORY, "nomenclature: no memory: close other programs");
    }
    for (size_t i = 0; i < source->titles; i++) {
        const struct goods_title *title = &source->title[i];
        records[i].code = title->code;
        records[i].flags = TREE_WRITTEN | (title->residual ? TREE_RESIDUAL : 0);
        for (int language = 0; language < TREE_LANGUAGE_COUNT; language++) {
            size_t length = strlen(title->text[language]) + 1;
            records[i].title[language] = (uint32_t)at;
            memcpy(text + at, title->text[language], length);
            at += length;
        }
    }
    enum hs_status status = tree_make(records, source->titles, text, text_size, bytes, size, why);
    free(records);
    free(text);
    return status;
}
