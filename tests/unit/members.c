/* SPDX-License-Identifier: GPL-3.0-or-later */
/* members.c - k-NN and Bayes against slow versions of themselves, written here from the formulas. */
#include "tests/unit/unit.h"

#include <math.h>

#include "core/classify/bayes.h"
#include "core/classify/ensemble.h"
#include "core/classify/knn.h"

enum { FEATURES = 40, EXAMPLES = 60, NODES = 12 };

static uint32_t hashes[FEATURES];
static uint8_t kinds[FEATURES];
static uint64_t start[FEATURES + 1];
static uint32_t posting[FEATURES * EXAMPLES];
static bool has[EXAMPLES][FEATURES];
static struct vocabulary vocabulary;
static struct tree tree;
static struct examples examples;
static void *vocabulary_bytes, *tree_bytes, *example_bytes;
static struct parameters parameters;
static const char *const CODES[NODES] = { "17", "1701", "170112", "170113", "1704", "170410", "170490", "1704903000", "1704909900", "18", "1805", "180500" };
static const uint32_t LEAVES[] = { 2, 3, 5, 7, 8, 11 };

static unsigned random_state = 7;
static unsigned random_below(unsigned bound)
{
    random_state = random_state * 1103515245u + 12345u;
    return (random_state >> 16) % bound;
}

static int make(void **state)
{
    struct hs_why why;
    struct tree_record nodes[NODES] = { 0 };
    struct example_record records[EXAMPLES] = { 0 };
    size_t size;
    (void)state;
    parameters = parameters_standard();
    for (uint32_t f = 0; f < FEATURES; f++) {
        hashes[f] = f * 97000001u;
        kinds[f] = (uint8_t)(f % 4);
    }
    for (uint32_t n = 0; n < NODES; n++) {
        strcpy(nodes[n].code.digits, CODES[n]);
        nodes[n].flags = TREE_WRITTEN;
    }
    for (uint32_t e = 0; e < EXAMPLES; e++) { /* in the order of nodes; some hang on inner ones */
        records[e].node = e * NODES / EXAMPLES;
        records[e].copies = 1 + e % 3;
        records[e].strength = (uint8_t)(e % 3);
        for (uint32_t f = 0; f < FEATURES; f++)
            has[e][f] = random_below(10) < (f % NODES == records[e].node ? 7u : 1u);
    }
    for (uint32_t f = 0; f < FEATURES; f++) {
        start[f + 1] = start[f];
        for (uint32_t e = 0; e < EXAMPLES; e++)
            if (has[e][f])
                posting[start[f + 1]++] = e;
    }
    for (uint32_t f = 1; f < FEATURES; f++)
        assert_true(hashes[f] > hashes[f - 1]);
    if (vocabulary_make(hashes, kinds, FEATURES, &vocabulary_bytes, &size, &why) || vocabulary_open(vocabulary_bytes, size, &vocabulary, &why) ||
        tree_make(nodes, NODES, "\0", 2, &tree_bytes, &size, &why) || tree_open(tree_bytes, size, &tree, &why) ||
        examples_make(records, EXAMPLES, "\0", 2, &example_bytes, &size, &why) || examples_open(example_bytes, size, NODES, &examples, &why))
        return 1;
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    free(vocabulary_bytes);
    free(tree_bytes);
    free(example_bytes);
    return 0;
}

static size_t random_query(uint32_t *query)
{
    size_t count = 0;
    for (uint32_t f = 0; f < FEATURES; f++)
        if (random_below(8) == 0)
            query[count++] = f;
    return count;
}

static double feature_weight(uint32_t f)
{
    const float kind[] = { parameters.knn_stem, parameters.knn_pair, parameters.knn_gram, parameters.knn_number };
    return (double)kind[f % 4] * pow(log((EXAMPLES + 1) / ((double)(start[f + 1] - start[f]) + 0.5)), (double)parameters.knn_idf);
}

