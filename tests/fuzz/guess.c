/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guess.c - a language table of any bytes. A whole one is 128 KiB: the input's first 16 bytes are its head, the rest is repeated until it is full. */
#include "tests/fuzz/fuzz.h"

#include "core/lang/guess.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char text[] = "Qovrulmuş qəhvə, kavrulmuş kahve, roasted coffee; жареный кофе; ყავა";
    static struct words words;
    const struct guess_table *table;
    struct hs_why why;
    uint8_t *bytes = fuzz_copy(data, size);
    FUZZ_REQUIRE(guess_open(bytes, size, &table, &why) != HS_OK || size == sizeof *table);
    free(bytes);
    const size_t head = offsetof(struct guess_table, cost);
    if (size <= head)
        return 0;
    bytes = malloc(sizeof *table);
    FUZZ_REQUIRE(bytes);
    for (size_t used = 0, from = 0, step; used < sizeof *table; used += step, from = head) {
        step = size - from < sizeof *table - used ? size - from : sizeof *table - used;
        memcpy(bytes + used, data + from, step);
    }
    if (guess_open(bytes, sizeof *table, &table, &why) == HS_OK) {
        fold_words(text, sizeof text - 1, &words);
        struct guess guess = guess_language(table, text, &words);
        FUZZ_REQUIRE(guess.first <= LANGUAGE_UNKNOWN && guess.second <= LANGUAGE_UNKNOWN);
    }
    free(bytes);
    return 0;
}
