/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/content_source.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/apply/selftest.h"
#include "core/audit/risk_file.h"
#include "core/duty/origin_make.h"
#include "data/import.h"
#include "data/profile_source.h"
#include "data/risk_source.h"
#include "data/rules_source.h"

const char *const content_dialect[] = { [EXPRESSION_US] = "us", [EXPRESSION_EAEU] = "eaeu", [EXPRESSION_EUROPE] = "europe", [EXPRESSION_EAEU + 1] = NULL };

static void take_problem(struct content_strict *strict, const char *file, size_t line, const char *problem)
{
    if (strict->problems++)
        return;
    if (line)
        snprintf(strict->problem, sizeof strict->problem, "%s: line %zu: %.300s", file, line, problem);
    else
        snprintf(strict->problem, sizeof strict->problem, "%s: %.300s", file, problem);
}

void content_take_row(void *context, const char *file, size_t line, const char *problem)
{
    const char *slash = strrchr(file, '/');
    take_problem(context, slash ? slash + 1 : file, line, problem);
}

static void take_report(void *context, enum import_action action, size_t line, const struct code *code, const char *detail)
{
    struct content_strict *strict = context;
    char problem[360];
    if (!line || (action != IMPORT_REPAIRED && action != IMPORT_LEFT_OUT)) /* without a line it is the summary */
        return;
    snprintf(problem, sizeof problem, "%s%s%.300s", code ? code->digits : "", code && code->digits[0] ? ": " : "", detail);
    take_problem(strict, strict->file, line, problem);
}

enum hs_status content_strictly(const struct content_strict *strict, enum hs_status status, struct hs_why *why)
{
    return strict->problems ? hs_fail(why, HS_INVALID, "%s (%zu bad lines): correct the files and pack them anew", strict->problem, strict->problems) : status;
}

static void name_value(const char *stem, const char country[static 3], char name[static 16])
{
    snprintf(name, 16, "%s.%c%c", stem, tolower((unsigned char)country[0]), tolower((unsigned char)country[1]));
}

static enum hs_status only_one(const struct content *content, struct hs_why *why)
{
    return content->files == 1
               ? HS_OK
               : hs_fail(why, HS_INVALID, "package: %u files, a package of kind %s has one: pack it anew", content->files, package_kind_words(content->kind));
}

/* ---- tariff ---- */

struct tariff_facts {
    struct import_order *order;
    enum expression_dialect dialect;
    struct rows rows;
};

static bool read_fact(void *reader, const struct cell *cell, size_t count)
{
    struct tariff_facts *facts = reader;
    struct tariff_source *source = &facts->order->source;
    const char *item = count == 2 ? rows_keep(&facts->rows, cell[0]) : "", *value = count == 2 ? rows_keep(&facts->rows, cell[1]) : "";
    char *end;
    if (strcmp(item, "name") == 0)
        source->name = value;
    else if (strcmp(item, "digits") == 0) {
        source->digits = (unsigned)strtoul(value, &end, 10);
        if (*end || source->digits < CODE_SUBHEADING || source->digits > CODE_MAX)
            return rows_bad(&facts->rows, "digits \"%.20s\": not %d to %d", value, CODE_SUBHEADING, CODE_MAX);
    } else if (strcmp(item, "training") == 0 && strcmp(value, "yes") == 0)
        source->training = true;
    else if (strcmp(item, "dialect") == 0) {
        size_t dialect = 0;
        while (content_dialect[dialect] && strcmp(content_dialect[dialect], value) != 0)
            dialect++;
        if (!content_dialect[dialect])
            return rows_bad(&facts->rows, "dialect \"%.20s\": not us, eaeu or europe", value);
        facts->dialect = (enum expression_dialect)dialect;
        facts->order->dialect = &facts->dialect;
    } else
        return rows_bad(&facts->rows, "%s", "not `item TAB value` with one of name, digits, training (yes), dialect");
    return true;
}

static enum hs_status read_facts(const struct content_file *file, struct arena *arena, struct content_strict *strict, struct tariff_facts *facts,
                                 struct hs_why *why)
{
    const struct rows_file given = { CONTENT_TARIFF_SOURCE, file ? file->bytes : NULL, file ? file->size : 0 };
    facts->rows = (struct rows) { .report = content_take_row, .context = strict, .arena = arena, .given = &given, .givens = 1 };
    enum hs_status status = file ? rows_read(&facts->rows, CONTENT_TARIFF_SOURCE, read_fact, facts, why) : HS_OK;
    return content_strictly(strict, status, why);
}

