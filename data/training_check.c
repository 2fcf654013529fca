/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/training_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SUBHEADING_LINES_MOST = 100 };

struct checking {
    const struct goods_source *source;
    const struct tariff *tariff;
    struct goods_findings *findings;
};

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
            goods_found(checking->findings, CHECK_TRAINING, "%s: %s: \"%s\" cannot be computed", tariff_source(checking->tariff)->country, line->code.digits, measure.text);
    }
    if (line->declarable && !owes)
        goods_found(checking->findings, CHECK_TRAINING, "%s: %s has no rate of duty", tariff_source(checking->tariff)->country, line->code.digits);
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
            goods_found(checking->findings, CHECK_TRAINING, "%s: %s: %s", tariff_source(checking->tariff)->country, each.code.digits, last ? "the last line of its subheading is not \"Other\"" : "\"Other\" is not the last line of its subheading");
        if (last || i + 1 == SUBHEADING_LINES_MOST)
            continue;
        tariff_line(checking->tariff, below[i + 1], &next);
        if (code_compare(&each.code, &next.code) == 0)
            goods_found(checking->findings, CHECK_TRAINING, "%s: %s is there twice", tariff_source(checking->tariff)->country, each.code.digits);
    }
}

void training_check(const struct goods_source *source, const struct tariff *tariff, struct goods_findings *findings)
{
    struct checking checking = { source, tariff, findings };
    for (uint32_t number = 0; number < tariff_lines(tariff); number++) {
        struct tariff_line line;
        tariff_line(tariff, number, &line);
        if (!code_length(&line.code))
            continue;
        struct code known = code_prefix(&line.code, CODE_SUBHEADING);
        if (!bsearch(&known, source->title, source->titles, sizeof *source->title, by_code))
            goods_found(findings, CHECK_TRAINING, "%s: %s: %s is no code of HS 2022", tariff_source(tariff)->country, line.code.digits, known.digits);
        check_measures(&checking, number, &line);
        if (line.declarable)
            check_cover(&checking, number, &line);
    }
}
