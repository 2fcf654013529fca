/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ruling.h - what the rules of goods make of a query's opinions.
 *
 * Called once, after the ensemble: codes that a stated fact contradicts, or that a note in action excludes, are lowered (never deleted); codes whose facts are met are
 * lifted, mildly; a description that a vagueness rule refuses leaves most of the probability to "none of these". Only the ensemble's opinion is touched, over its support,
 * and it still sums as it did. Memory for one thread; a query allocates nothing.
 */
#ifndef HS_CLASSIFY_RULING_H
#define HS_CLASSIFY_RULING_H

#include <stdbool.h>

#include "core/classify/query.h"
#include "core/goods/assess.h"
#include "core/store/store.h"

enum ruling_kind { RULING_CONTRADICTS, RULING_NOTE, RULING_MEETS };

/* A reason, in words once printed: a row of the rules and the words of the description that brought it up. */
struct ruling_reason {
    enum ruling_kind kind;
    uint32_t row;           /* of conditions; for a NOTE, of notes */
    uint32_t start, length; /* bytes of the description */
};
enum { RULING_REASONS = 4 };

struct ruling;

/* Finds the rules of the store's generation; one that has none gives a ruling that changes nothing. */
enum hs_status ruling_new(const struct store *store, const struct tree *tree, struct ruling **ruling, struct hs_why *why);
void ruling_free(struct ruling *ruling);
/* For measuring: with false, nothing is changed and nothing found any more. */
void ruling_switch(struct ruling *ruling, bool on);

void ruling_apply(struct ruling *ruling, const struct tree *tree, const char *text, size_t length, const struct features *features, size_t digits,
                  struct query *query);

/* ---- about the last query ---- */

const struct rules *ruling_rules(const struct ruling *ruling);
const struct vagueness *ruling_vagueness(const struct ruling *ruling);
/* What speaks about `node`, contradictions first; returns how many of RULING_REASONS. */
size_t ruling_reasons(const struct ruling *ruling, const struct tree *tree, uint32_t node, struct ruling_reason reasons[static RULING_REASONS]);
/* The question that tells the candidates apart best; ASSESS_NOTHING where none tells enough. */
uint32_t ruling_question(const struct ruling *ruling);
/* What may be said of a declared code, at the digits of the query. */
void ruling_assess(const struct ruling *ruling, const struct features *features, const struct query *query, const struct code *declared,
                   const struct assess_limits *limits, struct assessment *assessment);

#endif