static enum hs_status build_tariff(const struct content *content, content_take *take, void *taker, struct hs_why *why)
{
    static const char *const names[] = { CONTENT_TARIFF_LINES, CONTENT_TARIFF_SOURCE };
    const struct content_file *lines = content_find(content, CONTENT_TARIFF_LINES);
    struct arena arena = { NULL };
    struct content_strict strict = { .file = CONTENT_TARIFF_LINES };
    const struct tariff_sink sink = { .report = take_report, .context = &strict };
    struct import_file file;
    struct import_order order = { .format = IMPORT_TSV, .path = { CONTENT_TARIFF_LINES }, .paths = 1, .given = &file };
    struct tariff_facts facts = { .order = &order };
    char name[16], own[64];
    void *bytes = NULL;
    size_t size = 0;
    snprintf(own, sizeof own, "tariff %s %llu", content->country, (unsigned long long)content->sequence);
    order.source.name = own;
    memcpy(order.source.country, content->country, sizeof order.source.country);
    order.source.effective = content->effective;
    enum hs_status status = content_only(content, names, 2, why);
    if (status == HS_OK && !lines)
        status = hs_fail(why, HS_INVALID, "package: it has no %s: pack it anew", CONTENT_TARIFF_LINES);
    if (status == HS_OK)
        status = read_facts(content_find(content, CONTENT_TARIFF_SOURCE), &arena, &strict, &facts, why);
    if (status == HS_OK)
        status = import_file_take(CONTENT_TARIFF_LINES, lines->bytes, lines->size, &arena, &file, why);
    if (status == HS_OK)
        status = content_strictly(&strict, import_tariff(&order, &sink, &bytes, &size, why), why);
    name_value("tariff", content->country, name);
    if (status == HS_OK)
        status = take(taker, name, bytes, size, why);
    free(bytes);
    arena_free(&arena);
    return status;
}

/* ---- what one file makes ---- */

static enum hs_status build_fx(const struct content *content, content_take *take, void *taker, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct content_strict strict = { .file = content->file[0].name };
    const struct tariff_sink sink = { .report = take_report, .context = &strict };
    struct import_file file;
    char name[16];
    void *bytes = NULL;
    size_t size = 0;
    enum hs_status status = only_one(content, why);
    if (status == HS_OK)
        status = import_file_take(content->file[0].name, content->file[0].bytes, content->file[0].size, &arena, &file, why);
    if (status == HS_OK)
        status = content_strictly(&strict, import_fx_file(&file, NULL, &sink, &bytes, &size, why), why);
    name_value("fx", content->country, name);
    if (status == HS_OK)
        status = take(taker, name, bytes, size, why);
    free(bytes);
    arena_free(&arena);
    return status;
}

static enum hs_status build_country(const struct content *content, content_take *take, void *taker, struct hs_why *why)
{
    struct content_strict strict = { .problems = 0 };
    struct profile_value value = { .bytes = NULL };
    char name[16];
    enum hs_status status = only_one(content, why);
    if (status == HS_OK && content->file[0].size > PROFILE_FILE_MAX)
        status = hs_fail(why, HS_INVALID, "%s: more than %d bytes: no profile is so long", content->file[0].name, PROFILE_FILE_MAX);
    if (status == HS_OK)
        status = content_strictly(
            &strict, profile_parse(content->file[0].bytes, content->file[0].size, content->file[0].name, content_take_row, &strict, &value, why), why);
    name_value("profile", content->country, name);
    if (status == HS_OK && strcmp(value.name, name) != 0)
        status = hs_fail(why, HS_INVALID, "%s: the profile of another country than %s, whose package this is: pack it under its own", content->file[0].name,
                         content->country);
    if (status == HS_OK)
        status = take(taker, value.name, value.bytes, value.size, why);
    free(value.bytes);
    return status;
}

/* A file of rows that makes one value. */
typedef enum hs_status read_rows_file(const struct rows_file *file, goods_report *report, void *context, void **bytes, size_t *size, struct hs_why *why);

static enum hs_status build_rows(const struct content *content, const char *name, read_rows_file *read, const char *value, content_take *take, void *taker,
                                 struct hs_why *why)
{
    const struct rows_file file = { content->file[0].name, content->file[0].bytes, content->file[0].size };
    struct content_strict strict = { .problems = 0 };
    void *bytes = NULL;
    size_t size = 0;
    enum hs_status status = content_only(content, &name, 1, why);
    if (status == HS_OK)
        status = content_strictly(&strict, read(&file, content_take_row, &strict, &bytes, &size, why), why);
    if (status == HS_OK)
        status = take(taker, value, bytes, size, why);
    free(bytes);
    return status;
}

static enum hs_status build_vague(const struct content *content, content_take *take, void *taker, struct hs_why *why)
{
    return build_rows(content, "vague.tsv", rules_read_vague, rules_value_tag(RULES_VAGUE), take, taker, why);
}

static enum hs_status build_risk(const struct content *content, content_take *take, void *taker, struct hs_why *why)
{
    return build_rows(content, RISK_SOURCE_FILE, risk_source_read, RISK_FILE_NAME, take, taker, why);
}

