/* SPDX-License-Identifier: GPL-3.0-or-later */
/* entry.c - fuzz target: the fields of a declaration's line, as typed: a line each, its first byte choosing the field. What they make is computed under a small
 * tariff that has every shape of a rate, by the profile that HSDESK_DATA has for AZ. */
#include "tests/fuzz/fuzz.h"

#include "core/base/file.h"
#include "core/duty/calculator.h"
#include "core/duty/tariff_make.h"
#include "data/profile_source.h"

static struct arena arena;
static struct profile profile;
static struct calculator *calculator;

static void ignore(void *context, const char *file, size_t line, const char *problem)
{
    (void)context;
    fprintf(stderr, "%s:%zu: %s\n", file, line, problem);
}

static const struct tariff *make_tariff(void)
{
    static const struct {
        enum tariff_kind kind;
        const char *rate, *group;
    } measures[] = { { TARIFF_DUTY, "15% MIN 0.5 USD/kg", "" },
                     { TARIFF_PREFERENCE, "Free", "cis" },
                     { TARIFF_EXCISE, "4 AZN/l of total alcohol + 6% on the case + 2 EUR/kg on drained weight", "" },
                     { TARIFF_ADDITIONAL, "duty in the applicable subheading + 25%", "" },
                     { TARIFF_VETERINARY, "yes", "" } };
    struct tariff_source source = { .country = "AZ", .effective = 20200101, .digits = 10, .name = "fuzz" };
    struct tariff_line line = { .code = { "1704903000" }, .parent = TARIFF_LINE_NONE, .declarable = true, .title = "x" };
    struct tariff_maker *maker;
    const struct tariff *tariff;
    void *bytes;
    size_t size;
    FUZZ_REQUIRE(tariff_maker_start(&source, &maker, NULL) == HS_OK && tariff_maker_line(maker, &line, NULL) == HS_OK);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        struct tariff_measure measure = { .kind = measures[i].kind, .group = measures[i].group, .text = measures[i].rate };
        FUZZ_REQUIRE(tariff_maker_measure(maker, &measure, EXPRESSION_EUROPE, NULL) == HS_OK);
    }
    FUZZ_REQUIRE(tariff_maker_finish(maker, &bytes, &size, NULL) == HS_OK && tariff_open(bytes, size, &arena, &tariff, NULL) == HS_OK);
    return tariff;
}

static void start(void)
{
    const char *directory = getenv("HSDESK_DATA");
    struct profile_value value;
    struct hs_why why;
    char path[4096], *text;
    size_t size;
    snprintf(path, sizeof path, "%s/countries/AZ.ini", directory ? directory : "data");
    FUZZ_REQUIRE(file_read(path, PROFILE_FILE_MAX, &arena, &text, &size, &why) == HS_OK);
    FUZZ_REQUIRE(profile_parse(text, size, path, ignore, NULL, &value, &why) == HS_OK && profile_open(value.bytes, value.size, &profile, &why) == HS_OK);
    struct duty_country country = { .tariff = make_tariff(), .profile = &profile };
    FUZZ_REQUIRE(calculator_open(&country, &arena, &calculator, &why) == HS_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct entry entry;
    static struct duty_result result;
    struct hs_why why;
    if (!calculator)
        start();
    if (!result.currency[0])
        duty_result_init(&result);
    entry_init(&entry);
    FUZZ_REQUIRE(entry_set(&entry, ENTRY_CODE, &profile, "1704903000", &why) == HS_OK);
    struct lines lines = lines_of((const char *)data, size);
    const char *line;
    size_t length;
    while (lines_next(&lines, &line, &length)) {
        char text[600];
        if (length == 0 || length > sizeof text)
            continue;
        memcpy(text, line + 1, length - 1);
        text[length - 1] = '\0';
        enum entry_field field = (unsigned char)line[0] % ENTRY_FIELD_COUNT;
        if (entry_set(&entry, field, &profile, text, &why) != HS_OK)
            FUZZ_REQUIRE(why.text[0]);
    }
    if (calculate(calculator, &entry, &result, &why) == HS_OK) {
        bool asked = false;
        FUZZ_REQUIRE(result.steps > 0 && result.step[result.steps - 1].kind == STEP_TOTAL);
        for (size_t i = 0; i < result.steps; i++) {
            char what[512], rate[512], source[160];
            duty_step_what(&result.step[i], &profile, what, sizeof what);
            duty_step_rate(&result.step[i], rate, sizeof rate);
            duty_step_source(&result.step[i], &profile, source, sizeof source);
            asked |= result.step[i].kind == STEP_MISSING || result.step[i].kind == STEP_REFER;
        }
        FUZZ_REQUIRE(!asked || !result.known);
        FUZZ_REQUIRE(!result.known || decimal_sign(&result.total) >= 0);
    }
    entry_clear(&entry);
    return 0;
}
