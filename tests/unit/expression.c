/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "core/duty/expression.h"

enum { TEXT_SIZE = 16384, INPUTS_MAX = 12 };

static const enum expression_dialect US = EXPRESSION_US, EUROPE = EXPRESSION_EUROPE, EAEU = EXPRESSION_EAEU;

static const struct expression *parsed(struct arena *arena, enum expression_dialect dialect, const char *text)
{
    const struct expression *expression = NULL;
    struct hs_why why;
    if (expression_parse(text, strlen(text), dialect, arena, &expression, &why) != HS_OK)
        fail_msg("%s: %s", text, why.text);
    return expression;
}

static void canonical_forms(void **state)
{
    (void)state;
    static const struct {
        enum expression_dialect dialect;
        const char *text, *canonical;
    } cases[] = {
        { EXPRESSION_US, "Free", "Free" },
        { EXPRESSION_US, "4.0%", "4%" },
        { EXPRESSION_US, "33 1/3%", "33 1/3%" },
        { EXPRESSION_US, "46.3¢/kg +14.9%", "0.463 USD/kg + 14.9%" },
        { EXPRESSION_US, "44¢ each + 6% on the case + 14% on the strap, band or bracelet + 5.3% on thebattery",
          "0.44 USD/item + 6% on the case + 14% on the strap, band or bracelet + 5.3% on the battery" },
        { EXPRESSION_US, "$2.50/thou- sand + 40%", "2.5 USD/thousand + 40%" },
        { EXPRESSION_US, "10¢/1,000 pins + 3.5%", "0.1 USD/1000 item + 3.5%" },
        { EXPRESSION_US, "$1.32/t, including weight of container", "1.32 USD/t, including weight of container" },
        { EXPRESSION_US,
          "4.3817¢/kg less 0.0622005¢ /kg for each degree under 100 degrees (and fractions of a degree in proportion) but not less 2.831562¢ /kg",
          "0.043817 USD/kg less 0.000622005 USD/kg for each degree under 100 MIN 0.02831562 USD/kg" },
        { EXPRESSION_US, "Free \n(A+, AU,B) 3.2%(JP) See 9822.04.01-9822.04.03 (S+)", "Free (A+,AU,B) 3.2% (JP) see 9822.04.01-9822.04.03 (S+)" },
        { EXPRESSION_US, "The duty provided inthe applicable subheading+ 25%", "duty in the applicable subheading + 25%" },
        { EXPRESSION_US, "See additional U.S. note 1", "refer \"See additional U.S. note 1\"" },
        { EXPRESSION_US, "37% /", "refer \"37% /\"" },
        { EXPRESSION_EUROPE, "0,500 EUR/kg", "refer \"0,500 EUR/kg\"" }, /* never 500 */
        { EXPRESSION_EUROPE, "1 EUR/m - 3%", "1 EUR/m - 3%" },           /* not a cubic metre */
        { EXPRESSION_EUROPE, "1 EUR/li- ter", "1 EUR/l" },               /* a word that was broken at the end of a line */
        { EXPRESSION_EUROPE, "1234,567 EUR/kg", "refer \"1234,567 EUR/kg\"" },
        { EXPRESSION_US, "24", "refer \"24\"" },
        { EXPRESSION_US, "Free (AU) A \"strange\" duty (B,C,)", "Free (AU) refer \"A \\\"strange\\\" duty\" (B,C)" },
        { EXPRESSION_EUROPE, "24 + 4.2 EUR/100 kg", "24% + 4.2 EUR/100 kg" },
        { EXPRESSION_EUROPE, "2,765.00 EUR / tonne", "2765 EUR/t" },
        { EXPRESSION_EUROPE, "6.20% + 27.10 EUR / 100 kg MAX 17.90%", "6.2% + 27.1 EUR/100 kg MAX 17.9%" },
        { EXPRESSION_EUROPE, "0.50 EUR / item MIN 2.70% MAX 4.60%", "0.5 EUR/item MIN 2.7% MAX 4.6%" },
        { EXPRESSION_EUROPE, "0.30 GBP/100kg/net/%sacchar.", "0.3 GBP/100 kg/% sacchar." },
        { EXPRESSION_EUROPE, "1.40 GBP / % vol / hl", "1.4 GBP/% vol/hl" },
        { EXPRESSION_EUROPE, "9.00% +  EA MAX 18.70%  + ADSZ", "9% + refer \"EA\" MAX 18.7% + refer \"ADSZ\"" },
        { EXPRESSION_EUROPE, "4.00% (01 JAN-31 MAR, 01-31 DEC), 5.10% (01 JUN-30 NOV)", "4% (01 JAN-31 MAR, 01 DEC-31 DEC), 5.1% (01 JUN-30 NOV)" },
        { EXPRESSION_EUROPE, "4% (01 JAN-31 FEB), 5%", "refer \"4% (01 JAN-31 FEB), 5%\"" },
        { EXPRESSION_EAEU, "12,5", "12.5%" },
        { EXPRESSION_EAEU, "15, но не менее 0,15 евро за 1 кг", "15% MIN 0.15 EUR/kg" },
        { EXPRESSION_EAEU, "10 плюс 0,08 евро за 1 кг", "10% + 0.08 EUR/kg" },
        { EXPRESSION_EAEU, "250 долларов США за 1000 кг", "250 USD/1000 kg" },
        { EXPRESSION_EAEU, "20, но не менее 3 0,8 евро за 1 см объема двигателя", "20% MIN 0.8 EUR/cm3 of engine capacity" },
        { EXPRESSION_EAEU,
          "15, либо 12,5, но не менее 0,79 евро за 1 см³ объема двигателя, в зависимости от того, какая из исчисленных сумм таможенной пошлины ниже",
          "15% MAX (12.5% MIN 0.79 EUR/cm3 of engine capacity)" },
        { EXPRESSION_EAEU, "0,38 евро за 1 м 2", "0.38 EUR/m2" },
        { EXPRESSION_EAEU, "0,38 евро за 1 м", "refer \"0,38 евро за 1 м\"" }, /* metre or square metre: print lost it */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = { 0 };
        char printed[TEXT_SIZE];
        const struct expression *expression = parsed(&arena, cases[i].dialect, cases[i].text);
        assert_int_equal(expression_print(expression, printed, sizeof printed), strlen(cases[i].canonical));
        assert_string_equal(printed, cases[i].canonical);
        for (enum expression_dialect dialect = EXPRESSION_US; dialect <= EXPRESSION_EAEU; dialect++)
            assert_true(expression_equal(expression, parsed(&arena, dialect, printed)));
        arena_free(&arena);
    }
}

