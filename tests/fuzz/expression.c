/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are a rate text, the first of them choosing the dialect: what is parsed prints, and what is printed parses to the same. */
#include "tests/fuzz/fuzz.h"

#include "core/duty/expression.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = { 0 };
    const struct expression *parsed, *again;
    char printed[8 * EXPRESSION_TEXT_MAX];
    struct hs_why why;
    if (size == 0)
        return 0;
    enum expression_dialect dialect = data[0] % 3;
    if (expression_parse((const char *)data + 1, size - 1, dialect, &arena, &parsed, &why) == HS_OK) {
        size_t length = expression_print(parsed, printed, sizeof printed);
        if (length >= sizeof printed)
            abort();
        struct expression_result result;
        decimal_init(&result.amount);
        expression_evaluate(parsed, &(struct expression_inputs) { .currency = "USD", .programme = "A", .month = 2, .day = 29 }, &result, &why);
        decimal_clear(&result.amount);
        if (length <= EXPRESSION_TEXT_MAX && (expression_parse(printed, length, dialect, &arena, &again, &why) != HS_OK || !expression_equal(parsed, again)))
            abort();
    }
    arena_free(&arena);
    return 0;
}
