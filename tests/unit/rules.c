/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "core/goods/assess.h"
#include "data/rules_source.h"

static struct rules_source source;

static void complain(void *context, const char *file, size_t line, const char *problem)
{
    (void)context;
    print_error("%s:%zu: %s\n", file, line, problem);
}

static int read_rules(void **state)
{
    struct hs_why why;
    (void)state;
    return rules_read(getenv("HSDESK_DATA"), complain, NULL, &source, &why) != HS_OK;
}

static int free_rules(void **state)
{
    (void)state;
    rules_free(&source);
    return 0;
}

static struct words words;
static struct facts facts;

static void state_facts(const char *text)
{
    fold_words(text, strlen(text), &words);
    facts_find(&source.rules.lexicon, text, strlen(text), &words, &facts);
}

/* Whether `text` states a value of an axis, or with '!' its denial. */
static bool states(const char *text, enum axis axis, const char *path)
{
    bool denied = path[0] == '!';
    uint32_t value = lexicon_find(&source.rules.lexicon, axis, path + denied, strlen(path + denied));
    assert_true(value < source.rules.lexicon.values);
    state_facts(text);
    for (size_t i = 0; i < facts.count; i++)
        if (!facts.fact[i].is_number && facts.fact[i].axis == axis && facts.fact[i].number_of == value && facts.fact[i].denied == denied)
            return true;
    return false;
}

static float number(const char *text, enum axis axis)
{
    state_facts(text);
    for (size_t i = 0; i < facts.count; i++)
        if (facts.fact[i].is_number && facts.fact[i].axis == axis)
            return facts.fact[i].number;
    return -1;
}

static float share(const char *text, const char *path)
{
    uint32_t value = lexicon_find(&source.rules.lexicon, AXIS_MATERIAL, path, strlen(path));
    state_facts(text);
    for (size_t i = 0; i < facts.count; i++)
        if (facts.fact[i].axis == AXIS_MATERIAL && facts.fact[i].number_of == value)
            return facts.fact[i].share;
    return -2;
}

static void words_of_all_languages_state_values(void **state)
{
    (void)state;
    assert_true(states("mens cotton shirt", AXIS_MATERIAL, "textile/cotton"));
    assert_true(states("pambıqdan köynək", AXIS_MATERIAL, "textile/cotton"));
    assert_true(states("рубашка из хлопка", AXIS_MATERIAL, "textile/cotton"));
    assert_true(states("rubaska iz xlopka", AXIS_MATERIAL, "textile/cotton")); /* Russian in Latin letters */
    assert_true(states("pamuklu gömlek", AXIS_MATERIAL, "textile/cotton"));
    assert_true(states("kettle of stainless steel", AXIS_MATERIAL, "metal/steel/stainless")); /* the longest */
    assert_false(states("kettle of stainless steel", AXIS_MATERIAL, "metal/steel"));
    assert_false(states("cotton candy", AXIS_MATERIAL, "textile/cotton"));
}

static void denials_are_facts_of_their_own(void **state)
{
    (void)state;
    assert_true(states("shirt, not knitted or crocheted", AXIS_CONSTRUCTION, "woven"));
    assert_true(states("powder without sugar", AXIS_COMPOSITION, "!sugar"));
    assert_true(states("sugar-free gum", AXIS_COMPOSITION, "!sugar"));
    assert_true(states("şəkərsiz", AXIS_COMPOSITION, "!sugar"));
    assert_true(states("fabric other than cotton", AXIS_MATERIAL, "!textile/cotton"));
    assert_true(states("fabric other than cotton or linen", AXIS_MATERIAL, "!textile/vegetable/linen"));
    assert_true(states("pamuk olmayan kumaş", AXIS_MATERIAL, "!textile/cotton"));
    assert_false(states("free sample cotton", AXIS_MATERIAL, "!textile/cotton"));
}

static void numbers_come_in_their_base(void **state)
{
    (void)state;
    assert_float_equal(number("motor 2.2kW", AXIS_POWER), 2200, 0.5);
    assert_float_equal(number("мотор 2,2 кВт", AXIS_POWER), 2200, 0.5);
    assert_float_equal(number("чайник 1,7 л", AXIS_SIZE), 1.7, 0.01);
    assert_float_equal(number("fabric 30 g/m²", AXIS_SIZE), 30, 0.01);
    assert_float_equal(number("green tea 250 g", AXIS_SIZE), 0.25, 0.001);
    assert_true(number("car over 3000 cc", AXIS_SIZE) > 3000);
    assert_true(number("motor not over 37.5 W", AXIS_POWER) <= 37.5f);
    assert_float_equal(number("1,000 kg", AXIS_SIZE), -1, 0); /* a thousand, or one */
}

