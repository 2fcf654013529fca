/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crypto.c - hash trees, key ids and signatures against values made with Python's hashlib and cryptography. */
#include "tests/unit/unit.h"

#include "core/crypto/hash_tree.h"
#include "core/crypto/signature.h"

/* RFC 8032, 7.1, test 1. */
static const char KEY[] = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
static const char KEY_ID[] = "e4bd37a5b191b3cb300a053f8b3ed311af894a1eda27b2bc745283ffad8e87eb";
/* By that key over "hsdesk package signature 1", a NUL, "a manifest". */
static const char SIGNATURE[] =
    "0bb21705205e7443e6f28ae55e9209753f5ebcaa6bd2bdca20afb63ff346aff3554b37d20a50c63f2496d43baa0b85171973797d36d63027f077e7edc0089b05";

static void read_hex(const char *hex, unsigned char *bytes)
{
    for (size_t i = 0; hex[2 * i]; i++) {
        char two[3] = { hex[2 * i], hex[2 * i + 1], '\0' };
        bytes[i] = (unsigned char)strtoul(two, NULL, 16);
    }
}

static void trees_have_their_known_roots(void **state)
{
    static const struct {
        size_t size;
        const char *root;
    } known[] = {
        { 0, "66e203e376f8aede5db39c8722d3fdf56b7c4ad3750aa9227efe42d18f756284" },
        { 1, "30d66de07940e067b819891f9c6b326056cacc99adbfd54f265fc951d6c9a3ba" },
        { 65535, "ba27f6845aca41d9461db55da80885fdafa72c38e564c01b773ac1fd745aebbd" },
        { 65536, "59bf6ac3963524bb3485f15ccdf0b09d7e4d42d3272149ee940c5ff231403dc2" },
        { 65537, "b06523082bb3e6e5d394ec21a990ccc57d9860bbcde69fa5f8cb2ff46235739a" },
        { 196608, "dcb0972f28ab9cd2007a0ddae661a6567362a8d823d7b8f2b2cfc486109763d5" },
        { 327697, "f788d728f0f7e030cb5ef0a39833d6fc923ace908385541fc1e670d1613f1d7e" },
        { 524288, "c60ed114ae39d05aa8ff1b118d8ef1f1db706b652eb661bb6bb0cfb06cc4c541" },
        { 851967, "9392866f9b1aed4853dfab05d76e8151c761de81b65eb70f749ac86d92eeceaa" },
    };
    static unsigned char file[851967], leaves[16 * DIGEST_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof file; i++)
        file[i] = (unsigned char)(i * 7 + i / 251);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        char hex[DIGEST_HEX + 1];
        for (uint64_t leaf = 0; leaf < hash_tree_leaves(known[k].size); leaf++) {
            size_t start = (size_t)leaf * HASH_TREE_LEAF, length = known[k].size - start < HASH_TREE_LEAF ? known[k].size - start : HASH_TREE_LEAF;
            struct digest digest = hash_tree_leaf(leaf, file + start, length);
            memcpy(leaves + leaf * DIGEST_SIZE, digest.bytes, DIGEST_SIZE);
        }
        struct digest root = hash_tree_root(leaves, known[k].size);
        digest_print(&root, hex);
        assert_string_equal(hex, known[k].root);
    }
}

static void the_known_signature_is_good_and_no_other(void **state)
{
    unsigned char key[PUBLIC_KEY_SIZE], signature[SIGNATURE_SIZE];
    char hex[DIGEST_HEX + 1];
    struct hs_why why;
    (void)state;
    read_hex(KEY, key);
    read_hex(SIGNATURE, signature);
    struct digest id = public_key_id(key);
    digest_print(&id, hex);
    assert_string_equal(hex, KEY_ID);
    assert_int_equal(public_key_check(key, &why), HS_OK);
    assert_int_equal(signature_check(SIGNATURE_DOMAIN_PACKAGE, "a manifest", 10, signature, key, &why), HS_OK);
    assert_int_equal(signature_check(SIGNATURE_DOMAIN_ROOT, "a manifest", 10, signature, key, &why), HS_REFUSED);
    assert_int_equal(signature_check(SIGNATURE_DOMAIN_PACKAGE, "a manifesT", 10, signature, key, &why), HS_REFUSED);
    assert_int_equal(signature_check(SIGNATURE_DOMAIN_PACKAGE, "a manifest", 9, signature, key, &why), HS_REFUSED);
    for (int bit = 0; bit < 8 * SIGNATURE_SIZE; bit++) {
        signature[bit / 8] ^= (unsigned char)(1 << bit % 8);
        assert_int_equal(signature_check(SIGNATURE_DOMAIN_PACKAGE, "a manifest", 10, signature, key, &why), HS_REFUSED);
        signature[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    for (int bit = 0; bit < 8 * PUBLIC_KEY_SIZE; bit++) {
        key[bit / 8] ^= (unsigned char)(1 << bit % 8);
        assert_int_equal(signature_check(SIGNATURE_DOMAIN_PACKAGE, "a manifest", 10, signature, key, &why), HS_REFUSED);
        key[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
}

/* The identity has order 1: under it R = [S]B is a signature of every message. */
static void a_key_of_small_order_signs_nothing(void **state)
{
    unsigned char key[PUBLIC_KEY_SIZE] = { 1 }, signature[SIGNATURE_SIZE] = { 1 };
    struct hs_why why;
    (void)state;
    assert_int_equal(public_key_check(key, &why), HS_REFUSED);
    assert_int_equal(signature_check(SIGNATURE_DOMAIN_PACKAGE, "any", 3, signature, key, &why), HS_REFUSED);
}

static void a_message_beyond_the_most_is_refused(void **state)
{
    static unsigned char message[SIGNATURE_MESSAGE_MAX + 1];
    unsigned char key[PUBLIC_KEY_SIZE], signature[SIGNATURE_SIZE];
    struct hs_why why;
    (void)state;
    read_hex(KEY, key);
    read_hex(SIGNATURE, signature);
    assert_int_equal(signature_check(SIGNATURE_DOMAIN_PACKAGE, message, sizeof message, signature, key, &why), HS_REFUSED);
    assert_non_null(strstr(why.text, "16385 bytes"));
}

static int start(void **state)
{
    struct hs_why why;
    (void)state;
    return crypto_start(&why) != HS_OK;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(trees_have_their_known_roots), cmocka_unit_test(the_known_signature_is_good_and_no_other),
                                        cmocka_unit_test(a_key_of_small_order_signs_nothing), cmocka_unit_test(a_message_beyond_the_most_is_refused) };
    return cmocka_run_group_tests(tests, start, NULL);
}