static void knn_is_the_cosine(void **state)
{
    struct knn knn;
    struct hs_why why;
    void *bytes;
    size_t size;
    const unsigned unknown[4] = { 1, 0, 2, 0 };
    (void)state;
    assert_int_equal(knn_make(&vocabulary, start, posting, EXAMPLES, &parameters, &bytes, &size, &why), HS_OK);
    assert_int_equal(knn_open(bytes, size, FEATURES, EXAMPLES, &knn, &why), HS_OK);
    struct knn_scratch *scratch = knn_scratch_new();
    for (int round = 0; round < 200; round++) {
        uint32_t query[FEATURES];
        struct knn_hit hits[7];
        size_t count = random_query(query), found = knn_search(&knn, query, count, unknown, 7, 5, scratch, hits);
        double norm = 1 * (double)knn.header->unknown_weight[0] * (double)knn.header->unknown_weight[0] +
                      2 * (double)knn.header->unknown_weight[2] * (double)knn.header->unknown_weight[2];
        double cosine[EXAMPLES] = { 0 }, length[EXAMPLES] = { 0 };
        for (size_t i = 0; i < count; i++)
            norm += feature_weight(query[i]) * feature_weight(query[i]);
        size_t overlapping = 0;
        for (uint32_t e = 0; e < EXAMPLES; e++) {
            for (uint32_t f = 0; f < FEATURES; f++)
                if (has[e][f])
                    length[e] += feature_weight(f) * feature_weight(f);
            for (size_t i = 0; i < count; i++)
                if (has[e][query[i]])
                    cosine[e] += feature_weight(query[i]) * feature_weight(query[i]);
            cosine[e] = e == 5 ? 0 : cosine[e] / sqrt(length[e] * norm);
            overlapping += cosine[e] > 0;
        }
        assert_int_equal(found, overlapping < 7 ? overlapping : 7);
        for (size_t i = 0; i < found; i++) {
            assert_true(fabs(cosine[hits[i].example] - (double)hits[i].similarity) < 1e-4);
            size_t better = 0;
            for (uint32_t e = 0; e < EXAMPLES; e++)
                better += cosine[e] > cosine[hits[i].example] + 1e-6;
            assert_true(better <= i);
        }
    }
    knn_scratch_free(scratch);
    free(bytes);
}

static bool below(uint32_t node, uint32_t ancestor)
{
    return node >= ancestor && node < tree_node(&tree, ancestor)->end;
}

static double expected_weight(uint32_t e)
{
    const double strength[] = { 1, (double)parameters.usual, (double)parameters.ambiguous };
    return strength[e % 3] * pow(1 + e % 3, (double)parameters.bayes_copies);
}

/* p(f | n) by the definition in bayes.h, from the examples each time. */
static double probability(uint32_t f, uint32_t node)
{
    const double mass[] = { (double)parameters.bayes_mass_stem, (double)parameters.bayes_mass_pair, (double)parameters.bayes_mass_gram, (double)parameters.bayes_mass_number };
    double with = 0, all = 0;
    for (uint32_t e = 0; e < EXAMPLES; e++) {
        if (node != TREE_NONE && !below(examples.record[e].node, node))
            continue;
        for (uint32_t g = f % 4; g < FEATURES; g += 4)
            all += has[e][g] ? expected_weight(e) : 0;
        with += has[e][f] ? expected_weight(e) : 0;
    }
    if (node == TREE_NONE)
        return with / (all + 1e-9);
    double lean = mass[f % 4] + (double)parameters.bayes_share * all;
    return (with + lean * probability(f, tree_node(&tree, node)->parent)) / (all + lean);
}

static void bayes_is_its_definition(void **state)
{
    struct bayes bayes;
    struct hs_why why;
    void *bytes;
    size_t size;
    (void)state;
    assert_int_equal(bayes_make(&vocabulary, &tree, &examples, start, posting, NULL, &parameters, &bytes, &size, &why), HS_OK);
    assert_int_equal(bayes_open(bytes, size, FEATURES, NODES, &bayes, &why), HS_OK);
    for (int round = 0; round < 20; round++) {
        uint32_t query[FEATURES];
        float score[NODES];
        size_t count = random_query(query);
        bayes_score(&bayes, &tree, &vocabulary, &parameters, query, count, score);
        for (uint32_t n = 0; n < NODES; n++) {
            double expected = 0;
            for (uint32_t up = n; up != TREE_NONE; up = tree_node(&tree, up)->parent)
                expected += (double)parameters.bayes_prior * (double)bayes.prior[up];
            for (size_t i = 0; i < count; i++)
                expected += (double)bayes.weight[query[i]] * log(probability(query[i], n) / probability(query[i], TREE_NONE));
            assert_true(fabs(expected - (double)score[n]) < 0.02);
        }
    }
    free(bytes);
}

