/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "core/apply/values.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char allowed[CONTENT_VALUES_MAX][MANIFEST_NAME_MAX];
    size_t count = content_values(PACKAGE_MODEL, "XX", allowed);
    struct values values;
    struct hs_why why;
    char *bytes = fuzz_copy(data, size);
    if (values_parse(bytes, size, allowed, count, &values, &why) == HS_OK)
        for (size_t i = 0; i < values.count; i++) {
            const char *at = values.value[i].bytes;
            FUZZ_REQUIRE(at > bytes && values.value[i].size && values.value[i].size < size && at + values.value[i].size < bytes + size);
        }
    free(bytes);
    return 0;
}
