/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model_bytes.c - a model with any byte changed is refused, or answers without a step outside.
 *
 * The values of the fixture's store are copied into memory of just their size; the linker sends the classifier's store_value here (--wrap), so that a
 * changed value costs no publishing. */
#include "tests/unit/unit.h"

#include <math.h>
#include <stdbool.h>

#include "core/classify/classifier.h"

enum { VALUES_MOST = 16, POSITIONS = 20000, SHORTENED = 64 };

static struct store *store;
static struct value {
    const char *name;
    unsigned char *bytes;
    size_t size;
    bool asked; /* the classifier has no use for tariffs and the like */
} value[VALUES_MOST];
static size_t values;

enum hs_status __wrap_store_value(const struct store *from, const char *name, const void **bytes, size_t *size, struct hs_why *why);
enum hs_status __real_store_value(const struct store *from, const char *name, const void **bytes, size_t *size, struct hs_why *why);

enum hs_status __wrap_store_value(const struct store *from, const char *name, const void **bytes, size_t *size, struct hs_why *why)
{
    for (size_t i = 0; i < values; i++)
        if (strcmp(value[i].name, name) == 0) {
            value[i].asked = true;
            *bytes = value[i].bytes;
            *size = value[i].size;
            return HS_OK;
        }
    return __real_store_value(from, name, bytes, size, why);
}

static uint64_t random_state = 5;
static size_t random_below(size_t bound)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(random_state >> 33) % bound;
}

static void require_sound(const struct classification *classification, const char *text, const struct tree *tree)
{
    double before = 2;
    assert_true(classification->count <= CLASSIFY_RESULTS_MAX && classification->none >= 0 && classification->none <= 1);
    for (size_t i = 0; i < classification->count; i++) {
        const struct classify_result *result = &classification->result[i];
        assert_true(result->node < tree_size(tree) && result->probability <= before);
        before = result->probability;
        for (size_t e = 0; e < result->examples; e++)
            assert_true(strlen(result->example[e].text) < 65536 && result->example[e].node < tree_size(tree));
        for (size_t w = 0; w < result->words; w++)
            assert_true(result->word[w].start + result->word[w].length <= strlen(text) && isfinite(result->word[w].weight));
    }
}

static bool opened_and_asked(void)
{
    static const char *const asked[] = { "white chocolate with nuts 100 g", "pambıq köynək", "игрушка не из пластмассы, choclate" };
    static struct classification classification;
    struct classifier *classifier;
    struct hs_why why;
    enum hs_status status = classifier_open(store, &classifier, &why);
    if (status != HS_OK) {
        assert_int_equal(status, HS_CORRUPT);
        return false;
    }
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        classify(classifier, asked[i], strlen(asked[i]), 6, 3, 3, &classification);
        require_sound(&classification, asked[i], classifier_tree(classifier));
    }
    classifier_close(classifier);
    return true;
}

static void changed_bytes(void **state)
{
    (void)state;
    assert_true(opened_and_asked());
    for (size_t i = 0; i < values; i++) {
        struct value *changed = &value[i];
        if (!changed->asked)
            continue;
        size_t refused = 0, tried = changed->size <= POSITIONS ? changed->size : POSITIONS;
        for (size_t t = 0; t < tried; t++) {
            size_t at = tried == changed->size ? t : random_below(changed->size);
            unsigned char kept = changed->bytes[at];
            changed->bytes[at] ^= (unsigned char)(1 + random_below(255));
            refused += !opened_and_asked();
            changed->bytes[at] = kept;
        }
        print_message("%s: %zu bytes, %zu changed, %zu refused\n", changed->name, changed->size, tried, refused);
    }
    assert_true(opened_and_asked());
}

static void shortened_values_are_refused(void **state)
{
    (void)state;
    assert_true(opened_and_asked());
    for (size_t i = 0; i < values; i++) {
        struct value *cut = &value[i];
        struct value whole = *cut;
        if (!cut->asked)
            continue;
        for (size_t t = 0; t < SHORTENED; t++) {
            cut->size = t < SHORTENED / 2 ? t : random_below(whole.size);
            cut->bytes = malloc(cut->size ? cut->size : 1);
            assert_non_null(cut->bytes);
            memcpy(cut->bytes, whole.bytes, cut->size);
            assert_false(opened_and_asked());
            free(cut->bytes);
        }
        *cut = whole;
    }
}

static int start(void **state)
{
    struct hs_why why;
    (void)state;
    if (!getenv("HSDESK_FIXTURE_STORE") || store_open(getenv("HSDESK_FIXTURE_STORE"), &store, &why) != HS_OK)
        return 1;
    const struct manifest *manifest = store_manifest(store);
    size_t count = 0;
    for (; count < manifest->count && count < VALUES_MOST; count++) {
        const void *bytes;
        struct value *copy = &value[count];
        copy->name = manifest->value[count].name;
        if (__real_store_value(store, copy->name, &bytes, &copy->size, &why) != HS_OK || !(copy->bytes = malloc(copy->size)))
            return 1;
        memcpy(copy->bytes, bytes, copy->size);
    }
    values = count;
    return 0;
}

static int stop(void **state)
{
    (void)state;
    while (values)
        free(value[--values].bytes);
    store_close(store);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(changed_bytes), cmocka_unit_test(shortened_values_are_refused) };
    return cmocka_run_group_tests(tests, start, stop);
}
