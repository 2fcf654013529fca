/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/base/decimal.h"
#include "core/base/iso.h"
#include "data/import.h"
#include "data/rows.h"

enum column { DATE, CURRENCY, UNITS, RATE, COLUMNS };
static const char *const names[COLUMNS] = { "date", "currency", "units", "rate" };

struct dated {
    struct fx_rate rate;
    size_t line; /* in the file; 0: it was there before */
};

struct fx_reader {
    const struct tariff_sink *sink;
    struct dated *rate;
    size_t count, room, rows, left_out;
    bool out_of_memory;
};

static void add(struct fx_reader *reader, const struct fx_rate *rate, size_t line)
{
    void *rates = reader->rate;
    if (!rows_make_room(&rates, reader->count, &reader->room, sizeof *reader->rate))
        reader->out_of_memory = true;
    else {
        reader->rate = rates;
        reader->rate[reader->count++] = (struct dated) { *rate, line };
    }
}

/* How many digits a power of ten shifts by; false for another number. */
static bool read_units(struct cell cell, uint32_t *shift)
{
    *shift = 0;
    for (size_t i = 1; i < cell.length; i++, ++*shift)
        if (cell.text[i] != '0')
            return false;
    return cell.length >= 1 && cell.length <= 7 && cell.text[0] == '1';
}

static enum hs_status read_rate(struct cell cell, uint32_t shift, struct fx_rate *rate, struct hs_why *why)
{
    struct decimal decimal;
    decimal_init(&decimal);
    enum hs_status status = decimal_parse(cell.text, cell.length, DECIMAL_POINT, &decimal, why);
    if (status == HS_OK) {
        decimal_trim(&decimal);
        bool fits = mpz_sgn(decimal.integer) > 0 && mpz_sizeinbase(decimal.integer, 10) <= FX_DIGITS_MAX && mpz_fits_slong_p(decimal.integer) &&
                    decimal.scale + shift <= FX_SCALE_MAX;
        if (fits) {
            rate->number = mpz_get_si(decimal.integer);
            rate->scale = decimal.scale + shift;
        } else
            status = hs_fail(why, HS_INVALID, "rate \"%.*s\": not above zero, or of more than %d digits: correct it", cell.length > 40 ? 40 : (int)cell.length,
                             cell.text, FX_DIGITS_MAX);
    }
    decimal_clear(&decimal);
    return status;
}

static void read_row(void *context, const struct tariff_cells *row)
{
    struct fx_reader *reader = context;
    struct fx_rate rate = { 0 };
    struct hs_why why;
    uint32_t shift;
    const struct cell *cell = row->cell;
    reader->rows++;
    enum hs_status status = tariff_day(cell[DATE], &rate.date, &why);
    if (status == HS_OK)
        status = iso_currency(cell[CURRENCY].text, cell[CURRENCY].length, "currency", rate.currency, &why);
    if (status == HS_OK && !read_units(cell[UNITS], &shift))
        status = hs_fail(&why, HS_INVALID, "units \"%.*s\": not 1, 10, 100 ... 1000000: correct them", cell[UNITS].length > 20 ? 20 : (int)cell[UNITS].length,
                         cell[UNITS].text);
    if (status == HS_OK)
        status = read_rate(cell[RATE], shift, &rate, &why);
    if (status == HS_OK)
        add(reader, &rate, row->line);
    else {
        reader->left_out++;
        tariff_report(reader->sink, IMPORT_LEFT_OUT, row->line, NULL, "%s", why.text);
    }
}

