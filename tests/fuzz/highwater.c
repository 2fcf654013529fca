/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "core/trust/state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct highwater highwater, again;
    struct hs_why why;
    char *text = fuzz_copy(data, size), *written;
    size_t length;
    if (highwater_parse(text, size, "fuzzed", &highwater, &why) == HS_OK) { /* what was understood can be written and understood again */
        FILE *stream = open_memstream(&written, &length);
        FUZZ_REQUIRE(stream);
        highwater_write(stream, &highwater);
        fclose(stream);
        FUZZ_REQUIRE(highwater_parse(written, length, "written", &again, &why) == HS_OK && again.count == highwater.count && again.latest == highwater.latest);
        for (size_t i = 0; i < highwater.count; i++)
            FUZZ_REQUIRE(highwater_find(&again, highwater.stream[i].kind, highwater.stream[i].country) == &again.stream[i] &&
                         again.stream[i].sequence == highwater.stream[i].sequence);
        free(written);
    }
    free(text);
    return 0;
}
