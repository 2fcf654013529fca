/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import.h"

#include <stdio.h>
#include <string.h>

#include "data/import_eaeu.h"
#include "data/import_generic.h"
#include "data/import_uk.h"
#include "data/import_usitc.h"
#include "data/tariff_changes.h"
#include "data/tariff_draft.h"

enum { DIGITS = 10, NAME_SIZE = 600 };

enum hs_status import_format_find(const char *name, enum import_format *format, struct hs_why *why)
{
    static const char *const names[] = {
#define IMPORT_FORMAT_TEXT(id, text) text,
        IMPORT_FORMAT_LIST(IMPORT_FORMAT_TEXT)
#undef IMPORT_FORMAT_TEXT
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) {
            *format = (enum import_format)i;
            return HS_OK;
        }
    return hs_fail(why, HS_USAGE, "format \"%.40s\": not known: usitc-csv, usitc-json, eaeu-tsv, uk-csv, csv, tsv, xlsx, fx-csv", name);
}

/* ---- by format ---- */

static enum hs_status read_uk(const struct import_order *order, const struct import_file *file, struct draft *draft, struct hs_why *why)
{
    bool goods_first = import_uk_is_goods(&file[0]);
    if (order->paths == 1)
        return goods_first ? import_uk_goods(&file[0], order->source.effective, &draft->sink, why)
                           : import_uk_rates(&file[0], order->repair_zeros, &draft->sink, why);
    struct draft rates;
    draft_start(&rates, draft->dialect, draft->sink.report, draft);
    enum hs_status status = import_uk_goods(&file[!goods_first], order->source.effective, &draft->sink, why);
    if (status == HS_OK)
        status = import_uk_rates(&file[goods_first], order->repair_zeros, &rates.sink, why);
    if (status == HS_OK)
        draft_add_rates(draft, &rates);
    draft_free(&rates);
    return status;
}

static enum hs_status read_generic(const struct import_order *order, const struct import_file *file, struct draft *draft, size_t *longest, bool *declared,
                                   struct hs_why *why)
{
    struct generic_order generic = { .form = order->format == IMPORT_CSV   ? GENERIC_CSV
                                             : order->format == IMPORT_TSV ? GENERIC_TSV
                                                                           : GENERIC_XLSX,
                                     .columns = order->columns,
                                     .sheet = order->sheet,
                                     .dialect = order->decimal == ',' ? EXPRESSION_EAEU : EXPRESSION_EUROPE,
                                     .dialect_given = order->decimal != 0 || order->dialect,
                                     .repair_zeros = order->repair_zeros,
                                     .changes = order->changes };
    struct generic_result result;
    if (order->dialect)
        generic.dialect = *order->dialect;
    enum hs_status status = import_generic(file, &generic, &draft->sink, &result, why);
    if (status == HS_OK) {
        draft->dialect = result.dialect;
        *longest = result.longest;
        *declared = result.declared;
    }
    return status;
}

static enum hs_status read_rows(const struct import_order *order, const struct import_file *file, struct draft *draft, size_t *longest, bool *declared,
                                struct hs_why *why)
{
    *longest = DIGITS;
    *declared = true;
    switch (order->format) {
    case IMPORT_USITC_CSV:
        return import_usitc(file, &draft->sink, why);
    case IMPORT_USITC_JSON:
        return import_usitc_json(file, &draft->sink, why);
    case IMPORT_EAEU_TSV:
        return import_eaeu(file, &draft->sink, why);
    case IMPORT_UK_CSV:
        return read_uk(order, file, draft, why);
    default:
        return read_generic(order, file, draft, longest, declared, why);
    }
}

static bool is_generic(enum import_format format)
{
    return format == IMPORT_CSV || format == IMPORT_TSV || format == IMPORT_XLSX;
}

static enum hs_status read_files(const struct import_order *order, struct arena *arena, struct draft *draft, size_t *longest, bool *declared,
                                 struct hs_why *why)
{
    if (order->given)
        return read_rows(order, order->given, draft, longest, declared, why);
    struct import_file file[2] = { { order->path[0], NULL, 0 }, { order->path[1], NULL, 0 } };
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < order->paths && order->format != IMPORT_XLSX; i++)
        status = import_file_read(order->path[i], order->encoding, arena, &file[i], why);
    return status == HS_OK ? read_rows(order, file, draft, longest, declared, why) : status;
}

