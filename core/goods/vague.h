/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vague.h - descriptions that are too poor to classify, and what to add to them.
 *
 * Words that may not stand alone are listed (stop, logistics, placeholder, category, boilerplate, filler, negation); a description that has nothing but such words,
 * numbers, units and single letters is vague, and the sternest rule among them is the one told. A word whose letters come from two scripts is told whatever else there is.
 * Read in place from a store value (data/goods/vague.tsv, see data/SCHEMA.md).
 */
#ifndef HS_GOODS_VAGUE_H
#define HS_GOODS_VAGUE_H

#include "core/goods/facts.h"
#include "core/goods/questions.h"

#define VAGUE_RULES(X)                                                                                                                          \
    X(STOP, "stop") X(LOGISTICS, "logistics") X(PLACEHOLDER, "placeholder") X(CATEGORY, "category") X(BOILERPLATE, "boilerplate") X(FILLER, "filler") \
    X(NEGATION, "negation") X(NUMBERS, "numbers") X(SCRIPT, "script") X(FACT, "fact")
enum vague_rule {
#define VAGUE_RULE_NAME(name, tag) VAGUE_##name,
    VAGUE_RULES(VAGUE_RULE_NAME)
#undef VAGUE_RULE_NAME
    VAGUE_RULE_COUNT
};
const char *vague_rule_tag(enum vague_rule rule);

#define VAGUE_LEVELS(X) X(NONE, "") X(INFO, "info") X(WARNING, "warning") X(REFUSE, "refuse")
enum vague_level {
#define VAGUE_LEVEL_NAME(name, tag) VAGUE_LEVEL_##name,
    VAGUE_LEVELS(VAGUE_LEVEL_NAME)
#undef VAGUE_LEVEL_NAME
    VAGUE_LEVEL_COUNT
};
const char *vague_level_tag(enum vague_level level);

struct vague_row {
    uint32_t rule, level, words, message[TREE_LANGUAGE_COUNT]; /* words: "" for the row that speaks for a whole rule */
};

struct vague_words {
    const struct vague_row *row; /* the first VAGUE_RULE_COUNT speak for the rules, in their order */
    struct phrases phrases;      /* a meaning is a row */
    uint32_t rows;
    const char *text;
};

extern const struct layout_form VAGUE_FORM;
/* Sections: rows, edges, states, meanings. */
enum hs_status vague_open(const void *bytes, size_t size, struct vague_words *vague, struct hs_why *why);

struct vagueness {
    enum vague_level level; /* NONE: nothing to complain of */
    enum vague_rule rule;
    uint32_t row;           /* whose message tells what to add */
    uint32_t start, length; /* the words that gave it away, in the description; length 0 where none did */
};

/* `facts` and `text` belong to the same words. `count` candidates: what was found all the same; with a sure one ("goods" of the first with at least `sure`) a
 * category that is also a name of goods ("furniture", 0.9) is a warning and no longer refused. */
struct vagueness vagueness(const struct vague_words *vague, const struct lexicon *lexicon, const struct words *words, const struct facts *facts,
                           const struct candidate *candidates, size_t count, float sure);

#endif
