/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/iso.h"
#include "core/store/location.h"
#include "core/store/publish.h"
#include "core/store/store.h"
#include "data/import.h"
#include "data/tariff_changes.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

enum { MAP_MOST = 65536 };

const struct option_spec admin_import_options[] = {
    { '\0', "country", "CC", N_("whose tariff or rates these are, as ISO 3166 writes it") },
    { '\0', "effective", "DATE", N_("the day from which the tariff or the changes hold, 2026-01-31") },
    { '\0', "dry-run", NULL, N_("read and report, publish nothing") },
    { '\0', "diff", NULL, N_("list what differs from the current generation, line by line") },
    { '\0', "changes", NULL, N_("a decree: the file holds only the codes that change") },
    { '\0', "training", NULL, N_("the rates are invented: every screen and output will say so") },
    { '\0', "repair-zeros", NULL, N_("put the leading zero back before codes that lost it") },
    { '\0', "encoding", "NAME", N_("of the file, as iconv names it (default UTF-8)") },
    { '\0', "columns", "LIST", N_("which column is what: code=1,title=2,duty=Rate") },
    { '\0', "map", "FILE", N_("the same from a file, one a line") },
    { '\0', "sheet", "NAME", N_("the sheet of a workbook (default: its first)") },
    { '\0', "decimal", "MARK", N_("point or comma, where the rates do not show it") },
    { '\0', "digits", "N", N_("of a declarable line (default: of the longest code)") },
    { 0 },
};

/* Rows to the output. Differences and added rates only where they are asked for. */
struct importing {
    struct output *output;
    bool differences;
};

static void say(void *context, enum import_action action, size_t line, const struct code *code, const char *detail)
{
    const struct importing *importing = context;
    if (action == IMPORT_ADDED && !importing->differences)
        return;
    if (line)
        output_number(importing->output, (long long)line);
    else
        output_absent(importing->output);
    if (code->digits[0])
        output_code(importing->output, code);
    else
        output_absent(importing->output);
    output_text(importing->output, import_action_name(action), strlen(import_action_name(action)));
    output_text(importing->output, detail, strlen(detail));
}

/* ---- what is ordered ---- */

static enum hs_status read_decimal(const struct options *options, char *decimal, struct hs_why *why)
{
    const char *mark = options_value(options, "decimal");
    *decimal = !mark ? '\0' : strcmp(mark, "comma") == 0 ? ',' : '.';
    if (mark && strcmp(mark, "comma") != 0 && strcmp(mark, "point") != 0)
        return hs_fail(why, HS_USAGE, "--decimal %s: neither point nor comma: write one of them", mark);
    return HS_OK;
}

static enum hs_status read_map(const struct options *options, struct arena *arena, const char **columns, struct hs_why *why)
{
    const char *path = options_value(options, "map");
    char *bytes;
    size_t size;
    *columns = options_value(options, "columns");
    if (!path)
        return HS_OK;
    if (*columns)
        return hs_fail(why, HS_USAGE, "--columns and --map: both say which column is what: give one of them");
    enum hs_status status = file_read(path, MAP_MOST, arena, &bytes, &size, why);
    char *ended = status == HS_OK ? arena_take(arena, size + 2) : NULL;
    if (status == HS_OK && !ended)
        return hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", path);
    if (ended) {
        memcpy(ended, bytes, size);
        ended[size] = '\n';
        *columns = ended;
    }
    return status;
}

static enum hs_status read_order(const struct options *options, struct arena *arena, struct import_order *order, struct hs_why *why)
{
    const char *country = options_value(options, "country"), *effective = options_value(options, "effective");
    long digits = 0;
    memset(order, 0, sizeof *order);
    enum hs_status status = import_format_find(options->operand[0], &order->format, why);
    if (status == HS_OK && options->operands > (order->format == IMPORT_UK_CSV ? 3 : 2))
        status = hs_fail(why, HS_USAGE, "import: more files than this format takes: import them one by one");
    if (status == HS_OK && !country)
        status = hs_fail(why, HS_USAGE, "import: whose tariff this is was not said: give --country, like --country AZ");
    if (status == HS_OK)
        status = iso_country(country, strlen(country), "country", order->source.country, why);
    if (status == HS_OK && !effective && order->format != IMPORT_FX_CSV)
        status = hs_fail(why, HS_USAGE, "import: from which day it holds was not said: give --effective, like --effective 2026-01-31");
    if (status == HS_OK && effective)
        status = tariff_day((struct cell) { effective, strlen(effective) }, &order->source.effective, why);
    if (status == HS_OK)
        status = options_number(options, "digits", CODE_SUBHEADING, CODE_MAX, &digits, why);
    if (status == HS_OK)
        status = read_decimal(options, &order->decimal, why);
    if (status == HS_OK)
        status = read_map(options, arena, &order->columns, why);
    for (int i = 1; i < options->operands; i++)
        order->path[order->paths++] = options->operand[i];
    order->source.digits = (unsigned)digits;
    order->source.training = options_value(options, "training") != NULL;
    order->encoding = options_value(options, "encoding");
    order->sheet = options_value(options, "sheet");
    order->repair_zeros = options_value(options, "repair-zeros") != NULL;
    order->changes = options_value(options, "changes") != NULL;
    return status;
}