/* ---- the whole ---- */

static void summarize(const struct draft *draft, size_t rows, size_t left_out, size_t repaired, const struct tariff_sink *sink)
{
    const struct draft_counts *counts = &draft->counts;
    tariff_report(sink, IMPORT_READ, 0, NULL, "%zu rows; the tariff has %zu lines, %zu of them declarable", rows, counts->lines, counts->declarable);
    tariff_report(sink, IMPORT_READ, 0, NULL,
                  "the declarable lines have %zu rates and %zu requirements; %zu inherited, %zu that a person decides, %zu lines without a duty", counts->rates,
                  counts->requirements, counts->inherited, counts->referred, counts->without_duty);
    if (counts->units_unknown)
        tariff_report(sink, IMPORT_NOTED, 0, NULL, "%zu units that no rate counts by are left out of their lines", counts->units_unknown);
    tariff_report(sink, IMPORT_REPAIRED, 0, NULL, "%zu", repaired);
    tariff_report(sink, IMPORT_LEFT_OUT, 0, NULL, "%zu", left_out);
}

/* The file's name without its directories; behind the tariff's own where it is changed. */
static void name_source(const struct import_order *order, char name[static NAME_SIZE])
{
    const char *slash = strrchr(order->path[0], '/');
    if (order->changes)
        snprintf(name, NAME_SIZE, "%.400s, changed by %.150s", tariff_source(order->current)->name, slash ? slash + 1 : order->path[0]);
    else
        snprintf(name, NAME_SIZE, "%.400s", slash ? slash + 1 : order->path[0]);
}

static enum hs_status make_whole(const struct import_order *order, struct draft *draft, size_t longest, bool declared, void **bytes, size_t *size,
                                 struct hs_why *why)
{
    struct tariff_source source = order->source;
    char name[NAME_SIZE];
    name_source(order, name);
    source.name = source.name ? source.name : name;
    source.digits = source.digits ? source.digits : (unsigned)longest;
    if (!declared) {
        draft_declare(draft, source.digits);
        draft_inherit(draft);
    }
    return draft_make(draft, &source, bytes, size, why);
}

static enum hs_status make_changed(const struct import_order *order, const struct draft *changes, struct draft *draft, void **bytes, size_t *size,
                                   struct hs_why *why)
{
    struct tariff_source source = *tariff_source(order->current);
    char name[NAME_SIZE];
    enum hs_status status = draft_load(draft, order->current, why);
    if (status != HS_OK)
        return status;
    draft->dialect = changes->dialect;
    draft_change(draft, changes, order->source.effective);
    name_source(order, name);
    source.name = name;
    source.training = source.training || order->source.training;
    return draft_make(draft, &source, bytes, size, why);
}

enum hs_status import_tariff(const struct import_order *order, const struct tariff_sink *sink, void **bytes, size_t *size, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct draft draft, changed;
    size_t longest;
    bool declared;
    if (order->changes && !is_generic(order->format))
        return hs_fail(why, HS_USAGE, "changes: this format holds whole tariffs: write the changes as csv, tsv or xlsx");
    if (order->changes && !order->current)
        return hs_fail(why, HS_NOT_FOUND, "changes: the store has no tariff of %s yet: import it first", order->source.country);
    draft_start(&draft,
                order->format == IMPORT_USITC_CSV || order->format == IMPORT_USITC_JSON ? EXPRESSION_US
                : order->format == IMPORT_EAEU_TSV                                      ? EXPRESSION_EAEU
                                                                                        : EXPRESSION_EUROPE,
                sink->report, sink->context);
    draft_start(&changed, EXPRESSION_EUROPE, sink->report, sink->context);
    enum hs_status status = read_files(order, &arena, &draft, &longest, &declared, why);
    if (status == HS_OK)
        status = order->changes ? make_changed(order, &draft, &changed, bytes, size, why) : make_whole(order, &draft, longest, declared, bytes, size, why);
    if (status == HS_OK)
        summarize(order->changes ? &changed : &draft, draft.counts.rows, draft.left_out + changed.left_out, draft.repaired + changed.repaired, sink);
    draft_free(&draft);
    draft_free(&changed);
    arena_free(&arena);
    return status;
}
