/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of the calculator against sums made by hand, written beside each. */
#include "tests/unit/unit.h"

#include "tests/unit/country.h"

#define ENTER(country, ...) country_enter(country, (const char *const[]) { __VA_ARGS__, NULL })
#define AMOUNT(country, id, wanted) assert_string_equal(country_amount(country, id), wanted)
#define WHAT(country, id, wanted) assert_string_equal(country_what(country, id), wanted)

/* ---- Azerbaijan ---- */

static const struct country_row az_rows[] = {
    { .code = "1704" },
    { .code = "1704903000", .title = "White chocolate", .kind = TARIFF_DUTY, .rate = "15%" },
    { .kind = TARIFF_PREFERENCE, .rate = "Free", .group = "cis" },
    { .kind = TARIFF_CONFORMITY, .rate = "yes" },
    { .code = "1806200100", .title = "Blocks", .kind = TARIFF_DUTY, .rate = "15% MIN 0.5 USD/kg" },
    { .kind = TARIFF_CONFORMITY, .rate = "yes" },
    { .kind = TARIFF_VETERINARY, .rate = "yes", .group = "food safety agency" },
    { .code = "1806200900", .title = "Other", .kind = TARIFF_DUTY, .rate = "refer \"see the annex\"" },
    { .code = "2208301100", .title = "Whisky", .kind = TARIFF_DUTY, .rate = "2 USD/l" },
    { .kind = TARIFF_EXCISE, .rate = "4 AZN/l of total alcohol" },
    { .kind = TARIFF_STAMPS, .rate = "yes" },
    { .code = "3004900000", .title = "Medicines", .kind = TARIFF_DUTY, .rate = "Free" },
    { .kind = TARIFF_VAT, .rate = "Free" },
    { .code = "6109100000", .title = "T-shirts", .kind = TARIFF_DUTY, .rate = "15%", .until = 20251231 },
    { .kind = TARIFF_DUTY, .rate = "10%", .from = 20260101 },
    { .kind = TARIFF_DUTY, .rate = "5%", .from = 20260101, .origins = "TR" },
    { .code = "8703231900", .title = "Cars", .kind = TARIFF_DUTY, .rate = "0.7 USD/cm3 of engine capacity" },
    { 0 },
};
static const struct country_fx az_fx[] = { { "EUR", 20260105, 19, 1 }, { "USD", 20260101, 17, 1 }, { "USD", 20260301, 18, 1 }, { NULL } };

static void open_az(struct country *country, bool training)
{
    country_open(country, "AZ", 10, training, EXPRESSION_EUROPE, az_rows, az_fx);
}

/* 1000 USD at 1.7 are 1700 AZN; freight 100 EUR at 1.9 are 190, insurance 10 USD are 17: value 1907. Duty 15 % = 286.05. VAT 18 % of 1907 + 286.05 = 2193.05 is
 * 394.749, rounded 394.75. The clearance fee of a value up to 10000 is 60. Together 286.05 + 394.75 + 60 = 740.80. */
static void white_chocolate(void **state)
{
    struct country az;
    (void)state;
    open_az(&az, false);
    ENTER(&az, "code=1704 90 300 0", "value=1000 USD", "freight=100 EUR", "insurance=10", "incoterm=FOB", "origin=TR", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "price", "1000");
    AMOUNT(&az, "freight", "190.00");
    AMOUNT(&az, "customs_value", "1907.00");
    AMOUNT(&az, "duty", "286.05");
    AMOUNT(&az, "vat", "394.75");
    AMOUNT(&az, "fee", "60.00");
    AMOUNT(&az, "total", "740.80");
    assert_true(az.result.known);
    assert_true(az.result.sample); /* the bands of the fee are */
    assert_false(az.result.training);
    WHAT(&az, "require", "conformity yes");
    AMOUNT(&az, "unclaimed", "-"); /* Turkiye is no party */
    country_close(&az);
}

