/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/decimal.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { QUOTED_MAX = 60, GROUPS_MAX = DECIMAL_DIGITS_MAX };

void decimal_init(struct decimal *decimal)
{
    mpz_init(decimal->integer);
    decimal->scale = 0;
}

void decimal_clear(struct decimal *decimal)
{
    mpz_clear(decimal->integer);
}

void decimal_set(struct decimal *result, const struct decimal *value)
{
    mpz_set(result->integer, value->integer);
    result->scale = value->scale;
}

void decimal_set_integer(struct decimal *result, int64_t integer, uint32_t scale)
{
    if ((int64_t)(long)integer == integer) {
        mpz_set_si(result->integer, (long)integer);
    } else { /* a long of 32 bits */
        uint64_t magnitude = integer < 0 ? -(uint64_t)integer : (uint64_t)integer;
        mpz_import(result->integer, 1, 1, sizeof magnitude, 0, 0, &magnitude);
        if (integer < 0)
            mpz_neg(result->integer, result->integer);
    }
    result->scale = scale;
}

/* ---- reading ---- */

enum mark { MARK_NONE, MARK_POINT, MARK_COMMA, MARK_SPACE, MARK_APOSTROPHE };

/* A text cut into groups of digits and the marks before them. */
struct written {
    bool negative;
    size_t groups, digits;
    enum mark mark[GROUPS_MAX + 1]; /* before group i */
    size_t size[GROUPS_MAX + 1];
    char digit[DECIMAL_DIGITS_MAX + 1];
};

/* The mark at `text` and its length in bytes; MARK_NONE for anything else. */
static enum mark mark_at(const char *text, size_t length, size_t *bytes)
{
    static const struct {
        const char *bytes;
        enum mark mark;
    } marks[] = { { ".", MARK_POINT },
                  { ",", MARK_COMMA },
                  { " ", MARK_SPACE },
                  { "\xc2\xa0", MARK_SPACE },
                  { "\xe2\x80\xaf", MARK_SPACE },
                  { "\xe2\x80\x89", MARK_SPACE },
                  { "'", MARK_APOSTROPHE },
                  { "\xe2\x80\x99", MARK_APOSTROPHE } };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        *bytes = strlen(marks[i].bytes);
        if (length >= *bytes && memcmp(text, marks[i].bytes, *bytes) == 0)
            return marks[i].mark;
    }
    return MARK_NONE;
}

static int quoted(size_t length)
{
    return length > QUOTED_MAX ? QUOTED_MAX : (int)length;
}

static enum hs_status cut_groups(const char *text, size_t length, struct written *written, struct hs_why *why)
{
    size_t at = 0, bytes;
    memset(written, 0, sizeof *written);
    if (at < length && (text[at] == '-' || text[at] == '+'))
        written->negative = text[at++] == '-';
    written->groups = 1;
    while (at < length) {
        if (text[at] >= '0' && text[at] <= '9') {
            if (written->digits == DECIMAL_DIGITS_MAX)
                return hs_fail(why, HS_TOO_LARGE, "\"%.*s...\": more than %d digits: write a smaller number", quoted(length), text, DECIMAL_DIGITS_MAX);
            written->digit[written->digits++] = text[at++];
            written->size[written->groups - 1]++;
            continue;
        }
        enum mark mark = mark_at(text + at, length - at, &bytes);
        if (mark == MARK_NONE || written->groups > GROUPS_MAX)
            return hs_fail(why, HS_INVALID, "\"%.*s\": not a number: use digits with a decimal point or comma", quoted(length), text);
        written->mark[written->groups++] = mark;
        at += bytes;
    }
    if (written->size[written->groups - 1] == 0)
        return hs_fail(why, HS_INVALID, "\"%.*s\": no digit at the end: write the number in full", quoted(length), text);
    return HS_OK;
}

/* Whether groups 1 to `last` can be thousands: the same mark before each, three digits in each, one to three in the first. */
static bool are_thousands(const struct written *written, size_t last)
{
    if (written->size[0] < 1 || written->size[0] > 3 || written->digit[0] == '0')
        return false;
    for (size_t i = 1; i <= last; i++)
        if (written->size[i] != 3 || written->mark[i] != written->mark[1])
            return false;
    return true;
}

