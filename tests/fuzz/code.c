/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "core/goods/code.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct code code, again;
    struct hs_why why;
    char *text = fuzz_copy(data, size), printed[CODE_PRINT_MAX];
    if (code_parse(text, size, &code, &why) == HS_OK) {
        FUZZ_REQUIRE(code_parse(printed, code_print(&code, CODE_SPACED, printed), &again, &why) == HS_OK && code_compare(&code, &again) == 0);
        FUZZ_REQUIRE(code_unpadded_length(&code) <= CODE_MAX);
        for (struct code up = code; code_length(&up) > CODE_CHAPTER; up = again) {
            again = code_parent(&up);
            FUZZ_REQUIRE(code_within(&code, &again) && code_length(&again) < code_length(&up));
        }
    }
    free(text);
    return 0;
}