/* Under CIF freight and insurance are in the price: 1000 USD = 1700; duty 255; VAT 18 % of 1955 = 351.90; fee 60; 666.90. */
static void freight_in_the_price(void **state)
{
    struct country az;
    (void)state;
    open_az(&az, true);
    ENTER(&az, "code=1704903000", "value=1000 USD", "freight=100", "insurance=10", "incoterm=CIF", "origin=TR", "date=2026-02-10");
    country_calculate(&az);
    WHAT(&az, "freight", "in the price, not added again, under CIF");
    AMOUNT(&az, "freight", "?");
    AMOUNT(&az, "customs_value", "1700.00");
    AMOUNT(&az, "total", "666.90");
    assert_true(az.result.training);
    WHAT(&az, "notice", "TRAINING tariff: its rates are invented");
    /* Freight given, but not whether the price holds it. */
    ENTER(&az, "code=1704903000", "value=1000 USD", "freight=100", "origin=TR", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "total", "?");
    WHAT(&az, "missing", "Incoterm, for whether freight and insurance are in the price");
    /* FOB without freight: how much delivery cost is not guessed. */
    ENTER(&az, "code=1704903000", "value=1000 USD", "incoterm=FOB", "insurance=0", "origin=TR", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "customs_value", "?");
    AMOUNT(&az, "vat", "?");
    WHAT(&az, "missing", "freight, for the customs value");
    assert_int_equal(country_count(&az, "missing"), 1);
    country_close(&az);
}

/* 1000 USD = 1700. 15 % = 255; 0.5 USD/kg on 400 kg = 200 USD = 340, which is more. VAT 18 % of 2040 = 367.20; fee 60. */
static void not_less_than(void **state)
{
    struct country az;
    (void)state;
    open_az(&az, false);
    ENTER(&az, "code=1806200100", "value=1000 USD", "origin=TR", "net=0.4 t", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "duty", "340.00");
    AMOUNT(&az, "total", "767.20");
    ENTER(&az, "code=1806200100", "value=1000 USD", "origin=TR", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "duty", "?");
    AMOUNT(&az, "vat", "?");
    AMOUNT(&az, "fee", "60.00"); /* which does not rest on the duty */
    AMOUNT(&az, "total", "?");
    WHAT(&az, "missing", "quantity in kg, for customs duty");
    assert_int_equal(country_count(&az, "missing"), 1);
    ENTER(&az, "code=1806200900", "value=1000 USD", "origin=TR", "date=2026-02-10");
    country_calculate(&az);
    WHAT(&az, "refer", "customs duty");
    AMOUNT(&az, "total", "?");
    country_close(&az);
}

/* 700 litres of 40 % are 280 litres of pure alcohol. Value 5000 AZN; duty 2 USD x 700 = 1400 USD at 1.7 = 2380; excise 4 x 280 = 1120; VAT 18 % of 8500 = 1530; the fee
 * of a value up to 10000 is 60: 5090. */
static void spirits(void **state)
{
    struct country az;
    (void)state;
    open_az(&az, false);
    ENTER(&az, "code=2208301100", "value=5000 AZN", "origin=GB", "quantity=7 hl", "degree=40 % vol", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "duty", "2380.00");
    AMOUNT(&az, "excise", "1120.00");
    AMOUNT(&az, "vat", "1530.00");
    AMOUNT(&az, "total", "5090.00");
    /* Two inputs are missing, and both are named. */
    ENTER(&az, "code=2208301100", "value=5000 AZN", "origin=GB", "date=2026-02-10");
    country_calculate(&az);
    assert_int_equal(country_count(&az, "missing"), 2);
    country_close(&az);
}

/* With CT-1, direct and traded by the origin: no duty; VAT 18 % of 1700 = 306; fee 60. */
static void preferences(void **state)
{
    struct country az;
    (void)state;
    open_az(&az, false);
    ENTER(&az, "code=1704903000", "value=1000 USD", "origin=UZ", "export=UZ", "trade=UZ", "proof=CT-1 AB 17", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "duty", "0.00");
    WHAT(&az, "duty", "customs duty, preference cis");
    AMOUNT(&az, "total", "366.00");
    AMOUNT(&az, "unclaimed", "-");
    /* Without proof it is listed, and the duty is owed: 255 + 18 % of 1955 + 60. */
    ENTER(&az, "code=1704903000", "value=1000 USD", "origin=UZ", "export=UZ", "trade=UZ", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "duty", "255.00");
    AMOUNT(&az, "total", "666.90");
    AMOUNT(&az, "unclaimed", "0.00");
    WHAT(&az, "unclaimed", "preference cis: lacks certificate CT-1");
    ENTER(&az, "code=1704903000", "value=1000 USD", "origin=UZ", "date=2026-02-10");
    country_calculate(&az);
    WHAT(&az, "unclaimed", "preference cis: lacks certificate CT-1, direct import, trade with the country of origin");
    /* Through Turkiye: claimed, not lawful, and nothing that could be claimed. */
    ENTER(&az, "code=1704903000", "value=1000 USD", "origin=UZ", "export=TR", "trade=UZ", "proof=CT-1", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "duty", "255.00");
    WHAT(&az, "preference", "claimed, but not imported directly from the country of origin");
    AMOUNT(&az, "unclaimed", "-");
    ENTER(&az, "code=1704903000", "value=1000 USD", "origin=UZ", "proof=CT-1", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "duty", "?");
    assert_int_equal(country_count(&az, "missing"), 2); /* where from, and who traded */
    ENTER(&az, "code=1704903000", "value=1000 USD", "origin=CN", "proof=CT-1", "date=2026-02-10");
    country_calculate(&az);
    WHAT(&az, "preference", "claimed, but the line has no such preference for this origin");
    ENTER(&az, "code=1704903000", "value=1000 USD", "origin=UZ", "preference=cis", "date=2026-02-10");
    country_calculate(&az);
    WHAT(&az, "preference", "claimed without proof of origin: not granted");
    AMOUNT(&az, "duty", "255.00");
    country_close(&az);
}

