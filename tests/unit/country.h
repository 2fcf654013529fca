/* SPDX-License-Identifier: GPL-3.0-or-later */
/* country.h - a country for tests of the duty: its shipped profile, a tiny tariff made of rows, and a few exchange rates.
 */
#ifndef HS_TESTS_COUNTRY_H
#define HS_TESTS_COUNTRY_H

#include "core/duty/calculator.h"
#include "core/duty/tariff_make.h"

/* One measure of a line; a row without a code belongs to the line before it. */
struct country_row {
    const char *code, *title;
    enum tariff_kind kind;
    const char *rate, *group, *origins;
    uint32_t from, until;
};

struct country_fx {
    const char *currency;
    uint32_t date;
    int64_t number;
    uint32_t scale;
};

struct country {
    struct arena arena;
    void *profile_bytes, *tariff_bytes, *fx_bytes;
    struct profile profile;
    const struct tariff *tariff;
    struct fx fx;
    struct calculator *calculator;
    struct entry entry;
    struct duty_result result;
};

/* $HSDESK_DATA/countries/CC.ini with the rows, which end with one without code and rate. `fx` ends with a currency NULL. Fails the test where anything does. */
void country_open(struct country *country, const char *code, unsigned digits, bool training, enum expression_dialect dialect, const struct country_row *rows,
                  const struct country_fx *fx);
void country_close(struct country *country);

/* "value=1000 USD", "origin=TR"; begins a new entry. NULL ends the list. */
void country_enter(struct country *country, const char *const *fields);
/* Computes the entry; the amount of the first step of this id as text, "?" where it has none, "-" where there is no such step. */
void country_calculate(struct country *country);
const char *country_amount(struct country *country, const char *id);
/* The words of the first step of this id, and how many there are. */
const char *country_what(struct country *country, const char *id);
size_t country_count(const struct country *country, const char *id);

#endif
