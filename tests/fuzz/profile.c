/* SPDX-License-Identifier: GPL-3.0-or-later */
/* profile.c - fuzz target: any text as a country's file, and any bytes as its value: what opens is looked up without a step outside. */
#include "tests/fuzz/fuzz.h"

#include "core/duty/profile.h"
#include "data/profile_source.h"

static void ignore(void *context, const char *file, size_t line, const char *problem)
{
    (void)context;
    (void)line;
    FUZZ_REQUIRE(file && problem && *problem);
}

static void use(const void *bytes, size_t size)
{
    struct profile profile;
    struct decimal base;
    char text[160];
    if (profile_open(bytes, size, &profile, NULL) != HS_OK)
        return;
    decimal_init(&base);
    decimal_set_integer(&base, 12345, 2);
    for (uint32_t i = 0; i < profile.charges; i++) {
        const struct profile_rate *rate = profile_rate(&profile, &profile.charge[i], "", 20260101, &base);
        FUZZ_REQUIRE(!rate || profile_rate_text(rate, text, sizeof text) < (int)sizeof text);
        profile_has_rate(&profile, &profile.charge[i], "reduced");
    }
    FUZZ_REQUIRE(profile_procedure(&profile, profile_text(&profile, profile.procedure[0].id)) || !*profile_text(&profile, profile.procedure[0].id) ||
                 strchr(profile_text(&profile, profile.procedure[0].id), ' '));
    profile_agreement(&profile, "cis");
    decimal_clear(&base);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct profile_value value;
    struct hs_why why;
    void *copy = fuzz_copy(data, size);
    use(copy, size);
    free(copy);
    if (size <= PROFILE_FILE_MAX && profile_parse((const char *)data, size, "x", ignore, NULL, &value, &why) == HS_OK) {
        use(value.bytes, value.size);
        free(value.bytes);
    }
    return 0;
}
