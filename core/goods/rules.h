/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rules.h - the rules of goods of a generation, opened as one: the lexicon, the facts of codes, notes, questions and vague words.
 *
 * In the store: "axes", "facts", "notes", "questions", "vague". A generation may have none of them: then nothing is ever stated, asked or contradicted.
 */
#ifndef HS_GOODS_RULES_H
#define HS_GOODS_RULES_H

#include "core/goods/conditions.h"
#include "core/goods/notes.h"
#include "core/goods/questions.h"
#include "core/goods/vague.h"
#include "core/store/store.h"

struct rules {
    struct lexicon lexicon;
    struct conditions conditions;
    struct notes notes;
    struct questions questions;
    struct vague_words vague;
};

#define RULES_VALUES(X) X(AXES, "axes") X(FACTS, "facts") X(NOTES, "notes") X(QUESTIONS, "questions") X(VAGUE, "vague")
enum rules_value {
#define RULES_VALUE_NAME(name, tag) RULES_##name,
    RULES_VALUES(RULES_VALUE_NAME)
#undef RULES_VALUE_NAME
    RULES_VALUE_COUNT
};
const char *rules_value_tag(enum rules_value value);

/* The bytes of the five values; NULL for one that is not there. */
struct rules_bytes {
    const void *bytes[RULES_VALUE_COUNT];
    size_t size[RULES_VALUE_COUNT];
};

/* Finds the values in a store, checking nothing. */
void rules_find(const struct store *store, struct rules_bytes *bytes);
/* HS_CORRUPT names the part. The bytes must outlive the rules. Facts, notes, questions and vague words without axes are not opened. */
enum hs_status rules_open(const struct rules_bytes *bytes, struct rules *rules, struct hs_why *why);

#endif
