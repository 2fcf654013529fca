/* SPDX-License-Identifier: GPL-3.0-or-later */
/* selftest.h - queries with known answers that a model carries along, and how many of them it must get right.
 *
 * Value "selftest", text: a line `accuracy TAB 0.9312`, then rows `code TAB description`. A row is right where the model's first code, at the row's digits (at
 * most the tree's own depth), is the row's. Facts, notes and vague words have no say: they come by other packages. The figure was measured where
 * the model was packed; another processor rounds differently and may turn a tie, so SELFTEST_TOLERANCE less is still taken.
 */
#ifndef HS_APPLY_SELFTEST_H
#define HS_APPLY_SELFTEST_H

#include <stddef.h>

#include "core/base/status.h"
#include "core/store/store.h"

#define SELFTEST_VALUE "selftest"
#define SELFTEST_ACCURACY "accuracy"
#define SELFTEST_TOLERANCE 0.005
enum { SELFTEST_ROWS_MAX = 10000, SELFTEST_SIZE_MAX = 4 * 1024 * 1024 };

struct selftest {
    double asked; /* the share that must be right; below 0: the text does not say */
    size_t rows, right;
};

/* Runs all rows of `text` on the model of `store`. HS_INVALID names the line that is no row, or says that there are none. */
enum hs_status selftest_run(const struct store *store, const char *text, size_t size, struct selftest *selftest, struct hs_why *why);
static inline double selftest_share(const struct selftest *selftest)
{
    return selftest->rows ? (double)selftest->right / (double)selftest->rows : 0;
}

#endif
