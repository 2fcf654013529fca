/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/vague.h"

#include <string.h>

static const char *const RULE[] = {
#define RULE_TAG(name, tag) [VAGUE_##name] = tag,
    VAGUE_RULES(RULE_TAG)
#undef RULE_TAG
};
static const char *const LEVEL[] = {
#define LEVEL_TAG(name, tag) [VAGUE_LEVEL_##name] = tag,
    VAGUE_LEVELS(LEVEL_TAG)
#undef LEVEL_TAG
};

const char *vague_rule_tag(enum vague_rule rule)
{
    return RULE[rule];
}

const char *vague_level_tag(enum vague_level level)
{
    return LEVEL[level];
}

const struct layout_form VAGUE_FORM = { "HSVAGU01", "vague", { sizeof(struct vague_row), sizeof(struct phrase_edge), sizeof(struct phrase_state), sizeof(uint32_t) } };

enum hs_status vague_open(const void *bytes, size_t size, struct vague_words *vague, struct hs_why *why)
{
    struct layout layout;
    enum hs_status status = layout_open(bytes, size, &VAGUE_FORM, &layout, why);
    if (status != HS_OK)
        return status;
    *vague = (struct vague_words){ .row = layout.section[0], .rows = layout.count[0], .text = layout.text };
    vague->phrases = (struct phrases){ layout.section[1], layout.section[2], layout.section[3], layout.count[1], layout.count[2], layout.count[3] };
    if (vague->rows < VAGUE_RULE_COUNT)
        return layout_corrupt(&VAGUE_FORM, "the rule", vague->rows, why);
    for (uint32_t i = 0; i < vague->rows; i++) {
        const struct vague_row *row = &vague->row[i];
        if (row->rule >= VAGUE_RULE_COUNT || row->level >= VAGUE_LEVEL_COUNT || row->words >= layout.text_size || (i < VAGUE_RULE_COUNT && row->rule != i))
            return layout_corrupt(&VAGUE_FORM, "a field", i, why);
        for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
            if (row->message[language] >= layout.text_size)
                return layout_corrupt(&VAGUE_FORM, "the message", i, why);
    }
    if (!phrases_are_sound(&vague->phrases))
        return layout_corrupt(&VAGUE_FORM, "a phrase", 0, why);
    for (uint32_t i = 0; i < vague->phrases.meanings; i++)
        if (vague->phrases.meaning[i] >= vague->rows)
            return layout_corrupt(&VAGUE_FORM, "a meaning", i, why);
    return HS_OK;
}

/* "ситтер" with a Latin "c": the folded words part where the script changes, though nothing stands between them. Letters glued to digits are no disguise. */
static bool is_disguised(const struct words *words, size_t at)
{
    if (at == 0)
        return false;
    const struct word *word = &words->word[at], *before = &words->word[at - 1];
    bool letters = (word->kind == WORD_LATIN && before->kind == WORD_CYRILLIC) || (word->kind == WORD_CYRILLIC && before->kind == WORD_LATIN);
    return letters && before->start + before->length == word->start && word->size + before->size > 4;
}

/* A unit behind a number, a letter that stands alone, the letters of an article number ("AB-1234"). */
static bool says_nothing(const struct words *words, const struct lexicon *lexicon, size_t at)
{
    const struct word *word = &words->word[at];
    struct phrase_state found;
    if (word->kind == WORD_NUMBER || word->size == 1)
        return true;
    bool behind_number = at > 0 && words->word[at - 1].kind == WORD_NUMBER, before_number = at + 1 < words->count && words->word[at + 1].kind == WORD_NUMBER;
    if (behind_number && phrases_match(&lexicon->phrases, words, at, &found))
        for (uint32_t i = 0; i < found.count; i++)
            if (lexicon->phrases.meaning[found.first + i] & LEXICON_UNIT)
                return true;
    return word->size <= 3 && ((behind_number && word->joined) || (before_number && words->word[at + 1].joined));
}

/* A word that only states for whom, how big or how packed tells of no goods at all; a material alone may be the goods ("gold"), but "gold articles" are none. */
enum word_worth { WORTH_GOODS, WORTH_MATERIAL, WORTH_FACT };

static enum word_worth worth_of(const struct facts *facts, const struct word *word)
{
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *fact = &facts->fact[i];
        if (word->start < fact->start || word->start >= fact->start + fact->length)
            continue;
        if (fact->axis == AXIS_SEX || fact->axis == AXIS_SIZE || fact->axis == AXIS_PACKING || fact->is_number)
            return WORTH_FACT;
        return fact->axis == AXIS_MATERIAL ? WORTH_MATERIAL : WORTH_GOODS;
    }
    return WORTH_GOODS;
}

struct vagueness vagueness(const struct vague_words *vague, const struct lexicon *lexicon, const struct words *words, const struct facts *facts,
                           const struct candidate *candidates, size_t count, float sure)
{
    struct vagueness result = { .level = VAGUE_LEVEL_NONE };
    size_t content = 0, materials = 0;
    bool fact_words = false, negated = false, only_stop = true, named = false;
    if (!vague->rows)
        return result;
    for (size_t at = 0; at < words->count;) {
        struct phrase_state found;
        const struct word *word = &words->word[at];
        if (is_disguised(words, at)) {
            const struct vague_row *row = &vague->row[VAGUE_SCRIPT];
            return (struct vagueness){ row->level, VAGUE_SCRIPT, VAGUE_SCRIPT, word[-1].start, word->start + word->length - word[-1].start };
        }
        size_t length = phrases_match(&vague->phrases, words, at, &found);
        if (length) {
            uint32_t number = vague->phrases.meaning[found.first];
            const struct vague_row *row = &vague->row[number];
            const struct word *last = word + length - 1;
            if (row->level > (uint32_t)result.level)
                result = (struct vagueness){ row->level, row->rule, number, word->start, last->start + last->length - word->start };
            negated = row->rule == VAGUE_NEGATION;
            named = named || (row->rule == VAGUE_CATEGORY && row->level == VAGUE_LEVEL_WARNING);
            only_stop = only_stop && (row->rule == VAGUE_STOP || row->rule == VAGUE_FILLER);
            at += length;
            continue;
        }
        enum word_worth worth = worth_of(facts, word);
        if (worth == WORTH_FACT)
            fact_words = true;
        else if (!says_nothing(words, lexicon, at) && !negated) {
            content += worth == WORTH_GOODS;
            materials += worth == WORTH_MATERIAL;
        }
        negated = false;
        at++;
    }
    if (content || (materials && result.level < VAGUE_LEVEL_REFUSE) || (materials && (result.rule == VAGUE_FILLER || !only_stop)))
        return (struct vagueness){ .level = VAGUE_LEVEL_NONE };
    if (result.level == VAGUE_LEVEL_NONE || (fact_words && vague->row[VAGUE_FACT].level > (uint32_t)result.level)) {
        enum vague_rule rule = fact_words ? VAGUE_FACT : VAGUE_NUMBERS;
        result = (struct vagueness){ vague->row[rule].level, rule, rule, 0, 0 };
    }
    /* An article is named ("boots"), or a category is a name of goods as well: there is something to go by. */
    if (result.level == VAGUE_LEVEL_REFUSE && (named || (result.rule == VAGUE_CATEGORY && count && candidates[0].probability >= sure)))
        result.level = VAGUE_LEVEL_WARNING;
    return result;
}
