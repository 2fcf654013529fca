/* SPDX-License-Identifier: GPL-3.0-or-later */
/* profile.h - a country as data: how it writes codes, values goods, rounds money, and which charges it raises in which order.
 *
 * A profile is the store's value "profile.cc" (cc: the country's two letters, lower case), made from data/countries/CC.ini and read in place; the value must
 * outlive it. All texts are UTF-8 and terminated. What was not checked against a source is marked as a sample, and whoever uses it must say so.
 *
 * A charge is computed from the measures of its kind in the tariff, else from its own rates; its base is the customs value and earlier charges, bit by bit:
 * bit 0 is the value, bit i + 1 is charge i.
 */
#ifndef HS_DUTY_PROFILE_H
#define HS_DUTY_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/decimal.h"
#include "core/base/status.h"
#include "core/duty/tariff.h"
#include "core/goods/code.h"
#include "core/goods/layout.h"

/* Incoterms 2020, in the order of the set. */
#define INCOTERM_LIST(X) X(EXW) X(FCA) X(FAS) X(FOB) X(CFR) X(CIF) X(CPT) X(CIP) X(DAP) X(DPU) X(DDP)
enum incoterm {
#define INCOTERM_NAME(name) INCOTERM_##name,
    INCOTERM_LIST(INCOTERM_NAME)
#undef INCOTERM_NAME
    INCOTERM_COUNT,
    INCOTERM_NONE = INCOTERM_COUNT /* not stated */
};
const char *incoterm_name(enum incoterm incoterm);

/* What the price holds under an Incoterm. */
enum { PRICE_HOLDS_FREIGHT = 1, PRICE_HOLDS_INSURANCE = 2, PRICE_HOLDS_DUTY = 4, PRICE_HOLDS_ALL = 7 };

enum profile_valuation {
    VALUATION_CIF, /* with freight and insurance to the border */
    VALUATION_FOB  /* without them */
};

/* Which day's exchange rate holds. */
enum profile_rate_day {
    RATE_DAY_DECLARATION,
    RATE_DAY_EXPORT, /* the day of exportation */
    RATE_DAY_MONTH   /* the first day of the declaration's month */
};

#define TRANSPORT_LIST(X) X(SEA, "sea") X(RAIL, "rail") X(ROAD, "road") X(AIR, "air") X(POST, "post") X(PIPELINE, "pipeline") X(WATERWAY, "waterway") X(OWN, "own")
enum transport {
#define TRANSPORT_NAME(name, text) TRANSPORT_##name,
    TRANSPORT_LIST(TRANSPORT_NAME)
#undef TRANSPORT_NAME
    TRANSPORT_COUNT,
    TRANSPORT_NONE = TRANSPORT_COUNT /* not stated */
};
const char *transport_name(enum transport transport);

enum { PROFILE_CHARGES_MAX = 24, PROFILE_NO_MEASURE = TARIFF_KIND_COUNT };

/* number / 10^scale */
struct profile_number {
    int32_t number;
    uint32_t scale;
};

/* Texts are offsets; profile_text reads them. */
struct profile_country {
    char country[4], currency[4]; /* ISO 3166 alpha-2, ISO 4217 */
    uint32_t name, nomenclature, notice; /* notice: what every calculation must say of what it leaves out; "": nothing */
    uint32_t digits, style; /* of a declarable line; enum code_style */
    uint32_t valuation, rate_day;
    uint32_t decimals, rounding; /* of each charge; enum decimal_rounding */
    uint32_t column_2;           /* the origins that the tariff's second column is for, separated by commas */
    uint32_t incoterm[INCOTERM_COUNT];
};

enum {
    CHARGE_NOT_DUE = 1, /* it counts in the bases of others but is not owed to customs */
    CHARGE_STATED = 2,  /* the declarant states the amount; there is no rate */
    CHARGE_FLAGS = 3
};

struct profile_charge {
    uint32_t id, title;
    uint32_t measure; /* enum tariff_kind, or PROFILE_NO_MEASURE */
    uint32_t base;    /* bits; 0 for a charge that is stated */
    uint32_t transport; /* bits of enum transport: it is raised only there; 0: always */
    uint32_t flags;
    uint32_t rate, rates; /* its records */
};

