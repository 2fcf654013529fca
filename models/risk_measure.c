/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/risk_measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/arena.h"

const unsigned RISK_TOP[RISK_TOPS] = { 1, 5, 10 };

struct scored {
    int64_t points;
    bool found;
};

static int by_points(const void *left, const void *right)
{
    const struct scored *a = left, *b = right;
    return (a->points < b->points) - (a->points > b->points);
}

static size_t tie_end(const struct scored *scored, size_t count, size_t from, size_t *found)
{
    size_t end = from;
    *found = 0;
    for (; end < count && scored[end].points == scored[from].points; end++)
        *found += scored[end].found;
    return end;
}

static void figure(const struct scored *scored, struct risk_figures *figures)
{
    double pairs = 0, above = 0; /* findings so far; pairs of one with a line without, in the right order */
    double share[RISK_TOPS] = { 0 };
    for (size_t i = 0, end; i < figures->n; i = end) {
        size_t found;
        end = tie_end(scored, figures->n, i, &found);
        pairs += (double)(end - i - found) * (above + (double)found / 2);
        above += (double)found;
        for (int top = 0; top < RISK_TOPS; top++) {
            size_t cut = figures->top_n[top], taken = cut <= i ? 0 : cut < end ? cut - i : end - i;
            share[top] += (double)found * (double)taken / (double)(end - i);
        }
    }
    figures->auc = pairs / ((double)figures->found * (double)(figures->n - figures->found));
    for (int top = 0; top < RISK_TOPS; top++)
        figures->top[top] = share[top] / (double)figures->top_n[top];
}

enum hs_status risk_measure(const struct risk *risk, const struct risk_case *cases, size_t count, struct risk_figures *figures, struct hs_why *why)
{
    *figures = (struct risk_figures) { .n = count };
    struct scored *scored = calloc(count + 1, sizeof *scored);
    if (!scored)
        return hs_fail(why, HS_NO_MEMORY, "risk model: no memory for %zu rows: measure fewer", count);
    for (size_t i = 0; i < count; i++) {
        scored[i] = (struct scored) { risk_score(risk, &cases[i].line, NULL, 0).points, cases[i].found };
        figures->found += cases[i].found;
    }
    enum hs_status status = HS_OK;
    if (!figures->found || figures->found == count)
        status = hs_fail(why, HS_INVALID, "risk model: %zu findings in %zu rows: there must be rows with one and rows without", figures->found, count);
    for (int top = 0; top < RISK_TOPS; top++)
        figures->top_n[top] = count * RISK_TOP[top] / 100 ? count * RISK_TOP[top] / 100 : 1;
    if (status == HS_OK) {
        qsort(scored, count, sizeof *scored, by_points);
        figure(scored, figures);
    }
    free(scored);
    return status;
}

/* ---- rows that repeat others ---- */

size_t risk_goods(const struct risk_line *line, char out[static RISK_GOODS_MAX])
{
    static const enum risk_field texts[] = { RISK_CODE, RISK_ORIGIN, RISK_DEPARTURE, RISK_TAX_TYPE };
    size_t length = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct cell *text = &line->text[texts[i]];
        size_t size = text->length < RISK_TEXT_MAX ? text->length : RISK_TEXT_MAX;
        if (size)
            memcpy(out + length, text->text, size);
        out[length + size] = '|';
        length += size + 1;
    }
    return length + (size_t)snprintf(out + length, RISK_GOODS_MAX - length, "%.17g|%.17g|%.17g", line->tax_rate, line->mass, line->price);
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

size_t risk_unlike(struct risk_case *cases, size_t count, const struct risk_case *others, size_t other_count)
{
    char goods[RISK_GOODS_MAX];
    const char *asked = goods;
    struct arena arena = { NULL };
    const char **known = calloc(other_count + 1, sizeof *known);
    size_t kept = 0;
    for (size_t i = 0; known && i < other_count; i++) {
        size_t length = risk_goods(&others[i].line, goods);
        known[i] = arena_copy(&arena, goods, length);
        if (!known[i]) {
            free(known);
            known = NULL;
        }
    }
    if (known)
        qsort(known, other_count, sizeof *known, by_text);
    for (size_t i = 0; known && i < count; i++) {
        risk_goods(&cases[i].line, goods);
        if (bsearch(&asked, known, other_count, sizeof *known, by_text))
            continue;
        struct risk_case moved = cases[i];
        cases[i] = cases[kept];
        cases[kept++] = moved;
    }
    arena_free(&arena);
    bool done = known != NULL;
    free(known);
    return done ? kept : SIZE_MAX;
}
