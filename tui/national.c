/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/national.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/duty/tariff_lines.h"

static int likelier(const void *a, const void *b)
{
    const struct national_line *x = a, *y = b;
    if (x->share != y->share)
        return x->share < y->share ? 1 : -1;
    return (x->line > y->line) - (x->line < y->line);
}

/* The lines below a code in its order, each with its share. */
static size_t share_lines(const struct country *country, struct classifier *classifier, const struct code *code, const char *description, size_t length,
                          struct national_line lines[static NATIONAL_LINES_MAX])
{
    const struct tariff *tariff = country->duty.tariff;
    struct arena arena = { NULL };
    const char *words[NATIONAL_LINES_MAX];
    double share[NATIONAL_LINES_MAX] = { 0 };
    uint32_t numbers[NATIONAL_LINES_MAX];
    size_t count = tariff_below(tariff, code, NATIONAL_LINES_MAX, numbers);
    count = count < NATIONAL_LINES_MAX ? count : NATIONAL_LINES_MAX;
    for (size_t i = 0; description && i < count; i++) {
        char text[NATIONAL_WORDS_MAX];
        words[i] = arena_copy(&arena, text, tariff_line_words(tariff, numbers[i], text, sizeof text));
        words[i] = words[i] ? words[i] : "";
    }
    if (description && count)
        classifier_share(classifier, description, length, words, count, share);
    for (size_t i = 0; i < count; i++)
        lines[i] = (struct national_line) { numbers[i], share[i] };
    arena_free(&arena);
    return count;
}

size_t national_lines(const struct country *country, struct classifier *classifier, const struct code *code, const char *description, size_t length,
                      struct national_line lines[static NATIONAL_LINES_MAX])
{
    size_t count = share_lines(country, classifier, code, description, length, lines);
    if (description)
        qsort(lines, count, sizeof *lines, likelier);
    return count;
}

/* Puts a result in its place among the best; returns how many there are. */
static size_t insert(struct national_result *results, size_t count, size_t most, const struct national_result *result)
{
    size_t at = count;
    while (at && results[at - 1].probability < result->probability)
        at--;
    if (at == most)
        return count;
    count += count < most;
    memmove(results + at + 1, results + at, (count - 1 - at) * sizeof *results);
    results[at] = *result;
    return count;
}

size_t national_rank(const struct country *country, struct classifier *classifier, const struct classification *classification, const char *description,
                     size_t length, size_t digits, size_t most, struct national_result *results)
{
    const struct tree *tree = classifier_tree(classifier);
    struct national_line lines[NATIONAL_LINES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < classification->count; i++) {
        double whole = classification->result[i].probability;
        struct national_result result = { tree_node(tree, classification->result[i].node)->code, TARIFF_LINE_NONE, i, whole };
        if (count == most && whole <= results[most - 1].probability)
            break; /* no line of the rest can be likelier than its subheading */
        size_t below = code_length(&result.code) == CODE_SUBHEADING ? share_lines(country, classifier, &result.code, description, length, lines) : 0;
        if (!below)
            count = insert(results, count, most, &result);
        for (size_t at = 0; at < below;) {
            struct tariff_line line;
            result.line = lines[at].line;
            result.probability = 0;
            tariff_line(country->duty.tariff, result.line, &line);
            result.code = code_prefix(&line.code, digits);
            for (; at < below; at++) {
                tariff_line(country->duty.tariff, lines[at].line, &line);
                if (!code_within(&line.code, &result.code))
                    break;
                result.probability += whole * lines[at].share;
            }
            count = insert(results, count, most, &result);
        }
    }
    return count;
}

const char *national_title(const struct country *country, const struct national_result *result, const char *subheading, char out[static NATIONAL_WORDS_MAX])
{
    uint32_t line = result->line == TARIFF_LINE_NONE ? TARIFF_LINE_NONE : tariff_find(country->duty.tariff, &result->code);
    if (line == TARIFF_LINE_NONE || !tariff_line_words(country->duty.tariff, line, out, NATIONAL_WORDS_MAX))
        snprintf(out, NATIONAL_WORDS_MAX, "%s", subheading);
    return out;
}

const char *national_rate(const struct country *country, uint32_t line, uint32_t day, char out[static NATIONAL_RATE_MAX])
{
    struct tariff_measure measure;
    *out = '\0';
    if (tariff_general_rate(country->duty.tariff, line, day, &measure))
        expression_print(measure.expression, out, NATIONAL_RATE_MAX);
    return out;
}

const char *national_code(const struct country *country, const struct code *code, char out[static CODE_PRINT_MAX])
{
    code_print(code, (enum code_style)country->profile.country->style, out);
    return out;
}
