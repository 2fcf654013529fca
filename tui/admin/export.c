/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.c - what the store holds as files for `pack`: a tariff, exchange rates, titles, terms, a model with its self-test, a risk model. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/apply/selftest.h"
#include "core/audit/risk_file.h"
#include "core/base/decimal.h"
#include "core/base/iso.h"
#include "core/base/utc.h"
#include "core/classify/model.h"
#include "core/duty/fx.h"
#include "core/store/location.h"
#include "data/content_source.h"
#include "data/risk_source.h"
#include "data/tariff_export.h"
#include "keys/output_file.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

const struct option_spec admin_export_options[] = {
    { '\0', "country", "CC", N_("of a tariff and of rates: whose they are") },
    { '\0', "selftest", "FILE", N_("of a model, titles and terms: rows `code TAB description` that it is measured on (default: 500 of its own examples)") },
    { '\0', "out", "DIR", N_("the directory for the files; it is made where it is missing, and none of the files may be there") },
    { 0 },
};

enum { SELFTEST_OWN_ROWS = 500 };

struct exporting {
    const struct options *options;
    const char *path;    /* of the store */
    struct store *store; /* NULL for what lies in no generation */
    struct output *output;
    const char *out;
};

static enum hs_status put_file_as(const struct exporting *exporting, const char *name, unsigned mode, const void *bytes, size_t size, struct hs_why *why)
{
    char path[OUTPUT_PATH_MAX];
    struct output_file file;
    int length = snprintf(path, sizeof path, "%s/%s", exporting->out, name);
    if (length < 0 || (size_t)length >= sizeof path)
        return hs_fail(why, HS_USAGE, "option --out: the path is too long: use a shorter one");
    enum hs_status status = output_file_start(path, mode, &file, why);
    if (status != HS_OK)
        return status;
    status = output_file_write(&file, bytes, size, why);
    if (status == HS_OK)
        status = output_file_finish(&file, false, why);
    else
        output_file_abandon(&file);
    if (status == HS_OK) {
        output_text(exporting->output, path, strlen(path));
        output_number(exporting->output, (long long)size);
    }
    return status;
}

static enum hs_status put_file(const struct exporting *exporting, const char *name, const void *bytes, size_t size, struct hs_why *why)
{
    return put_file_as(exporting, name, 0644, bytes, size, why);
}

static enum hs_status value_of_country(const struct exporting *exporting, const char *stem, const void **bytes, size_t *size, struct hs_why *why)
{
    const char *stated = options_value(exporting->options, "country");
    char country[3], name[16];
    if (!stated)
        return hs_fail(why, HS_USAGE, "export: whose it is was not said: give --country, like --country AZ");
    enum hs_status status = iso_country(stated, strlen(stated), "country", country, why);
    if (status != HS_OK)
        return status;
    snprintf(name, sizeof name, "%s.%c%c", stem, tolower((unsigned char)country[0]), tolower((unsigned char)country[1]));
    if (!manifest_find(store_manifest(exporting->store), name))
        return hs_fail(why, HS_NOT_FOUND, "export: the store has no %s of %s: import it first", stem, country);
    return store_value(exporting->store, name, bytes, size, why);
}

static enum hs_status export_tariff(const struct exporting *exporting, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct tariff_export files = { .lines = NULL };
    const struct tariff *tariff;
    const void *bytes;
    size_t size;
    enum hs_status status = value_of_country(exporting, "tariff", &bytes, &size, why);
    if (status == HS_OK)
        status = tariff_open(bytes, size, &arena, &tariff, why);
    if (status == HS_OK)
        status = tariff_export(tariff, &files, why);
    if (status == HS_OK)
        status = put_file(exporting, CONTENT_TARIFF_LINES, files.lines, files.lines_size, why);
    if (status == HS_OK)
        status = put_file(exporting, CONTENT_TARIFF_SOURCE, files.source, files.source_size, why);
    tariff_export_free(&files);
    arena_free(&arena);
    return status;
}

static void write_rate(FILE *stream, const struct fx_rate *rate)
{
    struct decimal decimal;
    char day[UTC_TEXT_MAX], number[64];
    utc_print_day(rate->date, day);
    decimal_init(&decimal);
    decimal_set_integer(&decimal, rate->number, rate->scale);
    decimal_print(&decimal, number, sizeof number);
    decimal_clear(&decimal);
    fprintf(stream, "%s,%s,1,%s\n", day, rate->currency, number);
}

static enum hs_status close_and_put(const struct exporting *exporting, const char *name, FILE *stream, char **text, const size_t *size, struct hs_why *why)
{
    bool failed = ferror(stream);
    return fclose(stream) == 0 && !failed ? put_file(exporting, name, *text, *size, why)
                                          : hs_fail(why, HS_NO_MEMORY, "export: no memory: close other programs");
}

