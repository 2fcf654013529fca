/* SPDX-License-Identifier: GPL-3.0-or-later */
/* conditions.h - what must be true of goods of a code, against its siblings.
 *
 * A condition is on one axis. A stated fact can meet it, break it, or leave it open; what is not stated leaves it open. The conditions of a code hold for all
 * codes below it. Read in place from a store value (data/goods/facts.tsv, see data/SCHEMA.md).
 */
#ifndef HS_GOODS_CONDITIONS_H
#define HS_GOODS_CONDITIONS_H

#include "core/goods/code.h"
#include "core/goods/facts.h"
#include "core/goods/layout.h"
#include "core/goods/lexicon.h"

/* IS: made of, or being, one of the values and nothing else. NOT: none of them. HAS: at least one of them among others. LACKS: none among others.
 * The rest compare a number; with values, the share of these in per cent. */
#define CONDITION_OPERATORS(X) \
    X(IS, "is") X(NOT, "not") X(HAS, "has") X(LACKS, "lacks") X(LESS, "<") X(AT_MOST, "<=") X(MORE, ">") X(AT_LEAST, ">=")
enum condition_operator {
#define CONDITION_OPERATOR_NAME(name, tag) CONDITION_##name,
    CONDITION_OPERATORS(CONDITION_OPERATOR_NAME)
#undef CONDITION_OPERATOR_NAME
    CONDITION_OPERATOR_COUNT
};
const char *condition_operator_tag(enum condition_operator relation);

struct condition {
    uint32_t axis, relation, first, count; /* first .. first + count - 1 of the value list */
    uint32_t unit;                         /* of the lexicon; its number where there is none: CONDITION_NO_UNIT */
    float number;                          /* in that unit's dimension's base; per cent for a share */
};
enum { CONDITION_NO_UNIT = 0xffffffffu };

enum condition_state { CONDITION_OPEN, CONDITION_MET, CONDITION_BROKEN };

/* Where the state is not OPEN, *fact is the stated fact that decided it. `values` is the list that the condition's range is in. */
enum condition_state condition_state(const struct condition *condition, const uint32_t *values, const struct lexicon *lexicon, const struct facts *facts,
                                     size_t *fact);

/* Whether no goods can meet both: IS against IS with values apart, IS against NOT of the same, numbers that leave no room. */
bool condition_excludes(const struct condition *a, const uint32_t *a_values, const struct condition *b, const uint32_t *b_values, const struct lexicon *lexicon);

/* HS_OK where every number of the condition is in range. */
bool condition_is_sound(const struct condition *condition, const uint32_t *values, uint32_t value_count, const struct lexicon *lexicon);

enum { CONDITION_TEXT_MAX = 400 };
/* "material: cotton or linen", "power: at most 37.5 W", in the language's labels. Returns `out`. */
const char *condition_print(const struct condition *condition, const uint32_t *values, const struct lexicon *lexicon, enum tree_language language,
                            char out[static CONDITION_TEXT_MAX]);

struct code_condition {
    struct code code;
    struct condition condition;
};

struct conditions {
    const struct code_condition *row; /* by code */
    const uint32_t *value;
    uint32_t count, values;
};

extern const struct layout_form CONDITIONS_FORM;
/* Sections: rows, value list. */
enum hs_status conditions_open(const void *bytes, size_t size, const struct lexicon *lexicon, struct conditions *conditions, struct hs_why *why);

/* The rows of just this code: *first and how many. */
uint32_t conditions_of(const struct conditions *conditions, const struct code *code, uint32_t *first);

enum { CONDITION_NONE = 0xffffffffu };
/* The first row of the code or of one above it that a stated fact breaks, and that fact; CONDITION_NONE where there is none. */
uint32_t contradicts(const struct conditions *conditions, const struct lexicon *lexicon, const struct code *code, const struct facts *facts, size_t *fact);

#endif
