/* SPDX-License-Identifier: GPL-3.0-or-later */
/* duty.c PROFILE [N] - how long one duty takes: N calculations (100,000) of four lines that differ, under the profile in the ini file named; item and value, and exit 1
 * above 5 us each. `make bench-duty`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/file.h"
#include "core/duty/calculator.h"
#include "core/duty/tariff_make.h"
#include "data/profile_source.h"

enum { LINES = 4 };

static const struct {
    const char *code, *duty, *excise, *preference;
    const char *fields[12]; /* field, text */
} cases[LINES] = {
    { "1704903000", "15%", NULL, "Free", { "value", "1000 USD", "origin", "TR" } },
    { "1806200100", "15% MIN 0.5 USD/kg", NULL, "Free", { "value", "1000 USD", "net", "400", "freight", "100 EUR", "insurance", "10", "incoterm", "FOB", "origin", "UZ" } },
    { "2208301100", "2 USD/l", "4 AZN/l of total alcohol", NULL, { "value", "5000 AZN", "quantity", "7 hl", "degree", "40 % vol", "origin", "GB" } },
    { "8703231900", "15% MIN 0.7 USD/cm3 of engine capacity", NULL, NULL, { "value", "12345.67 EUR", "quantity", "1600 cm3 of engine capacity", "origin", "DE" } },
};

static void need(enum hs_status status, const struct hs_why *why)
{
    if (status != HS_OK) {
        fprintf(stderr, "duty: %s\n", why->text);
        exit(1);
    }
}

static void report(void *context, const char *file, size_t line, const char *problem)
{
    (void)context;
    fprintf(stderr, "%s:%zu: %s\n", file, line, problem);
}

static void add_measure(struct tariff_maker *maker, enum tariff_kind kind, const char *group, const char *text)
{
    struct tariff_measure measure = { .kind = kind, .group = group, .text = text };
    struct hs_why why;
    if (text)
        need(tariff_maker_measure(maker, &measure, EXPRESSION_EUROPE, &why), &why);
}

static const struct tariff *make_tariff(struct arena *arena)
{
    struct tariff_source source = { .country = "AZ", .effective = 20260101, .digits = 10, .name = "bench" };
    struct tariff_maker *maker;
    const struct tariff *tariff;
    struct hs_why why;
    void *bytes;
    size_t size;
    need(tariff_maker_start(&source, &maker, &why), &why);
    for (size_t i = 0; i < LINES; i++) {
        struct tariff_line line = { .parent = TARIFF_LINE_NONE, .declarable = true, .title = "x" };
        need(code_parse(cases[i].code, strlen(cases[i].code), &line.code, &why), &why);
        need(tariff_maker_line(maker, &line, &why), &why);
        add_measure(maker, TARIFF_DUTY, "", cases[i].duty);
        add_measure(maker, TARIFF_EXCISE, "", cases[i].excise);
        add_measure(maker, TARIFF_PREFERENCE, "cis", cases[i].preference);
        add_measure(maker, TARIFF_CONFORMITY, "", "yes");
    }
    need(tariff_maker_finish(maker, &bytes, &size, &why), &why);
    need(tariff_open(bytes, size, arena, &tariff, &why), &why);
    return tariff;
}

static void enter(struct entry *entry, size_t which, const struct profile *profile)
{
    struct hs_why why;
    entry_init(entry);
    need(entry_set(entry, ENTRY_CODE, profile, cases[which].code, &why), &why);
    need(entry_set(entry, ENTRY_DATE, profile, "2026-02-10", &why), &why);
    for (size_t i = 0; i + 1 < 12 && cases[which].fields[i]; i += 2)
        for (enum entry_field field = 0; field < ENTRY_FIELD_COUNT; field++)
            if (strcmp(entry_field_name(field), cases[which].fields[i]) == 0)
                need(entry_set(entry, field, profile, cases[which].fields[i + 1], &why), &why);
}

int main(int count, char **argument)
{
    static struct entry entry[LINES];
    static struct duty_result result;
    struct arena arena = { NULL };
    struct profile_value value;
    struct profile profile;
    struct fx fx;
    struct fx_rate rates[] = { { "EUR", 20260101, 195, 2 }, { "USD", 20260101, 17, 1 } };
    struct calculator *calculator;
    struct timespec start, end;
    struct hs_why why = { .text = "" };
    void *fx_bytes;
    size_t size;
    char *text;
    long times = count > 2 ? atol(argument[2]) : 100000;
    if (count < 2 || times < 1)
        return 2;
    need(file_read(argument[1], PROFILE_FILE_MAX, &arena, &text, &size, &why), &why);
    need(profile_parse(text, size, argument[1], report, NULL, &value, &why), &why);
    need(profile_open(value.bytes, value.size, &profile, &why), &why);
    need(fx_make(rates, 2, &fx_bytes, &size, &why), &why);
    need(fx_open(fx_bytes, size, &fx, &why), &why);
    struct duty_country country = { .tariff = make_tariff(&arena), .profile = &profile, .fx = &fx };
    need(calculator_open(&country, &arena, &calculator, &why), &why);
    duty_result_init(&result);
    for (size_t i = 0; i < LINES; i++)
        enter(&entry[i], i, &profile);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    for (long i = 0; i < times; i++) {
        need(calculate(calculator, &entry[i % LINES], &result, &why), &why);
        if (!result.known)
            need(HS_INVALID, &(struct hs_why) { .text = "a total is not known: the bench is wrong" });
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    double each = ((double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec)) / (double)times;
    printf("calculations\t%ld\nnanoseconds_each\t%.0f\n", times, each);
    return each > 5000;
}
