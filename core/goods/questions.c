/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/questions.h"

#include <string.h>

enum { ANSWERS_MOST = 16, NO_ANSWER = ANSWERS_MOST };

const struct layout_form QUESTIONS_FORM = { "HSQUES01", "questions", { sizeof(struct question), sizeof(struct answer), sizeof(struct code), sizeof(uint32_t) } };

enum hs_status questions_open(const void *bytes, size_t size, const struct lexicon *lexicon, struct questions *questions, struct hs_why *why)
{
    struct layout layout;
    enum hs_status status = layout_open(bytes, size, &QUESTIONS_FORM, &layout, why);
    if (status != HS_OK)
        return status;
    *questions = (struct questions){ layout.section[0], layout.section[1], layout.section[2], layout.section[3], layout.count[0],
                                     layout.count[1],   layout.count[2],   layout.count[3],   layout.text };
    for (uint32_t i = 0; i < questions->count; i++) {
        const struct question *question = &questions->question[i];
        if (question->axis >= AXIS_COUNT || !layout_range(question->answer, question->answers, questions->answers) || question->answers > ANSWERS_MOST ||
            !memchr(question->heading.digits, '\0', sizeof question->heading.digits))
            return layout_corrupt(&QUESTIONS_FORM, "a field", i, why);
        for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
            if (question->text[language] >= layout.text_size)
                return layout_corrupt(&QUESTIONS_FORM, "the text", i, why);
    }
    for (uint32_t i = 0; i < questions->answers; i++) {
        const struct answer *answer = &questions->answer[i];
        if (!condition_is_sound(&answer->condition, questions->value, questions->values, lexicon) || !layout_range(answer->code, answer->codes, questions->codes))
            return layout_corrupt(&QUESTIONS_FORM, "an answer", i, why);
    }
    for (uint32_t i = 0; i < questions->codes; i++)
        if (!memchr(questions->code[i].digits, '\0', sizeof questions->code[i].digits))
            return layout_corrupt(&QUESTIONS_FORM, "a code", i, why);
    return HS_OK;
}

/* Which answer leads to a code: the one that names the longest beginning of it; NO_ANSWER when none does, or when two name the same. */
static uint32_t answer_of(const struct questions *questions, const struct question *question, const struct code *code)
{
    uint32_t best = NO_ANSWER;
    size_t longest = 0;
    for (uint32_t a = 0; a < question->answers; a++) {
        const struct answer *answer = &questions->answer[question->answer + a];
        for (uint32_t c = 0; c < answer->codes; c++) {
            const struct code *to = &questions->code[answer->code + c];
            size_t length = code_length(to);
            if (!code_within(code, to) || length < longest)
                continue;
            best = length == longest && best != a ? (uint32_t)NO_ANSWER : a;
            longest = length;
        }
    }
    return best;
}

/* Whether the stated facts answer it already. */
static bool is_answered(const struct questions *questions, const struct question *question, const struct lexicon *lexicon, const struct facts *facts)
{
    size_t fact;
    for (uint32_t a = 0; a < question->answers; a++)
        if (condition_state(&questions->answer[question->answer + a].condition, questions->value, lexicon, facts, &fact) == CONDITION_MET)
            return true;
    return false;
}

/* The chance that two draws from the candidates fall under different answers (Gini's index over those that an answer leads to). */
static float gain_of(const struct questions *questions, const struct question *question, const struct candidate *candidates, size_t count)
{
    float mass[ANSWERS_MOST] = { 0 }, all = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t answer = answer_of(questions, question, &candidates[i].code);
        if (answer == NO_ANSWER)
            continue;
        mass[answer] += candidates[i].probability;
        all += candidates[i].probability;
    }
    for (uint32_t a = 0; a < question->answers; a++)
        squares += mass[a] * mass[a];
    return all > 0 ? (all * all - squares) : 0;
}