enum {
    RATE_SAMPLE = 1,
    RATE_PERCENT = 2, /* `percent` per cent of the base, or of its excess over `over` */
    RATE_FIXED = 4,   /* `fixed` in the country's currency, on top */
    RATE_LEAST = 8,
    RATE_MOST = 16,
    RATE_UP_TO = 32, /* a band: it holds for bases up to this and the next row for those above */
    RATE_OVER = 64,
    RATE_FLAGS = 127
};

struct profile_rate {
    uint32_t name;        /* "standard", "reduced"; "" for the only one */
    uint32_t from, until; /* yyyymmdd, both included; 0: open */
    uint32_t flags;
    struct profile_number percent, fixed, least, most, up_to, over;
};

enum {
    AGREEMENT_SAMPLE = 1,
    AGREEMENT_DIRECT = 2, /* the goods come directly from the origin: the country of export is the origin */
    AGREEMENT_TRADE = 4,  /* the trading country is the origin */
    AGREEMENT_RATE = 8,   /* `percent` of the customs value on every line that has no preference of its own */
    AGREEMENT_FLAGS = 15
};

struct profile_agreement {
    uint32_t id;        /* the group of a tariff's preference */
    uint32_t programme; /* the sign in a rate text that lists programmes; "" for none */
    uint32_t title, members, proof; /* members: countries separated by commas; proof: what must be shown */
    uint32_t from, until, flags;
    uint32_t exempts; /* bit i: goods under it do not owe charge i */
    struct profile_number percent;
};

enum profile_due {
    DUE_ALL,
    DUE_NONE,
    DUE_REFER /* a person decides; `reason` says what */
};

enum { PROCEDURE_SAMPLE = 1, PROCEDURE_RELIEF = 2 /* the reliefs for small consignments hold */, PROCEDURE_FLAGS = 3 };

struct profile_procedure {
    uint32_t id, also, title; /* also: other signs for it, "IM4 40 4000" */
    uint32_t due, reason, flags;
};

enum profile_scope { SCOPE_CONSIGNMENT, SCOPE_DAY, SCOPE_MONTH };

enum {
    RELIEF_SAMPLE = 1,
    RELIEF_DELIVERY = 2,  /* the limit holds for the customs value with delivery; otherwise for the price of the goods */
    RELIEF_NO_EXCISE = 4, /* not for goods on which the tariff lays an excise */
    RELIEF_FLAGS = 7
};

/* De minimis: up to the limit the charges are not owed. A limit by day or month counts all that the consignee received. */
struct profile_relief {
    uint32_t id, title, scope, flags;
    uint32_t from, until;
    uint32_t charges; /* bit i: charge i is waived */
    uint32_t above;   /* what a person must settle above the limit; "": everything is owed as usual */
    char currency[4];
    struct profile_number limit;
};

struct profile {
    const struct profile_country *country;
    const struct profile_charge *charge;
    const struct profile_rate *rate;
    const struct profile_agreement *agreement;
    const struct profile_procedure *procedure;
    const struct profile_relief *relief;
    uint32_t charges, rates, agreements, procedures, reliefs;
    const char *text;
};

extern const struct layout_form PROFILE_FORM;

/* Checks every offset, number and enumeration. HS_CORRUPT names the first bad one. */
enum hs_status profile_open(const void *bytes, size_t size, struct profile *profile, struct hs_why *why);

static inline const char *profile_text(const struct profile *profile, uint32_t offset)
{
    return profile->text + offset;
}

/* By its id or one of its other signs, in any case of letters; NULL. The first procedure of a profile is the one where nobody said another. */
const struct profile_procedure *profile_procedure(const struct profile *profile, const char *sign);
/* NULL where there is none. */
const struct profile_agreement *profile_agreement(const struct profile *profile, const char *id);
/* The rate of a charge on a day for a base; `name` "" takes the first name of the charge. NULL where no row holds. */
const struct profile_rate *profile_rate(const struct profile *profile, const struct profile_charge *charge, const char *name, uint32_t date,
                                        const struct decimal *base);
/* Whether the charge has a rate of this name on any day. */
bool profile_has_rate(const struct profile *profile, const struct profile_charge *charge, const char *name);

void profile_number_get(const struct profile_number *number, struct decimal *decimal);
/* "18%", "0.3464% min 33.58 max 651.50", "1300", "5300 + 0.125% of the excess over 200000"; as snprintf. */
int profile_rate_text(const struct profile_rate *rate, char *out, size_t size);

static inline bool profile_holds(uint32_t from, uint32_t until, uint32_t date)
{
    return (!from || date >= from) && (!until || date <= until);
}

#endif
