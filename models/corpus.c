/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"

enum { CODE_CELL, TEXT_CELL, CELLS_NEEDED, COPIES_CELL = CELLS_NEEDED, CELLS_OF_PART };
static const char PART[] = "# hsdesk training rows, merged: code, description, how often";
static const size_t FILE_MOST = (size_t)4 << 30;

enum hs_status corpus_add(struct corpus *corpus, const struct corpus_row *row, struct hs_why *why)
{
    if (corpus->count == corpus->room) {
        size_t room = corpus->room ? corpus->room * 2 : 4096;
        void *more = realloc(corpus->row, room * sizeof *corpus->row);
        if (!more)
            return hs_fail(why, HS_NO_MEMORY, "training rows: no memory for %zu: train on fewer", room);
        corpus->row = more;
        corpus->room = room;
    }
    struct corpus_row *kept = &corpus->row[corpus->count];
    *kept = *row;
    kept->text = arena_copy(&corpus->arena, row->text, strlen(row->text));
    if (!kept->text)
        return hs_fail(why, HS_NO_MEMORY, "training rows: no memory: train on fewer");
    corpus->count++;
    return HS_OK;
}

static enum hs_status read_copies(const struct cell *cell, uint32_t *copies, struct hs_why *why)
{
    uint64_t value = 0;
    for (size_t i = 0; i < cell->length && value <= UINT32_MAX; i++)
        value = cell->text[i] >= '0' && cell->text[i] <= '9' ? value * 10 + (uint64_t)(cell->text[i] - '0') : (uint64_t)UINT32_MAX + 1;
    if (!cell->length || value == 0 || value > UINT32_MAX)
        return hs_fail(why, HS_INVALID, "\"%.*s\" is not how often a row was met: make the part anew", (int)(cell->length < 20 ? cell->length : 20), cell->text);
    *copies = (uint32_t)value;
    return HS_OK;
}

/* What is wrong with a line, or HS_OK with the row filled in; `squeezed` holds the text. */
static enum hs_status read_row(const char *line, size_t length, bool part, const struct tree *tree, char *squeezed, struct corpus_row *row, struct hs_why *why)
{
    struct cell cells[CELLS_OF_PART];
    size_t count = cells_of(line, length, cells, CELLS_OF_PART);
    if (part && count == CELLS_OF_PART) {
        enum hs_status status = read_copies(&cells[COPIES_CELL], &row->copies, why);
        if (status != HS_OK)
            return status;
    } else if (count != CELLS_NEEDED)
        return hs_fail(why, HS_INVALID, "%zu cells: write the code, a tab and the description, without another tab", count);
    enum hs_status status = code_parse(cells[CODE_CELL].text, cells[CODE_CELL].length, &row->code, why);
    if (status == HS_OK)
        status = text_check(cells[TEXT_CELL].text, cells[TEXT_CELL].length, "description", why);
    if (status != HS_OK)
        return status;
    if (tree && tree_find_longest(tree, &row->code) == TREE_NONE)
        return hs_fail(why, HS_NOT_FOUND, "code %s: no such chapter", row->code.digits);
    text_squeeze(cells[TEXT_CELL].text, cells[TEXT_CELL].length, squeezed);
    row->text = squeezed;
    return HS_OK;
}

enum hs_status corpus_read(struct corpus *corpus, const char *path, const struct tree *tree, corpus_report *report, void *context,
                           struct corpus_counts *counts, struct hs_why *why)
{
    struct arena arena = { NULL };
    char *bytes = NULL;
    const char *line;
    size_t size = 0, length;
    char *squeezed = malloc(TEXT_DESCRIPTION_MAX + 1);
    enum hs_status status = squeezed ? file_read(path, FILE_MOST, &arena, &bytes, &size, why)
                                     : hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", path);
    if (status == HS_OK) {
        struct lines lines = lines_of(bytes, size);
        bool part = lines_next(&lines, &line, &length) && length == sizeof PART - 1 && memcmp(line, PART, length) == 0;
        if (!part)
            lines = lines_of(bytes, size);
        while (status == HS_OK && lines_next(&lines, &line, &length)) {
            struct corpus_row row = { .copies = 1, .source = EXAMPLE_DECLARED, .language = LANGUAGE_UNKNOWN };
            struct hs_why problem;
            counts->read++;
            if (read_row(line, length, part, tree, squeezed, &row, &problem) != HS_OK) {
                counts->skipped++;
                report(context, path, lines.number, problem.text);
                continue;
            }
            status = corpus_add(corpus, &row, why);
        }
    }
    free(squeezed);
    arena_free(&arena);
    return status;
}

enum hs_status corpus_add_examples(struct corpus *corpus, const struct tree *tree, const struct examples *examples, unsigned sources, const struct tree *into,
                                   size_t *added, struct hs_why *why)
{
    *added = 0;
    for (uint32_t e = 0; e < examples->count; e++) {
        const struct example_record *record = &examples->record[e];
        const struct code *code = &tree_node(tree, record->node)->code;
        if (record->source > EXAMPLE_DECLARED || !(CORPUS_OF(record->source) & sources) || tree_find_longest(into, code) == TREE_NONE)
            continue;
        struct corpus_row row = { .code = *code, .text = example_text(examples, e), .copies = record->copies,
                                  .source = record->source, .strength = record->strength, .language = record->language };
        enum hs_status status = corpus_add(corpus, &row, why);
        if (status != HS_OK)
            return status;
        ++*added;
    }
    return HS_OK;
}