/* An axis on which a condition of one code shuts out a condition of the other and about which nothing is stated; AXIS_COUNT where there is none. *settled: a stated fact
 * breaks one of the two already. */
static enum axis parting_axis(const struct conditions *conditions, const struct lexicon *lexicon, const struct code *a, const struct code *b,
                              const struct facts *facts)
{
    for (size_t a_length = CODE_CHAPTER; a_length <= code_length(a); a_length += 2)
        for (size_t b_length = CODE_CHAPTER; b_length <= code_length(b); b_length += 2) {
            struct code a_above = code_prefix(a, a_length), b_above = code_prefix(b, b_length);
            uint32_t a_first, b_first, a_count = conditions_of(conditions, &a_above, &a_first), b_count = conditions_of(conditions, &b_above, &b_first);
            for (uint32_t i = a_first; i < a_first + a_count; i++)
                for (uint32_t j = b_first; j < b_first + b_count; j++) {
                    const struct condition *x = &conditions->row[i].condition, *y = &conditions->row[j].condition;
                    size_t fact;
                    if (condition_excludes(x, conditions->value, y, conditions->value, lexicon) &&
                        condition_state(x, conditions->value, lexicon, facts, &fact) == CONDITION_OPEN &&
                        condition_state(y, conditions->value, lexicon, facts, &fact) == CONDITION_OPEN)
                        return (enum axis)x->axis;
                }
        }
    return AXIS_COUNT;
}

static float general_gain(const struct question *question, const struct conditions *conditions, const struct lexicon *lexicon, const struct candidate *candidates,
                          size_t count, const struct facts *facts)
{
    float gain = 0;
    for (size_t i = 1; i < count; i++)
        if (parting_axis(conditions, lexicon, &candidates[0].code, &candidates[i].code, facts) == (enum axis)question->axis)
            gain += 2 * candidates[0].probability * candidates[i].probability;
    return gain;
}

size_t separating_questions(const struct questions *questions, const struct conditions *conditions, const struct lexicon *lexicon,
                            const struct candidate *candidates, size_t count, const struct facts *facts, float least, size_t most, struct separation *found)
{
    size_t kept = 0;
    bool asked[AXIS_COUNT] = { false };
    if (most > SEPARATIONS_MOST)
        most = SEPARATIONS_MOST;
    for (int general = 0; general < 2; general++) /* an axis that has a question of its own needs no general one */
        for (uint32_t i = 0; i < questions->count; i++) {
            const struct question *question = &questions->question[i];
            if ((question->answers == 0) != general || (general && asked[question->axis]))
                continue;
            float gain = general ? general_gain(question, conditions, lexicon, candidates, count, facts) : gain_of(questions, question, candidates, count);
            if (gain < least || gain <= 0 || is_answered(questions, question, lexicon, facts))
                continue;
            asked[question->axis] = true;
            size_t at = kept < most ? kept++ : most;
            while (at > 0 && found[at - 1].gain < gain) {
                if (at < most)
                    found[at] = found[at - 1];
                at--;
            }
            if (at < most)
                found[at] = (struct separation){ i, gain };
        }
    return kept;
}

uint32_t question_between(const struct questions *questions, const struct conditions *conditions, const struct lexicon *lexicon, const struct code *a,
                          const struct code *b, const struct facts *facts)
{
    for (uint32_t i = 0; i < questions->count; i++) {
        const struct question *question = &questions->question[i];
        uint32_t to_a = answer_of(questions, question, a), to_b = answer_of(questions, question, b);
        if (to_a != NO_ANSWER && to_b != NO_ANSWER && to_a != to_b && !is_answered(questions, question, lexicon, facts))
            return i;
    }
    enum axis axis = parting_axis(conditions, lexicon, a, b, facts);
    for (uint32_t i = 0; axis != AXIS_COUNT && i < questions->count; i++)
        if (questions->question[i].answers == 0 && questions->question[i].axis == (uint32_t)axis)
            return i;
    return questions->count;
}
