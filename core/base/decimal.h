/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decimal.h - exact decimal numbers for money, rates and quantities. No floating point anywhere.
 *
 * A value is integer / 10^scale, the integer of any size (GMP). Adding, subtracting and multiplying are exact; only division and
 * decimal_round round, and say how. Every `struct decimal` is set up with decimal_init and let go with decimal_clear. A result may be
 * one of the operands. GMP ends the program when memory runs out; operands grow only with what decimal_parse admits, which is bounded.
 */
#ifndef HS_BASE_DECIMAL_H
#define HS_BASE_DECIMAL_H

#include <gmp.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

enum {
    DECIMAL_DIGITS_MAX = 200, /* in a text that is read: a world's trade in the smallest coin has 17 */
    DECIMAL_SCALE_MAX = 1000  /* that a caller may ask for */
};

struct decimal {
    mpz_t integer;
    uint32_t scale; /* digits behind the point */
};

/* How the writer of a text marks thousands and decimals. */
enum decimal_style {
    DECIMAL_EITHER, /* not known: 1,234 and 1.234 are refused as ambiguous; 1,5 and 1.234,50 and 1 234 are not */
    DECIMAL_POINT,  /* 1,234.50 */
    DECIMAL_COMMA   /* 1.234,50 */
};

enum decimal_rounding {
    DECIMAL_HALF_UP,   /* a tie goes away from zero */
    DECIMAL_HALF_EVEN, /* a tie goes to the even digit */
    DECIMAL_DOWN,      /* towards zero */
    DECIMAL_UP         /* away from zero */
};

void decimal_init(struct decimal *decimal); /* to 0 */
void decimal_clear(struct decimal *decimal);
void decimal_set(struct decimal *result, const struct decimal *value);
void decimal_set_integer(struct decimal *result, int64_t integer, uint32_t scale);

/* Digits with a sign, one decimal mark, and thousands in groups of three set apart by the other mark, a space, a no-break space or an
 * apostrophe. The scale is as written ("1.50" has 2). HS_INVALID or HS_TOO_LARGE leave `result` as it was; `why` quotes the text. */
enum hs_status decimal_parse(const char *text, size_t length, enum decimal_style style, struct decimal *result, struct hs_why *why);

void decimal_add(struct decimal *result, const struct decimal *a, const struct decimal *b);
void decimal_subtract(struct decimal *result, const struct decimal *a, const struct decimal *b);
void decimal_multiply(struct decimal *result, const struct decimal *a, const struct decimal *b);
/* a / b with exactly `scale` digits behind the point. HS_INVALID for division by zero, HS_TOO_LARGE beyond DECIMAL_SCALE_MAX. */
enum hs_status decimal_divide(struct decimal *result, const struct decimal *a, const struct decimal *b, uint32_t scale, enum decimal_rounding rounding,
                              struct hs_why *why);
/* With exactly `scale` digits behind the point, at most DECIMAL_SCALE_MAX; zeros are added where there were fewer. */
void decimal_round(struct decimal *result, const struct decimal *value, uint32_t scale, enum decimal_rounding rounding);
/* Without zeros at the end of the fraction. */
void decimal_trim(struct decimal *decimal);

/* Below, equal, above: -1, 0, 1. By value: 1.50 equals 1.5. */
int decimal_compare(const struct decimal *a, const struct decimal *b);
int decimal_sign(const struct decimal *decimal);

/* "-1234.50": a point, no thousands, `scale` digits. Returns the length without the NUL; what does not fit in `size` is cut, as
 * snprintf does. */
size_t decimal_print(const struct decimal *decimal, char *out, size_t size);

#endif
