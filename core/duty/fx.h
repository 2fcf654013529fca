/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fx.h - what foreign money is worth in a country's own, day by day.
 *
 * The store's value "fx.cc" (cc: the country's two letters, lower case), read in place; it must outlive every use. A rate holds from its day until the next one
 * of its currency. Rates are exact decimals for one unit of the currency.
 */
#ifndef HS_DUTY_FX_H
#define HS_DUTY_FX_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/decimal.h"
#include "core/base/status.h"
#include "core/goods/layout.h"

struct fx {
    struct layout layout;
};

/* One rate as it is stored: number / 10^scale of the country's currency for one unit. */
struct fx_rate {
    char currency[4]; /* ISO 4217, NUL-terminated */
    uint32_t date;    /* yyyymmdd, from which it holds */
    int64_t number;
    uint32_t scale;
};

enum { FX_DIGITS_MAX = 18, FX_SCALE_MAX = 24 };

/* Checks sizes alone; every rate is checked when it is read. HS_CORRUPT. */
enum hs_status fx_open(const void *bytes, size_t size, struct fx *fx, struct hs_why *why);

/* The rate of the latest day not after `date`; `since` is that day. HS_NOT_FOUND where the currency has none until then: `why` says which days there are;
 * HS_CORRUPT. */
enum hs_status fx_rate(const struct fx *fx, const char *currency, uint32_t date, struct decimal *rate, uint32_t *since, struct hs_why *why);

/* All rates, in order of currency and date. A damaged one reads as currency "". */
uint32_t fx_count(const struct fx *fx);
void fx_at(const struct fx *fx, uint32_t at, struct fx_rate *rate);

/* Lays rates out, in order of currency and date, each pair once; malloc'ed. HS_INVALID for rates out of order, or for one that is not above zero. */
enum hs_status fx_make(const struct fx_rate *rate, size_t count, void **bytes, size_t *size, struct hs_why *why);

#endif
