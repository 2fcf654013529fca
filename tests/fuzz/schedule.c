/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are a tariff's file, the first of them choosing the reader: what a reader hands over becomes a tariff that opens, and a decree on itself. */
#include "tests/fuzz/fuzz.h"

#include "core/base/text.h"
#include "data/import_eaeu.h"
#include "data/import_generic.h"
#include "data/import_uk.h"
#include "data/import_usitc.h"
#include "data/tariff_changes.h"

static void hear(void *context, enum import_action action, size_t line, const struct code *code, const char *detail)
{
    (void)context, (void)line;
    FUZZ_REQUIRE(action < IMPORT_ACTION_COUNT && code && detail[0]);
}

static enum hs_status read_rows(unsigned which, const struct import_file *file, struct draft *draft, struct hs_why *why)
{
    struct generic_order order = { .form = which == 5 ? GENERIC_TSV : GENERIC_CSV, .repair_zeros = true, .changes = which == 6 };
    struct generic_result result;
    switch (which) {
    case 0:
        return import_usitc(file, &draft->sink, why);
    case 1:
        return import_usitc_json(file, &draft->sink, why);
    case 2:
        return import_eaeu(file, &draft->sink, why);
    case 3:
        return import_uk_goods(file, 20210601, &draft->sink, why);
    case 4:
        return import_uk_rates(file, true, &draft->sink, why);
    default:
        return import_generic(file, &order, &draft->sink, &result, why);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct draft draft, changed;
    struct hs_why why;
    void *bytes;
    size_t made;
    if (size == 0 || text_first_invalid((const char *)data + 1, size - 1) < size - 1)
        return 0;
    struct import_file file = { "fuzz", fuzz_copy(data + 1, size - 1), size - 1 };
    draft_start(&draft, EXPRESSION_EUROPE, hear, NULL);
    draft_start(&changed, EXPRESSION_EUROPE, hear, NULL);
    if (read_rows(data[0] % 7, &file, &draft, &why) == HS_OK) {
        struct tariff_source source = { .country = "AZ", .effective = 20260101, .digits = 10, .name = "fuzz" };
        draft_declare(&draft, 10);
        draft_inherit(&draft);
        if (draft_make(&draft, &source, &bytes, &made, &why) == HS_OK) {
            struct arena arena = { NULL };
            const struct tariff *tariff;
            FUZZ_REQUIRE(tariff_open(bytes, made, &arena, &tariff, &why) == HS_OK);
            FUZZ_REQUIRE(draft_load(&changed, tariff, &why) == HS_OK);
            draft_change(&changed, &draft, 20260301);
            draft_add_rates(&changed, &draft);
            FUZZ_REQUIRE(tariff_difference(tariff, tariff, &draft.sink) == 0);
            arena_free(&arena);
            free(bytes);
        }
    }
    draft_free(&draft);
    draft_free(&changed);
    free(file.bytes);
    return 0;
}