static void days_and_origins(void **state)
{
    struct country az;
    (void)state;
    open_az(&az, false);
    ENTER(&az, "code=6109100000", "value=100 AZN", "origin=CN", "date=2025-12-31");
    country_calculate(&az);
    AMOUNT(&az, "duty", "15.00");
    ENTER(&az, "code=6109100000", "value=100 AZN", "origin=CN", "date=2026-01-01");
    country_calculate(&az);
    AMOUNT(&az, "duty", "10.00");
    ENTER(&az, "code=6109100000", "value=100 AZN", "origin=TR", "date=2026-01-01");
    country_calculate(&az);
    AMOUNT(&az, "duty", "5.00");
    ENTER(&az, "code=6109100000", "value=100 AZN", "date=2026-01-01");
    country_calculate(&az);
    AMOUNT(&az, "duty", "?");
    WHAT(&az, "missing", "country of origin, for duty");
    ENTER(&az, "code=6109100000", "value=100 AZN", "origin=TR", "date=2017-12-31"); /* before the tariff */
    country_calculate(&az);
    WHAT(&az, "refer", "the tariff that is loaded holds only from a later day than the declaration");
    /* The rate of the latest day not after the declaration: 1.7, then 1.8. */
    ENTER(&az, "code=6109100000", "value=100 USD", "origin=TR", "date=2026-02-28");
    country_calculate(&az);
    AMOUNT(&az, "customs_value", "170.00");
    ENTER(&az, "code=6109100000", "value=100 USD", "origin=TR", "date=2026-03-01");
    country_calculate(&az);
    AMOUNT(&az, "customs_value", "180.00");
    ENTER(&az, "code=6109100000", "value=100 GBP", "origin=TR", "date=2026-03-01");
    country_calculate(&az);
    WHAT(&az, "missing", "exchange rate of GBP");
    AMOUNT(&az, "total", "?");
    assert_int_equal(country_count(&az, "missing"), 1);
    ENTER(&az, "code=6109100000", "value=100 GBP", "exchange=GBP 2.25", "origin=TR", "date=2026-03-01");
    country_calculate(&az);
    AMOUNT(&az, "customs_value", "225.00");
    ENTER(&az, "code=6109100000", "value=100 EUR", "origin=TR", "date=2026-01-04"); /* before the first rate */
    country_calculate(&az);
    WHAT(&az, "missing", "exchange rate of EUR");
    country_close(&az);
}

static void procedures(void **state)
{
    struct country az;
    (void)state;
    open_az(&az, false);
    ENTER(&az, "code=1704903000", "value=1000 USD", "origin=TR", "procedure=IM8", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "total", "0.00");
    assert_true(az.result.known);
    WHAT(&az, "procedure", "transit owes no duty, tax or fee");
    assert_int_equal(country_count(&az, "require"), 1);
    ENTER(&az, "code=1704903000", "value=1000 USD", "origin=TR", "procedure=temporary", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "total", "?");
    WHAT(&az, "refer", "whether relief is full or partial, for these goods and this time");
    country_close(&az);
}

/* The limit of 300 USD at 1.7 is 510 AZN: 100 + 200 USD are within it, 100 + 201 USD are not. */
static void parcels(void **state)
{
    struct country az;
    (void)state;
    open_az(&az, false);
    ENTER(&az, "code=1704903000", "value=100 USD", "origin=TR", "procedure=parcel", "received=200", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "total", "0.00");
    WHAT(&az, "relief", "parcels for personal use within the limit");
    assert_true(az.result.sample);
    ENTER(&az, "code=1704903000", "value=100 USD", "origin=TR", "procedure=parcel", "received=201", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "total", "?");
    WHAT(&az, "refer", "the charges on parcels above the monthly limit");
    ENTER(&az, "code=1704903000", "value=100 USD", "origin=TR", "procedure=parcel", "date=2026-02-10");
    country_calculate(&az);
    WHAT(&az, "missing", "what the consignee received in the month before, for parcels for personal use");
    AMOUNT(&az, "total", "?");
    country_close(&az);
}

