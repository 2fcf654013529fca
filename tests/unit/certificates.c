/* SPDX-License-Identifier: GPL-3.0-or-later */
/* certificates.c - a preference claimed with a certificate of origin, computed both ways.
 *
 * White chocolate for 1000 USD at 1.7, 1700 AZN, from Uzbekistan. With the preference: VAT 18 % of 1700 is 306, fee 60: 366. Without: duty 15 % 255, VAT 18 %
 * of 1955 is 351.90, fee 60: 666.90. */
#include "tests/unit/unit.h"

#include "core/duty/origin_make.h"
#include "core/duty/origin_line.h"
#include "tests/unit/country.h"

#define WITH "366.00"
#define WITHOUT "666.90"
#define MUST(call)                                                                                                                                             \
    do {                                                                                                                                                       \
        struct hs_why why;                                                                                                                                     \
        if ((call) != HS_OK)                                                                                                                                   \
            fail_msg("%s", why.text);                                                                                                                          \
    } while (0)

static const struct country_row rows[] = {
    { .code = "1704903000", .title = "White chocolate", .kind = TARIFF_DUTY, .rate = "15%" },
    { .kind = TARIFF_PREFERENCE, .rate = "Free", .group = "cis" },
    { .code = "1806310000", .title = "Filled", .kind = TARIFF_DUTY, .rate = "15%" },
    { 0 },
};
static const struct country_fx fx[] = { { "USD", 20260101, 17, 1 }, { .currency = NULL } };

struct desk {
    struct country az;
    void *bytes[2];
    struct origin origin[2];
    struct origins origins;
};

static void issue(const char *country, void **bytes, struct origin *origin)
{
    struct certificate each = {
        .form = "CT-1", .exporter = "Works", .consignee = "", .goods = "white chocolate", .quantity = "1000", .unit = UNIT_KILOGRAM, .issued = 20260105
    };
    struct origin_draft *draft;
    struct digest head = origin_genesis(country);
    struct origin_counts counts;
    char *batch;
    size_t size, value_size;
    MUST(origin_draft_start(country, &head, &draft, &why));
    memcpy(each.issuer, country, 3);
    strcpy(each.code.digits, "170490");
    static const char *const suffixes[] = { "GOOD", "REVOKED", "EXPIRED", "AGREED", "OTHER" };
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        char number[32];
        snprintf(number, sizeof number, "%s %s", country, suffixes[i]);
        each.number = number;
        each.until = i == 2 ? 20260131 : 20261231;
        each.agreement = i == 3 ? "CIS" : i == 4 ? "eu" : "";
        MUST(origin_draft_add(draft, &each, false, &why));
        if (i == 1) {
            each.revoked = 20260201;
            MUST(origin_draft_add(draft, &each, true, &why));
            each.revoked = 0;
        }
    }
    MUST(origin_draft_finish(draft, &batch, &size, &why));
    MUST(origin_make(NULL, country, batch, size, bytes, &value_size, &counts, &why));
    MUST(origin_open(*bytes, value_size, origin, &why));
    free(batch);
}

static void open_desk(struct desk *desk)
{
    country_open(&desk->az, "AZ", 10, false, EXPRESSION_EUROPE, rows, fx);
    issue("UZ", &desk->bytes[0], &desk->origin[0]);
    issue("GE", &desk->bytes[1], &desk->origin[1]);
    desk->origins = (struct origins) { desk->origin, 2 };
    struct duty_country all = { .tariff = desk->az.tariff, .profile = &desk->az.profile, .fx = &desk->az.fx, .origins = &desk->origins };
    calculator_close(desk->az.calculator);
    MUST(calculator_open(&all, &desk->az.arena, &desk->az.calculator, &why));
}

static void close_desk(struct desk *desk)
{
    country_close(&desk->az);
    free(desk->bytes[0]);
    free(desk->bytes[1]);
}

struct claim_case {
    const char *fields[8]; /* beside the goods, whence and when */
    const char *duty, *total, *with, *certificate, *unclaimed;
};

static void claim(struct desk *desk, const struct claim_case *row)
{
    const char *fields[16] = { "code=1704903000", "value=1000 USD", "origin=UZ", "export=UZ", "trade=UZ", "date=2026-02-10" };
    size_t count = 6;
    for (size_t i = 0; row->fields[i]; i++)
        fields[count++] = row->fields[i];
    country_enter(&desk->az, fields);
    country_calculate(&desk->az);
    assert_string_equal(country_what(&desk->az, "certificate"), row->certificate);
    assert_string_equal(country_amount(&desk->az, "duty"), row->duty);
    assert_string_equal(country_amount(&desk->az, "total"), row->total);
    assert_string_equal(country_amount(&desk->az, "with_preference"), row->with);
    assert_string_equal(country_amount(&desk->az, "without_preference"), *row->with == '-' ? "-" : WITHOUT);
    assert_string_equal(country_what(&desk->az, "unclaimed"), row->unclaimed);
    assert_string_equal(desk->az.result.step[desk->az.result.steps - 1].id, "total");
}

static void valid(void **state)
{
    static const struct claim_case cases[] = {
        { { "proof=UZ GOOD", "net=1000" }, "0.00", WITH, WITH, "UZ GOOD for white chocolate: valid", "-" },
        { { "proof=ct-1 uzgood", "net=1 t" }, "0.00", WITH, WITH, "UZ GOOD for white chocolate: valid", "-" },
        { { "proof=UZ GOOD", "net=400", "used=0.6 t" }, "0.00", WITH, WITH, "UZ GOOD for white chocolate: valid", "-" },
        { { "proof=UZ AGREED", "net=400", "preference=cis" }, "0.00", WITH, WITH, "UZ AGREED for white chocolate: valid", "-" },
    };
    struct desk desk;
    (void)state;
    open_desk(&desk);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        claim(&desk, &cases[i]);
    close_desk(&desk);
}

