/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk.h - how likely it is that an examination of a declaration's line finds something, from findings on earlier lines.
 *
 * An additive scorecard: points, in log-odds, for what is declared in each column, and a base; the probability is the logistic function of their sum (weights
 * of evidence in a logistic regression: Thomas, Edelman & Crook, Credit Scoring and Its Applications, 2002, ch. 4). Each line's score is a sum that can be
 * shown and checked by hand. Points are whole millionths and their sum is an integer: the same on every machine.
 *
 * A column is one field, or several together. Its key is what the line says in them, joined by bars: "392690|CN" in the column code+origin. What a column does
 * not know counts 0, the prior; in a column with the code that is asked at six digits, then at four, then at two. Numbers are put into bands, counted from 00
 * below the first edge; a line's price for a kilogram is put into bands by its ratio to what is typical of the code.
 *
 * Keys are texts and not hashes, so that an admin can read what the model holds against whom. So the value is secret: it lies in STORE/state, not in a
 * generation (risk_file.h). It is read in place and must outlive every use, reasons among them.
 */
#ifndef HS_AUDIT_RISK_H
#define HS_AUDIT_RISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/file.h"
#include "core/base/status.h"
#include "core/goods/layout.h"

/* Texts first, then numbers. Net mass in kilograms, price in the currency of the declarations that it was trained on. */
/*      field               name */
#define RISK_FIELD_LIST(X)                                                                                                                                     \
    X(RISK_IMPORTER, "importer")                                                                                                                               \
    X(RISK_DECLARANT, "declarant")                                                                                                                             \
    X(RISK_SELLER, "seller")                                                                                                                                   \
    X(RISK_COURIER, "courier")                                                                                                                                 \
    X(RISK_OFFICE, "office")                                                                                                                                   \
    X(RISK_PROCESS, "process")                                                                                                                                 \
    X(RISK_IMPORT_TYPE, "import_type")                                                                                                                         \
    X(RISK_IMPORT_USE, "import_use")                                                                                                                           \
    X(RISK_PAYMENT, "payment")                                                                                                                                 \
    X(RISK_TRANSPORT, "transport")                                                                                                                             \
    X(RISK_TAX_TYPE, "tax_type")                                                                                                                               \
    X(RISK_CODE, "code")                                                                                                                                       \
    X(RISK_ORIGIN, "origin")                                                                                                                                   \
    X(RISK_DEPARTURE, "departure")                                                                                                                             \
    X(RISK_ORIGIN_MARK, "origin_mark")                                                                                                                         \
    X(RISK_TAX_RATE, "tax_rate")                                                                                                                               \
    X(RISK_MASS, "mass")                                                                                                                                       \
    X(RISK_PRICE, "price")                                                                                                                                     \
    X(RISK_UNIT_PRICE, "unit_price")

enum risk_field {
#define RISK_FIELD_NAME(field, name) field,
    RISK_FIELD_LIST(RISK_FIELD_NAME)
#undef RISK_FIELD_NAME
        RISK_FIELD_COUNT
};

enum {
    RISK_TEXTS = RISK_TAX_RATE,    /* fields that are texts */
    RISK_STATED = RISK_UNIT_PRICE, /* fields that a line states; the last one is computed */
    RISK_NUMBERS = RISK_FIELD_COUNT - RISK_TEXTS,
    RISK_EDGES_MAX = 64,   /* of a number */
    RISK_TEXT_MAX = 64,    /* bytes of a text; a longer one counts as not stated, as does one with a bar or a control character */
    RISK_TOGETHER_MAX = 8, /* fields of a column */
    RISK_KEY_MAX = RISK_TOGETHER_MAX * (RISK_TEXT_MAX + 1),
    RISK_COLUMNS_MAX = 64,
    RISK_SIZE_MAX = 256 * 1024 * 1024, /* bytes of the whole */
    RISK_SCALE = 1000000,              /* points, edges and typical prices are whole millionths */
    RISK_POINTS_MAX = 100 * RISK_SCALE
};
#define RISK_AMOUNT_MAX INT64_C(1000000000000000000) /* of an edge and a typical price, in millionths */

