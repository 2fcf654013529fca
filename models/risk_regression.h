/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk_regression.h - logistic regression on few columns, by Newton's method (iteratively reweighted least squares; McCullagh & Nelder, Generalized Linear
 * Models, 1989, ch. 4).
 */
#ifndef HS_MODELS_RISK_REGRESSION_H
#define HS_MODELS_RISK_REGRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/status.h"

enum { REGRESSION_COLUMNS_MAX = 65 };

/* `x` has `rows` rows of `columns` numbers. `weight` gets the intercept first, then one for each column. Half of `ridge` times the square of each weight but
 * the intercept is added to the loss, so that there is always one best answer. HS_INVALID where `found` is all the same, or the numbers get out of hand. */
enum hs_status risk_regression(const double *x, size_t rows, size_t columns, const bool *found, double ridge, double *weight, struct hs_why *why);

#endif
