/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk_cases.h - declarations' lines with what their examination found, from a csv with a header (see data/SCHEMA.md): what risk models are trained and
 * measured on.
 *
 * A column is known by a field's name, by one of the words of risk_cases.c that people use for it, or by what `columns` says. What no field is, is not read.
 */
#ifndef HS_DATA_RISK_CASES_H
#define HS_DATA_RISK_CASES_H

#include "core/audit/risk.h"
#include "data/rows.h"

struct risk_cases {
    struct risk_case *row; /* malloc'ed */
    size_t count;
    size_t read, left_out;   /* rows; why each was left out was reported with its line */
    bool known[RISK_STATED]; /* which fields the file has */
    struct arena arena;
};

/* `columns`: NULL, or "importer=Consignee,outcome=7": a field or the outcome, and a column by its words or its number from 1. Left out is a row whose outcome
 * is not 0 or 1, with another number of cells than the header, that is not UTF-8, or whose number is none. HS_INVALID where the header does not say which
 * column is which, or not one row is good. */
enum hs_status risk_cases_read(const char *path, const char *columns, goods_report *report, void *context, struct risk_cases *cases, struct hs_why *why);
void risk_cases_free(struct risk_cases *cases);

#endif