static void large_and_small(void **state)
{
    struct country az;
    (void)state;
    open_az(&az, false);
    /* 10^30: duty 15 %, VAT 18 % of 1.15 x 10^30 = 2.07 x 10^29, fee 1000. */
    ENTER(&az, "code=1704903000", "value=1000000000000000000000000000000 AZN", "origin=TR", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "total", "357000000000000000000000001000.00");
    ENTER(&az, "code=1704903000", "value=0 AZN", "origin=TR", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "duty", "0.00");
    /* A fifth of a qapik: 15 % of 0.33 is 0.0495, rounded 0.05. */
    ENTER(&az, "code=1704903000", "value=0.33 AZN", "origin=TR", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "duty", "0.05");
    ENTER(&az, "code=3004900000", "value=100 AZN", "origin=TR", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "vat", "0.00"); /* the line is free of it */
    ENTER(&az, "code=1704903000", "value=100 AZN", "origin=TR", "vat=exempt", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "vat", "0.00");
    country_close(&az);
}

static void no_such_line(void **state)
{
    struct country az;
    struct hs_why why;
    (void)state;
    open_az(&az, false);
    static const char *const cases[][2] = {
        { "code=1806200000", "1806200000 is not declarable; 1806 20 has 2 lines: say 1806 20 010 0, 1806 20 090 0" },
        { "code=1704", "1704 is not declarable; 1704 has 1 line: say 1704 90 300 0" },
        { "code=1704903001", "1704903001 is no line of the tariff; 1704 90 30 has 1 line: say 1704 90 300 0" },
        { "code=9999999999", "code 9999999999: the tariff of AZ has no line of heading 9999: correct it" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ENTER(&az, cases[i][0], "value=1 AZN", "origin=TR", "date=2026-02-10");
        assert_int_equal(calculate(az.calculator, &az.entry, &az.result, &why), HS_NOT_FOUND);
        assert_string_equal(why.text, cases[i][1]);
    }
    struct duty_country none = { .profile = &az.profile };
    struct calculator *calculator;
    calculator_open(&none, &az.arena, &calculator, &why);
    assert_int_equal(calculate(calculator, &az.entry, &az.result, &why), HS_NOT_FOUND);
    assert_non_null(strstr(why.text, "no national tariff loaded"));
    calculator_close(calculator);
    country_close(&az);
}

/* What another code newly requires. */
static void newly_required(void **state)
{
    struct country az;
    struct duty_result first;
    struct hs_why why;
    size_t newly = 0;
    (void)state;
    open_az(&az, false);
    duty_result_init(&first);
    ENTER(&az, "code=1704903000", "value=1 AZN", "origin=TR", "date=2026-02-10");
    assert_int_equal(calculate(az.calculator, &az.entry, &first, &why), HS_OK);
    assert_int_equal(entry_set(&az.entry, ENTRY_CODE, &az.profile, "1806200100", &why), HS_OK);
    country_calculate(&az);
    for (size_t i = 0; i < az.result.steps; i++)
        if (duty_newly_requires(&az.result, i, &first)) {
            assert_int_equal(az.result.step[i].required, TARIFF_VETERINARY);
            newly++;
        }
    assert_int_equal(newly, 1);
    duty_result_clear(&first);
    country_close(&az);
}

/* ---- the other countries ---- */

/* The Philippines, 8 digits. CIF 200000 PHP. Duty 7 % = 14000. Bank charge 0.125 % = 250. Brokerage of a value up to 200000: 5300. Arrastre 1000, wharfage 500 as
 * billed. Stamps 280. Processing fee up to 250000: 250. Landed cost 200000 + 14000 + 250 + 5300 + 1000 + 500 + 280 + 250 = 221580; VAT 12 % = 26589.60. Owed:
 * 14000 + 280 + 250 + 26589.60 = 41119.60. */
static void philippines(void **state)
{
    static const struct country_row rows[] = { { .code = "18063100", .title = "Filled", .kind = TARIFF_DUTY, .rate = "7%" }, { 0 } };
    static const struct country_fx fx[] = { { NULL } };
    struct country ph;
    (void)state;
    country_open(&ph, "PH", 8, false, EXPRESSION_EUROPE, rows, fx);
    ENTER(&ph, "code=1806.31.00", "value=200000 PHP", "origin=CN", "cost=arrastre 1000", "cost=wharfage 500", "date=2026-02-10");
    country_calculate(&ph);
    AMOUNT(&ph, "ipf", "250.00");
    AMOUNT(&ph, "vat", "26589.60");
    AMOUNT(&ph, "total", "41119.60");
    /* The bands: 500 and 750 up to 500000 and 750000, 1000 above. */
    static const char *const bands[][2] = { { "value=250000 PHP", "250.00" }, { "value=250000.01 PHP", "500.00" }, { "value=500000 PHP", "500.00" },
                                            { "value=750000 PHP", "750.00" }, { "value=750001 PHP", "1000.00" } };
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
        ENTER(&ph, "code=18063100", bands[i][0], "origin=CN", "cost=arrastre 0", "cost=wharfage 0", "date=2026-02-10");
        country_calculate(&ph);
        AMOUNT(&ph, "ipf", bands[i][1]);
    }
    /* 5300 and 0.125 % of what is above 200000: of 100000, 125. */
    ENTER(&ph, "code=18063100", "value=300000 PHP", "origin=CN", "cost=arrastre 0", "date=2026-02-10");
    country_calculate(&ph);
    AMOUNT(&ph, "brokerage", "5425.00");
    WHAT(&ph, "missing", "wharfage, for wharfage");
    AMOUNT(&ph, "vat", "?");
    country_close(&ph);
}

