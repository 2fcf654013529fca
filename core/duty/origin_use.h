/* SPDX-License-Identifier: GPL-3.0-or-later */
/* origin_use.h - whether a certificate of origin covers what is declared under it.
 *
 * What was declared under a certificate before is not recorded by this version, so its caller states it, an officer from the back of the
 * paper or a file of uses.
 */
#ifndef HS_DUTY_ORIGIN_USE_H
#define HS_DUTY_ORIGIN_USE_H

#include "core/duty/expression.h"
#include "core/duty/origin.h"

/*      fault              name             of a certificate it is said that it */
#define ORIGIN_FAULT_LIST(X)                                                                                                                                   \
    X(FAULT_UNKNOWN, "unknown", "is not known")                                                                                                                \
    X(FAULT_ALTERED, "altered", "was altered after it was issued")                                                                                             \
    X(FAULT_REVOKED, "revoked", "was revoked")                                                                                                                 \
    X(FAULT_COUNTRY, "other_country", "is of another country than the origin")                                                                                 \
    X(FAULT_GOODS, "other_goods", "is for goods of another code")                                                                                              \
    X(FAULT_EARLY, "early", "was issued only after that day")                                                                                                  \
    X(FAULT_EXPIRED, "expired", "was no longer valid on that day")                                                                                             \
    X(FAULT_OVER, "over_quantity", "covers less than was declared under it")                                                                                   \
    X(FAULT_UNCOUNTED, "uncounted", "cannot be held against the quantity, which is missing in its unit")

enum origin_fault {
#define ORIGIN_FAULT_NAME(fault, name, words) fault,
    ORIGIN_FAULT_LIST(ORIGIN_FAULT_NAME)
#undef ORIGIN_FAULT_NAME
        FAULT_COUNT
};
const char *origin_fault_name(enum origin_fault fault);
const char *origin_fault_words(enum origin_fault fault);

/* What is declared under it. What is not known is not checked, but for the quantity. */
struct origin_use {
    const struct code *code;               /* NULL, or empty: not known */
    const char *origin;                    /* country of origin; "" for not known */
    uint32_t date;                         /* 0: not known */
    const struct expression_input *inputs; /* quantities, of which the one in the certificate's dimension and part counts */
    size_t count;
    const struct decimal *before; /* what was declared under it before, in the certificate's own unit; NULL: none */
};

/* Faults as bits, 1 << fault. The certificate is one that was found unaltered. Codes are compared as far as all countries agree, on six digits. */
unsigned origin_faults(const struct certificate *certificate, const struct origin_use *use);

/* The quantity of the use in the certificate's unit, exact but for units whose ratio does not end (a dozen): these carry 24 digits behind the point, rounded
 * up. False where the use has none. */
bool origin_declared(const struct certificate *certificate, const struct expression_input *inputs, size_t count, struct decimal *declared);

#endif
