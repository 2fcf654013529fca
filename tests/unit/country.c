/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "core/base/file.h"
#include "data/profile_source.h"
#include "tests/unit/country.h"

static void complain(void *context, const char *file, size_t line, const char *problem)
{
    (void)context;
    fprintf(stderr, "%s:%zu: %s\n", file, line, problem);
}

#define MUST(call)                      \
    do {                                \
        struct hs_why why;              \
        if ((call) != HS_OK)            \
            fail_msg("%s", why.text);   \
    } while (0)

static void make_tariff(struct country *country, const struct tariff_source *source, enum expression_dialect dialect, const struct country_row *row)
{
    struct tariff_maker *maker;
    size_t size;
    MUST(tariff_maker_start(source, &maker, &why));
    for (; row->code || row->rate; row++) {
        struct tariff_line line = { .parent = TARIFF_LINE_NONE, .declarable = true, .title = row->title ? row->title : "" };
        struct tariff_measure measure = { .kind = row->kind, .from = row->from, .until = row->until, .group = row->group ? row->group : "",
                                          .origins = row->origins ? row->origins : "", .text = row->rate };
        if (row->code) {
            MUST(code_parse(row->code, strlen(row->code), &line.code, &why));
            line.declarable = code_length(&line.code) == source->digits;
            MUST(tariff_maker_line(maker, &line, &why));
        }
        if (row->rate)
            MUST(tariff_maker_measure(maker, &measure, dialect, &why));
    }
    MUST(tariff_maker_finish(maker, &country->tariff_bytes, &size, &why));
    MUST(tariff_open(country->tariff_bytes, size, &country->arena, &country->tariff, &why));
}

static void make_fx(struct country *country, const struct country_fx *fx)
{
    struct fx_rate rate[16];
    size_t count = 0, size;
    for (; fx[count].currency; count++) {
        rate[count] = (struct fx_rate) { .date = fx[count].date, .number = fx[count].number, .scale = fx[count].scale };
        strcpy(rate[count].currency, fx[count].currency);
    }
    MUST(fx_make(rate, count, &country->fx_bytes, &size, &why));
    MUST(fx_open(country->fx_bytes, size, &country->fx, &why));
}

void country_open(struct country *country, const char *code, unsigned digits, bool training, enum expression_dialect dialect, const struct country_row *rows,
                  const struct country_fx *fx)
{
    struct tariff_source source = { .training = training, .effective = 20180101, .digits = digits, .name = "test" };
    struct profile_value value;
    const char *directory = getenv("HSDESK_DATA");
    char path[4096], *text;
    size_t size;
    memset(country, 0, sizeof *country);
    memcpy(source.country, code, 3);
    snprintf(path, sizeof path, "%s/countries/%s.ini", directory ? directory : "data", code);
    MUST(file_read(path, 65536, &country->arena, &text, &size, &why));
    MUST(profile_parse(text, size, path, complain, NULL, &value, &why));
    country->profile_bytes = value.bytes;
    MUST(profile_open(value.bytes, value.size, &country->profile, &why));
    make_tariff(country, &source, dialect, rows);
    make_fx(country, fx);
    struct duty_country all = { .tariff = country->tariff, .profile = &country->profile, .fx = &country->fx };
    MUST(calculator_open(&all, &country->arena, &country->calculator, &why));
    entry_init(&country->entry);
    duty_result_init(&country->result);
}

void country_close(struct country *country)
{
    duty_result_clear(&country->result);
    entry_clear(&country->entry);
    calculator_close(country->calculator);
    arena_free(&country->arena);
    free(country->profile_bytes);
    free(country->tariff_bytes);
    free(country->fx_bytes);
}

static enum entry_field field_named(const char *name, size_t length)
{
    for (enum entry_field field = 0; field < ENTRY_FIELD_COUNT; field++)
        if (strlen(entry_field_name(field)) == length && memcmp(entry_field_name(field), name, length) == 0)
            return field;
    fail_msg("no field %.*s", (int)length, name);
    return ENTRY_FIELD_COUNT;
}

void country_enter(struct country *country, const char *const *fields)
{
    entry_clear(&country->entry);
    entry_init(&country->entry);
    for (; *fields; fields++) {
        const char *equals = strchr(*fields, '=');
        MUST(entry_set(&country->entry, field_named(*fields, (size_t)(equals - *fields)), &country->profile, equals + 1, &why));
    }
}

void country_calculate(struct country *country)
{
    MUST(calculate(country->calculator, &country->entry, &country->result, &why));
}

static const struct duty_step *step_of(const struct country *country, const char *id)
{
    for (size_t i = 0; i < country->result.steps; i++)
        if (strcmp(country->result.step[i].id, id) == 0)
            return &country->result.step[i];
    return NULL;
}

const char *country_amount(struct country *country, const char *id)
{
    static char text[256];
    const struct duty_step *step = step_of(country, id);
    if (!step)
        return "-";
    if (!step->has_amount)
        return "?";
    decimal_print(&step->amount, text, sizeof text);
    return text;
}

const char *country_what(struct country *country, const char *id)
{
    static char text[512];
    const struct duty_step *step = step_of(country, id);
    if (!step)
        return "-";
    duty_step_what(step, &country->profile, text, sizeof text);
    return text;
}

size_t country_count(const struct country *country, const char *id)
{
    size_t count = 0;
    for (size_t i = 0; i < country->result.steps; i++)
        count += strcmp(country->result.step[i].id, id) == 0;
    return count;
}