/* The United States. 10000 USD CIF with 800 of freight and 100 of insurance: 9100. Duty 16.5 % = 1501.50. Processing fee 0.3464 % of 9100 = 31.5224, raised to the
 * minimum of 32.71 (fiscal year 2025); harbour fee 0.125 % = 11.375, rounded 11.38. 1501.50 + 32.71 + 11.38 = 1545.59. */
static void united_states(void **state)
{
    static const struct country_row rows[] = {
        { .code = "6109100012", .title = "T-shirts", .kind = TARIFF_DUTY, .rate = "16.5%" },
        { .kind = TARIFF_PREFERENCE, .rate = "Free (AU, BH, S) 3% (JP)" },
        { .kind = TARIFF_COLUMN_2, .rate = "90%" },
        { .kind = TARIFF_ADDITIONAL, .rate = "The duty provided in the applicable subheading + 25%", .origins = "CN", .group = "9903.88.03" },
        { .code = "0402100500", .title = "Milk", .kind = TARIFF_DUTY, .rate = "3.3¢/kg" },
        { .kind = TARIFF_PREFERENCE, .rate = "Free (AU)" },
        { 0 },
    };
    static const struct country_fx fx[] = { { "EUR", 20250101, 11, 1 }, { NULL } };
    struct country us;
    (void)state;
    country_open(&us, "US", 10, false, EXPRESSION_US, rows, fx);
    ENTER(&us, "code=6109.10.0012", "value=10000 USD", "freight=800", "insurance=100", "incoterm=CIF", "origin=VN", "transport=sea", "date=2025-03-01");
    country_calculate(&us);
    AMOUNT(&us, "customs_value", "9100.00");
    AMOUNT(&us, "duty", "1501.50");
    AMOUNT(&us, "mpf", "32.71");
    AMOUNT(&us, "hmf", "11.38");
    AMOUNT(&us, "total", "1545.59");
    WHAT(&us, "notice", "additional duties by origin (chapter 99) and antidumping are not in the schedule: not counted");
    /* By air there is no harbour fee; not said how: missing. 0.3464 % of 100000 is 346.40. */
    ENTER(&us, "code=6109100012", "value=100000 USD", "origin=VN", "transport=air", "date=2025-03-01");
    country_calculate(&us);
    AMOUNT(&us, "hmf", "-");
    AMOUNT(&us, "total", "16846.40");
    ENTER(&us, "code=6109100012", "value=100000 USD", "origin=VN", "date=2025-03-01");
    country_calculate(&us);
    WHAT(&us, "missing", "transport, for harbour maintenance fee");
    AMOUNT(&us, "total", "?");
    /* A million: 3464 is lowered to the maximum of 634.62. */
    ENTER(&us, "code=6109100012", "value=1000000 USD", "origin=VN", "transport=air", "date=2025-03-01");
    country_calculate(&us);
    AMOUNT(&us, "mpf", "634.62");
    /* Column 2; chapter 99 on top: 16.5 % + 25 %. */
    ENTER(&us, "code=6109100012", "value=10000 USD", "origin=KP", "transport=air", "date=2025-03-01");
    country_calculate(&us);
    AMOUNT(&us, "duty", "9000.00");
    ENTER(&us, "code=6109100012", "value=10000 USD", "origin=CN", "transport=air", "date=2025-03-01");
    country_calculate(&us);
    AMOUNT(&us, "duty", "1650.00");
    AMOUNT(&us, "additional", "2500.00");
    AMOUNT(&us, "total", "4184.64"); /* and 34.64 */
    /* By programme, which also frees from the processing fee. */
    ENTER(&us, "code=6109100012", "value=10000 USD", "origin=AU", "proof=AU", "transport=air", "date=2025-03-01");
    country_calculate(&us);
    AMOUNT(&us, "total", "0.00");
    ENTER(&us, "code=6109100012", "value=10000 USD", "origin=JP", "transport=air", "date=2025-03-01");
    country_calculate(&us);
    AMOUNT(&us, "unclaimed", "300.00");
    WHAT(&us, "unclaimed", "preference jp: lacks claim under the agreement");
    /* A rate by weight is not asked for where the preference makes it needless. */
    ENTER(&us, "code=0402100500", "value=10000 USD", "origin=AU", "proof=AU", "transport=air", "date=2025-03-01");
    country_calculate(&us);
    AMOUNT(&us, "total", "0.00");
    assert_int_equal(country_count(&us, "missing"), 0);
    /* Exchange by the day of exportation. */
    ENTER(&us, "code=6109100012", "value=10000 EUR", "origin=VN", "transport=air", "date=2025-03-01");
    country_calculate(&us);
    WHAT(&us, "missing", "date of exportation, for the exchange rate");
    ENTER(&us, "code=6109100012", "value=10000 EUR", "origin=VN", "transport=air", "date=2025-03-01", "export-date=2025-02-01");
    country_calculate(&us);
    AMOUNT(&us, "customs_value", "11000.00");
    country_close(&us);
}

