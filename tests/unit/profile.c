/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "data/profile_source.h"
#include "core/duty/profile.h"

struct report {
    size_t line, count;
    char text[512];
};

static void note(void *context, const char *file, size_t line, const char *problem)
{
    struct report *report = context;
    (void)file;
    report->line = line;
    report->count++;
    snprintf(report->text, sizeof report->text, "%s", problem);
}

#define HEAD "[country]\ncode = AZ\nname = Land\nnomenclature = N\ndigits = 10\ncurrency = AZN\n"
#define TAIL "[procedure free]\ntitle = release\n"

static void small_profile(void **state)
{
    static const char text[] = HEAD "decimals = 2\nrounding = down\n[incoterms]\nCIF = freight insurance\n"
                                    "[charge duty]\ntitle = duty\nmeasure = duty\nbase = value\n"
                                    "[charge fee]\ntitle = fee\nbase = value duty\nrate = 10 up to 100\nrate = 10 + 2.5% of the excess over 100 min 11 max 20.50 sample\n"
                                    "[agreement a]\ntitle = A\nmembers = BY, KZ\n UZ\nproof = CT-1\nrate = 0%\n" TAIL;
    struct profile_value value;
    struct profile profile;
    struct report report = { 0 };
    struct hs_why why;
    struct decimal base;
    char out[160];
    (void)state;
    assert_int_equal(profile_parse(text, strlen(text), "x", note, &report, &value, &why), HS_OK);
    assert_string_equal(value.name, "profile.az");
    assert_int_equal(profile_open(value.bytes, value.size, &profile, &why), HS_OK);
    assert_int_equal(profile.charges, 2);
    assert_int_equal(profile.charge[1].base, 3);
    assert_int_equal(profile.country->incoterm[INCOTERM_CIF], PRICE_HOLDS_FREIGHT | PRICE_HOLDS_INSURANCE);
    assert_string_equal(profile_text(&profile, profile.agreement[0].members), "BY,KZ,UZ");
    decimal_init(&base);
    decimal_set_integer(&base, 100, 0);
    profile_rate_text(profile_rate(&profile, &profile.charge[1], "", 20260101, &base), out, sizeof out);
    assert_string_equal(out, "10 up to 100");
    decimal_set_integer(&base, 10001, 2);
    const struct profile_rate *rate = profile_rate(&profile, &profile.charge[1], "", 20260101, &base);
    assert_true(rate->flags & RATE_SAMPLE);
    profile_rate_text(rate, out, sizeof out);
    assert_string_equal(out, "10 + 2.5% of the excess over 100 min 11 max 20.50");
    decimal_clear(&base);
    free(value.bytes);
}

static void what_will_not_do(void **state)
{
    static const struct {
        const char *text;
        size_t line;
    } cases[] = {
        { "code = AZ\n", 1 },
        { "[nothing]\na = b\n", 2 },
        { HEAD TAIL "[country]\ncode = UK\n", 10 },
        { HEAD TAIL "nonsense\n", 9 },
        { HEAD TAIL "colour = red\n", 9 },
        { HEAD "digits = 13\n" TAIL, 7 },
        { HEAD "digits = 4\n" TAIL, 0 },
        { HEAD "[charge vat]\ntitle = v\nbase = duty\n" TAIL, 9 },         /* no such charge above it */
        { HEAD "[charge vat]\ntitle = v\nbase = value\n" TAIL, 0 },        /* no rate */
        { HEAD "[charge vat]\ntitle = v\nrate = 20% from 2019-02-29\n" TAIL, 9 },
        { HEAD "[charge vat]\ntitle = v\nrate = 20% until\n" TAIL, 9 },
        { HEAD "[charge vat]\ntitle = v\nrate = 20%%\n" TAIL, 9 },
        { HEAD "[charge vat]\ntitle = v\nrate = -5\n" TAIL, 9 },
        { HEAD "[charge vat]\ntitle = v\nrate = 99999999999\n" TAIL, 9 },
        { HEAD "[charge vat]\ntitle = v\nmeasure = ban\n" TAIL, 9 },
        { HEAD "[charge VAT]\ntitle = v\n" TAIL, 8 },
        { HEAD "[incoterms]\nC&F = freight\n" TAIL, 8 },
        { HEAD "[agreement a]\ntitle = A\nmembers = XX\n" TAIL, 9 },
        { HEAD "[agreement a]\ntitle = A\ntitle = B\n" TAIL, 9 },
        { HEAD "[relief a]\nlimit = 300\n" TAIL, 8 },
        { HEAD, 0 },
        { "", 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct report report = { 0 };
        struct profile_value value;
        struct hs_why why;
        enum hs_status status = profile_parse(cases[i].text, strlen(cases[i].text), "x", note, &report, &value, &why);
        if (status == HS_OK || report.line != cases[i].line)
            fail_msg("case %zu: status %d, line %zu: %s", i, (int)status, report.line, report.text);
        assert_null(value.bytes);
    }
}

/* Any byte changed: refused, or read without a step outside. */
static void damaged_bytes(void **state)
{
    static const char text[] = HEAD "[charge vat]\ntitle = v\nbase = value\nrate = 18% from 2019-01-01\n[agreement a]\ntitle = A\nmembers = BY\nproof = p\n" TAIL
                                    "[relief r]\ntitle = r\nlimit = 300 USD\nwaives = vat\n";
    struct profile_value value;
    struct report report = { 0 };
    struct hs_why why;
    (void)state;
    assert_int_equal(profile_parse(text, strlen(text), "x", note, &report, &value, &why), HS_OK);
    for (size_t at = 0; at < value.size; at++)
        for (int change = 1; change < 256; change += 42) {
            unsigned char *copy = malloc(value.size);
            struct profile profile;
            memcpy(copy, value.bytes, value.size);
            copy[at] ^= (unsigned char)change;
            if (profile_open(copy, value.size, &profile, &why) == HS_OK)
                for (uint32_t i = 0; i < profile.rates; i++) {
                    char out[160];
                    profile_rate_text(&profile.rate[i], out, sizeof out);
                    assert_true(strlen(profile_text(&profile, profile.rate[i].name)) < value.size);
                }
            free(copy);
        }
    for (size_t size = 0; size < value.size; size += 3) {
        unsigned char *copy = malloc(size + 1);
        struct profile profile;
        memcpy(copy, value.bytes, size);
        assert_int_equal(profile_open(copy, size, &profile, &why), HS_CORRUPT);
        free(copy);
    }
    free(value.bytes);
}

/* All that is shipped. */
static void shipped(void **state)
{
    static struct profile_source source;
    struct report report = { 0 };
    struct hs_why why;
    const char *directory = getenv("HSDESK_DATA");
    (void)state;
    if (profiles_read(directory ? directory : "data", note, &report, &source, &why) != HS_OK)
        fail_msg("%s (line %zu: %s)", why.text, report.line, report.text);
    assert_true(source.values >= 5);
    assert_string_equal(source.value[0].name, "profile.az");
    profiles_free(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(small_profile), cmocka_unit_test(what_will_not_do), cmocka_unit_test(damaged_bytes), cmocka_unit_test(shipped) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
