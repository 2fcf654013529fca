/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calculation.h - a duty while it is being computed, shared by the files of the calculator; not for others.
 *
 *     calculator.c               what is computed in which order; procedures, the total
 *     calculator_value.c         price, exchange, freight, insurance: the customs value; reliefs for small consignments
 *     calculator_charges.c       each charge of the profile on its base
 *     calculator_measures.c      which rate of the tariff holds; evaluating it
 *     calculator_certificate.c   the certificate of origin that a claim rests on
 *     calculator_preference.c    preferences claimed and not claimed
 *     calculator_steps.c         steps, and their words
 */
#ifndef HS_DUTY_CALCULATION_H
#define HS_DUTY_CALCULATION_H

#include "core/duty/calculator.h"

enum { CALCULATION_INPUTS_MAX = 48, CALCULATION_MEASURES_MAX = 128 };

/* A sum that may be unknown, and what it rests on. */
struct sum {
    bool known, training, sample;
    struct decimal amount;
};

/* Whether what is claimed is granted: as the certificate stands, or supposed, to compute the other way. */
enum claim { CLAIM_AS_IT_STANDS, CLAIM_GRANTED, CLAIM_REFUSED };

/* What the store knows of the proof. */
enum certified {
    CERTIFIED_NOT,     /* no certificates of the origin are at hand: the proof is taken as it is stated */
    CERTIFIED_VALID,
    CERTIFIED_UNKNOWN, /* it would do, but the quantity was not given in its unit */
    CERTIFIED_REFUSED
};

struct calculator {
    struct duty_country country;
    const struct profile *profile;

    /* of the entry that is being computed */
    const struct entry *entry;
    struct duty_result *result;
    struct tariff_line line;
    uint32_t line_number;
    struct tariff_measure measure[CALCULATION_MEASURES_MAX]; /* of the line, on the day */
    size_t measures;
    const struct profile_procedure *procedure;
    bool overflowed; /* there were more steps or measures than fit */
    uint32_t waived, waived_by_sample;       /* charges, by bits; those whose limit is a sample */
    const struct profile_agreement *applied; /* the preference under which the duty was computed */
    enum claim claim;
    bool preferred;      /* the duty is one under a preference, whether an agreement of the profile names it or not */
    bool both;           /* the duty may be one or the other: the sums `with` and `without` are shown */
    enum certified certified;
    unsigned faults;
    bool has_certificate; /* it was found: `certificate` */
    struct certificate certificate;
    struct sum with, without; /* totals */
    struct sum price, value, charge[PROFILE_CHARGES_MAX];
    struct sum base;  /* of the charge that is computed */
    struct sum spare; /* for the function that computes just now, as the two decimals below */

    /* What expressions may ask for. Those from `given` on were added for one evaluation. */
    struct expression_input input[CALCULATION_INPUTS_MAX];
    bool is_dummy[CALCULATION_INPUTS_MAX]; /* stands in for what is missing, so that the next missing input is found too */
    size_t inputs;

    struct decimal scratch, factor; /* for the function that computes just now, never across a call */
    struct expression_result evaluated, candidate;
};

/* What an evaluation came to. */
enum rated { RATED_KNOWN, RATED_UNKNOWN, RATED_NONE };

/* ---- steps ---- */

/* A new step, zeroed but for its words. Where there is no room the last one is used again, and the total will be unknown. */
struct duty_step *step_add(struct calculator *calculator, enum duty_step_kind kind, const char *words, const char *detail);
void step_set_base(struct duty_step *step, const struct sum *base, const char *currency);
void step_set_amount(struct duty_step *step, const struct sum *sum, const char *currency);
/* Once for each input. `for_what`: what needs it. */
void step_missing_field(struct calculator *calculator, enum entry_field field, const char *words, const char *for_what);
void step_missing_key(struct calculator *calculator, const struct expression_key *key, const char *for_what);
struct duty_step *step_refer(struct calculator *calculator, const char *words, const char *detail);
/* Drops what was asked and referred between `first` and the last step, because the last step no longer needs it. Returns the last step in its new place. */
struct duty_step *step_drop_questions(struct calculator *calculator, size_t first);

/* ---- sums ---- */

void sum_unknown(struct sum *sum);
/* sum += other; unknown and marked where one of them is. */
void sum_add(struct sum *sum, const struct sum *other);
void sum_round(const struct calculator *calculator, struct sum *sum);

/* ---- exchange ---- */

/* What one unit of the currency is worth in the country's own, with a step for the first use; false where it is not known, and then a missing step unless `quiet`. */
bool exchange_find(struct calculator *calculator, const char *currency, bool quiet, struct decimal *rate);
/* Money into the country's currency; `otherwise` is the currency where none is said. */
void exchange_money(struct calculator *calculator, const struct entry_money *money, const char *otherwise, struct sum *sum);

/* ---- parts of the calculation ---- */

/* What the store knows of the proof, for the calculation that begins. */
void certificate_look_up(struct calculator *calculator);
/* Says so; asks for the quantity where it is needed. */
void certificate_tell(struct calculator *calculator);
/* Whether a claimed preference is granted in this pass. */
bool certificate_grants(const struct calculator *calculator);

void calculate_value(struct calculator *calculator);
void calculate_relief(struct calculator *calculator);
void calculate_charges(struct calculator *calculator);
/* The line's measures that hold on the day. */
void measures_load(struct calculator *calculator);
/* The inputs of the entry, for expressions. */
void measures_inputs(struct calculator *calculator);
/* The measure of this kind that holds on the date for the origin. False where there is none, and where it cannot be told which: then `settled` is false and the steps
 * say why. */
bool measures_select(struct calculator *calculator, enum tariff_kind kind, struct tariff_measure *measure, bool *settled);
/* Whether a measure holds for the origin; one for some origins does not where the origin is not known. */
bool measures_hold(const struct calculator *calculator, const struct tariff_measure *measure);
/* `base` is what percentages are of. `quiet`: no steps for what is missing or refers. `result` gets the amount. */
enum rated measures_evaluate(struct calculator *calculator, const struct expression *expression, const struct sum *base, const char *programme, const char *for_what,
                             bool quiet, struct expression_result *result);
/* The duty under preference in place of `duty` where one was claimed lawfully; lists what was not. The steps of the duty begin at `first`, and its own
 * is the last. */
void calculate_preference(struct calculator *calculator, struct sum *duty, size_t first);

#endif