/* Whether the last mark is the decimal one. HS_INVALID where that cannot be told. */
static enum hs_status last_is_decimal(const struct written *written, enum decimal_style style, bool *decimal)
{
    size_t last = written->groups - 1;
    enum mark mark = last ? written->mark[last] : MARK_NONE;
    *decimal = mark == MARK_POINT || mark == MARK_COMMA;
    if (!*decimal)
        return HS_OK;
    if (style != DECIMAL_EITHER) {
        *decimal = mark == (style == DECIMAL_POINT ? MARK_POINT : MARK_COMMA);
        return HS_OK;
    }
    if (last == 1)
        return are_thousands(written, 1) ? HS_INVALID : HS_OK;
    *decimal = written->mark[last - 1] != mark;
    return HS_OK;
}

enum hs_status decimal_parse(const char *text, size_t length, enum decimal_style style, struct decimal *result, struct hs_why *why)
{
    struct written written;
    bool decimal;
    enum hs_status status = cut_groups(text, length, &written, why);
    if (status != HS_OK)
        return status;
    if (last_is_decimal(&written, style, &decimal) != HS_OK)
        return hs_fail(why, HS_INVALID, "\"%.*s\": thousands or decimals, both are possible: write it without thousands, with one more or fewer decimal",
                       quoted(length), text);
    size_t last = written.groups - 1, whole_last = decimal ? last - 1 : last;
    bool well = decimal && whole_last == 0 ? true : whole_last == 0 || are_thousands(&written, whole_last);
    if (well && decimal && whole_last > 0 && written.mark[1] == written.mark[last])
        well = false;
    if (!well)
        return hs_fail(why, HS_INVALID, "\"%.*s\": the marks between the digits are neither thousands nor decimals: write digits with one decimal mark",
                       quoted(length), text);
    mpz_set_str(result->integer, written.digit, 10);
    if (written.negative)
        mpz_neg(result->integer, result->integer);
    result->scale = decimal ? (uint32_t)written.size[last] : 0;
    return HS_OK;
}

/* ---- arithmetic ---- */

/* Powers of ten that fit an unsigned long everywhere: a duty's scales differ by a few digits, and a power made anew costs more than the sum. */
enum { SMALL_POWER = 9 };
static const unsigned long small_power[SMALL_POWER + 1] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000 };

static void multiply_by_power(mpz_t result, const mpz_t value, uint32_t power)
{
    mpz_t ten;
    if (power <= SMALL_POWER) {
        mpz_mul_ui(result, value, small_power[power]);
        return;
    }
    mpz_init(ten);
    mpz_ui_pow_ui(ten, 10, power);
    mpz_mul(result, value, ten);
    mpz_clear(ten);
}

/* The integer of the operand with the smaller scale, brought to the larger one in `room`; the other stays as it is. Returns the scale. */
static uint32_t align(mpz_t room, mpz_srcptr *left, mpz_srcptr *right, const struct decimal *a, const struct decimal *b)
{
    *left = a->integer;
    *right = b->integer;
    if (a->scale < b->scale) {
        multiply_by_power(room, a->integer, b->scale - a->scale);
        *left = room;
        return b->scale;
    }
    if (b->scale < a->scale) {
        multiply_by_power(room, b->integer, a->scale - b->scale);
        *right = room;
    }
    return a->scale;
}

void decimal_add(struct decimal *result, const struct decimal *a, const struct decimal *b)
{
    mpz_t room;
    mpz_srcptr left, right;
    mpz_init(room); /* takes no memory until it is written to */
    result->scale = align(room, &left, &right, a, b);
    mpz_add(result->integer, left, right);
    mpz_clear(room);
}

void decimal_subtract(struct decimal *result, const struct decimal *a, const struct decimal *b)
{
    mpz_t room;
    mpz_srcptr left, right;
    mpz_init(room); /* takes no memory until it is written to */
    result->scale = align(room, &left, &right, a, b);
    mpz_sub(result->integer, left, right);
    mpz_clear(room);
}

void decimal_multiply(struct decimal *result, const struct decimal *a, const struct decimal *b)
{
    uint32_t scale = a->scale + b->scale;
    mpz_mul(result->integer, a->integer, b->integer);
    result->scale = scale;
}

