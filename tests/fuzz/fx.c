/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are exchange rates: what opens is read and asked. */
#include "tests/fuzz/fuzz.h"

#include "core/duty/fx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fx fx;
    struct decimal rate;
    struct hs_why why;
    uint32_t since;
    void *bytes = fuzz_copy(data, size);
    decimal_init(&rate);
    if (fx_open(bytes, size, &fx, &why) == HS_OK)
        for (uint32_t i = 0; i < fx_count(&fx) && i < 64; i++) {
            struct fx_rate read;
            fx_at(&fx, i, &read);
            FUZZ_REQUIRE(!read.currency[0] || read.number > 0);
            if (read.currency[0] && fx_rate(&fx, read.currency, read.date, &rate, &since, &why) == HS_OK)
                FUZZ_REQUIRE(decimal_sign(&rate) > 0);
        }
    decimal_clear(&rate);
    free(bytes);
    return 0;
}
