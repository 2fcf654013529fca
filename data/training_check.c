/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/training_check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHERE_SIZE = 400, SUBHEADING_LINES_MOST = 100 };

struct checking {
    const struct goods_source *source;
    const struct tariff *tariff;
    goods_finding *finding;
    void *context;
    size_t *found;
};

__attribute__((format(printf, 2, 3))) static void tell(struct checking *checking, const char *format, ...)
{
    char where[WHERE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    int length = snprintf(where, sizeof where, "%s: ", tariff_source(checking->tariff)->country);
    vsnprintf(where + length, sizeof where - (size_t)length, format, arguments);
    va_end(arguments);
    checking->found[CHECK_TRAINING]++;
    checking->finding(checking->context, CHECK_TRAINING, where);
}

static int by_code(const void *key, const void *title)
{
    return code_compare(key, &((const struct goods_title *)title)->code);
}

static void check_measures(struct checking *checking, uint32_t number, const struct tariff_line *line)
{
    bool owes = false;
    for (size_t i = 0; i < line->measures; i++) {
        struct tariff_measure measure;
        tariff_measure(checking->tariff, number, i, &measure);
        owes = owes || measure.kind == TARIFF_DUTY;
        if (measure.expression && expression_refers(measure.expression))
            tell(checking, "%s: \"%s\" cannot be computed", line->code.digits, measure.text);
    }
    if (line->declarable && !owes)
        tell(checking, "%s has no rate of duty", line->code.digits);
}

/* The lines of the subheading of `line`, asked once, at the first of them. */
static void check_cover(struct checking *checking, uint32_t number, const struct tariff_line *line)
{
    uint32_t below[SUBHEADING_LINES_MOST];
    struct code subheading = code_prefix(&line->code, CODE_SUBHEADING);
    size_t count = tariff_below(checking->tariff, &subheading, SUBHEADING_LINES_MOST, below);
    if (!count || below[0] != number)
        return;
    for (size_t i = 0; i < count && i < SUBHEADING_LINES_MOST; i++) {
        struct tariff_line each, next;
        tariff_line(checking->tariff, below[i], &each);
        bool last = i + 1 == count, residual = strcmp(each.title, "Other") == 0;
        if (count > 1 && residual != last)
            tell(checking, "%s: %s", each.code.digits, last ? "the last line of its subheading is not \"Other\"" : "\"Other\" is not the last line of its subheading");
        if (last || i + 1 == SUBHEADING_LINES_MOST)
            continue;
        tariff_line(checking->tariff, below[i + 1], &next);
        if (code_compare(&each.code, &next.code) == 0)
            tell(checking, "%s is there twice", each.code.digits);
    }
}

void training_check(const struct goods_source *source, const struct tariff *tariff, goods_finding *finding, void *context,
                    size_t found[static GOODS_CHECK_COUNT])
{
    struct checking checking = { source, tariff, finding, context, found };
    for (uint32_t number = 0; number < tariff_lines(tariff); number++) {
        struct tariff_line line;
        tariff_line(tariff, number, &line);
        if (!code_length(&line.code))
            continue;
        struct code known = code_prefix(&line.code, CODE_SUBHEADING);
        if (!bsearch(&known, source->title, source->titles, sizeof *source->title, by_code))
            tell(&checking, "%s: %s is no code of HS 2022", line.code.digits, known.digits);
        check_measures(&checking, number, &line);
        if (line.declarable)
            check_cover(&checking, number, &line);
    }
}
