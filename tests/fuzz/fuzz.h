/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz.h - one target a file: libFuzzer drives it under `make fuzz`, replay.c under `make check`.
 *
 * A target gets a copy of the input in memory of just its size, aligned as a store's values are, so that a sanitizer sees every step outside. What a target
 * requires of what it was given back it says with FUZZ_REQUIRE, which holds without sanitizers too.
 */
#ifndef HS_TESTS_FUZZ_H
#define HS_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_REQUIRE(condition)                                                              \
    do {                                                                                     \
        if (!(condition)) {                                                                  \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);          \
            abort();                                                                         \
        }                                                                                    \
    } while (0)

/* malloc'ed. */
static inline void *fuzz_copy(const uint8_t *data, size_t size)
{
    void *copy = calloc(1, size);
    FUZZ_REQUIRE(copy);
    memcpy(copy, data, size);
    return copy;
}

#endif
