/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/training_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/import.h"

enum { EFFECTIVE = 20260101, DIGITS = 10, PROBLEM_SIZE = 600 };

struct reading {
    goods_report *report;
    void *context;
    const char *path;
    size_t problems;
};

static void take_report(void *context, enum import_action action, size_t line, const struct code *code, const char *detail)
{
    struct reading *reading = context;
    char problem[PROBLEM_SIZE];
    bool bad = action == IMPORT_REPAIRED || action == IMPORT_LEFT_OUT || action == IMPORT_REFERRED;
    if (!bad || !line) /* what has no line is the summary */
        return;
    snprintf(problem, sizeof problem, "%s%s%s", code ? code->digits : "", code && code->digits[0] ? ": " : "", detail);
    reading->problems++;
    reading->report(reading->context, reading->path, line, problem);
}

/* One file, which becomes the next value. */
static enum hs_status read_file(const char *directory, const char *file, const char *name, enum import_format format, goods_report *report, void *context,
                                struct training_source *source, struct hs_why *why)
{
    char path[ROWS_PATH];
    int length = snprintf(path, sizeof path, "%s/countries/az/%s", directory, file);
    if (length < 0 || (size_t)length >= sizeof path)
        return hs_fail(why, HS_USAGE, "%.100s...: the path is too long: use a shorter one", directory);
    struct reading reading = { report, context, path, 0 };
    const struct tariff_sink sink = { .report = take_report, .context = &reading };
    const struct import_order order = { .format = format, .path = { path }, .paths = 1, .decimal = '.',
                                        .source = { .country = "AZ", .training = true, .effective = EFFECTIVE, .digits = DIGITS } };
    void **bytes = &source->value[source->values].bytes;
    size_t *size = &source->value[source->values].size;
    enum hs_status status = format == IMPORT_FX_CSV ? import_fx(path, NULL, NULL, &sink, bytes, size, why) : import_tariff(&order, &sink, bytes, size, why);
    if (status != HS_OK)
        return status;
    source->value[source->values++].name = name;
    if (reading.problems)
        return hs_fail(why, HS_INVALID, "%s: %zu bad lines: correct them and run it again", path, reading.problems);
    return HS_OK;
}

enum hs_status training_read(const char *directory, goods_report *report, void *context, struct training_source *source, struct hs_why *why)
{
    memset(source, 0, sizeof *source);
    enum hs_status status = read_file(directory, "tariff.tsv", "tariff.az", IMPORT_TSV, report, context, source, why);
    if (status == HS_OK)
        status = tariff_open(source->value[0].bytes, source->value[0].size, &source->arena, &source->tariff, why);
    if (status != HS_OK)
        return status;
    status = read_file(directory, "training-rates.csv", "fx.az", IMPORT_FX_CSV, report, context, source, why);
    return status == HS_NOT_FOUND ? HS_OK : status;
}

void training_free(struct training_source *source)
{
    for (size_t i = 0; i < source->values; i++)
        free(source->value[i].bytes);
    arena_free(&source->arena);
    memset(source, 0, sizeof *source);
}
