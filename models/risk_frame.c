/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/risk_frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/goods/code.h"

enum { TYPICAL_ROWS = 5, POWER_LEAST = -6, POWER_MOST = 39, RATIO_MOST = 6 };

static int by_number(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static enum hs_status give_rates(const struct risk_case *row, size_t rows, double *number, struct risk_maker *maker, struct hs_why *why)
{
    size_t count = 0, distinct = 0;
    for (size_t i = 0; i < rows; i++)
        if (row[i].line.tax_rate >= 0 && row[i].line.tax_rate < 1e6)
            number[count++] = row[i].line.tax_rate;
    qsort(number, count, sizeof *number, by_number);
    for (size_t i = 1; i < count; i++)
        distinct += number[i] != number[i - 1];
    int64_t last = -1;
    enum hs_status status = HS_OK;
    for (size_t i = 1; status == HS_OK && i < count; i++) {
        bool wanted = distinct <= RISK_EDGES_MAX ? number[i] != number[i - 1] : i * (RISK_EDGES_MAX + 1) / count != (i - 1) * (RISK_EDGES_MAX + 1) / count;
        int64_t edge = llround(number[i] * RISK_SCALE);
        if (!wanted || edge <= last)
            continue;
        status = risk_maker_edge(maker, RISK_TAX_RATE, edge, why);
        last = edge;
    }
    return status;
}

static enum hs_status give_powers(enum risk_field field, int most, struct risk_maker *maker, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    for (int power = POWER_LEAST; status == HS_OK && power <= most; power++)
        status = risk_maker_edge(maker, field, llround(ldexp(RISK_SCALE, power)), why);
    return status;
}

/* ---- typical prices ---- */

struct priced {
    char code[CODE_SUBHEADING + 1];
    double price; /* of a kilogram */
};

static int by_code(const void *left, const void *right)
{
    const struct priced *a = left, *b = right;
    int order = strcmp(a->code, b->code);
    return order ? order : (a->price > b->price) - (a->price < b->price);
}

/* Rows of one code behind each other; the medians of the code, its heading and its chapter, each from all rows below it. */
static size_t collect(const struct risk_case *row, size_t rows, struct priced *priced)
{
    static const size_t lengths[] = { CODE_CHAPTER, CODE_HEADING, CODE_SUBHEADING };
    size_t count = 0;
    for (size_t i = 0; i < rows; i++) {
        const struct risk_line *line = &row[i].line;
        const struct cell *code = &line->text[RISK_CODE];
        size_t digits = 0;
        while (digits < code->length && digits < CODE_SUBHEADING && code->text[digits] >= '0' && code->text[digits] <= '9')
            digits++;
        for (size_t l = 0; l < sizeof lengths / sizeof *lengths && line->mass > 0 && line->price > 0; l++)
            if (lengths[l] <= digits) {
                memcpy(priced[count].code, code->text, lengths[l]);
                priced[count].code[lengths[l]] = '\0';
                priced[count++].price = line->price / line->mass;
            }
    }
    qsort(priced, count, sizeof *priced, by_code);
    return count;
}

static enum hs_status give_typicals(const struct risk_case *row, size_t rows, struct priced *priced, struct risk_maker *maker, struct hs_why *why)
{
    size_t count = collect(row, rows, priced);
    enum hs_status status = HS_OK;
    for (size_t i = 0, end; status == HS_OK && i < count; i = end) {
        for (end = i; end < count && strcmp(priced[end].code, priced[i].code) == 0;)
            end++;
        double median = (priced[i + (end - i - 1) / 2].price + priced[i + (end - i) / 2].price) / 2 * RISK_SCALE;
        if (end - i >= TYPICAL_ROWS && median >= 1 && median < (double)RISK_AMOUNT_MAX)
            status = risk_maker_typical(maker, priced[i].code, strlen(priced[i].code), llround(median), why);
    }
    return status;
}

enum hs_status risk_frame_give(const struct risk_case *row, size_t rows, struct risk_maker *maker, struct hs_why *why)
{
    double *number = calloc(rows + 1, sizeof *number);
    struct priced *priced = calloc(rows + 1, 3 * sizeof *priced);
    enum hs_status status = number && priced ? HS_OK : hs_fail(why, HS_NO_MEMORY, "training: no memory: train on fewer rows");
    if (status == HS_OK)
        status = give_rates(row, rows, number, maker, why);
    if (status == HS_OK)
        status = give_powers(RISK_MASS, POWER_MOST, maker, why);
    if (status == HS_OK)
        status = give_powers(RISK_PRICE, POWER_MOST, maker, why);
    if (status == HS_OK)
        status = give_powers(RISK_UNIT_PRICE, RATIO_MOST, maker, why);
    if (status == HS_OK)
        status = give_typicals(row, rows, priced, maker, why);
    free(number);
    free(priced);
    return status;
}
