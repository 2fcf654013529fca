/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are a stored rate: what opens prints, evaluates, and is equal to itself. */
#include "tests/fuzz/fuzz.h"

#include "core/duty/expression.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char printed[65536];
    void *bytes = fuzz_copy(data, size);
    const struct expression *expression = expression_open(bytes, size);
    if (expression) {
        struct expression_result result;
        struct hs_why why;
        FUZZ_REQUIRE(expression_size(expression) <= size && expression_equal(expression, expression));
        expression_print(expression, printed, sizeof printed);
        decimal_init(&result.amount);
        expression_evaluate(expression, &(struct expression_inputs) { .currency = "USD", .programme = "AU", .month = 2, .day = 29 }, &result, &why);
        decimal_clear(&result.amount);
    }
    free(bytes);
    return 0;
}
