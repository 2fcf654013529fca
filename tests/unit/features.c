/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "core/lang/features.h"

static struct stemmer *stemmer;

static int start(void **state)
{
    struct hs_why why;
    (void)state;
    return stemmer_new(&stemmer, &why) != HS_OK;
}

static int stop(void **state)
{
    (void)state;
    stemmer_free(stemmer);
    return 0;
}

static struct features *made(enum language language, const char *text)
{
    static struct features both[2];
    static int turn;
    struct features *features = &both[turn ^= 1];
    features_of(stemmer, NULL, language, text, strlen(text), features);
    return features;
}

static size_t shared(const struct features *a, const struct features *b, enum feature_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            count += a->feature[i].kind == kind && b->feature[j].kind == kind && a->feature[i].hash == b->feature[j].hash;
    return count;
}

static void stems_join_forms(void **state)
{
    (void)state;
    assert_int_equal(shared(made(LANGUAGE_EN, "shirts knitted"), made(LANGUAGE_EN, "shirt knitting"), FEATURE_STEM), 2);
    assert_int_equal(shared(made(LANGUAGE_RU, "футболки"), made(LANGUAGE_RU, "футболка"), FEATURE_STEM), 1);
    assert_int_equal(shared(made(LANGUAGE_EN, "t-shirt"), made(LANGUAGE_EN, "tshirt"), FEATURE_STEM), 1);
    assert_int_equal(shared(made(LANGUAGE_EN, "cotton"), made(LANGUAGE_EN, "silk"), FEATURE_STEM), 0);
}

static void pairs_keep_the_order(void **state)
{
    (void)state;
    assert_int_equal(shared(made(LANGUAGE_EN, "paper bag"), made(LANGUAGE_EN, "paper bags"), FEATURE_PAIR), 1);
    assert_int_equal(shared(made(LANGUAGE_EN, "paper bag"), made(LANGUAGE_EN, "bag paper"), FEATURE_PAIR), 0);
}

static void grams_survive_typing_errors(void **state)
{
    (void)state;
    assert_true(shared(made(LANGUAGE_EN, "chocolate"), made(LANGUAGE_EN, "chocolte"), FEATURE_GRAM) >= 4);
    /* Russian in either script */
    assert_true(shared(made(LANGUAGE_RU, "футболка"), made(LANGUAGE_EN, "futbolka"), FEATURE_GRAM) >= 7);
}

static void negated_words_do_not_vote(void **state)
{
    (void)state;
    assert_int_equal(shared(made(LANGUAGE_EN, "bars without cocoa"), made(LANGUAGE_EN, "cocoa"), FEATURE_STEM), 0);
    assert_int_equal(shared(made(LANGUAGE_EN, "fabric other than cotton"), made(LANGUAGE_EN, "cotton"), FEATURE_STEM), 0);
    assert_int_equal(shared(made(LANGUAGE_AZ, "kakao olmayan şokolad"), made(LANGUAGE_AZ, "kakao"), FEATURE_STEM), 0);
    assert_int_equal(shared(made(LANGUAGE_AZ, "kakao olmayan şokolad"), made(LANGUAGE_AZ, "şokolad"), FEATURE_STEM), 1);
    assert_int_equal(shared(made(LANGUAGE_EN, "without cocoa"), made(LANGUAGE_EN, "bars without cocoa"), FEATURE_PAIR), 1);
}

static void boilerplate_says_nothing(void **state)
{
    (void)state;
    const struct features *plain = made(LANGUAGE_EN, "steel bolts");
    assert_int_equal(made(LANGUAGE_EN, "brand new steel bolts, no commercial value")->count, plain->count);
}

static void numbers_take_their_units(void **state)
{
    (void)state;
    assert_int_equal(shared(made(LANGUAGE_EN, "cola 330ml"), made(LANGUAGE_EN, "beer 330 ml"), FEATURE_NUMBER), 3);
    assert_int_equal(shared(made(LANGUAGE_EN, "1,5 kg"), made(LANGUAGE_EN, "1.5 kg"), FEATURE_NUMBER), 3);
    assert_int_equal(shared(made(LANGUAGE_EN, "bars 100 g"), made(LANGUAGE_EN, "g bars"), FEATURE_STEM), 1);
}

static void hostile_text_stays_in_bounds(void **state)
{
    (void)state;
    static char text[4096];
    unsigned seed = 1;
    for (int round = 0; round < 2000; round++) { /* random bytes made well-formed by taking them as code points */
        size_t length = 0;
        while (length + 4 < sizeof text && length < 200) {
            seed = seed * 1103515245u + 12345u;
            unsigned c = seed >> 12 & (round % 2 ? 0x7f : 0x7ff);
            if (c < 0x80)
                text[length++] = (char)c;
            else {
                text[length++] = (char)(0xc0 | c >> 6);
                text[length++] = (char)(0x80 | (c & 63));
            }
        }
        text[length] = '\0';
        static struct features features;
        features_of(stemmer, NULL, LANGUAGE_UNKNOWN, text, length, &features);
        assert_true(features.count <= FEATURES_MAX);
        for (size_t i = 0; i < features.count; i++)
            assert_true(features.feature[i].word < features.words.count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(stems_join_forms),          cmocka_unit_test(pairs_keep_the_order),
                                        cmocka_unit_test(grams_survive_typing_errors), cmocka_unit_test(negated_words_do_not_vote),
                                        cmocka_unit_test(boilerplate_says_nothing),    cmocka_unit_test(numbers_take_their_units),
                                        cmocka_unit_test(hostile_text_stays_in_bounds) };
    return cmocka_run_group_tests(tests, start, stop);
}
