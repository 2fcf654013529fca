/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are a tariff's value: what opens is read whole, its codes are searched and its rates computed and printed. */
#include "tests/fuzz/fuzz.h"

#include "core/duty/tariff.h"

enum { LINES_MOST = 64, MEASURES_MOST = 16 };

static void read_measure(const struct tariff *tariff, uint32_t line, size_t index, size_t size)
{
    static char printed[65536];
    struct tariff_measure measure;
    struct expression_result result;
    struct hs_why why;
    tariff_measure(tariff, line, index, &measure);
    FUZZ_REQUIRE(measure.kind < TARIFF_KIND_COUNT && (measure.expression != NULL) == tariff_kind_owes(measure.kind));
    FUZZ_REQUIRE(strlen(measure.text) < size && strlen(measure.group) < size && strlen(measure.origins) < size);
    if (!measure.expression)
        return;
    expression_print(measure.expression, printed, sizeof printed);
    expression_refers(measure.expression);
    decimal_init(&result.amount);
    expression_evaluate(measure.expression, &(struct expression_inputs) { .currency = "USD", .programme = "A", .month = 2, .day = 29 }, &result, &why);
    decimal_clear(&result.amount);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = { NULL };
    const struct tariff *tariff;
    struct hs_why why;
    void *bytes = fuzz_copy(data, size);
    if (tariff_open(bytes, size, &arena, &tariff, &why) == HS_OK)
        for (uint32_t i = 0; i < tariff_lines(tariff) && i < LINES_MOST; i++) {
            struct tariff_line line;
            uint32_t found[4];
            tariff_line(tariff, i, &line);
            FUZZ_REQUIRE(line.parent == TARIFF_LINE_NONE || line.parent < i);
            FUZZ_REQUIRE(strlen(line.title) < size && code_length(&line.code) <= CODE_MAX);
            uint32_t at = tariff_find(tariff, &line.code);
            FUZZ_REQUIRE(at == TARIFF_LINE_NONE || at < tariff_lines(tariff));
            tariff_below(tariff, &line.code, 4, found);
            for (size_t m = 0; m < line.measures && m < MEASURES_MOST; m++)
                read_measure(tariff, i, m, size);
        }
    free(bytes);
    arena_free(&arena);
    return 0;
}
