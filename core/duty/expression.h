/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expression.h - the rate texts of tariff schedules: parsed once, printed canonically, evaluated in exact decimals.
 *
 * A parsed expression is one block of nodes and texts without pointers; it lives in the arena it was parsed into. A text that the
 * grammar does not hold is not an error: it becomes a *refer* with the text, as does what only a person can settle (a note, the rate of another
 * article, a bond, an entry price, an agricultural component). No number is ever guessed.
 *
 * Canonical form, which every dialect reads back to the same expression:
 *   Free · 6.8% · 33 1/3% · 6% on the case · 0.463 USD/kg · 25 EUR/1000 kg · 0.037 USD/kg on drained weight · a + b · a - b
 *   a MIN b (not less than b) · a MAX b (not more than b) · (a MIN b) + c · a less b for each degree under 100
 *   duty in the applicable subheading · see 9822.04.40 · rate (A+, AU) rate (JP) by programme · rate (01 JAN-31 MAY), rate by season
 *   refer "text". + and - bind tighter than MIN and MAX, which go from left to right.
 */
#ifndef HS_DUTY_EXPRESSION_H
#define HS_DUTY_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/decimal.h"
#include "core/base/status.h"
#include "core/duty/measure.h"

enum {
    EXPRESSION_TEXT_MAX = 4096, /* bytes of a rate text; the longest real one has 700 */
    EXPRESSION_NODES_MAX = 256,
    EXPRESSION_DEPTH_MAX = 16
};

/* Whose typography: how numbers are marked, whether a bare number is a percentage, and what $ and cents mean. */
enum expression_dialect {
    EXPRESSION_US,     /* 1,000 is a thousand; $ and cents are US dollars */
    EXPRESSION_EUROPE, /* EU and UK: 1,000 is a thousand; a bare 24 is 24% */
    EXPRESSION_EAEU    /* 0,5 is a half; a bare 24 is 24%; Russian words */
};

struct expression;

/* HS_INVALID for bytes that are no UTF-8 or a text without a word, HS_TOO_LARGE beyond EXPRESSION_TEXT_MAX, HS_NO_MEMORY. */
enum hs_status expression_parse(const char *text, size_t length, enum expression_dialect dialect, struct arena *arena, const struct expression **expression,
                                struct hs_why *why);

/* The canonical text; returns its length without the NUL, and cuts what does not fit in `size`, as snprintf does. */
size_t expression_print(const struct expression *expression, char *out, size_t size);
bool expression_equal(const struct expression *a, const struct expression *b);
/* Whether any part of it can only be settled by a person. */
bool expression_refers(const struct expression *expression);

/* ---- the stored form ---- */

/* A parsed expression is its own stored form: expression_size bytes, aligned to EXPRESSION_ALIGNMENT. */
enum { EXPRESSION_ALIGNMENT = 8 };
size_t expression_size(const struct expression *expression);
/* The expression in a stored block, read in place; more bytes may follow it. NULL for a block that was damaged: what is given back evaluates and prints without
 * reading outside, though a damaged figure that is still a figure is not seen here (the store's digests see it). */
const struct expression *expression_open(const void *bytes, size_t size);

/* ---- evaluation ---- */

enum expression_input_kind {
    INPUT_CUSTOMS_VALUE,
    INPUT_QUANTITY,      /* of `part`, in any unit of the dimension of `unit` */
    INPUT_PART_VALUE,    /* the value of `part`, in the currency of the customs value */
    INPUT_DEGREE,        /* of alcohol, sucrose (per cent) or polarisation, by `part` */
    INPUT_DUTY,          /* the duty due under another line, named by `name`; "" is the applicable subheading */
    INPUT_EXCHANGE_RATE, /* what one unit of the currency `name` is worth in the currency of the customs value */
    INPUT_DATE,
    INPUT_PROGRAMME
};

/* Names an input: what is given, or what is asked for. */
struct expression_key {
    enum expression_input_kind kind;
    enum measure_unit unit;
    enum measure_part part;
    char name[64];
};

struct expression_input {
    struct expression_key key;
    struct decimal amount;
};

struct expression_inputs {
    const struct expression_input *input;
    size_t inputs;
    const char *currency;  /* ISO 4217, of the customs value and of the result */
    const char *programme; /* the preference claimed, "AU" or "A+"; NULL: none */
    int month, day;        /* of the declaration; 0: not known */
};

enum expression_outcome {
    EXPRESSION_COMPUTED,     /* `amount` holds the duty, not rounded */
    EXPRESSION_MISSING,      /* `missing` names the first input that is needed */
    EXPRESSION_REFER,        /* a person decides; `refer` is the text */
    EXPRESSION_NO_PREFERENCE /* the programme claimed has no rate here */
};

struct expression_result {
    enum expression_outcome outcome;
    struct decimal amount; /* decimal_init'ed and cleared by the caller */
    struct expression_key missing;
    const char *refer; /* in the expression; not terminated */
    size_t refer_length;
};

/* Exact, but for divisions that do not end (a third of a per cent, a dozen): these carry EXPRESSION_DIVISION_DIGITS more digits than their operands.
 * HS_INVALID for an input below zero, for a degree above 100 per cent and for a date that does not exist; `why` says which. */
enum { EXPRESSION_DIVISION_DIGITS = 24 };
enum hs_status expression_evaluate(const struct expression *expression, const struct expression_inputs *inputs, struct expression_result *result,
                                   struct hs_why *why);

/* "quantity in kg on drained weight", "exchange rate of EUR": for a message. Returns the length, as snprintf. */
int expression_key_text(const struct expression_key *key, char *out, size_t size);

#endif
