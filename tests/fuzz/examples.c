/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "core/classify/examples.h"

enum { NODES = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct examples examples;
    struct hs_why why;
    void *bytes = fuzz_copy(data, size);
    if (examples_open(bytes, size, NODES, &examples, &why) == HS_OK) {
        bool whole = examples_check(&examples, &why) == HS_OK;
        for (uint32_t e = 0; e < examples.count; e++)
            if (example_is_sound(&examples, e))
                FUZZ_REQUIRE(strlen(example_text(&examples, e)) < size && examples.record[e].node < NODES);
            else
                FUZZ_REQUIRE(!whole);
        for (uint32_t n = 0; n <= NODES; n++) {
            uint32_t first = examples_lower_bound(&examples, n);
            FUZZ_REQUIRE(first <= examples.count && (!whole || first == examples.count || examples.record[first].node >= n));
        }
    }
    free(bytes);
    return 0;
}
