/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash.h - a fast, unkeyed hash for features and tables. Not for anything an attacker may choose to collide: that is core/crypto.
 *
 * FNV-1a (Fowler, Noll, Vo) over the bytes, then the 32-bit finaliser of MurmurHash3 (Appleby), so that the high bits, which index
 * our tables, depend on every byte.
 */
#ifndef HS_BASE_HASH_H
#define HS_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline uint32_t hash_mix(uint32_t value)
{
    value ^= value >> 16;
    value *= 0x85ebca6bu;
    value ^= value >> 13;
    value *= 0xc2b2ae35u;
    return value ^ value >> 16;
}

static inline uint32_t hash_bytes(const void *bytes, size_t length, uint32_t seed)
{
    const unsigned char *at = bytes;
    uint32_t value = 2166136261u ^ seed;
    for (size_t i = 0; i < length; i++)
        value = (value ^ at[i]) * 16777619u;
    return hash_mix(value);
}

#endif