static void probabilities_sum(void **state)
{
    struct ensemble ensemble;
    struct hs_why why;
    (void)state;
    assert_int_equal(ensemble_new(&tree, &ensemble, &why), HS_OK);
    for (int round = 0; round < 100; round++) {
        struct knn_hit hits[10];
        for (uint32_t n = 0; n < NODES; n++)
            ensemble.opinion[MEMBER_BAYES][n] = -(float)random_below(4000) / 100;
        for (size_t i = 0; i < 10; i++)
            hits[i] = (struct knn_hit){ random_below(EXAMPLES), 1 - (float)i / 12 };
        double none = ensemble_combine(&tree, &examples, &parameters, &(struct ensemble_query){ 5, 0.5 }, hits, 10, &ensemble);
        double sum[MEMBER_COUNT] = { none, 0, 0 };
        for (int member = 0; member < MEMBER_COUNT; member++) {
            const float *opinion = ensemble.opinion[member];
            for (size_t i = 0; i < sizeof LEAVES / sizeof *LEAVES; i++)
                sum[member] += (double)opinion[LEAVES[i]];
            assert_true(fabs(sum[member] - 1) < 1e-4);
            for (uint32_t n = 0; n < NODES; n++) { /* a node is the sum of its children */
                double children = 0;
                for (uint32_t child = n + 1; child < tree_node(&tree, n)->end; child = tree_node(&tree, child)->end)
                    children += (double)opinion[child];
                if (tree_node(&tree, n)->end > n + 1)
                    assert_true(fabs(children - (double)opinion[n]) < 1e-5);
            }
        }
    }
    assert_true(ensemble_combine(&tree, &examples, &parameters, &(struct ensemble_query){ 0, 0 }, NULL, 0, &ensemble) == 1);
    ensemble_free(&ensemble);
}

/* Every byte changed, every way: refused, or answered without leaving the arrays. */
static void changed_bytes_do_no_harm(void **state)
{
    struct hs_why why;
    void *bytes;
    size_t size;
    const unsigned unknown[4] = { 0 };
    uint32_t query[FEATURES];
    struct knn_scratch *scratch = knn_scratch_new();
    size_t refused = 0;
    (void)state;
    size_t count = random_query(query);
    assert_int_equal(knn_make(&vocabulary, start, posting, EXAMPLES, &parameters, &bytes, &size, &why), HS_OK);
    for (size_t i = 0; i < size; i++) {
        struct knn knn;
        struct knn_hit hits[5];
        unsigned char kept = ((unsigned char *)bytes)[i];
        ((unsigned char *)bytes)[i] ^= (unsigned char)(1 + random_below(255));
        if (knn_open(bytes, size, FEATURES, EXAMPLES, &knn, &why) == HS_OK) {
            refused += knn_check(&knn, &why) == HS_CORRUPT;
            size_t found = knn_search(&knn, query, count, unknown, 5, VOCABULARY_NONE, scratch, hits);
            assert_true(found <= 5);
            for (size_t h = 0; h < found; h++)
                assert_true(hits[h].example < EXAMPLES && hits[h].similarity > 0 && hits[h].similarity <= 1);
        }
        ((unsigned char *)bytes)[i] = kept;
    }
    assert_true(refused > size / 8); /* every list's start and most postings, whose order a change breaks */
    free(bytes);
    assert_int_equal(bayes_make(&vocabulary, &tree, &examples, start, posting, NULL, &parameters, &bytes, &size, &why), HS_OK);
    for (size_t i = 0; i < size; i++) {
        struct bayes bayes;
        float score[NODES];
        unsigned char kept = ((unsigned char *)bytes)[i];
        ((unsigned char *)bytes)[i] ^= (unsigned char)(1 + random_below(255));
        if (bayes_open(bytes, size, FEATURES, NODES, &bayes, &why) == HS_OK) {
            bool whole = bayes_check(&bayes, &why) == HS_OK;
            bayes_score(&bayes, &tree, &vocabulary, &parameters, query, count, score);
            for (uint32_t n = 0; n < NODES; n++)
                assert_true(!whole || isfinite(score[n]));
        }
        ((unsigned char *)bytes)[i] = kept;
    }
    free(bytes);
    knn_scratch_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(knn_is_the_cosine), cmocka_unit_test(bayes_is_its_definition), cmocka_unit_test(probabilities_sum),
                                        cmocka_unit_test(changed_bytes_do_no_harm) };
    return cmocka_run_group_tests(tests, make, unmake);
}
