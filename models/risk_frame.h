/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk_frame.h - the bands of a risk model's numbers and its typical prices, from rows alone, not from what was found.
 *
 * Rates of tax: each of them by itself where there are not too many, else as many bands of equal count. Mass and price: powers of two. The price of a kilogram:
 * powers of two of its ratio to the median of the code, where at least five rows tell it.
 */
#ifndef HS_MODELS_RISK_FRAME_H
#define HS_MODELS_RISK_FRAME_H

#include "core/audit/risk_make.h"

/* Gives edges and typical prices to a maker that has nothing yet. */
enum hs_status risk_frame_give(const struct risk_case *row, size_t rows, struct risk_maker *maker, struct hs_why *why);

#endif