/* Great Britain. The rate of the month: 0.8 GBP for a EUR on 1 February, though 0.9 from the 5th. 1000 EUR = 800 GBP; duty 12 % = 96; costs 40; VAT 20 % of 936 = 187.20:
 * 283.20. From the EU with a statement: VAT 20 % of 840 = 168. At 5 %: 46.80. */
static void great_britain(void **state)
{
    static const struct country_row rows[] = { { .code = "6109100000", .title = "T-shirts", .kind = TARIFF_DUTY, .rate = "12.00%" }, { 0 } };
    static const struct country_fx fx[] = { { "EUR", 20260201, 8, 1 }, { "EUR", 20260205, 9, 1 }, { NULL } };
    struct country gb;
    (void)state;
    country_open(&gb, "GB", 10, false, EXPRESSION_EUROPE, rows, fx);
    ENTER(&gb, "code=6109100000", "value=1000 EUR", "origin=CN", "cost=costs 40", "date=2026-02-10");
    country_calculate(&gb);
    AMOUNT(&gb, "customs_value", "800.00");
    AMOUNT(&gb, "total", "283.20");
    assert_false(gb.result.sample);
    ENTER(&gb, "code=6109100000", "value=1000 EUR", "origin=DE", "proof=invoice 7", "cost=costs 40", "date=2026-02-10");
    country_calculate(&gb);
    AMOUNT(&gb, "total", "168.00");
    ENTER(&gb, "code=6109100000", "value=1000 EUR", "origin=CN", "cost=costs 40", "vat=reduced", "date=2026-02-10");
    country_calculate(&gb);
    AMOUNT(&gb, "vat", "46.80");
    /* 135 GBP: no duty, VAT on 135 = 27. 135.01: duty 16.20 on 135.01. */
    ENTER(&gb, "code=6109100000", "value=135 GBP", "origin=CN", "procedure=parcel", "cost=costs 0", "date=2026-02-10");
    country_calculate(&gb);
    AMOUNT(&gb, "total", "27.00");
    ENTER(&gb, "code=6109100000", "value=135.01 GBP", "origin=CN", "procedure=parcel", "cost=costs 0", "date=2026-02-10");
    country_calculate(&gb);
    AMOUNT(&gb, "duty", "16.20");
    country_close(&gb);
}