static enum hs_status export_fx(const struct exporting *exporting, struct hs_why *why)
{
    struct fx fx;
    const void *bytes;
    size_t size, length;
    char *text = NULL;
    enum hs_status status = value_of_country(exporting, "fx", &bytes, &size, why);
    if (status == HS_OK)
        status = fx_open(bytes, size, &fx, why);
    FILE *stream = status == HS_OK ? open_memstream(&text, &length) : NULL;
    if (status == HS_OK && !stream)
        status = hs_fail(why, HS_NO_MEMORY, "export: no memory: close other programs");
    if (stream) {
        fputs("date,currency,units,rate\n", stream);
        for (uint32_t i = 0; i < fx_count(&fx); i++) {
            struct fx_rate rate;
            fx_at(&fx, i, &rate);
            write_rate(stream, &rate);
        }
        status = close_and_put(exporting, "rates.csv", stream, &text, &length, why);
    }
    free(text);
    return status;
}

/* ---- the model ---- */

/* Evenly from all examples, which lie in the order of their codes. */
static void write_own_rows(const struct model *model, FILE *stream)
{
    uint32_t count = model->examples.count, step = count / SELFTEST_OWN_ROWS + 1;
    for (uint32_t i = 0; i < count; i += step) {
        const char *text = example_is_sound(&model->examples, i) ? example_text(&model->examples, i) : "";
        if (!strpbrk(text, "\t\r\n") && text[strspn(text, " ")])
            fprintf(stream, "%s\t%s\n", tree_node(&model->tree, model->examples.record[i].node)->code.digits, text);
    }
}

static enum hs_status read_rows(const struct exporting *exporting, struct arena *arena, const char **rows, size_t *size, struct hs_why *why)
{
    const char *path = options_value(exporting->options, "selftest");
    struct model model;
    char *text = NULL;
    if (path) {
        enum hs_status status = file_read(path, SELFTEST_SIZE_MAX / 2, arena, &text, size, why);
        *rows = text;
        return status;
    }
    enum hs_status status = model_open(exporting->store, &model, why);
    FILE *stream = status == HS_OK ? open_memstream(&text, size) : NULL;
    if (status != HS_OK)
        return status;
    if (!stream)
        return hs_fail(why, HS_NO_MEMORY, "export: no memory: close other programs");
    write_own_rows(&model, stream);
    if (fclose(stream) == 0)
        *rows = arena_copy(arena, text, *size);
    free(text);
    return *rows ? HS_OK : hs_fail(why, HS_NO_MEMORY, "export: no memory: close other programs");
}

static enum hs_status export_selftest(const struct exporting *exporting, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct selftest selftest;
    const char *rows = NULL;
    char *text = NULL;
    size_t size = 0, length;
    enum hs_status status = read_rows(exporting, &arena, &rows, &size, why);
    if (status == HS_OK)
        status = selftest_run(exporting->store, rows, size, &selftest, why);
    if (status == HS_OK && rows) {
        FILE *stream = open_memstream(&text, &length);
        if (!stream)
            status = hs_fail(why, HS_NO_MEMORY, "export: no memory: close other programs");
        else {
            if (selftest.asked < 0) /* else the rows say it themselves */
                fprintf(stream, "%s\t%.4f\n", SELFTEST_ACCURACY, selftest_share(&selftest));
            fwrite(rows, 1, size, stream);
            status = close_and_put(exporting, CONTENT_SELFTEST, stream, &text, &length, why);
        }
    }
    free(text);
    arena_free(&arena);
    return status;
}

static enum hs_status export_model(const struct exporting *exporting, struct hs_why *why)
{
    char name[CONTENT_VALUES_MAX][MANIFEST_NAME_MAX];
    size_t count = content_values(PACKAGE_MODEL, "XX", name);
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < count; i++) {
        const void *bytes;
        size_t size;
        if (strcmp(name[i], SELFTEST_VALUE) == 0 || !manifest_find(store_manifest(exporting->store), name[i]))
            continue;
        status = store_value(exporting->store, name[i], &bytes, &size, why);
        if (status == HS_OK)
            status = put_file(exporting, name[i], bytes, size, why);
    }
    return status == HS_OK ? export_selftest(exporting, why) : status;
}

/* ---- titles and terms ---- */

static void write_titles(const struct model *model, FILE *stream)
{
    const struct tree *tree = &model->tree;
    for (uint32_t node = 0; node < tree_size(tree); node++) {
        const struct tree_record *record = tree_node(tree, node);
        if (!(record->flags & TREE_WRITTEN))
            continue;
        fputs(record->code.digits, stream);
        for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
            fprintf(stream, "\t%s", tree->text + record->title[language]);
        fprintf(stream, "\t%d\n", record->flags & TREE_RESIDUAL ? 1 : 0);
    }
}