static void divide_rounded(mpz_t quotient, const mpz_t dividend, const mpz_t divisor, enum decimal_rounding rounding)
{
    mpz_t rest;
    int sign = mpz_sgn(dividend) * mpz_sgn(divisor);
    mpz_init(rest);
    mpz_tdiv_qr(quotient, rest, dividend, divisor);
    bool away = rounding == DECIMAL_UP && mpz_sgn(rest) != 0;
    if (rounding == DECIMAL_HALF_UP || rounding == DECIMAL_HALF_EVEN) {
        mpz_mul_2exp(rest, rest, 1);
        int half = mpz_cmpabs(rest, divisor);
        away = half > 0 || (half == 0 && (rounding == DECIMAL_HALF_UP || mpz_odd_p(quotient)));
    }
    if (away && sign > 0)
        mpz_add_ui(quotient, quotient, 1);
    else if (away)
        mpz_sub_ui(quotient, quotient, 1);
    mpz_clear(rest);
}

enum hs_status decimal_divide(struct decimal *result, const struct decimal *a, const struct decimal *b, uint32_t scale, enum decimal_rounding rounding,
                              struct hs_why *why)
{
    mpz_t dividend, divisor;
    if (mpz_sgn(b->integer) == 0)
        return hs_fail(why, HS_INVALID, "division by zero: give a divisor that is not 0");
    if (scale > DECIMAL_SCALE_MAX)
        return hs_fail(why, HS_TOO_LARGE, "%u decimals were asked for: at most %d", (unsigned)scale, DECIMAL_SCALE_MAX);
    mpz_inits(dividend, divisor, NULL);
    multiply_by_power(dividend, a->integer, scale + b->scale);
    multiply_by_power(divisor, b->integer, a->scale);
    divide_rounded(result->integer, dividend, divisor, rounding);
    result->scale = scale;
    mpz_clears(dividend, divisor, NULL);
    return HS_OK;
}

void decimal_round(struct decimal *result, const struct decimal *value, uint32_t scale, enum decimal_rounding rounding)
{
    if (scale >= value->scale) {
        multiply_by_power(result->integer, value->integer, scale - value->scale);
    } else {
        mpz_t power;
        mpz_init(power);
        if (value->scale - scale <= SMALL_POWER)
            mpz_set_ui(power, small_power[value->scale - scale]);
        else
            mpz_ui_pow_ui(power, 10, value->scale - scale);
        divide_rounded(result->integer, value->integer, power, rounding);
        mpz_clear(power);
    }
    result->scale = scale;
}

void decimal_trim(struct decimal *decimal)
{
    while (decimal->scale > 0 && mpz_divisible_ui_p(decimal->integer, 10)) {
        mpz_divexact_ui(decimal->integer, decimal->integer, 10);
        decimal->scale--;
    }
}

int decimal_compare(const struct decimal *a, const struct decimal *b)
{
    mpz_t room;
    mpz_srcptr left, right;
    mpz_init(room);
    align(room, &left, &right, a, b);
    int order = mpz_cmp(left, right);
    mpz_clear(room);
    return (order > 0) - (order < 0);
}

int decimal_sign(const struct decimal *decimal)
{
    return mpz_sgn(decimal->integer);
}

/* ---- writing ---- */

size_t decimal_print(const struct decimal *decimal, char *out, size_t size)
{
    char on_stack[256], *digits = on_stack;
    size_t room = mpz_sizeinbase(decimal->integer, 10) + 2, length = 0;
    if (room > sizeof on_stack)
        digits = malloc(room);
    if (!digits) {
        if (size)
            out[0] = '\0';
        return 0;
    }
    mpz_get_str(digits, 10, decimal->integer);
    const char *digit = digits;
#define PUT(byte)                                                                                                                                              \
    do {                                                                                                                                                       \
        if (length + 1 < size)                                                                                                                                 \
            out[length] = (byte);                                                                                                                              \
        length++;                                                                                                                                              \
    } while (0)
    if (*digit == '-') {
        PUT('-');
        digit++;
    }
    size_t count = strlen(digit), whole = count > decimal->scale ? count - decimal->scale : 0;
    if (whole == 0)
        PUT('0');
    for (size_t i = 0; i < whole; i++)
        PUT(digit[i]);
    if (decimal->scale > 0)
        PUT('.');
    for (size_t i = count - whole; i < decimal->scale; i++)
        PUT('0');
    for (size_t i = whole; i < count; i++)
        PUT(digit[i]);
#undef PUT
    if (size)
        out[length < size ? length : size - 1] = '\0';
    if (digits != on_stack)
        free(digits);
    return length;
}
