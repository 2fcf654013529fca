/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/notes.h"

#include <string.h>

static const char *const TAG[] = {
#define NOTE_TAG(name, tag) [NOTE_##name] = tag,
    NOTE_KINDS(NOTE_TAG)
#undef NOTE_TAG
};

const char *note_kind_tag(enum note_kind kind)
{
    return TAG[kind];
}

const struct layout_form NOTES_FORM = { "HSNOTE01", "notes", { sizeof(struct note), sizeof(struct code), sizeof(struct condition), sizeof(uint32_t) } };

enum hs_status notes_open(const void *bytes, size_t size, const struct lexicon *lexicon, struct notes *notes, struct hs_why *why)
{
    struct layout layout;
    enum hs_status status = layout_open(bytes, size, &NOTES_FORM, &layout, why);
    if (status != HS_OK)
        return status;
    *notes = (struct notes){ layout.section[0], layout.section[1], layout.section[2], layout.section[3], layout.count[0],
                             layout.count[1],   layout.count[2],   layout.count[3],   layout.text };
    for (uint32_t i = 0; i < notes->count; i++) {
        const struct note *note = &notes->note[i];
        if (note->kind >= NOTE_KIND_COUNT || note->citation >= layout.text_size || !layout_range(note->scope, note->scopes, notes->codes) ||
            !layout_range(note->to, note->tos, notes->codes) || !layout_range(note->when, note->whens, notes->conditions) ||
            !layout_range(note->except, note->excepts, notes->conditions))
            return layout_corrupt(&NOTES_FORM, "a field", i, why);
        for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
            if (note->text[language] >= layout.text_size)
                return layout_corrupt(&NOTES_FORM, "the text", i, why);
    }
    for (uint32_t i = 0; i < notes->codes; i++)
        if (!memchr(notes->code[i].digits, '\0', sizeof notes->code[i].digits))
            return layout_corrupt(&NOTES_FORM, "the code", i, why);
    for (uint32_t i = 0; i < notes->conditions; i++)
        if (!condition_is_sound(&notes->condition[i], notes->value, notes->values, lexicon))
            return layout_corrupt(&NOTES_FORM, "the condition", i, why);
    return HS_OK;
}

bool note_acts(const struct notes *notes, uint32_t number, const struct lexicon *lexicon, const struct facts *facts, size_t *fact)
{
    const struct note *note = &notes->note[number];
    size_t unused;
    if (!note->whens)
        return false;
    for (uint32_t i = 0; i < note->whens; i++)
        if (condition_state(&notes->condition[note->when + i], notes->value, lexicon, facts, i ? &unused : fact) != CONDITION_MET)
            return false;
    for (uint32_t i = 0; i < note->excepts; i++)
        if (condition_state(&notes->condition[note->except + i], notes->value, lexicon, facts, &unused) == CONDITION_MET)
            return false;
    return true;
}

bool note_covers(const struct notes *notes, uint32_t number, const struct code *code)
{
    const struct note *note = &notes->note[number];
    for (uint32_t i = 0; i < note->scopes; i++)
        if (code_within(code, &notes->code[note->scope + i]))
            return true;
    return false;
}

bool note_lowers(const struct notes *notes, uint32_t number, const struct code *code)
{
    uint32_t kind = notes->note[number].kind;
    return (kind == NOTE_EXCLUDE || kind == NOTE_PARTS || kind == NOTE_PRIORITY) && note_covers(notes, number, code);
}

const char *note_text(const struct notes *notes, uint32_t number, enum tree_language language)
{
    const uint32_t *text = notes->note[number].text;
    return notes->text + (notes->text[text[language]] ? text[language] : text[TREE_EN]);
}

size_t notes_acting(const struct notes *notes, const struct lexicon *lexicon, const struct facts *facts, uint32_t acting[static NOTES_ACTING_MOST],
                    size_t fact[static NOTES_ACTING_MOST])
{
    size_t count = 0;
    for (uint32_t i = 0; facts->count && i < notes->count && count < NOTES_ACTING_MOST; i++)
        if (note_acts(notes, i, lexicon, facts, &fact[count]))
            acting[count++] = i;
    return count;
}
