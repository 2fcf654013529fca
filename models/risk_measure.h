/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk_measure.h - how well a risk model ranks lines that were examined.
 */
#ifndef HS_MODELS_RISK_MEASURE_H
#define HS_MODELS_RISK_MEASURE_H

#include "core/audit/risk.h"

enum { RISK_TOPS = 3 };
extern const unsigned RISK_TOP[RISK_TOPS]; /* per cent */

struct risk_figures {
    size_t n, found;
    double auc;              /* the chance that a line with a finding scores above one without; ties count half (Hanley & McNeil, 1982) */
    double top[RISK_TOPS];   /* the share of findings among the highest scores; of a tie at the cut, the mean of all orders */
    size_t top_n[RISK_TOPS]; /* how many those are, at least one */
};

/* HS_INVALID unless there are lines with a finding and lines without one. */
enum hs_status risk_measure(const struct risk *risk, const struct risk_case *cases, size_t count, struct risk_figures *figures, struct hs_why *why);

/* The goods of a line as they are declared: code, origin, departure, kind and rate of tax, mass and price. Two lines with the same text are likely one
 * declaration repeated, and a model that saw one of them knows the other. Returns the length. */
enum { RISK_GOODS_MAX = 512 };
size_t risk_goods(const struct risk_line *line, char out[static RISK_GOODS_MAX]);

/* Moves the cases whose goods are not among those of `others` to the front; returns how many. SIZE_MAX without memory. */
size_t risk_unlike(struct risk_case *cases, size_t count, const struct risk_case *others, size_t other_count);

#endif
