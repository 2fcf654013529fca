/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash_tree.h - one digest for a long file of which each 64 KiB can be checked by itself.
 *
 * Leaf i is BLAKE2b-256 of "hsdesk tree leaf", a NUL, i (8 bytes, little-endian) and the chunk. Nodes join two digests under a domain of their own, in the
 * shape of RFC 6962 (the left side holds the largest power of two below the count). The root joins the topmost digest with the file's size, so that no shape
 * passes for another.
 */
#ifndef HS_CRYPTO_HASH_TREE_H
#define HS_CRYPTO_HASH_TREE_H

#include <stddef.h>
#include <stdint.h>

#include "core/crypto/digest.h"

enum { HASH_TREE_LEAF = 65536 };

/* How many leaves a file of `size` bytes has; an empty one has none. */
uint64_t hash_tree_leaves(uint64_t size);
/* The digest of chunk number `index` from 0; `size` is HASH_TREE_LEAF but for the last. */
struct digest hash_tree_leaf(uint64_t index, const void *chunk, size_t size);
/* `leaves`: hash_tree_leaves(size) digests of DIGEST_SIZE bytes one behind the other. Allocates nothing. */
struct digest hash_tree_root(const unsigned char *leaves, uint64_t size);

#endif
