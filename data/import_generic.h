/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import_generic.h - reads a tariff, or changes to one, from any table with the columns of data/SCHEMA.md.
 */
#ifndef HS_DATA_IMPORT_GENERIC_H
#define HS_DATA_IMPORT_GENERIC_H

#include "data/tariff_row.h"

enum generic_form { GENERIC_CSV, GENERIC_TSV, GENERIC_XLSX };

struct generic_order {
    enum generic_form form;
    const char *columns; /* as generic_columns_find takes it; NULL: the header decides */
    const char *sheet;   /* of a workbook; NULL: the first */
    enum expression_dialect dialect;
    bool dialect_given; /* else a comma between digits decides, where all rates agree */
    bool repair_zeros, changes;
};

struct generic_result {
    enum expression_dialect dialect;
    size_t longest; /* digits of the longest code */
    bool declared;  /* a column says which lines are declarable: then each has all its measures, and the inherited ones are marked */
};

/* Rows are handed over with declarable false: what is declarable depends on the longest code. With `changes`, a measure whose text is GENERIC_ENDS ends the old
 * one. For a workbook only the file's path is used. HS_INVALID for columns that are unclear and for rates whose decimal mark is. */
extern const char GENERIC_ENDS[];
enum hs_status import_generic(const struct import_file *file, const struct generic_order *order, const struct tariff_sink *sink, struct generic_result *result,
                              struct hs_why *why);

#endif
