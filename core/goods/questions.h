/* SPDX-License-Identifier: GPL-3.0-or-later */
/* questions.h - what to ask when the fact that decides between codes is not stated.
 *
 * A question is on one axis; each answer is a condition and the codes it leads to. "Don't know" is always among them and leads to all. A question without answers of its own
 * is general: it is asked on its axis wherever the conditions of two codes part there, and these are its answers.
 * Read in place from a store value (data/goods/questions.tsv, see data/SCHEMA.md).
 */
#ifndef HS_GOODS_QUESTIONS_H
#define HS_GOODS_QUESTIONS_H

#include "core/goods/conditions.h"

struct question {
    struct code heading; /* 2 or 4 digits, where it belongs; empty for a general one */
    uint32_t axis, text[TREE_LANGUAGE_COUNT];
    uint32_t answer, answers;
};
struct answer {
    struct condition condition;
    uint32_t code, codes;
};

struct questions {
    const struct question *question;
    const struct answer *answer;
    const struct code *code;
    const uint32_t *value;
    uint32_t count, answers, codes, values;
    const char *text;
};

extern const struct layout_form QUESTIONS_FORM;
/* Sections: questions, answers, codes, value list. */
enum hs_status questions_open(const void *bytes, size_t size, const struct lexicon *lexicon, struct questions *questions, struct hs_why *why);

/* What a classifier offers, whatever it is: codes with their probabilities, best first. */
struct candidate {
    struct code code;
    float probability;
};

/* A question that would tell candidates apart: how much (the chance that two draws from them fall under different answers). */
struct separation {
    uint32_t question;
    float gain;
};
enum { SEPARATIONS_MOST = 4 };

/* The questions on facts that are not stated, the one that tells most first. Returns how many of `most` tell at least `least`. */
size_t separating_questions(const struct questions *questions, const struct conditions *conditions, const struct lexicon *lexicon,
                            const struct candidate *candidates, size_t count, const struct facts *facts, float least, size_t most, struct separation *found);

/* The question that separates just two codes by a fact that is not stated; questions->count where there is none or a stated fact does so already. */
uint32_t question_between(const struct questions *questions, const struct conditions *conditions, const struct lexicon *lexicon, const struct code *a,
                          const struct code *b, const struct facts *facts);

#endif
