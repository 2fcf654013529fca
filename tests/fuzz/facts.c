/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facts.c - fuzz target: any text through folding, the extractor, contradictions, notes, vagueness and questions. HSDESK_DATA names the data directory whose rules
 * are used. */
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/goods/assess.h"
#include "data/rules_source.h"

static struct rules_source source;

static void complain(void *context, const char *file, size_t line, const char *problem)
{
    (void)context;
    fprintf(stderr, "%s:%zu: %s\n", file, line, problem);
}

static void start(void)
{
    struct hs_why why;
    const char *directory = getenv("HSDESK_DATA");
    if (!source.rules.lexicon.values && rules_read(directory ? directory : "data", complain, NULL, &source, &why) != HS_OK) {
        fprintf(stderr, "%s\n", why.text);
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct words words;
    static struct facts facts;
    const struct rules *rules = &source.rules;
    start();
    if (text_check((const char *)bytes, size, "input", NULL) != HS_OK)
        return 0;
    char *text = malloc(size); /* of just this size: reading behind it is seen */
    if (!text)
        return 0;
    memcpy(text, bytes, size);
    fold_words(text, size, &words);
    facts_find(&rules->lexicon, text, size, &words, &facts);
    assert(facts.count <= FACTS_MAX);
    for (size_t i = 0; i < facts.count; i++) {
        assert(facts.fact[i].axis < AXIS_COUNT && (size_t)facts.fact[i].start + facts.fact[i].length <= size);
        assert(facts.fact[i].is_number ? facts.fact[i].number_of < rules->lexicon.units : facts.fact[i].number_of < rules->lexicon.values);
    }
    struct candidate candidates[] = { { { "610910" }, 0.5f }, { { "620520" }, 0.3f }, { { "850152" }, 0.1f } };
    struct assess_case given = { .words = &words, .facts = &facts, .candidates = candidates, .count = 3, .none = 0.1f, .support = 1 };
    struct assess_limits limits = assess_limits_standard();
    struct assessment assessment;
    assess(rules, &given, &candidates[size % 3].code, &limits, &assessment);
    assert(assessment.vague.start + assessment.vague.length <= size);
    free(text);
    return 0;
}
