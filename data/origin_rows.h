/* SPDX-License-Identifier: GPL-3.0-or-later */
/* origin_rows.h - certificates of origin as an authority writes them, a table with a header, into the lines of a batch.
 *
 * TSV in UTF-8; the first line names the columns, in any order: number, form, exporter, goods, code, quantity, unit and issued must be there, consignee, until
 * and agreement may. Codes, quantities, units and days are read as people write them and go into the batch in their plain form; empty lines and those that
 * start with # are left out.
 */
#ifndef HS_DATA_ORIGIN_ROWS_H
#define HS_DATA_ORIGIN_ROWS_H

#include "core/duty/origin_make.h"
#include "data/rows.h"

/* Adds every row to the draft. A row that is no certificate is reported and counted; HS_INVALID where there was one, so that a batch is never made of what was
 * left over. */
enum hs_status origin_rows_read(const char *bytes, size_t size, const char *file, goods_report *report, void *context, struct origin_draft *draft,
                                struct hs_why *why);

#endif