struct risk {
    struct layout layout;
};

struct risk_line {
    struct cell text[RISK_TEXTS]; /* length 0: not stated. The code: digits, of which at most six count */
    double tax_rate, mass, price; /* per cent, kg, money; NaN, or a mass or price not above zero: not stated */
};

/* A line that was examined. */
struct risk_case {
    struct risk_line line;
    bool found; /* something */
};

/* What a column added. */
struct risk_reason {
    uint32_t column; /* its number */
    const char *key; /* as it is known: the code may have been cut */
    int32_t points;
};

struct risk_score {
    int64_t points;     /* millionths of log-odds, with the base */
    double probability; /* that something is found */
    size_t reasons;     /* how many were given */
    size_t known;       /* columns that knew the line's key */
};

/* Compares sizes alone; what is read later is checked when it is read: a damaged key is not known, damaged points count 0. HS_CORRUPT, HS_TOO_LARGE beyond
 * RISK_SIZE_MAX. */
enum hs_status risk_open(const void *bytes, size_t size, struct risk *risk, struct hs_why *why);
/* Checks every record: order, keys, bands, bounds. HS_CORRUPT names the first that is wrong. */
enum hs_status risk_check(const struct risk *risk, struct hs_why *why);

/* Gives at most `most` reasons, those with the most points to either side first, ties in the order of columns; none of 0 points. */
struct risk_score risk_score(const struct risk *risk, const struct risk_line *line, struct risk_reason *reason, size_t most);

/* ---- what it holds, for who prints it ---- */

int32_t risk_base(const struct risk *risk);
uint32_t risk_columns(const struct risk *risk);
/* A bit for each field, 1u << RISK_CODE; 0 for a column that is not there or damaged. */
uint32_t risk_column_fields(const struct risk *risk, uint32_t column);
/* Where a column's points are, from first on. */
uint32_t risk_column_points(const struct risk *risk, uint32_t column, uint32_t *first);
uint32_t risk_points(const struct risk *risk);
/* A key, "" where it is damaged, and its points. */
const char *risk_points_at(const struct risk *risk, uint32_t at, int32_t *points);
/* Upper bounds of bands: a number belongs to the first band whose edge it is below, to the last where there is none. */
uint32_t risk_edges(const struct risk *risk);
enum risk_field risk_edge_at(const struct risk *risk, uint32_t at, int64_t *edge);
/* The price of a kilogram that is typical of codes of two, four or six digits. */
uint32_t risk_typicals(const struct risk *risk);
const char *risk_typical_at(const struct risk *risk, uint32_t at, int64_t *price);

const char *risk_field_name(enum risk_field field);
/* "code+origin"; returns the length. */
enum { RISK_COLUMN_NAME_MAX = 16 * RISK_FIELD_COUNT };
size_t risk_column_name(uint32_t fields, char out[static RISK_COLUMN_NAME_MAX]);
/* False for what is no field, for one given twice and for fields that are not in the order above. */
bool risk_column_find(const char *name, size_t length, uint32_t *fields);

/* What does not fit a key of the column or a typical price's code, "the code is not of 2, 4 or 6 digits"; NULL where all is well. `edges` is how many each
 * number has, by field less RISK_TEXTS. */
const char *risk_key_problem(uint32_t fields, const char *key, size_t length, const uint32_t edges[static RISK_NUMBERS]);
const char *risk_code_problem(const char *code, size_t length);

/* A line's key in a column, with the code cut to `digits`. False where one of the fields is not stated (then nothing is to be known of it), or the code is
 * shorter. */
bool risk_key(const struct risk *risk, const struct risk_line *line, uint32_t fields, size_t digits, char key[static RISK_KEY_MAX]);

#endif