/* By currency and day; of one day the file's before what was there, in the file's order. */
static int compare(const void *left, const void *right)
{
    const struct dated *a = left, *b = right;
    int order = memcmp(a->rate.currency, b->rate.currency, sizeof a->rate.currency);
    if (order == 0)
        order = (a->rate.date > b->rate.date) - (a->rate.date < b->rate.date);
    if (order == 0)
        order = (a->line == 0) - (b->line == 0);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void print_rate(const struct fx_rate *rate, char *out, size_t size)
{
    struct decimal decimal;
    decimal_init(&decimal);
    decimal_set_integer(&decimal, rate->number, rate->scale);
    decimal_print(&decimal, out, size);
    decimal_clear(&decimal);
}

/* Keeps the first of each day and reports what became of the others; returns how many are new or changed. */
static size_t settle(struct fx_reader *reader, struct fx_rate *out, size_t *count)
{
    size_t news = 0;
    *count = 0;
    qsort(reader->rate, reader->count, sizeof *reader->rate, compare);
    for (size_t i = 0, end; i < reader->count; i = end) {
        const struct dated *first = &reader->rate[i], *old = NULL;
        char before[64], after[64], day[UTC_TEXT_MAX];
        print_rate(&first->rate, after, sizeof after);
        for (end = i + 1;
             end < reader->count && memcmp(first->rate.currency, reader->rate[end].rate.currency, 4) == 0 && first->rate.date == reader->rate[end].rate.date;
             end++) {
            const struct dated *other = &reader->rate[end];
            old = other->line == 0 ? other : old;
            if (other->line && (other->rate.number != first->rate.number || other->rate.scale != first->rate.scale)) {
                reader->left_out++;
                tariff_report(reader->sink, IMPORT_LEFT_OUT, other->line, NULL, "%s of %s: line %zu has another rate: correct one of them",
                              other->rate.currency, tariff_print_day(other->rate.date, day), first->line);
            }
        }
        bool changed = old && first->line && (old->rate.number != first->rate.number || old->rate.scale != first->rate.scale);
        if (changed) {
            print_rate(&old->rate, before, sizeof before);
            tariff_report(reader->sink, IMPORT_CHANGED, first->line, NULL, "%s of %s: %s -> %s", first->rate.currency, tariff_print_day(first->rate.date, day),
                          before, after);
        } else if (first->line && !old)
            tariff_report(reader->sink, IMPORT_ADDED, first->line, NULL, "%s of %s: %s", first->rate.currency, tariff_print_day(first->rate.date, day), after);
        news += changed || (first->line && !old);
        out[(*count)++] = first->rate;
    }
    return news;
}

enum hs_status import_fx(const char *path, const char *encoding, const struct fx *current, const struct tariff_sink *sink, void **bytes, size_t *size,
                         struct hs_why *why)
{
    struct arena arena = { NULL };
    struct import_file file;
    enum hs_status status = import_file_read(path, encoding, &arena, &file, why);
    if (status == HS_OK)
        status = import_fx_file(&file, current, sink, bytes, size, why);
    arena_free(&arena);
    return status;
}

enum hs_status import_fx_file(const struct import_file *file, const struct fx *current, const struct tariff_sink *sink, void **bytes, size_t *size, struct hs_why *why)
{
    static const struct tariff_table table = { ',', '"', false, names, COLUMNS };
    struct fx_reader reader = { .sink = sink };
    const char *path = file->path;
    enum hs_status status = tariff_table_read(file, &table, read_row, &reader, why);
    if (status == HS_OK && !reader.count)
        status = hs_fail(why, HS_INVALID, "%s: not one good rate in %zu rows: write date,currency,units,rate", path, reader.rows);
    for (uint32_t i = 0; status == HS_OK && current && i < fx_count(current); i++) {
        struct fx_rate rate;
        fx_at(current, i, &rate);
        if (rate.currency[0])
            add(&reader, &rate, 0);
        else
            status = hs_fail(why, HS_CORRUPT, "exchange rates of the store: damaged: run `hsdesk-admin verify-store`");
    }
    struct fx_rate *rates = status == HS_OK ? calloc(reader.count + 1, sizeof *rates) : NULL;
    if (status == HS_OK && (!rates || reader.out_of_memory))
        status = hs_fail(why, HS_NO_MEMORY, "%s: no memory for its rates: close other programs", path);
    if (status == HS_OK) {
        size_t count, news = settle(&reader, rates, &count);
        tariff_report(sink, IMPORT_READ, 0, NULL, "%zu rows; %zu rates are new or changed, %zu are known now", reader.rows, news, count);
        tariff_report(sink, IMPORT_LEFT_OUT, 0, NULL, "%zu", reader.left_out);
        status = fx_make(rates, count, bytes, size, why);
    }
    free(rates);
    free(reader.rate);
    return status;
}
