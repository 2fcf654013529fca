/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are a risk model, and any text one: what passes the deep check is written as text, read back, and must be the same; what merely opens is scored. */
#include "tests/fuzz/fuzz.h"

#include <math.h>

#include "data/risk_source.h"

static void ignore(void *context, const char *file, size_t line, const char *problem)
{
    (void)context;
    (void)line;
    FUZZ_REQUIRE(file && problem && *problem);
}

static void score(const struct risk *risk)
{
    struct risk_line line = { .tax_rate = 5, .mass = 12, .price = 90 };
    struct risk_reason reason[4];
    for (int i = 0; i < RISK_TEXTS; i++)
        line.text[i] = i == RISK_CODE ? (struct cell) { "170490", 6 } : (struct cell) { "TR", 2 };
    struct risk_score known = risk_score(risk, &line, reason, 4);
    FUZZ_REQUIRE(known.probability >= 0 && known.probability <= 1 && known.reasons <= 4 && known.known <= RISK_COLUMNS_MAX);
    for (size_t i = 0; i < known.reasons; i++)
        FUZZ_REQUIRE(reason[i].points && strlen(reason[i].key) < RISK_KEY_MAX);
}

static char *write(const struct risk *risk, size_t *size)
{
    char *text = NULL;
    FILE *stream = open_memstream(&text, size);
    FUZZ_REQUIRE(stream);
    risk_source_write(stream, risk);
    FUZZ_REQUIRE(fclose(stream) == 0);
    return text;
}

/* NULL where it is refused. */
static void *read(const char *text, size_t size, struct risk *risk)
{
    const struct rows_file file = { RISK_SOURCE_FILE, text, size };
    struct hs_why why;
    void *bytes = NULL;
    size_t length;
    if (risk_source_read(&file, ignore, NULL, &bytes, &length, &why) != HS_OK)
        return NULL;
    FUZZ_REQUIRE(risk_open(bytes, length, risk, &why) == HS_OK && risk_check(risk, &why) == HS_OK);
    return bytes;
}

static void there_and_back(const struct risk *risk)
{
    struct risk again;
    size_t size, size_again;
    char *text = write(risk, &size);
    void *bytes = read(text, size, &again);
    FUZZ_REQUIRE(bytes);
    char *text_again = write(&again, &size_again);
    FUZZ_REQUIRE(size == size_again && memcmp(text, text_again, size) == 0);
    free(text_again);
    free(bytes);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct risk risk;
    struct hs_why why;
    void *bytes = fuzz_copy(data, size);
    if (risk_open(bytes, size, &risk, &why) == HS_OK) {
        score(&risk);
        if (risk_check(&risk, &why) == HS_OK && risk_points(&risk))
            there_and_back(&risk);
    }
    void *made = read(bytes, size, &risk);
    if (made) {
        score(&risk);
        there_and_back(&risk);
    }
    free(made);
    free(bytes);
    return 0;
}