/* ---- what there is, and what comes of it ---- */

static enum hs_status import_rates(const struct options *options, const struct store *store, const char *name, const struct import_order *order,
                                   const struct tariff_sink *sink, void **value, size_t *value_size, struct hs_why *why)
{
    struct fx current;
    const void *bytes;
    size_t size;
    (void)options;
    enum hs_status status = store_value(store, name, &bytes, &size, why);
    bool there = status == HS_OK;
    if (there)
        status = fx_open(bytes, size, &current, why);
    if (status != HS_OK && status != HS_NOT_FOUND)
        return status;
    return import_fx(order->path[0], order->encoding, there ? &current : NULL, sink, value, value_size, why);
}

static enum hs_status import_lines(const struct options *options, const struct store *store, const char *name, struct import_order *order,
                                   const struct tariff_sink *sink, void **value, size_t *value_size, struct hs_why *why)
{
    struct arena arena = { NULL };
    const void *bytes;
    size_t size;
    const struct tariff *made;
    enum hs_status status = store_value(store, name, &bytes, &size, why);
    if (status == HS_OK)
        status = tariff_open(bytes, size, &arena, &order->current, why);
    if (status == HS_OK || status == HS_NOT_FOUND)
        status = import_tariff(order, sink, value, value_size, why);
    if (status == HS_OK) /* what cannot be opened is not published */
        status = tariff_open(*value, *value_size, &arena, &made, why);
    if (status == HS_OK && options_value(options, "diff")) {
        char differ[80];
        snprintf(differ, sizeof differ, "%zu declarable lines differ", tariff_difference(order->current, made, sink));
        tariff_report(sink, IMPORT_NOTED, 0, NULL, "%s", differ);
    }
    arena_free(&arena);
    return status;
}

/* Reads under the publisher's lock, so that two imports cannot each change what the other does not see. */
static enum hs_status import_into(const struct options *options, const char *path, struct import_order *order, const struct tariff_sink *sink,
                                  struct hs_why *why)
{
    bool rates = order->format == IMPORT_FX_CSV, dry = options_value(options, "dry-run") != NULL;
    struct store_publish *publish = NULL;
    struct store *store = NULL;
    char name[16];
    void *value = NULL;
    size_t size = 0;
    unsigned generation;
    snprintf(name, sizeof name, "%s.%c%c", rates ? "fx" : "tariff", tolower((unsigned char)order->source.country[0]),
             tolower((unsigned char)order->source.country[1]));
    enum hs_status status = store_open(path, &store, why); /* there must be one: a tariff alone is no desk */
    store_close(store);
    store = NULL;
    if (status == HS_OK && !dry)
        status = store_publish_start(path, &publish, why);
    if (status == HS_OK)
        status = store_open(path, &store, why);
    if (status == HS_OK)
        status =
            rates ? import_rates(options, store, name, order, sink, &value, &size, why) : import_lines(options, store, name, order, sink, &value, &size, why);
    if (status == HS_OK && publish)
        status = store_publish_value(publish, name, value, size, why);
    if (status == HS_OK && publish)
        status = store_publish_carry(publish, "", why);
    if (status == HS_OK && publish) {
        struct store_publish *finishing = publish;
        publish = NULL;
        status = store_publish_finish(finishing, &generation, why);
        if (status == HS_OK)
            tariff_report(sink, IMPORT_PUBLISHED, 0, NULL, "%s, %zu bytes, in generation %u", name, size, generation);
    } else if (status == HS_OK)
        tariff_report(sink, IMPORT_NOTED, 0, NULL, "a dry run: nothing was published");
    if (publish)
        store_publish_abandon(publish);
    store_close(store);
    free(value);
    return status;
}

int admin_import(const struct options *options)
{
    static const struct output_column columns[] = { { "line", OUTPUT_NUMBER }, { "code", OUTPUT_TEXT }, { "action", OUTPUT_TEXT }, { "detail", OUTPUT_TEXT } };
    struct arena arena = { NULL };
    struct import_order order;
    struct importing importing = { output_open(stdout, options->format, options->header, columns, 4), options_value(options, "diff") != NULL };
    struct tariff_sink sink = { .report = say, .context = &importing };
    char path[STORE_PATH_MAX];
    struct hs_why why;
    enum hs_status status =
        importing.output ? read_order(options, &arena, &order, &why) : hs_fail(&why, HS_NO_MEMORY, "output: no memory: close other programs");
    if (status == HS_OK)
        status = store_locate(options->store, path, &why);
    if (status == HS_OK)
        status = import_into(options, path, &order, &sink, &why);
    int code = status == HS_OK ? 0 : options_complain(options, &why);
    if (importing.output && output_close(importing.output, &why) != HS_OK)
        code = options_complain(options, &why);
    arena_free(&arena);
    return code;
}