/* ---- evaluation: sums made by hand, written beside each ---- */

struct desk {
    struct arena arena;
    struct expression_input input[INPUTS_MAX];
    struct expression_inputs inputs;
    struct expression_result result;
};

static void open_desk(struct desk *desk, const char *value, const char *currency)
{
    memset(desk, 0, sizeof *desk);
    desk->inputs.input = desk->input;
    desk->inputs.currency = currency;
    decimal_init(&desk->result.amount);
    decimal_init(&desk->input[0].amount);
    struct hs_why why;
    assert_int_equal(decimal_parse(value, strlen(value), DECIMAL_POINT, &desk->input[0].amount, &why), HS_OK);
    desk->inputs.inputs = 1;
}

static void give(struct desk *desk, struct expression_key key, const char *amount)
{
    struct expression_input *input = &desk->input[desk->inputs.inputs++];
    struct hs_why why;
    input->key = key;
    decimal_init(&input->amount);
    assert_int_equal(decimal_parse(amount, strlen(amount), DECIMAL_POINT, &input->amount, &why), HS_OK);
}

static void give_quantity(struct desk *desk, enum measure_unit unit, enum measure_part part, const char *amount)
{
    give(desk, (struct expression_key) { .kind = INPUT_QUANTITY, .unit = unit, .part = part }, amount);
}

static void close_desk(struct desk *desk)
{
    for (size_t i = 0; i < desk->inputs.inputs; i++)
        decimal_clear(&desk->input[i].amount);
    decimal_clear(&desk->result.amount);
    arena_free(&desk->arena);
}

static enum expression_outcome evaluated(struct desk *desk, enum expression_dialect dialect, const char *text)
{
    struct hs_why why;
    if (expression_evaluate(parsed(&desk->arena, dialect, text), &desk->inputs, &desk->result, &why) != HS_OK)
        fail_msg("%s: %s", text, why.text);
    return desk->result.outcome;
}

static void due(struct desk *desk, enum expression_dialect dialect, const char *text, const char *expected)
{
    char out[TEXT_SIZE];
    if (evaluated(desk, dialect, text) != EXPRESSION_COMPUTED)
        fail_msg("%s: not computed", text);
    decimal_round(&desk->result.amount, &desk->result.amount, 2, DECIMAL_HALF_UP);
    decimal_print(&desk->result.amount, out, sizeof out);
    if (strcmp(out, expected) != 0)
        fail_msg("%s: %s, by hand %s", text, out, expected);
}

