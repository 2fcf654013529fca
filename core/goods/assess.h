/* SPDX-License-Identifier: GPL-3.0-or-later */
/* assess.h - what may be said of a declared code, given what the description states and what a classifier found.
 *
 * The first verdict that holds, at one level of digits:
 *   NOT ASSESSED  the description shares too little with anything known
 *   CONTRADICTED  a stated fact breaks a fact, or brings a note into action against, the declared code
 *   THIN          a vagueness rule holds, "none of these" is above a half, or the declared code and a rival part by a fact that is not stated
 *   CONSISTENT    the declared code lies in the smallest set that holds `share` of the probability
 *   DIFFERENT     the declared code is improbable and another is probable
 *   UNCLEAR       the rest
 * A verdict is a supplementary opinion: a mismatch is not proof of a wrong code.
 */
#ifndef HS_GOODS_ASSESS_H
#define HS_GOODS_ASSESS_H

#include "core/goods/rules.h"

#define VERDICTS(X)                                                                                                                               \
    X(NOT_ASSESSED, "not_assessed") X(CONTRADICTED, "contradicted") X(THIN, "thin") X(CONSISTENT, "consistent") X(DIFFERENT, "different") \
    X(UNCLEAR, "unclear")
enum verdict {
#define VERDICT_NAME(name, tag) VERDICT_##name,
    VERDICTS(VERDICT_NAME)
#undef VERDICT_NAME
    VERDICT_COUNT
};
const char *verdict_tag(enum verdict verdict);

/* Calibrated on held-out rows, never typed in by an officer. */
struct assess_limits {
    float support;  /* of the description's weight, the least that must be known: below it NOT ASSESSED */
    float least;    /* of the first candidate's probability: where even that has less, nothing is known: NOT ASSESSED */
    float none;     /* above it THIN */
    float rival;    /* a rival with at least this probability whose fact is not stated makes it THIN. 0.01 is the highest of 0.01, 0.03, 0.05, 0.1 at which, of 289 descriptions
                     * without their deciding word, nine in ten are THIN with the right question and none is confidently wrong (272, 261, 252, 228; wrong 0, 1, 2, 2) */
    float share;    /* the set of CONSISTENT */
    float low, high; /* DIFFERENT: P(declared) below `low`, P(first) at least `high` */
    float sure;     /* see vagueness() */
};
struct assess_limits assess_limits_standard(void);

/* What is known of a description. `candidates`: codes of the level, best first; with `none` they sum to at most one. */
struct assess_case {
    const struct words *words;
    const struct facts *facts;
    const struct candidate *candidates;
    size_t count;
    float none, support;
};

enum { ASSESS_NOTHING = 0xffffffffu };
struct assessment {
    enum verdict verdict;
    uint32_t condition, note, question; /* what decided it, by row; ASSESS_NOTHING where it was something else */
    size_t fact;                        /* the stated fact, where `condition` or `note` is given */
    struct vagueness vague;
    struct code rival;                  /* empty where there is none */
    float declared;                     /* its probability */
};

/* `declared` has the digits of the candidates. */
void assess(const struct rules *rules, const struct assess_case *given, const struct code *declared, const struct assess_limits *limits,
            struct assessment *assessment);

#endif