static int by_everything(const void *a, const void *b)
{
    const struct corpus_row *x = a, *y = b;
    int order = code_compare(&x->code, &y->code);
    if (!order)
        order = x->source - y->source;
    if (!order)
        order = strcmp(x->text, y->text);
    if (!order)
        order = x->language - y->language;
    return order ? order : x->strength - y->strength;
}

void corpus_merge(struct corpus *corpus, struct corpus_counts *counts)
{
    size_t kept = 0;
    if (corpus->count)
        qsort(corpus->row, corpus->count, sizeof *corpus->row, by_everything);
    for (size_t i = 0; i < corpus->count; i++) {
        struct corpus_row *last = kept ? &corpus->row[kept - 1] : NULL, *row = &corpus->row[i];
        if (last && code_compare(&last->code, &row->code) == 0 && last->source == row->source && last->language == row->language &&
            strcmp(last->text, row->text) == 0) {
            last->copies += row->copies;
            counts->merged++;
        } else
            corpus->row[kept++] = *row;
    }
    corpus->count = kept;
}

enum hs_status corpus_write_part(const struct corpus *corpus, const char *path, struct hs_why *why)
{
    char beside[4096];
    if ((size_t)snprintf(beside, sizeof beside, "%s.new", path) >= sizeof beside)
        return hs_fail(why, HS_USAGE, "%.100s...: the path is too long: use a shorter one", path);
    FILE *stream = fopen(beside, "we");
    if (!stream)
        return hs_fail_errno(why, "%s: cannot be written", beside);
    fprintf(stream, "%s\n", PART);
    for (size_t i = 0; i < corpus->count; i++)
        fprintf(stream, "%s\t%s\t%u\n", corpus->row[i].code.digits, corpus->row[i].text, (unsigned)corpus->row[i].copies);
    bool failed = ferror(stream);
    failed = fclose(stream) != 0 || failed || rename(beside, path) < 0;
    if (!failed)
        return HS_OK;
    enum hs_status status = hs_fail_errno(why, "%s: cannot be written whole", path);
    unlink(beside);
    return status;
}

/* The code that a row hangs on: its own where that may be a node, its longest known ancestor's otherwise. */
static struct code hanging_code(const struct tree *tree, const struct code *code)
{
    uint32_t node = tree_find_longest(tree, code);
    const struct code *known = &tree_node(tree, node)->code;
    return code_length(known) >= CODE_SUBHEADING ? *code : *known;
}

/* The written nodes of the tree and the rows' own deeper codes, sorted. */
static size_t collect_nodes(const struct corpus *corpus, const struct tree *tree, struct tree_record *records)
{
    size_t count = 0;
    uint32_t node = 0;
    for (size_t i = 0; i <= corpus->count; i++) {
        while (node < tree_size(tree) && (i == corpus->count || code_compare(&tree_node(tree, node)->code, &corpus->row[i].code) <= 0)) {
            if (tree_node(tree, node)->flags & TREE_WRITTEN)
                records[count++] = *tree_node(tree, node);
            node++;
        }
        if (i < corpus->count && (!count || code_compare(&records[count - 1].code, &corpus->row[i].code) < 0))
            records[count++] = (struct tree_record){ .code = corpus->row[i].code };
    }
    return count;
}

static enum hs_status lay_out_examples(const struct corpus *corpus, const struct tree *tree, void **bytes, size_t *size, struct hs_why *why)
{
    size_t text_size = 1, at = 0;
    for (size_t i = 0; i < corpus->count; i++)
        text_size += strlen(corpus->row[i].text) + 1;
    struct example_record *records = calloc(corpus->count + 1, sizeof *records);
    char *text = calloc(1, text_size);
    if (!records || !text || text_size > UINT32_MAX) {
        free(records);
        free(text);
        return hs_fail(why, HS_NO_MEMORY, "examples: no memory for %zu rows: train on fewer", corpus->count);
    }
    for (size_t i = 0; i < corpus->count; i++) {
        const struct corpus_row *row = &corpus->row[i];
        size_t length = strlen(row->text) + 1;
        records[i] = (struct example_record){ .node = tree_find(tree, &row->code), .text = (uint32_t)at, .copies = row->copies, .source = row->source,
                                              .strength = row->strength, .language = row->language };
        memcpy(text + at, row->text, length);
        at += length;
    }
    enum hs_status status = examples_make(records, corpus->count, text, text_size, bytes, size, why);
    free(records);
    free(text);
    return status;
}

enum hs_status corpus_lay_out(struct corpus *corpus, const struct tree *tree, struct corpus_counts *counts, void **tree_bytes, size_t *tree_bytes_size,
                              void **example_bytes, size_t *example_size, struct hs_why *why)
{
    for (size_t i = 0; i < corpus->count; i++)
        corpus->row[i].code = hanging_code(tree, &corpus->row[i].code);
    corpus_merge(corpus, counts);
    struct tree_record *records = malloc((tree_size(tree) + corpus->count) * sizeof *records);
    if (!records)
        return hs_fail(why, HS_NO_MEMORY, "nomenclature: no memory: close other programs");
    size_t nodes = collect_nodes(corpus, tree, records);
    struct tree extended;
    *tree_bytes = *example_bytes = NULL;
    enum hs_status status = tree_make(records, nodes, tree->text, tree->header->text_size, tree_bytes, tree_bytes_size, why);
    free(records);
    if (status == HS_OK)
        status = tree_open(*tree_bytes, *tree_bytes_size, &extended, why);
    if (status == HS_OK)
        status = lay_out_examples(corpus, &extended, example_bytes, example_size, why);
    return status;
}

void corpus_free(struct corpus *corpus)
{
    free(corpus->row);
    arena_free(&corpus->arena);
    memset(corpus, 0, sizeof *corpus);
}
