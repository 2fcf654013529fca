/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/lexicon.h"

#include <math.h>
#include <string.h>

static const char *const TAG[] = {
#define AXIS_TAG(name, tag) [AXIS_##name] = tag,
    AXES(AXIS_TAG)
#undef AXIS_TAG
};

const char *axis_tag(enum axis axis)
{
    return TAG[axis];
}

enum axis axis_of_tag(const char *tag, size_t length)
{
    for (int axis = 0; axis < AXIS_COUNT; axis++)
        if (strlen(TAG[axis]) == length && memcmp(TAG[axis], tag, length) == 0)
            return (enum axis)axis;
    return AXIS_COUNT;
}

const struct layout_form LEXICON_FORM = { "HSAXES01",
                                          "axes",
                                          { sizeof(struct lexicon_value), sizeof(struct lexicon_unit), sizeof(struct lexicon_axis), sizeof(struct phrase_edge),
                                            sizeof(struct phrase_state), sizeof(uint32_t) } };

static bool labels_are_sound(const uint32_t *label, uint32_t text_size)
{
    for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
        if (label[language] >= text_size)
            return false;
    return true;
}

enum hs_status lexicon_open(const void *bytes, size_t size, struct lexicon *lexicon, struct hs_why *why)
{
    struct layout layout;
    enum hs_status status = layout_open(bytes, size, &LEXICON_FORM, &layout, why);
    if (status != HS_OK)
        return status;
    *lexicon = (struct lexicon){ .value = layout.section[0], .unit = layout.section[1], .axis = layout.section[2], .values = layout.count[0],
                                 .units = layout.count[1], .text = layout.text };
    lexicon->phrases = (struct phrases){ layout.section[3], layout.section[4], layout.section[5], layout.count[3], layout.count[4], layout.count[5] };
    if (layout.count[2] != AXIS_COUNT)
        return hs_fail(why, HS_CORRUPT, "axes: not those of this program: build the store anew");
    for (uint32_t i = 0; i < lexicon->values; i++) {
        const struct lexicon_value *value = &lexicon->value[i];
        if (value->axis >= AXIS_COUNT || value->end <= i || value->end > lexicon->values || value->path >= layout.text_size ||
            !labels_are_sound(value->label, layout.text_size))
            return layout_corrupt(&LEXICON_FORM, "a value", i, why);
    }
    for (uint32_t i = 0; i < lexicon->units; i++) {
        const struct lexicon_unit *unit = &lexicon->unit[i];
        if (unit->axis >= AXIS_COUNT || unit->dimension > i || unit->name >= layout.text_size || !isfinite(unit->factor))
            return layout_corrupt(&LEXICON_FORM, "a unit", i, why);
    }
    for (uint32_t i = 0; i < AXIS_COUNT; i++)
        if (!labels_are_sound(lexicon->axis[i].label, layout.text_size))
            return layout_corrupt(&LEXICON_FORM, "an axis", i, why);
    if (!phrases_are_sound(&lexicon->phrases))
        return layout_corrupt(&LEXICON_FORM, "a phrase", 0, why);
    for (uint32_t i = 0; i < lexicon->phrases.meanings; i++) {
        uint32_t meaning = lexicon->phrases.meaning[i];
        if ((meaning & LEXICON_NUMBER) >= (meaning & LEXICON_UNIT ? lexicon->units : lexicon->values))
            return layout_corrupt(&LEXICON_FORM, "a meaning", i, why);
    }
    return HS_OK;
}

uint32_t lexicon_find(const struct lexicon *lexicon, enum axis axis, const char *path, size_t length)
{
    for (uint32_t i = 0; i < lexicon->values; i++) {
        const char *own = lexicon->text + lexicon->value[i].path;
        if (lexicon->value[i].axis == (uint32_t)axis && strlen(own) == length && memcmp(own, path, length) == 0)
            return i;
    }
    return lexicon->values;
}