/* ---- what several make ---- */

/* Each batch goes on from the one before it, the first from what the store holds. */
static enum hs_status build_origin(const struct content *content, content_take *take, void *taker, struct hs_why *why)
{
    struct origin origin;
    char name[16];
    void *made = NULL;
    const void *before = NULL;
    size_t size = 0;
    if (content->alone) /* whether a batch follows is seen where the one before it is */
        return HS_OK;
    name_value("origin", content->country, name);
    enum hs_status status = content_standing(content, name, &before, &size, why);
    if (status == HS_OK && before)
        status = origin_open(before, size, &origin, why);
    for (unsigned i = 0; status == HS_OK && i < content->files; i++) {
        struct origin_counts counts;
        struct hs_why inner;
        void *next = NULL;
        status = origin_make(i || before ? &origin : NULL, content->country, content->file[i].bytes, content->file[i].size, &next, &size, &counts, &inner);
        if (status != HS_OK) {
            hs_fail(why, status, "%s: %.400s", content->file[i].name, inner.text);
            break;
        }
        free(made);
        made = next;
        status = origin_open(made, size, &origin, why);
    }
    if (status == HS_OK)
        status = take(taker, name, made, size, why);
    free(made);
    return status;
}

static enum hs_status build_rules(const struct content *content, content_take *take, void *taker, struct hs_why *why)
{
    static const char *const names[] = { "axes.tsv", "facts.tsv", "notes.tsv", "questions.tsv" };
    struct rows_file file[sizeof names / sizeof *names];
    struct content_strict strict = { .problems = 0 };
    struct rules_source source = { .bytes = { { NULL }, { 0 } } };
    enum hs_status status = content_only(content, names, sizeof names / sizeof *names, why);
    if (status == HS_OK && !content_find(content, names[0]))
        status = hs_fail(why, HS_INVALID, "package: it has no %s, on which the others stand: pack it anew", names[0]);
    for (unsigned i = 0; status == HS_OK && i < content->files; i++)
        file[i] = (struct rows_file) { content->file[i].name, content->file[i].bytes, content->file[i].size };
    if (status == HS_OK)
        status = content_strictly(&strict, rules_read_given(file, content->files, content_take_row, &strict, &source, why), why);
    for (int i = 0; status == HS_OK && i < RULES_VALUE_COUNT; i++)
        if (source.bytes.bytes[i])
            status = take(taker, rules_value_tag((enum rules_value)i), source.bytes.bytes[i], source.bytes.size[i], why);
    rules_free(&source);
    return status;
}

/* Finished arrays: whether they fit each other is seen on the new generation, where they lie as they will be used. */
static enum hs_status build_model(const struct content *content, content_take *take, void *taker, struct hs_why *why)
{
    static const char *const needed[] = { "tree", "examples", "vocabulary", "knn", "bayes", "parameters", CONTENT_SELFTEST };
    char value[CONTENT_VALUES_MAX][MANIFEST_NAME_MAX];
    const char *names[CONTENT_VALUES_MAX];
    size_t count = content_values(PACKAGE_MODEL, content->country, value);
    for (size_t i = 0; i < count; i++)
        names[i] = strcmp(value[i], SELFTEST_VALUE) == 0 ? CONTENT_SELFTEST : value[i];
    enum hs_status status = content_only(content, names, count, why);
    for (size_t i = 0; status == HS_OK && i < sizeof needed / sizeof *needed; i++)
        if (!content_find(content, needed[i]))
            status = hs_fail(why, HS_INVALID, "package: it has no %s, without which a model does not work: pack it anew", needed[i]);
    for (unsigned i = 0; status == HS_OK && i < content->files; i++) {
        const struct content_file *file = &content->file[i];
        bool selftest = strcmp(file->name, CONTENT_SELFTEST) == 0;
        if (selftest && file->size > SELFTEST_SIZE_MAX)
            status = hs_fail(why, HS_INVALID, "%s: more than %d bytes: leave some rows out", CONTENT_SELFTEST, SELFTEST_SIZE_MAX);
        else
            status = take(taker, selftest ? SELFTEST_VALUE : file->name, file->bytes, file->size, why);
    }
    return status;
}

const struct content_builders content_builders = { .build = { [PACKAGE_TARIFF] = build_tariff,
                                                              [PACKAGE_FX] = build_fx,
                                                              [PACKAGE_COUNTRY] = build_country,
                                                              [PACKAGE_ORIGIN] = build_origin,
                                                              [PACKAGE_RULES] = build_rules,
                                                              [PACKAGE_VAGUE] = build_vague,
                                                              [PACKAGE_RISK] = build_risk,
                                                              [PACKAGE_MODEL] = build_model } };
