/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vocabulary.h - the features that a model knows, numbered.
 *
 * Hashes in ascending order behind a directory by their high bits, so that a lookup touches two cache lines. Used in place from a store value.
 */
#ifndef HS_CLASSIFY_VOCABULARY_H
#define HS_CLASSIFY_VOCABULARY_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

enum { VOCABULARY_NONE = 0xffffffffu, VOCABULARY_KINDS = 4 };

struct vocabulary_header {
    char magic[8]; /* "HSVOCA01" */
    uint32_t count, directory_bits;
};

/* Stored: header, directory (2^bits + 1 of uint32_t), hashes (count), kinds (count bytes). */
struct vocabulary {
    uint32_t count, shift;
    const uint32_t *directory, *hash;
    const uint8_t *kind; /* enum feature_kind */
};

/* Compares sizes only, so that opening costs the same whatever the size; every use guards itself. HS_CORRUPT says what is wrong. */
enum hs_status vocabulary_open(const void *bytes, size_t size, struct vocabulary *vocabulary, struct hs_why *why);
/* Checks order and directory whole. */
enum hs_status vocabulary_check(const struct vocabulary *vocabulary, struct hs_why *why);

/* `hashes` ascending and unique. The result is malloc'ed. */
enum hs_status vocabulary_make(const uint32_t *hashes, const uint8_t *kinds, size_t count, void **bytes, size_t *size, struct hs_why *why);

static inline uint32_t vocabulary_find(const struct vocabulary *vocabulary, uint32_t hash)
{
    uint32_t bucket = hash >> vocabulary->shift;
    for (uint32_t at = vocabulary->directory[bucket], end = vocabulary->directory[bucket + 1]; at < end && at < vocabulary->count; at++)
        if (vocabulary->hash[at] == hash)
            return at;
    return VOCABULARY_NONE;
}

static inline unsigned vocabulary_kind(const struct vocabulary *vocabulary, uint32_t feature)
{
    return vocabulary->kind[feature] % VOCABULARY_KINDS;
}

#endif
