/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tariff_export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utc.h"
#include "data/content_source.h"
#include "data/import.h"
#include "data/unit_words.h"

/* ---- which typography its rates were read in ---- */

static enum hs_status reads_same(const struct tariff *tariff, enum expression_dialect dialect, bool *same, struct hs_why *why)
{
    *same = true;
    for (uint32_t i = 0; *same && i < tariff_lines(tariff); i++) {
        struct tariff_line line;
        tariff_line(tariff, i, &line);
        for (size_t m = 0; *same && m < line.measures; m++) {
            struct arena arena = { NULL };
            const struct expression *read;
            struct tariff_measure measure;
            struct hs_why inner;
            tariff_measure(tariff, i, m, &measure);
            if (!measure.expression)
                continue;
            enum hs_status status = expression_parse(measure.text, strlen(measure.text), dialect, &arena, &read, &inner);
            *same = status == HS_OK && expression_equal(read, measure.expression);
            arena_free(&arena);
            if (status == HS_NO_MEMORY)
                return hs_fail(why, HS_NO_MEMORY, "%s", inner.text);
        }
    }
    return HS_OK;
}

static enum hs_status find_dialect(const struct tariff *tariff, enum expression_dialect *dialect, struct hs_why *why)
{
    static const enum expression_dialect order[] = { EXPRESSION_EUROPE, EXPRESSION_EAEU, EXPRESSION_US };
    bool same = false;
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && !same && i < sizeof order / sizeof *order; i++) {
        *dialect = order[i];
        status = reads_same(tariff, order[i], &same, why);
    }
    if (status == HS_OK && !same)
        status = hs_fail(why, HS_INVALID, "tariff: its rates are written in more than one publisher's way: import it whole from one file, then export it");
    return status;
}

/* ---- writing ---- */

/* A cell: what would end it becomes a space. */
static void cell(FILE *stream, const char *text, char end)
{
    for (; *text; text++)
        putc(*text == '\t' || *text == '\n' || *text == '\r' ? ' ' : *text, stream);
    putc(end, stream);
}

static enum hs_status units(FILE *stream, const struct tariff_line *line, struct hs_why *why)
{
    for (size_t i = 0; i < TARIFF_LINE_UNITS && line->unit[i] != UNIT_NONE; i++) {
        char word[UNIT_WORD_MAX];
        if (!unit_word_of(line->unit[i], line->part[i], word))
            return hs_fail(why, HS_INVALID, "tariff: line %s: its unit has no word: report this", line->code.digits);
        fprintf(stream, "%s%s", i ? "," : "", word);
    }
    putc('\t', stream);
    return HS_OK;
}

static void measure_cells(FILE *stream, const struct tariff_measure *measure)
{
    char day[UTC_TEXT_MAX];
    cell(stream, tariff_kind_name(measure->kind), '\t');
    cell(stream, measure->group, '\t');
    cell(stream, measure->origins, '\t');
    cell(stream, tariff_print_day(measure->from, day), '\t');
    cell(stream, tariff_print_day(measure->until, day), '\t');
    cell(stream, measure->inherited ? "yes" : "", '\t');
    cell(stream, measure->text[0] ? measure->text : "yes", '\n'); /* a requirement without words */
}

static enum hs_status write_lines(const struct tariff *tariff, FILE *stream, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    fputs("code\tindent\tdeclarable\ttitle\tunit\tkind\tgroup\torigins\tfrom\tuntil\tinherited\trate\n", stream);
    for (uint32_t i = 0; status == HS_OK && i < tariff_lines(tariff); i++) {
        struct tariff_line line;
        struct tariff_measure measure;
        tariff_line(tariff, i, &line);
        fprintf(stream, "%s\t%u\t%s\t", line.code.digits, line.indent, line.declarable ? "yes" : "");
        cell(stream, line.title, '\t');
        status = units(stream, &line, why);
        for (size_t m = 0; status == HS_OK && m < line.measures; m++) {
            tariff_measure(tariff, i, m, &measure);
            if (m)
                fprintf(stream, "%s\t%u\t%s\t\t\t", line.code.digits, line.indent, line.declarable ? "yes" : "");
            measure_cells(stream, &measure);
        }
        if (!line.measures)
            fputs("\t\t\t\t\t\t\n", stream);
    }
    return status;
}

static void write_source(const struct tariff *tariff, enum expression_dialect dialect, FILE *stream)
{
    const struct tariff_source *source = tariff_source(tariff);
    fputs("name\t", stream);
    cell(stream, source->name, '\n');
    fprintf(stream, "digits\t%u\ndialect\t%s\n", source->digits, content_dialect[dialect]);
    if (source->training)
        fputs("training\tyes\n", stream);
}

/* ---- reading back ---- */

/* But for white space, which a cell cannot hold at its ends, nor a line's end in its midst. */
static bool same_text(const char *a, const char *b)
{
    static const char white[] = " \t\r\n";
    a += strspn(a, white);
    b += strspn(b, white);
    for (; *a && *b; a++, b++)
        if (*a != *b && !(strchr(white, *a) && strchr(white, *b)))
            break;
    return !a[strspn(a, white)] && !b[strspn(b, white)];
}

