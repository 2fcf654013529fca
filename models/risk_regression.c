/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/risk_regression.h"

#include <math.h>
#include <string.h>

enum { STEPS = 100 };
static const double CLOSE = 1e-9;

struct normal {
    size_t size;
    double matrix[REGRESSION_COLUMNS_MAX][REGRESSION_COLUMNS_MAX], side[REGRESSION_COLUMNS_MAX];
};

/* The lower half alone. */
static void add_row(struct normal *normal, const double *x, bool found, const double *weight)
{
    double sum = weight[0];
    for (size_t j = 1; j < normal->size; j++)
        sum += weight[j] * x[j - 1];
    double p = 1 / (1 + exp(-sum)), spread = p * (1 - p);
    for (size_t j = 0; j < normal->size; j++) {
        double a = j ? x[j - 1] : 1;
        normal->side[j] += a * ((double)found - p);
        for (size_t k = 0; k <= j; k++)
            normal->matrix[j][k] += a * spread * (k ? x[k - 1] : 1);
    }
}

/* Cholesky's decomposition; the answer takes the place of the right-hand side. */
static bool solve(struct normal *normal)
{
    size_t size = normal->size;
    for (size_t j = 0; j < size; j++) {
        for (size_t k = 0; k <= j; k++) {
            double sum = normal->matrix[j][k];
            for (size_t i = 0; i < k; i++)
                sum -= normal->matrix[j][i] * normal->matrix[k][i];
            if (k < j)
                normal->matrix[j][k] = sum / normal->matrix[k][k];
            else if (sum > 0)
                normal->matrix[j][j] = sqrt(sum);
            else
                return false;
        }
        for (size_t i = 0; i < j; i++)
            normal->side[j] -= normal->matrix[j][i] * normal->side[i];
        normal->side[j] /= normal->matrix[j][j];
    }
    for (size_t j = size; j-- > 0;) {
        for (size_t i = j + 1; i < size; i++)
            normal->side[j] -= normal->matrix[i][j] * normal->side[i];
        normal->side[j] /= normal->matrix[j][j];
    }
    return true;
}

enum hs_status risk_regression(const double *x, size_t rows, size_t columns, const bool *found, double ridge, double *weight, struct hs_why *why)
{
    size_t hits = 0;
    for (size_t i = 0; i < rows; i++)
        hits += found[i];
    if (hits == 0 || hits == rows)
        return hs_fail(why, HS_INVALID, "training: %zu findings in %zu rows: there must be rows with one and rows without", hits, rows);
    memset(weight, 0, (columns + 1) * sizeof *weight);
    weight[0] = log((double)hits / (double)(rows - hits));
    for (int step = 0; step < STEPS; step++) {
        struct normal normal = { .size = columns + 1 };
        double largest = 0;
        for (size_t i = 0; i < rows; i++)
            add_row(&normal, x + i * columns, found[i], weight);
        for (size_t j = 1; j <= columns; j++) {
            normal.matrix[j][j] += ridge;
            normal.side[j] -= ridge * weight[j];
        }
        if (!solve(&normal))
            break;
        for (size_t j = 0; j <= columns; j++) {
            weight[j] += normal.side[j];
            largest = fmax(largest, fabs(normal.side[j]));
        }
        if (!isfinite(largest))
            break;
        if (largest < CLOSE)
            return HS_OK;
    }
    return hs_fail(why, HS_INVALID, "training: the weights of the columns do not settle: leave columns out with --only");
}
