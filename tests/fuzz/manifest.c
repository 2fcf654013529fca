/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "core/store/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct manifest manifest, again;
    struct hs_why why;
    char *text = fuzz_copy(data, size), *written;
    size_t length;
    if (manifest_parse(text, size, "fuzzed", &manifest, &why) == HS_OK) { /* what was understood can be written and understood again */
        FILE *stream = open_memstream(&written, &length);
        FUZZ_REQUIRE(stream);
        manifest_write(stream, &manifest);
        fclose(stream);
        FUZZ_REQUIRE(manifest_parse(written, length, "written", &again, &why) == HS_OK && again.count == manifest.count);
        for (size_t i = 0; i < manifest.count; i++)
            FUZZ_REQUIRE(manifest_find(&again, manifest.value[i].name) == &again.value[i]);
        free(written);
    }
    free(text);
    return 0;
}