static bool same_measure(const struct tariff_measure *a, const struct tariff_measure *b)
{
    return a->kind == b->kind && a->inherited == b->inherited && a->from == b->from && a->until == b->until && strcmp(a->group, b->group) == 0 &&
           strcmp(a->origins, b->origins) == 0 && same_text(a->text, b->text) && !a->expression == !b->expression &&
           (!a->expression || expression_equal(a->expression, b->expression));
}

static bool same_line(const struct tariff *a, const struct tariff *b, uint32_t number)
{
    struct tariff_line x, y;
    tariff_line(a, number, &x);
    tariff_line(b, number, &y);
    bool same = code_compare(&x.code, &y.code) == 0 && x.parent == y.parent && x.indent == y.indent && x.declarable == y.declarable &&
                same_text(x.title, y.title) && memcmp(x.unit, y.unit, sizeof x.unit) == 0 && memcmp(x.part, y.part, sizeof x.part) == 0 &&
                x.measures == y.measures;
    for (size_t m = 0; same && m < x.measures; m++) {
        struct tariff_measure of_a, of_b;
        tariff_measure(a, number, m, &of_a);
        tariff_measure(b, number, m, &of_b);
        same = same_measure(&of_a, &of_b);
    }
    return same;
}

static enum hs_status hold_against(const struct tariff *tariff, const void *bytes, size_t size, struct hs_why *why)
{
    struct arena arena = { NULL };
    const struct tariff *read;
    enum hs_status status = tariff_open(bytes, size, &arena, &read, why);
    uint32_t lines = status == HS_OK && tariff_lines(read) < tariff_lines(tariff) ? tariff_lines(read) : tariff_lines(tariff), at = 0;
    while (status == HS_OK && at < lines && same_line(tariff, read, at))
        at++;
    if (status == HS_OK && (at < tariff_lines(tariff) || tariff_lines(read) != tariff_lines(tariff))) {
        struct tariff_line line = { .title = "" };
        if (at < tariff_lines(tariff))
            tariff_line(tariff, at, &line);
        status =
            hs_fail(why, HS_INVALID, "tariff: line %u (%s, \"%.60s\") would read differently from a package: correct it in its source, and import it again",
                    at + 1, line.code.digits, line.title);
    }
    arena_free(&arena);
    return status;
}

struct taken {
    const struct tariff *tariff;
};

static enum hs_status take_value(void *taker, const char *name, const void *bytes, size_t size, struct hs_why *why)
{
    (void)name;
    return hold_against(((struct taken *)taker)->tariff, bytes, size, why);
}

/* By the builder itself, as a post would. */
static enum hs_status read_back(const struct tariff *tariff, const struct tariff_export *files, struct hs_why *why)
{
    const struct tariff_source *source = tariff_source(tariff);
    struct taken taken = { tariff };
    struct content *content = calloc(1, sizeof *content);
    if (!content)
        return hs_fail(why, HS_NO_MEMORY, "tariff: no memory: close other programs");
    *content = (struct content) { .kind = PACKAGE_TARIFF,
                                  .effective = source->effective,
                                  .files = 2,
                                  .file = { { CONTENT_TARIFF_SOURCE, files->source, files->source_size },
                                            { CONTENT_TARIFF_LINES, files->lines, files->lines_size } } };
    memcpy(content->country, source->country, sizeof content->country);
    enum hs_status status = content_builders.build[PACKAGE_TARIFF](content, take_value, &taken, why);
    free(content);
    return status;
}

static enum hs_status close_stream(FILE *stream, struct hs_why *why)
{
    bool failed = ferror(stream);
    return fclose(stream) == 0 && !failed ? HS_OK : hs_fail(why, HS_NO_MEMORY, "tariff: no memory: close other programs");
}

enum hs_status tariff_export(const struct tariff *tariff, struct tariff_export *files, struct hs_why *why)
{
    enum expression_dialect dialect;
    *files = (struct tariff_export) { .lines = NULL };
    enum hs_status status = find_dialect(tariff, &dialect, why);
    if (status != HS_OK)
        return status;
    FILE *lines = open_memstream(&files->lines, &files->lines_size), *source = open_memstream(&files->source, &files->source_size);
    if (!lines || !source)
        status = hs_fail(why, HS_NO_MEMORY, "tariff: no memory: close other programs");
    if (status == HS_OK) {
        status = write_lines(tariff, lines, why);
        write_source(tariff, dialect, source);
    }
    if (lines && close_stream(lines, why) != HS_OK && status == HS_OK)
        status = HS_NO_MEMORY;
    if (source && close_stream(source, why) != HS_OK && status == HS_OK)
        status = HS_NO_MEMORY;
    if (status == HS_OK)
        status = read_back(tariff, files, why);
    if (status != HS_OK)
        tariff_export_free(files);
    return status;
}

void tariff_export_free(struct tariff_export *files)
{
    free(files->lines);
    free(files->source);
    *files = (struct tariff_export) { .lines = NULL };
}
