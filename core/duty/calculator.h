/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calculator.h - what a line of a declaration owes, step by step, to the last coin.
 *
 *     calculator_open(&country, &arena, &calculator, why);     once for a country; calculator_close lets its numbers go
 *     duty_result_init(&result);                                reused from entry to entry; duty_result_clear
 *     calculate(calculator, &entry, &result, why);
 *
 * The steps say what was computed from what, at which rate and by whose authority. What cannot be computed is never guessed: a `missing` step names the input that
 * is needed, a `refer` step quotes what a person must settle, and every sum that rests on such a thing, the total among them, is unknown and not 0. What is drawn
 * from a TRAINING tariff or from sample figures is marked, and so is every sum that rests on it.
 *
 * A preference holds only with proof (entry.proof) and where its conditions are met. The cheapest lawful one that was not claimed is listed with what it lacks.
 * Where the country's certificates of origin are at hand the proof must be one of them that covers the goods: a `certificate` step says so or what is wrong with it. A
 * preference that was claimed is computed both ways: beside the total stand what would be owed with it and without it.
 *
 * Steps point into the tariff, the profile and the entry: they live as long as these. A calculation allocates nothing but what GMP needs for growing numbers.
 */
#ifndef HS_DUTY_CALCULATOR_H
#define HS_DUTY_CALCULATOR_H

#include "core/base/arena.h"
#include "core/duty/entry.h"
#include "core/duty/fx.h"
#include "core/duty/origin_use.h"
#include "core/duty/profile.h"
#include "core/duty/tariff.h"

struct duty_country {
    const struct tariff *tariff; /* NULL: none is loaded */
    const struct profile *profile;
    const struct fx *fx;           /* NULL: no rates are loaded */
    const struct origins *origins; /* certificates of origin; NULL: none are loaded */
};

#define DUTY_STEP_LIST(X)             \
    X(STEP_NOTICE, "notice")          \
    X(STEP_LINE, "line")              \
    X(STEP_PRICE, "price")            \
    X(STEP_EXCHANGE, "exchange")      \
    X(STEP_FREIGHT, "freight")        \
    X(STEP_INSURANCE, "insurance")    \
    X(STEP_VALUE, "customs_value")    \
    X(STEP_PROCEDURE, "procedure")    \
    X(STEP_RELIEF, "relief")          \
    X(STEP_CHARGE, "charge")          \
    X(STEP_ADDITIONAL, "additional")  \
    X(STEP_PREFERENCE, "preference")  \
    X(STEP_CERTIFICATE, "certificate") \
    X(STEP_UNCLAIMED, "unclaimed")    \
    X(STEP_REQUIRE, "require")        \
    X(STEP_MISSING, "missing")        \
    X(STEP_REFER, "refer")            \
    X(STEP_WITH, "with_preference")   \
    X(STEP_WITHOUT, "without_preference") \
    X(STEP_TOTAL, "total")
enum duty_step_kind {
#define DUTY_STEP_NAME(kind, name) kind,
    DUTY_STEP_LIST(DUTY_STEP_NAME)
#undef DUTY_STEP_NAME
};

enum duty_source { SOURCE_COMPUTED, SOURCE_DECLARED, SOURCE_TARIFF, SOURCE_PROFILE, SOURCE_EXCHANGE, SOURCE_CERTIFICATES };

/* What a preference that was not claimed, or not lawfully, lacks. */
enum { LACKS_PROOF = 1, LACKS_DIRECT = 2, LACKS_TRADE = 4, LACKS_VALIDITY = 8 };

struct duty_step {
    enum duty_step_kind kind;
    const char *id;     /* the name of the step in outputs: of its kind, or of the charge */
    const char *words;  /* what it is, and more of it */
    const char *detail; /* "" for none */
    bool has_base, has_amount;
    struct decimal base, amount;
    const char *currency;                      /* of base and amount */
    char foreign[4];                           /* STEP_EXCHANGE: the currency whose rate it is */
    const struct expression *expression;       /* the rate, of the tariff, or NULL */
    const struct profile_rate *rate;           /* the rate, of the profile, or NULL */
    const struct profile_number *percent;      /* the rate, of an agreement, or NULL */
    const struct profile_agreement *agreement; /* whose rate it is, or NULL */
    bool has_exchange;
    struct decimal exchange;    /* the rate, of exchange */
    struct expression_key key;  /* STEP_MISSING: the input, where a rate asks for it */
    enum entry_field field;     /* STEP_MISSING: the field that answers it */
    unsigned lacks;             /* STEP_UNCLAIMED */
    enum tariff_kind required;  /* STEP_REQUIRE */
    char issuer[3];             /* STEP_CERTIFICATE: the country whose certificates were looked through, "" where none of its are at hand */
    unsigned faults;            /* STEP_CERTIFICATE: enum origin_fault, by bits */
    enum duty_source source;
    uint32_t day; /* from which an exchange rate or the tariff holds */
    bool training, sample;
};

enum { DUTY_STEPS_MAX = 96 }; /* a line with more is referred */

struct duty_result {
    bool known;            /* whether `total` is */
    bool training, sample; /* what it rests on */
    struct decimal total;
    char currency[4];
    size_t steps; /* the last one is the total */
    struct duty_step step[DUTY_STEPS_MAX];
};

struct calculator;

/* The calculator lives in the arena; what `country` points to must outlive it. */
enum hs_status calculator_open(const struct duty_country *country, struct arena *arena, struct calculator **calculator, struct hs_why *why);
void calculator_close(struct calculator *calculator);

void duty_result_init(struct duty_result *result);
void duty_result_clear(struct duty_result *result);

/* HS_OK also where something is missing: the result says so. HS_NOT_FOUND: no tariff is loaded, or the code is no declarable line; HS_INVALID: the entry has no code,
 * or names a procedure, an agreement or a rate that the country does not know. */
enum hs_status calculate(struct calculator *calculator, const struct entry *entry, struct duty_result *result, struct hs_why *why);

/* Whether a requirement of `result` is none of `than`: what the code of the one newly requires against the other. */
bool duty_newly_requires(const struct duty_result *result, size_t step, const struct duty_result *than);

/* ---- in words; each returns a length as snprintf does ---- */
int duty_step_what(const struct duty_step *step, const struct profile *profile, char *out, size_t size);
int duty_step_rate(const struct duty_step *step, char *out, size_t size);
/* "declared", "tariff AZ of 2026-01-01, TRAINING", "profile AZ, sample". */
int duty_step_source(const struct duty_step *step, const struct profile *profile, char *out, size_t size);

#endif
