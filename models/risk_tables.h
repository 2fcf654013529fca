/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk_tables.h - which rows say what in a column, and how often something was found there: what the log-odds of a training are made from.
 */
#ifndef HS_MODELS_RISK_TABLES_H
#define HS_MODELS_RISK_TABLES_H

#include "core/audit/risk.h"
#include "core/base/arena.h"

enum { RISK_FOLDS = 5, RISK_RUNGS = 3, RISK_EVERY_FOLD = -1 };
#define RISK_NO_KEY UINT32_MAX

/* How the rows are parted: two ways, see risk_train.h. */
enum risk_parting { PARTED_BY_GOODS, PARTED_BY_ROW, RISK_PARTINGS };

/* The distinct keys of a column at one length of the code, in order; in the arena. */
struct risk_table {
    uint32_t count;
    const char **key;
    uint32_t *of_row; /* RISK_NO_KEY where the row does not state it */
    struct risk_tally {
        uint32_t rows, found;
    } * all, *fold[RISK_PARTINGS]; /* by key; by key and fold */
};

struct risk_table_column {
    uint32_t fields;
    int rungs; /* from the shortest code to the longest; 1 without a code */
    struct risk_table table[RISK_RUNGS];
};

struct risk_tables {
    struct arena arena;
    const struct risk_case *row;
    size_t rows;
    uint8_t *fold[RISK_PARTINGS];
    struct risk_tally all, in_fold[RISK_PARTINGS][RISK_FOLDS];
};

enum hs_status risk_tables_start(const struct risk_case *row, size_t rows, struct risk_tables *tables, struct hs_why *why);
void risk_tables_free(struct risk_tables *tables);

/* `frame` has the edges and typical prices. `whole`: the code at six digits alone. */
enum hs_status risk_tables_column(struct risk_tables *tables, const struct risk *frame, uint32_t fields, bool whole, struct risk_table_column *column,
                                  struct hs_why *why);

/* What a row's key is worth, as if the rows of its own fold were not there. */
double risk_tables_worth(const struct risk_tables *tables, const struct risk_table_column *column, size_t row, enum risk_parting parting, double shrink);
/* What each key of the column at one length of the code is worth, from all rows. `worth` has an entry for each key of that table. */
void risk_tables_keys(const struct risk_tables *tables, const struct risk_table_column *column, int rung, double shrink, double *worth);

#endif
