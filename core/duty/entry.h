/* SPDX-License-Identifier: GPL-3.0-or-later */
/* entry.h - one line of a declaration as the calculator takes it, field by field.
 *
 * entry_set reads and checks one field by itself, so that a form can say what is wrong as it is typed; what fields mean together is the calculator's business.
 * An empty text clears the field. Setting a field that is a list (quantities, values of parts, degrees, costs, exchange rates) adds to it, or replaces what stands
 * for the same thing. Amounts are never below zero. A field that was not set is unknown, never 0.
 */
#ifndef HS_DUTY_ENTRY_H
#define HS_DUTY_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/decimal.h"
#include "core/base/status.h"
#include "core/duty/expression.h"
#include "core/duty/profile.h"
#include "core/goods/code.h"

/*      field                 name               what it is like */
#define ENTRY_FIELD_LIST(X)                                                     \
    X(ENTRY_CODE, "code", "1704 90 300 0")                                      \
    X(ENTRY_VALUE, "value", "1000 or 1000 USD")                                 \
    X(ENTRY_CURRENCY, "currency", "USD")                                        \
    X(ENTRY_FREIGHT, "freight", "120 or 120 EUR")                               \
    X(ENTRY_INSURANCE, "insurance", "5 or 5 EUR")                               \
    X(ENTRY_INCOTERM, "incoterm", "FOB")                                        \
    X(ENTRY_PROCEDURE, "procedure", "free, transit")                            \
    X(ENTRY_ORIGIN, "origin", "TR")                                             \
    X(ENTRY_EXPORT, "export", "TR")                                             \
    X(ENTRY_TRADE, "trade", "TR")                                               \
    X(ENTRY_NET, "net", "950 or 0.95 t")                                        \
    X(ENTRY_GROSS, "gross", "1000 or 1 t")                                      \
    X(ENTRY_QUANTITY, "quantity", "12 doz.")                                    \
    X(ENTRY_PART, "part-value", "12.50 on the case")                            \
    X(ENTRY_DEGREE, "degree", "40 % vol")                                       \
    X(ENTRY_COST, "cost", "arrastre 1200")                                      \
    X(ENTRY_EXCHANGE, "exchange", "EUR 1.85")                                   \
    X(ENTRY_DATE, "date", "2026-02-28")                                         \
    X(ENTRY_EXPORT_DATE, "export-date", "2026-02-20")                           \
    X(ENTRY_PROOF, "proof", "CT-1 AB 123456")                                   \
    X(ENTRY_PREFERENCE, "preference", "cis")                                    \
    X(ENTRY_TRANSPORT, "transport", "sea")                                      \
    X(ENTRY_VAT, "vat", "standard, reduced")                                    \
    X(ENTRY_RECEIVED, "received", "200 or 200 USD")                             \
    X(ENTRY_USED, "used", "300 kg")

enum entry_field {
#define ENTRY_FIELD_NAME(field, name, like) field,
    ENTRY_FIELD_LIST(ENTRY_FIELD_NAME)
#undef ENTRY_FIELD_NAME
    ENTRY_FIELD_COUNT
};
const char *entry_field_name(enum entry_field field);
const char *entry_field_like(enum entry_field field);

enum { ENTRY_INPUTS_MAX = 16, ENTRY_COSTS_MAX = 8, ENTRY_EXCHANGES_MAX = 8, ENTRY_WORD_MAX = 32, ENTRY_PROOF_MAX = 128 };

struct entry_money {
    bool given;
    struct decimal amount;
    char currency[4]; /* "": that of the price */
};

struct entry {
    struct code code;
    struct entry_money value, freight, insurance, received;
    char currency[4]; /* of the price */
    enum incoterm incoterm;
    enum transport transport;
    char origin[3], export[3], trade[3]; /* "" where it was not given; export: the country that the goods came from */
    uint32_t date, export_date;
    char procedure[ENTRY_WORD_MAX], preference[ENTRY_WORD_MAX], vat[ENTRY_WORD_MAX];
    char proof[ENTRY_PROOF_MAX];
    bool used_given;
    struct expression_input used; /* what was declared under the certificate of origin before */
    size_t inputs, costs, exchanges;
    struct expression_input input[ENTRY_INPUTS_MAX]; /* quantities, masses, values of parts (in the currency of the price), degrees */
    struct entry_cost {
        char id[ENTRY_WORD_MAX];
        struct entry_money money; /* in the currency of the country where none is said */
    } cost[ENTRY_COSTS_MAX];
    struct entry_exchange {
        char currency[4];
        struct decimal rate; /* what one unit is worth in the country's currency */
    } exchange[ENTRY_EXCHANGES_MAX];
};

void entry_init(struct entry *entry);
void entry_clear(struct entry *entry);

/* HS_INVALID or HS_TOO_LARGE with a message for a person; the entry then stays as it was. With a profile, procedures, preferences, costs and rates of VAT must be
 * ones of the country; without, any word will do. */
enum hs_status entry_set(struct entry *entry, enum entry_field field, const struct profile *profile, const char *text, struct hs_why *why);

/* The words that a field may be, "free, transit, ..."; "" for a field that is no choice. Cut to `size`. */
void entry_choices(enum entry_field field, const struct profile *profile, char *out, size_t size);

/* "kg", "kg on drained weight", "KGM", "LPA" (litres of pure alcohol). `length` may be 0. */
enum hs_status entry_unit(const char *text, size_t length, enum measure_unit *unit, enum measure_part *part, struct hs_why *why);

#endif
