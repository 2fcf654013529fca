/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/vocabulary.h"

#include <stdlib.h>
#include <string.h>

static const char MAGIC[8] = "HSVOCA01";
enum { FEWEST_BITS = 1, MOST_BITS = 26 };

static enum hs_status corrupt(struct hs_why *why, const char *what)
{
    return hs_fail(why, HS_CORRUPT, "vocabulary: %s: train the model anew", what);
}

enum hs_status vocabulary_open(const void *bytes, size_t size, struct vocabulary *vocabulary, struct hs_why *why)
{
    const struct vocabulary_header *header = bytes;
    if (size < sizeof *header || memcmp(header->magic, MAGIC, sizeof MAGIC) != 0 || header->directory_bits < FEWEST_BITS ||
        header->directory_bits > MOST_BITS)
        return corrupt(why, "not in the form this program reads");
    size_t entries = ((size_t)1 << header->directory_bits) + 1;
    if (size != sizeof *header + entries * sizeof(uint32_t) + (size_t)header->count * (sizeof(uint32_t) + 1))
        return corrupt(why, "its size does not fit its header");
    vocabulary->count = header->count;
    vocabulary->shift = 32 - header->directory_bits;
    vocabulary->directory = (const uint32_t *)(header + 1);
    vocabulary->hash = vocabulary->directory + entries;
    vocabulary->kind = (const uint8_t *)(vocabulary->hash + header->count);
    return HS_OK;
}

enum hs_status vocabulary_check(const struct vocabulary *vocabulary, struct hs_why *why)
{
    size_t entries = ((size_t)1 << (32 - vocabulary->shift)) + 1;
    if (vocabulary->directory[0] != 0 || vocabulary->directory[entries - 1] != vocabulary->count)
        return corrupt(why, "its directory does not span the hashes");
    for (size_t bucket = 0; bucket + 1 < entries; bucket++) {
        uint32_t from = vocabulary->directory[bucket], to = vocabulary->directory[bucket + 1];
        if (from > to || to > vocabulary->count)
            return corrupt(why, "its directory is out of order");
        for (uint32_t at = from; at < to; at++)
            if (vocabulary->hash[at] >> vocabulary->shift != bucket || vocabulary->kind[at] >= VOCABULARY_KINDS)
                return corrupt(why, "a hash is in the wrong place");
    }
    return HS_OK;
}

enum hs_status vocabulary_make(const uint32_t *hashes, const uint8_t *kinds, size_t count, void **bytes, size_t *size, struct hs_why *why)
{
    struct vocabulary_header header = { .count = (uint32_t)count, .directory_bits = FEWEST_BITS };
    memcpy(header.magic, MAGIC, sizeof MAGIC);
    while (header.directory_bits < MOST_BITS && ((size_t)1 << header.directory_bits) < count)
        header.directory_bits++;
    size_t entries = ((size_t)1 << header.directory_bits) + 1;
    *size = sizeof header + entries * sizeof(uint32_t) + count * (sizeof(uint32_t) + 1);
    char *out = *bytes = malloc(*size);
    if (!out)
        return hs_fail(why, HS_NO_MEMORY, "vocabulary: no memory for %zu bytes: train on fewer rows", *size);
    memcpy(out, &header, sizeof header);
    uint32_t *directory = (uint32_t *)(void *)(out + sizeof header);
    size_t at = 0;
    for (size_t bucket = 0; bucket < entries; bucket++) {
        while (at < count && hashes[at] >> (32 - header.directory_bits) < bucket)
            at++;
        directory[bucket] = (uint32_t)at;
    }
    memcpy(directory + entries, hashes, count * sizeof *hashes);
    memcpy(directory + entries + count, kinds, count);
    return HS_OK;
}
