/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include <stdbool.h>

#include "core/classify/vocabulary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vocabulary vocabulary;
    struct hs_why why;
    void *bytes = fuzz_copy(data, size);
    if (vocabulary_open(bytes, size, &vocabulary, &why) == HS_OK) {
        bool whole = vocabulary_check(&vocabulary, &why) == HS_OK;
        for (uint32_t f = 0; whole && f < vocabulary.count; f++) {
            uint32_t found = vocabulary_find(&vocabulary, vocabulary.hash[f]);
            FUZZ_REQUIRE(found <= f && vocabulary.hash[found] == vocabulary.hash[f]);
        }
        for (uint32_t hash = 0, i = 0; i < 64; i++, hash += 0x9e3779b1u) {
            uint32_t found = vocabulary_find(&vocabulary, hash);
            FUZZ_REQUIRE(found == VOCABULARY_NONE || found < vocabulary.count);
        }
    }
    free(bytes);
    return 0;
}