static void shares_bind_to_their_material(void **state)
{
    (void)state;
    assert_float_equal(share("85% cotton 15% polyester", "textile/cotton"), 85, 0);
    assert_float_equal(share("85% cotton 15% polyester", "textile/manmade/polyester"), 15, 0);
    assert_float_equal(share("cotton 60%, polyester 40%", "textile/cotton"), 60, 0);
    assert_float_equal(share("cotton 60%, polyester 40%", "textile/manmade/polyester"), 40, 0);
    state_facts("shirt 60% polyester 40% cotton knitted");
    struct code cotton = { "610910" }, other = { "610990" };
    size_t fact;
    assert_true(contradicts(&source.rules.conditions, &source.rules.lexicon, &cotton, &facts, &fact) != CONDITION_NONE);
    assert_true(contradicts(&source.rules.conditions, &source.rules.lexicon, &other, &facts, &fact) == CONDITION_NONE);
}

static enum verdict verdict_of(const char *text, const char *declared, const char *rival, float own, float its, struct assessment *assessment)
{
    struct candidate candidates[2] = { { { "" }, own }, { { "" }, its } };
    struct code code = { "" };
    struct assess_limits limits = assess_limits_standard();
    strcpy(candidates[own < its].code.digits, declared);
    strcpy(candidates[own >= its].code.digits, rival);
    candidates[own < its].probability = own;
    candidates[own >= its].probability = its;
    strcpy(code.digits, declared);
    state_facts(text);
    struct assess_case given = { .words = &words, .facts = &facts, .candidates = candidates, .count = 2, .none = 0.05f, .support = 1 };
    assess(&source.rules, &given, &code, &limits, assessment);
    return assessment->verdict;
}

static void the_first_verdict_that_holds_is_given(void **state)
{
    struct assessment said;
    (void)state;
    assert_int_equal(verdict_of("shirt mens knitted", "620520", "610510", 0.6f, 0.3f, &said), VERDICT_CONTRADICTED);
    assert_int_equal(verdict_of("shirt mens cotton", "620520", "610510", 0.6f, 0.3f, &said), VERDICT_THIN);
    assert_int_equal(source.rules.questions.question[said.question].axis, AXIS_CONSTRUCTION);
    assert_int_equal(verdict_of("mens cotton shirt woven", "620520", "610510", 0.9f, 0.02f, &said), VERDICT_CONSISTENT);
    assert_int_equal(verdict_of("parts", "847330", "870899", 0.4f, 0.3f, &said), VERDICT_THIN);
    assert_int_equal(said.vague.rule, VAGUE_STOP);
    assert_int_equal(verdict_of("live horses", "010121", "845011", 0.01f, 0.9f, &said), VERDICT_DIFFERENT);
    assert_int_equal(verdict_of("live horses", "010121", "845011", 0.06f, 0.6f, &said), VERDICT_UNCLEAR);
    assert_int_equal(verdict_of("live horses", "010121", "845011", 0.01f, 0.02f, &said), VERDICT_NOT_ASSESSED);
    assert_int_equal(verdict_of("white chocolate bar", "180632", "170490", 0.6f, 0.2f, &said), VERDICT_CONTRADICTED);
    assert_true(said.note != ASSESS_NOTHING);
}

static void any_changed_byte_is_refused_or_harmless(void **state)
{
    (void)state;
    for (int part = 0; part < RULES_VALUE_COUNT; part++) {
        unsigned char *bytes = (unsigned char *)source.bytes.bytes[part];
        size_t size = source.bytes.size[part], step = size / 3000 + 1;
        struct rules_bytes shown = source.bytes;
        for (size_t i = 0; i < size; i += i < 64 ? 1 : step) {
            struct rules changed;
            struct assessment said;
            struct hs_why why;
            bytes[i] ^= (unsigned char)(1u << i % 8);
            if (rules_open(&shown, &changed, &why) == HS_OK) {
                struct rules kept = source.rules;
                source.rules = changed;
                verdict_of("mens cotton shirt 85% cotton 2.2 kW not knitted, parts", "620520", "610510", 0.6f, 0.3f, &said);
                source.rules = kept;
            }
            bytes[i] ^= (unsigned char)(1u << i % 8);
        }
        for (size_t cut = 0; cut < size; cut += size / 50 + 1) {
            struct rules changed;
            struct hs_why why;
            shown.size[part] = cut;
            assert_int_equal(rules_open(&shown, &changed, &why), HS_CORRUPT);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(words_of_all_languages_state_values), cmocka_unit_test(denials_are_facts_of_their_own),
                                        cmocka_unit_test(numbers_come_in_their_base),          cmocka_unit_test(shares_bind_to_their_material),
                                        cmocka_unit_test(the_first_verdict_that_holds_is_given), cmocka_unit_test(any_changed_byte_is_refused_or_harmless) };
    return cmocka_run_group_tests(tests, read_rules, free_rules);
}
