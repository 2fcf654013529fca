/* SPDX-License-Identifier: GPL-3.0-or-later */
/* evaluation.h - what is counted while rows are judged, between evaluate.c, which counts, and evaluate_figures.c, which tells.
 */
#ifndef HS_MODELS_EVALUATION_H
#define HS_MODELS_EVALUATION_H

#include "core/lang/stem.h"
#include "models/evaluate.h"

enum { EVALUATION_DEPTHS = 4, EVALUATION_TOP = 3, EVALUATION_CHAPTERS = 100 };
extern const unsigned EVALUATION_DEPTH[EVALUATION_DEPTHS];

struct tally {
    size_t n, first, among; /* right at the first place; among the first EVALUATION_TOP */
};

/* Two opinions on the same rows: how often each is wrong, and both. */
struct error_pair {
    size_t n, a, b, both;
};

struct outcome { /* of one row at six digits */
    double probability;
    bool right;
};

/* A row that was taken for a sibling: the right code and the one found. */
struct confusion {
    struct code right, found;
};

struct evaluation {
    struct tally tally[EVALUATION_DEPTHS][MEMBER_COUNT], source[EVALUATION_DEPTHS][SOURCE_COUNT];
    struct tally chapter[EVALUATION_DEPTHS][EVALUATION_CHAPTERS], language[LANGUAGE_COUNT + 1];
    struct tally agreeing, sources_agreeing;
    struct error_pair members, sources;
    size_t verdict[VERDICT_COUNT], assessed;
    struct outcome *outcome;
    struct confusion *confusion;
    double *microseconds;
    size_t outcomes, confusions, rows, all, seen, unknown_code;
};

/* Tells all figures; sorts what was counted. */
void evaluation_tell(struct evaluation *evaluation, const struct parameters *parameters, evaluation_each *each, void *context);

#endif
