/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lexicon.h - the axes along which goods differ, their values, and the words and units that state them in text.
 *
 * A value is a path, "metal/steel/stainless"; what holds of a path holds of all below it. Values are numbered in the order of axis and path, so that those
 * below a value are value .. end - 1. A unit belongs to an axis and a dimension ("W"); its factor takes a number to the dimension's base.
 * Read in place from a store value that must outlive it (data/goods/axes.tsv, see data/SCHEMA.md).
 */
#ifndef HS_GOODS_LEXICON_H
#define HS_GOODS_LEXICON_H

#include <stdbool.h>

#include "core/goods/layout.h"
#include "core/goods/phrases.h"
#include "core/goods/tree.h"

/* The first is what a percentage is bound to and what only the largest share of decides. No subheading of HS 2022 turns on a price, so there is no axis for it. */
#define AXES(X)                                                                                                              \
    X(MATERIAL, "material") X(COMPOSITION, "composition") X(CONSTRUCTION, "construction") X(FORM, "form") X(FUNCTION, "function") \
    X(PACKING, "packing") X(POWER, "power") X(SEX, "sex") X(SIZE, "size") X(STATE, "state") X(USE, "use")
enum axis {
#define AXIS_NAME(name, tag) AXIS_##name,
    AXES(AXIS_NAME)
#undef AXIS_NAME
    AXIS_COUNT
};
const char *axis_tag(enum axis axis);
/* AXIS_COUNT for a tag that is none. */
enum axis axis_of_tag(const char *tag, size_t length);

/* What a phrase means: a value, the denial of a value ("unsweetened"), or a unit. */
enum { LEXICON_DENIED = 1u << 31, LEXICON_UNIT = 1u << 30, LEXICON_NUMBER = LEXICON_UNIT - 1 };

struct lexicon_value {
    uint32_t axis, end, path, label[TREE_LANGUAGE_COUNT]; /* offsets of text; the label is the first word given */
};
struct lexicon_unit {
    uint32_t axis, dimension, name; /* dimension: the number of the first unit of the same name */
    float factor;
};
struct lexicon_axis {
    uint32_t label[TREE_LANGUAGE_COUNT];
};

struct lexicon {
    const struct lexicon_value *value;
    const struct lexicon_unit *unit;
    const struct lexicon_axis *axis; /* AXIS_COUNT of them */
    struct phrases phrases;
    uint32_t values, units;
    const char *text;
};

extern const struct layout_form LEXICON_FORM;
/* Sections: values, units, axes, edges, states, meanings. */
enum hs_status lexicon_open(const void *bytes, size_t size, struct lexicon *lexicon, struct hs_why *why);

/* Whether `value` is `of` or lies below it. */
static inline bool lexicon_within(const struct lexicon *lexicon, uint32_t value, uint32_t of)
{
    return value >= of && value < lexicon->value[of].end;
}

/* lexicon->values for a path that is none. */
uint32_t lexicon_find(const struct lexicon *lexicon, enum axis axis, const char *path, size_t length);

static inline const char *lexicon_label(const struct lexicon *lexicon, uint32_t value, enum tree_language language)
{
    return lexicon->text + lexicon->value[value].label[language];
}

#endif
