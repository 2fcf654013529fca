/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/fx.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Of 32-bit fields alone, as core/goods/layout wants them. */
struct fx_record {
    char currency[4];
    uint32_t date, low, high, scale;
};

static const struct layout_form form = { "HSFXRAT1", "exchange rates", { sizeof(struct fx_record) } };

enum hs_status fx_open(const void *bytes, size_t size, struct fx *fx, struct hs_why *why)
{
    return layout_open(bytes, size, &form, &fx->layout, why);
}

uint32_t fx_count(const struct fx *fx)
{
    return fx->layout.count[0];
}

static bool is_currency(const char currency[static 4])
{
    for (int i = 0; i < 3; i++)
        if (currency[i] < 'A' || currency[i] > 'Z')
            return false;
    return currency[3] == '\0';
}

static bool fits(const struct fx_rate *rate)
{
    return is_currency(rate->currency) && rate->number > 0 && rate->number < 1000000000000000000 && rate->scale <= FX_SCALE_MAX;
}

void fx_at(const struct fx *fx, uint32_t at, struct fx_rate *rate)
{
    memset(rate, 0, sizeof *rate);
    if (at >= fx_count(fx))
        return;
    const struct fx_record *record = (const struct fx_record *)fx->layout.section[0] + at;
    *rate = (struct fx_rate) { .date = record->date, .number = (int64_t)((uint64_t)record->high << 32 | record->low), .scale = record->scale };
    memcpy(rate->currency, record->currency, sizeof rate->currency);
    if (!fits(rate))
        memset(rate, 0, sizeof *rate);
}

static int compare(const char *a, uint32_t a_date, const char *b, uint32_t b_date)
{
    int order = memcmp(a, b, 3);
    return order ? order : (a_date > b_date) - (a_date < b_date);
}

enum hs_status fx_rate(const struct fx *fx, const char *currency, uint32_t date, struct decimal *rate, uint32_t *since, struct hs_why *why)
{
    const struct fx_record *record = fx->layout.section[0];
    uint32_t low = 0, high = fx_count(fx);
    if (strlen(currency) != 3)
        return hs_fail(why, HS_INVALID, "currency \"%s\": not three letters: name it as ISO 4217 does, like EUR", currency);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare(record[middle].currency, record[middle].date, currency, date) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0 && memcmp(record[low - 1].currency, currency, 3) == 0) {
        struct fx_rate found;
        fx_at(fx, low - 1, &found);
        if (!found.currency[0])
            return hs_fail(why, HS_CORRUPT, "exchange rate of %s: damaged: run `hsdesk-admin verify-store` or import the rates anew", currency);
        decimal_set_integer(rate, found.number, found.scale);
        *since = found.date;
        return HS_OK;
    }
    if (low < fx_count(fx) && memcmp(record[low].currency, currency, 3) == 0)
        return hs_fail(why, HS_NOT_FOUND, "exchange rate of %s on %04u-%02u-%02u: the first one known is of %04u-%02u-%02u: import earlier rates", currency,
                       date / 10000, date / 100 % 100, date % 100, record[low].date / 10000, record[low].date / 100 % 100, record[low].date % 100);
    return hs_fail(why, HS_NOT_FOUND, "exchange rate of %s: none is known: import rates with `hsdesk-admin import fx-csv`", currency);
}

enum hs_status fx_make(const struct fx_rate *rate, size_t count, void **bytes, size_t *size, struct hs_why *why)
{
    struct fx_record *record = calloc(count + 1, sizeof *record);
    if (!record)
        return hs_fail(why, HS_NO_MEMORY, "exchange rates: no memory: close other programs");
    for (size_t i = 0; i < count; i++) {
        if (!fits(&rate[i]) || (i > 0 && compare(rate[i - 1].currency, rate[i - 1].date, rate[i].currency, rate[i].date) >= 0)) {
            free(record);
            return hs_fail(why, HS_INVALID, "exchange rate %zu: not above zero, or not in order: correct it", i + 1);
        }
        memcpy(record[i].currency, rate[i].currency, sizeof record[i].currency);
        record[i].date = rate[i].date;
        record[i].low = (uint32_t)rate[i].number;
        record[i].high = (uint32_t)((uint64_t)rate[i].number >> 32);
        record[i].scale = rate[i].scale;
    }
    struct layout layout = { .section = { record }, .count = { (uint32_t)count }, .text = "", .text_size = 1 };
    enum hs_status status = layout_make(&layout, &form, bytes, size, why);
    free(record);
    return status;
}
