/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/crypto/hash_tree.h"

#include <sodium.h>
#include <string.h>

static const char LEAF[] = "hsdesk tree leaf", NODE[] = "hsdesk tree node", ROOT[] = "hsdesk tree root"; /* each is hashed with its NUL */

static void put_number(unsigned char bytes[static 8], uint64_t number)
{
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(number >> (8 * i));
}

static struct digest digest_of_two(const char *domain, size_t domain_size, const void *first, size_t first_size, const void *second, size_t second_size)
{
    struct digest digest;
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, DIGEST_SIZE);
    crypto_generichash_update(&state, (const unsigned char *)domain, domain_size);
    crypto_generichash_update(&state, first, first_size);
    crypto_generichash_update(&state, second, second_size);
    crypto_generichash_final(&state, digest.bytes, DIGEST_SIZE);
    return digest;
}

uint64_t hash_tree_leaves(uint64_t size)
{
    return size / HASH_TREE_LEAF + (size % HASH_TREE_LEAF != 0);
}

struct digest hash_tree_leaf(uint64_t index, const void *chunk, size_t size)
{
    unsigned char number[8];
    put_number(number, index);
    return digest_of_two(LEAF, sizeof LEAF, number, sizeof number, chunk, size);
}

/* Recursion as deep as the logarithm of the count: at most 48 for a size of 64 bits. */
static struct digest top_of(const unsigned char *leaves, uint64_t count)
{
    struct digest left, right;
    if (count == 1) {
        memcpy(left.bytes, leaves, DIGEST_SIZE);
        return left;
    }
    uint64_t split = 1;
    while (split < count - split)
        split *= 2;
    left = top_of(leaves, split);
    right = top_of(leaves + split * DIGEST_SIZE, count - split);
    return digest_of_two(NODE, sizeof NODE, left.bytes, DIGEST_SIZE, right.bytes, DIGEST_SIZE);
}

struct digest hash_tree_root(const unsigned char *leaves, uint64_t size)
{
    unsigned char number[8];
    struct digest top = { { 0 } };
    put_number(number, size);
    if (size)
        top = top_of(leaves, hash_tree_leaves(size));
    return digest_of_two(ROOT, sizeof ROOT, number, sizeof number, top.bytes, DIGEST_SIZE);
}