/* One that was written twice is written twice, because it counts so. */
static void write_terms(const struct model *model, FILE *stream)
{
    for (uint32_t e = 0; e < model->examples.count; e++) {
        const struct example_record *record = &model->examples.record[e];
        if (record->source != EXAMPLE_TERM || !example_is_sound(&model->examples, e) || record->strength > STRENGTH_AMBIGUOUS)
            continue;
        for (uint32_t copy = 0; copy < record->copies; copy++)
            fprintf(stream, "%s\t%s\t%s\t%s\n", tree_node(&model->tree, record->node)->code.digits,
                    record->language == LANGUAGE_UNKNOWN ? "" : language_tag((enum language)record->language), example_text(&model->examples, e),
                    goods_strength[record->strength]);
    }
}

static enum hs_status export_goods(const struct exporting *exporting, const char *name, void (*write)(const struct model *model, FILE *stream),
                                   struct hs_why *why)
{
    struct model model;
    char *text = NULL;
    size_t length = 0;
    enum hs_status status = model_open(exporting->store, &model, why);
    FILE *stream = status == HS_OK ? open_memstream(&text, &length) : NULL;
    if (status == HS_OK && !stream)
        status = hs_fail(why, HS_NO_MEMORY, "export: no memory: close other programs");
    if (stream) {
        write(&model, stream);
        status = close_and_put(exporting, name, stream, &text, &length, why);
    }
    free(text);
    return status == HS_OK ? export_selftest(exporting, why) : status;
}

static enum hs_status export_nomenclature(const struct exporting *exporting, struct hs_why *why)
{
    return export_goods(exporting, GOODS_TITLES, write_titles, why);
}

static enum hs_status export_terms(const struct exporting *exporting, struct hs_why *why)
{
    return export_goods(exporting, GOODS_TERMS, write_terms, why);
}

/* Secret as what it is made of: others must not read the file either. */
static enum hs_status export_risk(const struct exporting *exporting, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct risk risk;
    char *text = NULL;
    size_t size;
    enum hs_status status = risk_file_read(exporting->path, &arena, &risk, NULL, why);
    FILE *stream = status == HS_OK ? open_memstream(&text, &size) : NULL;
    if (status == HS_OK && !stream)
        status = hs_fail(why, HS_NO_MEMORY, "export: no memory: close other programs");
    if (stream) {
        risk_source_write(stream, &risk);
        bool failed = ferror(stream);
        status = fclose(stream) == 0 && !failed ? put_file_as(exporting, RISK_SOURCE_FILE, 0600, text, size, why)
                                                : hs_fail(why, HS_NO_MEMORY, "export: no memory: close other programs");
    }
    free(text);
    arena_free(&arena);
    return status;
}

static enum hs_status run(struct exporting *exporting, struct hs_why *why)
{
    static const struct {
        const char *kind;
        bool stored; /* in a generation */
        enum hs_status (*run)(const struct exporting *exporting, struct hs_why *why);
    } kinds[] = { { "tariff", true, export_tariff }, { "fx", true, export_fx },
                  { "model", true, export_model },   { "nomenclature", true, export_nomenclature },
                  { "terms", true, export_terms },   { "risk", false, export_risk } };
    const char *kind = exporting->options->operand[0];
    exporting->out = options_value(exporting->options, "out");
    if (!exporting->out)
        return hs_fail(why, HS_USAGE, "option --out: say which directory the files are to be in");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].kind, kind) == 0) {
            enum hs_status status = kinds[i].stored ? store_open(exporting->path, &exporting->store, why) : HS_OK;
            if (status != HS_OK)
                return status;
            if (mkdir(exporting->out, 0755) < 0 && errno != EEXIST)
                return hs_fail_errno(why, "%s: cannot be made", exporting->out);
            return kinds[i].run(exporting, why);
        }
    return hs_fail(
        why, HS_USAGE,
        "export: \"%.40s\" is none of tariff, fx, model, nomenclature, terms, risk: country and rules are packed from their sources, see data/SCHEMA.md", kind);
}

int admin_export(const struct options *options)
{
    static const struct output_column columns[] = { { "file", OUTPUT_TEXT }, { "bytes", OUTPUT_NUMBER } };
    char path[STORE_PATH_MAX];
    struct hs_why why;
    struct exporting exporting = { .options = options, .output = output_open(stdout, options->format, options->header, columns, 2) };
    enum hs_status status =
        exporting.output ? store_locate(options->store, path, &why) : hs_fail(&why, HS_NO_MEMORY, "output: no memory: close other programs");
    exporting.path = path;
    if (status == HS_OK)
        status = run(&exporting, &why);
    store_close(exporting.store);
    int code = status == HS_OK ? 0 : options_complain(options, &why);
    if (exporting.output && output_close(exporting.output, &why) != HS_OK)
        code = options_complain(options, &why);
    return code;
}
