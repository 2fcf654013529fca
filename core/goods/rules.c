/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/rules.h"

#include <string.h>

static const char *const TAG[] = {
#define RULES_TAG(name, tag) [RULES_##name] = tag,
    RULES_VALUES(RULES_TAG)
#undef RULES_TAG
};

const char *rules_value_tag(enum rules_value value)
{
    return TAG[value];
}

void rules_find(const struct store *store, struct rules_bytes *bytes)
{
    memset(bytes, 0, sizeof *bytes);
    for (int i = 0; i < RULES_VALUE_COUNT; i++)
        if (store_value(store, TAG[i], &bytes->bytes[i], &bytes->size[i], NULL) != HS_OK)
            bytes->bytes[i] = NULL;
}

enum hs_status rules_open(const struct rules_bytes *bytes, struct rules *rules, struct hs_why *why)
{
    const void *const *at = bytes->bytes;
    const size_t *size = bytes->size;
    memset(rules, 0, sizeof *rules);
    if (!at[RULES_AXES])
        return HS_OK;
    enum hs_status status = lexicon_open(at[RULES_AXES], size[RULES_AXES], &rules->lexicon, why);
    if (status == HS_OK && at[RULES_FACTS])
        status = conditions_open(at[RULES_FACTS], size[RULES_FACTS], &rules->lexicon, &rules->conditions, why);
    if (status == HS_OK && at[RULES_NOTES])
        status = notes_open(at[RULES_NOTES], size[RULES_NOTES], &rules->lexicon, &rules->notes, why);
    if (status == HS_OK && at[RULES_QUESTIONS])
        status = questions_open(at[RULES_QUESTIONS], size[RULES_QUESTIONS], &rules->lexicon, &rules->questions, why);
    if (status == HS_OK && at[RULES_VAGUE])
        status = vague_open(at[RULES_VAGUE], size[RULES_VAGUE], &rules->vague, why);
    return status;
}