static void missing(struct desk *desk, enum expression_dialect dialect, const char *text, const char *name)
{
    char out[200];
    assert_int_equal(evaluated(desk, dialect, text), EXPRESSION_MISSING);
    expression_key_text(&desk->result.missing, out, sizeof out);
    assert_string_equal(out, name);
}

static void refers(struct desk *desk, enum expression_dialect dialect, const char *text, const char *words)
{
    assert_int_equal(evaluated(desk, dialect, text), EXPRESSION_REFER);
    assert_int_equal(desk->result.refer_length, strlen(words));
    assert_memory_equal(desk->result.refer, words, strlen(words));
}

static void sums_made_by_hand(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk, "1000", "USD");
    give_quantity(&desk, UNIT_TONNE, PART_WHOLE, "0.25"); /* 250 kg */
    give_quantity(&desk, UNIT_PIECE, PART_WHOLE, "30");
    due(&desk, US, "6.8%", "68.00");
    due(&desk, US, "33 1/3%", "333.33");
    due(&desk, US, "46.3¢/kg + 14.9%", "264.75"); /* 250 x 0.463 + 149 */
    due(&desk, US, "2.8¢/doz.", "0.07");          /* 30 / 12 x 0.028 */
    due(&desk, US, "$1.50/1000", "0.05");         /* 30 / 1000 x 1.5 = 0.045 */
    due(&desk, US, "5% or $1/kg, whichever is higher", "250.00");
    due(&desk, US, "10% MIN $1/kg MAX 20%", "200.00"); /* max(100, 250) = 250, at most 200 */
    missing(&desk, US, "2% on the case", "value for the rate \"on the case\"");
    missing(&desk, US, "5¢/liter", "quantity in l");
    missing(&desk, US, "5¢/pr.", "quantity in pair"); /* 30 pieces are not 15 pairs */
    missing(&desk, US, "The duty provided in the applicable subheading + 25%", "duty under the applicable subheading");
    refers(&desk, US, "See additional U.S. note 1", "See additional U.S. note 1");
    close_desk(&desk);
}

static void degrees_of_sugar_have_a_floor(void **state)
{
    (void)state;
    static const char rate[] = "3.6606¢/kg less 0.020668¢/kg for each degree under 100 degrees (and fractions of a degree in proportion) but not less than "
                               "3.143854¢/kg";
    static const char *const degrees[][2] = { { "100", "366.06" }, { "99.5", "365.03" }, { "75", "314.39" }, { "60", "314.39" }, { "101", "366.06" } };
    for (size_t i = 0; i < sizeof degrees / sizeof *degrees; i++) { /* 10 t: 366.06 - 2.0668 for each degree, at least 314.3854 */
        struct desk desk;
        open_desk(&desk, "5000", "USD");
        give_quantity(&desk, UNIT_KILOGRAM, PART_WHOLE, "10000");
        missing(&desk, US, rate, "degree in \"degree\"");
        give(&desk, (struct expression_key) { .kind = INPUT_DEGREE, .part = PART_POLARISATION }, degrees[i][0]);
        due(&desk, US, rate, degrees[i][1]);
        close_desk(&desk);
    }
}

static void currencies_need_a_rate(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk, "100000", "RUB");
    give_quantity(&desk, UNIT_KILOGRAM, PART_WHOLE, "500");
    missing(&desk, EAEU, "15, но не менее 0,5 евро за 1 кг", "exchange rate of EUR");
    give(&desk, (struct expression_key) { .kind = INPUT_EXCHANGE_RATE, .name = "EUR" }, "92.4155");
    due(&desk, EAEU, "15, но не менее 0,5 евро за 1 кг", "23103.88"); /* 500 x 0.5 x 92.4155 = 23103.875; 15 % = 15000 */
    due(&desk, EAEU, "25, но не менее 0,5 евро за 1 кг", "25000.00");
    close_desk(&desk);
}

static void strength_multiplies(void **state)
{
    (void)state;
    struct desk desk;
    open_desk(&desk, "1000", "GBP");
    give_quantity(&desk, UNIT_LITRE, PART_WHOLE, "700");
    missing(&desk, EUROPE, "0.50 GBP/%vol/hl + 2.60 GBP/hl", "degree in \"% vol\"");
    give(&desk, (struct expression_key) { .kind = INPUT_DEGREE, .part = PART_STRENGTH }, "40");
    due(&desk, EUROPE, "0.50 GBP/%vol/hl + 2.60 GBP/hl", "158.20"); /* 7 hl x 40 x 0.5 + 7 x 2.6 */
    close_desk(&desk);
}