/* Russia. 500 kg worth 1000 EUR at 100 = 100000 RUB. 15 %, but not less than 0.6 EUR/kg: 15000 against 300 EUR = 30000. Fee up to 200000: 1067. VAT by the day:
 * 18 % of 130000 = 23400 in 2018, 20 % = 26000 in 2019, 22 % = 28600 in 2026 (sample). */
static void russia(void **state)
{
    static const struct country_row rows[] = { { .code = "1704903000", .title = "White chocolate", .kind = TARIFF_DUTY, .rate = "15, но не менее 0,6 евро за 1 кг" }, { 0 } };
    static const struct country_fx fx[] = { { "EUR", 20180101, 100, 0 }, { NULL } };
    static const char *const years[][3] = { { "date=2018-12-31", "23400.00", "54467.00" }, { "date=2019-01-01", "26000.00", "57067.00" },
                                            { "date=2025-12-31", "26000.00", "57067.00" }, { "date=2026-01-01", "28600.00", "59667.00" } };
    struct country ru;
    (void)state;
    country_open(&ru, "RU", 10, false, EXPRESSION_EAEU, rows, fx);
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        ENTER(&ru, "code=1704903000", "value=1000 EUR", "origin=CN", "net=500", years[i][0]);
        country_calculate(&ru);
        AMOUNT(&ru, "duty", "30000.00");
        AMOUNT(&ru, "vat", years[i][1]);
        AMOUNT(&ru, "total", years[i][2]);
    }
    /* Before VAT was 18 % the profile has no rate. */
    ENTER(&ru, "code=1704903000", "value=1000 EUR", "origin=CN", "net=500", "exchange=EUR 40", "date=2018-06-01");
    country_calculate(&ru);
    AMOUNT(&ru, "customs_value", "40000.00");
    /* The agreement's own rate on every line, with its conditions. */
    ENTER(&ru, "code=1704903000", "value=1000 EUR", "origin=UZ", "export=UZ", "trade=UZ", "proof=CT-1", "date=2025-01-01");
    country_calculate(&ru);
    AMOUNT(&ru, "duty", "0.00");
    AMOUNT(&ru, "total", "21067.00"); /* VAT 20000 and the fee; the weight is not asked for */
    country_close(&ru);
}

/* ---- fields ---- */

static void fields_that_will_not_do(void **state)
{
    static const struct {
        enum entry_field field;
        const char *text, *message;
    } cases[] = {
        { ENTRY_VALUE, "-5", "value \"-5\": below zero: correct it" },
        { ENTRY_VALUE, "abc", "value \"abc\": no number: begin with its digits" },
        { ENTRY_VALUE, "5 DOLLARS", "value \"DOLLARS\": no currency of ISO 4217: give its three letters, such as USD" },
        { ENTRY_VALUE, "1,234", "value: \"1,234\": thousands or decimals, both are possible: write it without thousands, with one more or fewer decimal" },
        { ENTRY_QUANTITY, "0 kg", "quantity \"0 kg\": zero: correct it, or leave it out where it is not known" },
        { ENTRY_QUANTITY, "5 furlongs", "unit \"furlongs\": not known: say kg, l, item, doz., pair, m2, cm3 of engine capacity, or a code of Recommendation 20 such as KGM" },
        { ENTRY_QUANTITY, "5", "unit: it is not given: say kg, l, item, doz., pair, m2, or a code of Recommendation 20 such as KGM" },
        { ENTRY_NET, "5 l", "net \"5 l\": no unit of mass: say kg, g or t" },
        { ENTRY_DATE, "2026-02-31", "date \"2026-02-31\": no day of the calendar: write it as 2026-02-28" },
        { ENTRY_DATE, "31.01.2026", "date \"31.01.2026\": no day of the calendar: write it as 2026-02-28" },
        { ENTRY_ORIGIN, "XX", "origin \"XX\": no country of ISO 3166: give its two letters, such as AZ" },
        { ENTRY_ORIGIN, "Turkey", "origin \"Turkey\": no country of ISO 3166: give its two letters, such as AZ" },
        { ENTRY_CURRENCY, "XXQ", "currency \"XXQ\": no currency of ISO 4217: give its three letters, such as USD" },
        { ENTRY_INCOTERM, "C&F", "incoterm \"C&F\": not of the Incoterms 2020: say EXW, FCA, FAS, FOB, CFR, CIF, CPT, CIP, DAP, DPU or DDP" },
        { ENTRY_TRANSPORT, "camel", "transport \"camel\": no way of transport: say sea, rail, road, air, post, pipeline, waterway or own" },
        { ENTRY_PROCEDURE, "gift", "procedure \"gift\": the profile of AZ has none of this name: say free, re-import, transit, warehouse, temporary, inward, export, parcel" },
        { ENTRY_PREFERENCE, "nafta", "preference \"nafta\": the profile of AZ has none of this name: say cis" },
        { ENTRY_VAT, "tiny", "vat \"tiny\": the profile of AZ has none of this name: say standard, exempt" },
        { ENTRY_COST, "bribe 5", "cost \"bribe 5\": the profile of AZ has none of this name: leave it out" },
        { ENTRY_DEGREE, "140 % vol", "degree \"140 % vol\": above 100: correct it" },
        { ENTRY_PART, "5 on the moon", "part-value \"5 on the moon\": of which part is not clear: write the amount and the part as the rate does, \"12.50 on the case\"" },
        { ENTRY_EXCHANGE, "EUR 0", "exchange \"0\": zero: correct it, or leave it out where it is not known" },
        { ENTRY_CODE, "17O4", NULL },
    };
    struct country az;
    struct hs_why why;
    (void)state;
    open_az(&az, false);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(entry_set(&az.entry, cases[i].field, &az.profile, cases[i].text, &why), HS_INVALID);
        if (cases[i].message)
            assert_string_equal(why.text, cases[i].message);
    }
    assert_int_equal(az.entry.inputs, 0);
    assert_false(az.entry.value.given);
    country_close(&az);
}