static void not_valid(void **state)
{
    static const char lacks[] = "preference cis: lacks a valid certificate CT-1";
    static const struct claim_case cases[] = {
        { { "proof=UZ 404", "net=1" }, "255.00", WITHOUT, WITH, "UZ 404: it is not known: not granted", lacks },
        { { "proof=UZ REVOKED", "net=1" }, "255.00", WITHOUT, WITH, "UZ REVOKED for white chocolate: it was revoked: not granted", lacks },
        { { "proof=UZ EXPIRED", "net=1" }, "255.00", WITHOUT, WITH, "UZ EXPIRED for white chocolate: it was no longer valid on that day: not granted", lacks },
        { { "proof=UZ GOOD", "net=1000.5" },
          "255.00",
          WITHOUT,
          WITH,
          "UZ GOOD for white chocolate: it covers less than was declared under it: not granted",
          lacks },
        { { "proof=UZ GOOD", "net=400", "used=601 kg" },
          "255.00",
          WITHOUT,
          WITH,
          "UZ GOOD for white chocolate: it covers less than was declared under it: not granted",
          lacks },
        { { "proof=GE GOOD", "net=1" }, "255.00", WITHOUT, WITH, "GE GOOD for white chocolate: it is of another country than the origin: not granted", lacks },
        { { "proof=UZ GOOD", "net=1", "date=2026-01-04" },
          "255.00",
          WITHOUT,
          WITH,
          "UZ GOOD for white chocolate: it was issued only after that day: not granted",
          lacks },
        { { "proof=UZ REVOKED", "net=2000", "used=1 kg" },
          "255.00",
          WITHOUT,
          WITH,
          "UZ REVOKED for white chocolate: it was revoked, covers less than was declared under it: not granted",
          lacks },
    };
    struct desk desk;
    (void)state;
    open_desk(&desk);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        claim(&desk, &cases[i]);
    close_desk(&desk);
}

static void not_settled(void **state)
{
    struct desk desk;
    (void)state;
    open_desk(&desk);
    /* How much is declared under it was not said, or not how much before in the same unit: neither sum can be the one that is owed. */
    claim(&desk,
          &(struct claim_case) {
              { "proof=UZ GOOD" }, "?", "?", WITH, "UZ GOOD for white chocolate: it cannot be held against the quantity, which is missing in its unit", "-" });
    assert_string_equal(country_what(&desk.az, "missing"), "quantity in kg, for certificate of origin");
    assert_false(desk.az.result.known);
    claim(&desk, &(struct claim_case) { { "proof=UZ GOOD", "net=5", "used=3 l" },
                                        "?",
                                        "?",
                                        WITH,
                                        "UZ GOOD for white chocolate: it cannot be held against the quantity, which is missing in its unit",
                                        "-" });
    assert_string_equal(country_what(&desk.az, "missing"), "what was used of it before, in its unit, for certificate of origin");
    /* For another agreement than the line has a preference of. */
    claim(&desk, &(struct claim_case) {
                     { "proof=UZ OTHER", "net=5" }, "255.00", WITHOUT, "-", "UZ OTHER for white chocolate: valid", "preference cis: lacks certificate CT-1" });
    /* Other goods; a country of which no certificates are at hand. */
    country_enter(&desk.az, (const char *const[]) { "code=1806310000", "value=1000 USD", "origin=UZ", "proof=UZ GOOD", "net=5", "date=2026-02-10", NULL });
    country_calculate(&desk.az);
    assert_string_equal(country_what(&desk.az, "certificate"), "UZ GOOD for white chocolate: it is for goods of another code: not granted");
    assert_string_equal(country_amount(&desk.az, "with_preference"), "-");
    country_enter(&desk.az,
                  (const char *const[]) { "code=1704903000", "value=1000 USD", "origin=KZ", "export=KZ", "trade=KZ", "proof=KZ 1", "date=2026-02-10", NULL });
    country_calculate(&desk.az);
    assert_string_equal(country_what(&desk.az, "certificate"), "KZ 1: not checked: no certificates of the country of origin are at hand");
    assert_string_equal(country_amount(&desk.az, "total"), WITH);
    assert_string_equal(country_amount(&desk.az, "without_preference"), WITHOUT);
    close_desk(&desk);
}

static void altered(void **state)
{
    struct desk desk;
    (void)state;
    open_desk(&desk);
    struct certificate good;
    assert_int_equal(origin_find(&desk.origin[0], "UZ GOOD", &good, NULL), HS_OK);
    ((char *)(uintptr_t)good.quantity)[0] = '9';
    claim(&desk, &(struct claim_case) { { "proof=UZ GOOD", "net=5" },
                                        "255.00",
                                        WITHOUT,
                                        WITH,
                                        "UZ GOOD: it was altered after it was issued: not granted",
                                        "preference cis: lacks a valid certificate CT-1" });
    close_desk(&desk);
}

static int start_crypto(void **state)
{
    (void)state;
    return crypto_start(NULL) == HS_OK ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(valid), cmocka_unit_test(not_valid), cmocka_unit_test(not_settled), cmocka_unit_test(altered) };
    return cmocka_run_group_tests(tests, start_crypto, NULL);
}