static void seasons_go_by_the_date(void **state)
{
    (void)state;
    static const char rate[] = "14.00% (01 JUL - 31 JAN), 2.00% (01 FEB - 30 JUN)", gap[] = "4.00% (01 JAN-31 MAR, 01-31 DEC), 5.10% (01 JUN-30 NOV)";
    struct desk desk;
    struct hs_why why;
    open_desk(&desk, "100", "GBP");
    missing(&desk, EUROPE, rate, "date of the declaration");
    desk.inputs.month = 1, desk.inputs.day = 31;
    due(&desk, EUROPE, rate, "14.00");
    desk.inputs.month = 2, desk.inputs.day = 29;
    due(&desk, EUROPE, rate, "2.00");
    desk.inputs.month = 4, desk.inputs.day = 15;
    refers(&desk, EUROPE, gap, "no season of the rate holds the date");
    desk.inputs.month = 2, desk.inputs.day = 31;
    assert_int_equal(expression_evaluate(parsed(&desk.arena, EUROPE, rate), &desk.inputs, &desk.result, &why), HS_INVALID);
    assert_non_null(strstr(why.text, "no such date"));
    close_desk(&desk);
}

static void preferences_go_by_the_programme(void **state)
{
    (void)state;
    static const char rate[] = "Free (A*,AU,BH) 3.2% (JP) See 9822.04.40 (S+)";
    struct desk desk;
    open_desk(&desk, "100", "USD");
    missing(&desk, US, rate, "programme of preference claimed");
    desk.inputs.programme = "AU";
    due(&desk, US, rate, "0.00");
    desk.inputs.programme = "JP";
    due(&desk, US, rate, "3.20");
    desk.inputs.programme = "S+";
    missing(&desk, US, rate, "duty under 9822.04.40");
    desk.inputs.programme = "A"; /* A*: not for every country of A */
    refers(&desk, US, rate, "A*,AU,BH");
    desk.inputs.programme = "KR";
    assert_int_equal(evaluated(&desk, US, rate), EXPRESSION_NO_PREFERENCE);
    close_desk(&desk);
}

static void extremes_are_exact_or_refused(void **state)
{
    (void)state;
    struct desk desk;
    struct hs_why why;
    open_desk(&desk, "1000000000000000000000000000000", "USD");
    give_quantity(&desk, UNIT_KILOGRAM, PART_WHOLE, "0");
    due(&desk, US, "0.1% + $1.5/kg", "1000000000000000000000000000.00");
    decimal_set_integer(&desk.input[1].amount, -1, 0);
    assert_int_equal(expression_evaluate(parsed(&desk.arena, US, "Free"), &desk.inputs, &desk.result, &why), HS_INVALID);
    assert_string_equal(why.text, "quantity in kg: below zero: correct it");
    close_desk(&desk);
}

static void hostile_texts_stay_small(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    const struct expression *expression;
    struct hs_why why;
    char text[EXPRESSION_TEXT_MAX + 2];
    memset(text, '(', sizeof text);
    assert_int_equal(expression_parse(text, EXPRESSION_TEXT_MAX, US, &arena, &expression, &why), HS_OK);
    assert_true(expression_refers(expression));
    assert_int_equal(expression_parse(text, EXPRESSION_TEXT_MAX + 1, US, &arena, &expression, &why), HS_TOO_LARGE);
    for (size_t i = 0; i + 3 <= EXPRESSION_TEXT_MAX; i += 3)
        memcpy(text + i, "1%+", 3);
    assert_int_equal(expression_parse(text, EXPRESSION_TEXT_MAX - 2, US, &arena, &expression, &why), HS_OK);
    assert_true(expression_refers(expression)); /* more terms than an expression holds */
    assert_int_equal(expression_parse("\xff%", 2, US, &arena, &expression, &why), HS_INVALID);
    assert_int_equal(expression_parse(" \n ", 3, US, &arena, &expression, &why), HS_INVALID);
    assert_true(expression_refers(parsed(&arena, US, "1234567890123456789%")));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(canonical_forms),
        cmocka_unit_test(sums_made_by_hand),
        cmocka_unit_test(degrees_of_sugar_have_a_floor),
        cmocka_unit_test(currencies_need_a_rate),
        cmocka_unit_test(strength_multiplies),
        cmocka_unit_test(seasons_go_by_the_date),
        cmocka_unit_test(preferences_go_by_the_programme),
        cmocka_unit_test(extremes_are_exact_or_refused),
        cmocka_unit_test(hostile_texts_stay_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
