/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk_train.h - lines that were examined in, a risk model (core/audit/risk.h) out. Deterministic: the same rows in the same order give the same bytes.
 *
 * What a key of a column is worth are the log-odds of a finding where it stands, less those of all rows, drawn towards what is worth less by `shrink` rows
 * (Micci-Barreca, 2001): towards the key with four digits of the code, that towards two, that towards all rows. A regression weighs the columns, on rows that
 * the log-odds were not made from (five folds): nothing sees itself. Declarations that repeat each other in all but names (risk_goods) are in one fold, so that
 * the weights are those that hold for goods not seen before. What is worth more for goods that were seen comes on top: one column of the goods as they are
 * declared, weighed with the others' sum by a second regression, whose folds are by row, so that repeats are among what is known, as they are when the model is
 * used. Whether it pays, and how far to shrink, is chosen on the rows for validation.
 */
#ifndef HS_MODELS_RISK_TRAIN_H
#define HS_MODELS_RISK_TRAIN_H

#include "models/risk_measure.h"

/* Columns that a training takes where it is not told which: each field by itself; and what is one declaration said twice. */
#define RISK_REPEATED                                                                                                                                          \
    ((uint32_t)(1u << RISK_TAX_TYPE | 1u << RISK_CODE | 1u << RISK_ORIGIN | 1u << RISK_DEPARTURE | 1u << RISK_TAX_RATE | 1u << RISK_MASS | 1u << RISK_PRICE))

struct risk_training {
    const struct risk_case *row, *valid;
    size_t rows, valids;
    bool known[RISK_STATED];         /* fields that the rows have */
    uint32_t only[RISK_COLUMNS_MAX]; /* columns, rising; none: those above */
    size_t onlys;
};

struct risk_trained {
    void *bytes; /* malloc'ed */
    size_t size;
    double shrink; /* rows */
    bool repeats;  /* whether the column of repeats paid */
    size_t columns, points;
    struct risk_figures valid;
};

enum hs_status risk_train(const struct risk_training *training, struct risk_trained *trained, struct hs_why *why);

#endif