static void fields_that_do(void **state)
{
    static const struct {
        const char *text;
        enum measure_unit unit;
        enum measure_part part;
    } units[] = { { "kg", UNIT_KILOGRAM, PART_WHOLE },       { "KGM", UNIT_KILOGRAM, PART_WHOLE },
                  { "h87", UNIT_PIECE, PART_WHOLE },         { "kg on drained weight", UNIT_KILOGRAM, PART_DRAINED },
                  { "LPA", UNIT_LITRE, PART_ALCOHOL },       { "cm3 of engine capacity", UNIT_CUBIC_CENTIMETRE, PART_ENGINE },
                  { "kg gross", UNIT_KILOGRAM, PART_GROSS_MASS }, { "pf. liter", UNIT_PROOF_LITRE, PART_WHOLE } };
    struct country az;
    struct hs_why why;
    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        enum measure_unit unit;
        enum measure_part part;
        assert_int_equal(entry_unit(units[i].text, strlen(units[i].text), &unit, &part, &why), HS_OK);
        assert_int_equal(unit, units[i].unit);
        assert_int_equal(part, units[i].part);
    }
    open_az(&az, false);
    ENTER(&az, "net=5", "net=6 t", "gross=7", "quantity=12 doz.", "quantity=5 pair", "quantity=13 doz.");
    assert_int_equal(az.entry.inputs, 4); /* the last of each stands */
    assert_int_equal(entry_set(&az.entry, ENTRY_QUANTITY, &az.profile, "", &why), HS_OK);
    assert_int_equal(az.entry.inputs, 2);
    assert_int_equal(entry_set(&az.entry, ENTRY_NET, &az.profile, "", &why), HS_OK);
    assert_int_equal(az.entry.inputs, 1);
    for (enum entry_field field = 0; field < ENTRY_FIELD_COUNT; field++)
        assert_int_equal(entry_set(&az.entry, field, &az.profile, "", &why), HS_OK);
    assert_int_equal(az.entry.inputs, 0);
    ENTER(&az, "value=1 234,50 AZN", "code=8703231900", "origin=DE", "quantity=1600 cm3 of engine capacity", "exchange=USD 1.7", "date=2026-02-10");
    country_calculate(&az);
    AMOUNT(&az, "price", "1234.50");
    AMOUNT(&az, "duty", "1904.00"); /* 0.7 x 1600 = 1120 USD at 1.7 */
    country_close(&az);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_chocolate), cmocka_unit_test(freight_in_the_price), cmocka_unit_test(not_less_than), cmocka_unit_test(spirits),
        cmocka_unit_test(preferences),     cmocka_unit_test(days_and_origins),     cmocka_unit_test(procedures),    cmocka_unit_test(parcels),
        cmocka_unit_test(large_and_small), cmocka_unit_test(no_such_line),         cmocka_unit_test(newly_required), cmocka_unit_test(philippines),
        cmocka_unit_test(united_states),   cmocka_unit_test(great_britain),        cmocka_unit_test(russia),        cmocka_unit_test(fields_that_will_not_do),
        cmocka_unit_test(fields_that_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
