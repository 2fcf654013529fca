/* SPDX-License-Identifier: GPL-3.0-or-later */
/* overlap.c - shares by common words, against sums made by hand: they sum to one, what all have counts for none, the last one takes the rest. */
#include "tests/unit/unit.h"

#include <math.h>

#include "core/classify/overlap.h"

enum { TEXTS_MAX = 600 };

/* Features by letters, 'a' weighs 1, 'b' 2 and so on. */
static struct overlap_text text_of(const char *letters, struct arena *arena)
{
    struct overlap_text text = { 0, arena_take(arena, strlen(letters) * sizeof *text.feature + 1) };
    for (; *letters; letters++)
        text.feature[text.count++] = (struct overlap_feature) { (uint32_t)*letters, (float)(*letters - 'a' + 1) };
    return text;
}

static void share_of(const char *description, const char *const *letters, size_t count, double *share)
{
    struct arena arena = { NULL };
    struct overlap_text asked = text_of(description, &arena), texts[TEXTS_MAX];
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        texts[i] = text_of(letters[i], &arena);
    assert_true(overlap_share(&asked, texts, count, &arena, share));
    for (size_t i = 0; i < count; i++) {
        assert_true(share[i] > 0);
        sum += share[i];
    }
    assert_true(count == 0 || fabs(sum - 1) < 1e-12);
    arena_free(&arena);
}

static void likeness_decides(void **state)
{
    /* c is in all three and counts for none; z is in no text. Of what is left the description has a and b (3), the first text a and b (3), the second b and d
     * (6): likenesses 2 * 3 / (3 + 3) = 1, 2 * 2 / (3 + 6) = 4/9, 0; with the floors 1.1, 0.1 + 16/81, 0.3. */
    const double second = 0.1 + 16.0 / 81, sum = 1.1 + second + 0.3;
    double share[3];
    (void)state;
    share_of("abcz", (const char *const[]) { "abc", "bcd", "c" }, 3, share);
    assert_true(fabs(share[0] - 1.1 / sum) < 1e-9);
    assert_true(fabs(share[1] - second / sum) < 1e-9);
    assert_true(fabs(share[2] - 0.3 / sum) < 1e-9);
}

static void nothing_in_common_leaves_the_last(void **state)
{
    double share[3];
    (void)state;
    share_of("xyz", (const char *const[]) { "ab", "cd", "ef" }, 3, share);
    assert_true(fabs(share[0] - 0.2) < 1e-9 && fabs(share[1] - 0.2) < 1e-9 && fabs(share[2] - 0.6) < 1e-9);
    share_of("", (const char *const[]) { "", "" }, 2, share);
    assert_true(fabs(share[0] - 0.25) < 1e-9 && fabs(share[1] - 0.75) < 1e-9);
    share_of("ab", (const char *const[]) { "ab", "ab" }, 2, share); /* alike: nothing tells them apart */
    assert_true(fabs(share[0] - 0.25) < 1e-9);
    share_of("ab", (const char *const[]) { "cd" }, 1, share);
    assert_true(fabs(share[0] - 1) < 1e-9);
    share_of("ab", NULL, 0, share);
}

static void many_texts(void **state)
{
    const char *letters[TEXTS_MAX];
    double share[TEXTS_MAX];
    (void)state;
    for (size_t i = 0; i < TEXTS_MAX; i++)
        letters[i] = i % 2 ? "acegikmoqsuwy" : "bdfhjlnprtvxz";
    letters[77] = "abcdefghijk";
    share_of("abcdefghijk", letters, TEXTS_MAX, share);
    for (size_t i = 0; i < TEXTS_MAX; i++)
        assert_true(share[i] <= share[77]);
}

/* Weighed from a text by the vocabulary: each feature once, an unknown one by its kind. */
static void features_are_weighed(void **state)
{
    struct arena arena = { NULL };
    uint32_t hashes[] = { 100, 200 };
    uint8_t kinds[] = { FEATURE_STEM, FEATURE_GRAM };
    float weights[] = { 2.5f, 0.5f };
    struct knn_header header = { .unknown_weight = { 7, 6, 5, 4 } };
    struct knn knn = { .header = &header, .weight = weights };
    struct vocabulary vocabulary;
    struct overlap_text text;
    struct hs_why why;
    void *bytes;
    size_t size;
    (void)state;
    assert_int_equal(vocabulary_make(hashes, kinds, 2, &bytes, &size, &why), HS_OK);
    assert_int_equal(vocabulary_open(bytes, size, &vocabulary, &why), HS_OK);
    struct features *features = calloc(1, sizeof *features);
    assert_non_null(features);
    features->feature[features->count++] = (struct feature) { .hash = 200, .kind = FEATURE_GRAM };
    features->feature[features->count++] = (struct feature) { .hash = 150, .kind = FEATURE_NUMBER };
    features->feature[features->count++] = (struct feature) { .hash = 100, .kind = FEATURE_STEM };
    features->feature[features->count++] = (struct feature) { .hash = 200, .kind = FEATURE_GRAM };
    overlap_weigh(&vocabulary, &knn, features, &arena, &text);
    assert_int_equal(text.count, 3);
    assert_true(text.feature[0].hash == 100 && text.feature[0].weight > 2.4f);
    assert_true(text.feature[1].hash == 150 && text.feature[1].weight > 3.9f);
    assert_true(text.feature[2].hash == 200 && text.feature[2].weight < 0.6f);
    features->count = 0;
    overlap_weigh(&vocabulary, &knn, features, &arena, &text);
    assert_int_equal(text.count, 0);
    free(features);
    free(bytes);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(likeness_decides),
        cmocka_unit_test(nothing_in_common_leaves_the_last),
        cmocka_unit_test(many_texts),
        cmocka_unit_test(features_are_weighed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
