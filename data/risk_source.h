/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk_source.h - a risk model as text, risk.tsv (see data/SCHEMA.md): what a package carries and an admin can read. Text to value to text is the same, byte
 * for byte, as every number has one way to be written.
 */
#ifndef HS_DATA_RISK_SOURCE_H
#define HS_DATA_RISK_SOURCE_H

#include <stdio.h>

#include "core/audit/risk.h"
#include "data/rows.h"

#define RISK_SOURCE_FILE "risk.tsv"

/* Every bad line is reported with its number. HS_INVALID after at least one report, or where there are no points at all. The value is malloc'ed. */
enum hs_status risk_source_read(const struct rows_file *file, goods_report *report, void *context, void **bytes, size_t *size, struct hs_why *why);

/* `risk` must have passed risk_check. */
void risk_source_write(FILE *stream, const struct risk *risk);

/* "-1.5": millionths without zeros at the end. */
enum { RISK_NUMBER_MAX = 32 };
void risk_number_print(int64_t millionths, char out[static RISK_NUMBER_MAX]);

#endif
