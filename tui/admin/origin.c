/* SPDX-License-Identifier: GPL-3.0-or-later */
/* origin.c - certificates of origin: issuing and revoking them on an authority's side, as batches to be packed and signed; taking batches into a store of one's
 * own. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/iso.h"
#include "core/base/utc.h"
#include "core/duty/origin_line.h"
#include "core/duty/origin_make.h"
#include "core/store/location.h"
#include "core/store/publish.h"
#include "core/store/store.h"
#include "data/origin_rows.h"
#include "keys/output_file.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"
#include "tui/today.h"

enum { BATCH_MOST = 1 << 28 };

const struct option_spec admin_origin_options[] = {
    { '\0', "country", "CC", N_("the country whose authority issues them") },
    { '\0', "before", "BATCH", N_("what was issued so far, in order; may be repeated (default: what the store holds)") },
    { '\0', "first", NULL, N_("nothing was issued before: the chain begins") },
    { '\0', "day", "DATE", N_("from which day they are revoked (default: today)") },
    { '\0', "out", "F", N_("the batch, ready for pack --kind origin; nothing may be there") },
    { 0 },
};

/* What was issued so far, and what a batch makes of it. */
struct origin_work {
    const struct options *options;
    char country[3];
    struct arena arena; /* files */
    struct store *store;
    void *value; /* what `held` reads, where it was made here */
    size_t value_size;
    struct origin held;
    bool has_held;
    struct output *output;
};

static const struct output_column COLUMNS[] = { { "line", OUTPUT_NUMBER }, { "number", OUTPUT_TEXT },     { "state", OUTPUT_TEXT },
                                                { "code", OUTPUT_TEXT },   { "quantity", OUTPUT_NUMBER }, { "unit", OUTPUT_TEXT } };

/* ---- what is held ---- */

/* The batch joins what is held. */
static enum hs_status take_bytes(struct origin_work *work, const char *bytes, size_t size, struct origin_counts *counts, struct hs_why *why)
{
    void *value;
    size_t value_size;
    struct origin made;
    enum hs_status status = origin_make(work->has_held ? &work->held : NULL, work->country, bytes, size, &value, &value_size, counts, why);
    if (status != HS_OK)
        return status;
    status = origin_open(value, value_size, &made, why);
    if (status != HS_OK) {
        free(value);
        return status;
    }
    free(work->value);
    work->value = value;
    work->value_size = value_size;
    work->held = made;
    work->has_held = true;
    return HS_OK;
}

static enum hs_status take_file(struct origin_work *work, const char *path, struct hs_why *why)
{
    struct origin_counts counts;
    char *bytes;
    size_t size;
    struct hs_why problem;
    enum hs_status status = file_read(path, BATCH_MOST, &work->arena, &bytes, &size, why);
    if (status != HS_OK)
        return status;
    status = take_bytes(work, bytes, size, &counts, &problem);
    return status == HS_OK ? HS_OK : hs_fail(why, status, "%s: %s", path, problem.text);
}

static void value_name(const struct origin_work *work, char name[static 16])
{
    snprintf(name, 16, "origin.%c%c", tolower((unsigned char)work->country[0]), tolower((unsigned char)work->country[1]));
}

/* HS_NOT_FOUND where the store holds none of the country, or is not there. */
static enum hs_status open_held(struct origin_work *work, const char *path, struct hs_why *why)
{
    char name[16];
    const void *bytes;
    size_t size;
    value_name(work, name);
    enum hs_status status = store_open(path, &work->store, why);
    if (status == HS_OK)
        status = store_value(work->store, name, &bytes, &size, why);
    if (status == HS_OK)
        status = origin_open(bytes, size, &work->held, why);
    work->has_held = status == HS_OK;
    return status;
}

/* An authority that forgot what it issued would begin a second chain, which posts refuse: so it has to say that there was nothing. */
static enum hs_status load_held(struct origin_work *work, struct hs_why *why)
{
    const struct options *options = work->options;
    enum hs_status status = HS_OK;
    char path[STORE_PATH_MAX];
    size_t files = 0;
    for (size_t i = 0; status == HS_OK && i < options->given_count; i++)
        if (strcmp(options->given[i].spec->name, "before") == 0) {
            status = take_file(work, options->given[i].value, why);
            files++;
        }
    if (status != HS_OK || files || options_value(options, "first")) {
        if (status == HS_OK && files && options_value(options, "first"))
            status = hs_fail(why, HS_USAGE, "--first and --before: the one says that nothing was issued, the other what was: give one of them");
        return status;
    }
    status = store_locate(options->store, path, why);
    if (status == HS_OK)
        status = open_held(work, path, why);
    if (status == HS_NOT_FOUND)
        status = hs_fail(why, HS_USAGE, "origin: what %s issued so far is not known: name its batches with --before, or say --first", work->country);
    return status;
}

/* ---- rows ---- */

static void list_from(struct origin_work *work, uint32_t line)
{
    for (; line < origin_lines(&work->held); line++) {
        struct certificate certificate;
        uint32_t place;
        bool revokes;
        char unit[ORIGIN_UNIT_MAX];
        if (!origin_line_of(&work->held, line, &place, &revokes) || origin_certificate(&work->held, place, &certificate, NULL) != HS_OK)
            continue;
        origin_unit_print(certificate.unit, certificate.part, unit, sizeof unit);
        output_number(work->output, line + 1);
        output_text(work->output, certificate.number, strlen(certificate.number));
        output_text(work->output, revokes ? "revoked" : "issued", strlen(revokes ? "revoked" : "issued"));
        output_code(work->output, &certificate.code);
        output_exact(work->output, certificate.quantity);
        output_text(work->output, unit, strlen(unit));
    }
}

/* ---- an authority's side ---- */

/* The batch must join what is held before it is written. */
static enum hs_status write_batch(struct origin_work *work, const char *bytes, size_t size, struct hs_why *why)
{
    struct origin_counts counts;
    struct output_file file;
    uint32_t lines = work->has_held ? origin_lines(&work->held) : 0;
    enum hs_status status = take_bytes(work, bytes, size, &counts, why);
    if (status != HS_OK)
        return status;
    status = output_file_start(options_value(work->options, "out"), 0644, &file, why);
    if (status == HS_OK)
        status = output_file_write(&file, bytes, size, why);
    if (status == HS_OK)
        status = output_file_finish(&file, false, why);
    else
        output_file_abandon(&file);
    if (status == HS_OK)
        list_from(work, lines);
    return status;
}

static enum hs_status add_rows(struct origin_work *work, struct origin_draft *draft, struct hs_why *why)
{
    const char *path = work->options->operand[1];
    char *bytes;
    size_t size;
    if (work->options->operands != 2)
        return hs_fail(why, HS_USAGE, "origin issue: more than one FILE: issue them one by one");
    enum hs_status status = file_read(path, BATCH_MOST, &work->arena, &bytes, &size, why);
    return status == HS_OK ? origin_rows_read(bytes, size, path, admin_report_row, (void *)(uintptr_t)work->options, draft, why) : status;
}

static enum hs_status add_revocations(struct origin_work *work, struct origin_draft *draft, struct hs_why *why)
{
    const struct options *options = work->options;
    const char *stated = options_value(options, "day");
    uint32_t day = today();
    if (stated && utc_parse_day(stated, strlen(stated), &day) != HS_OK)
        return hs_fail(why, HS_USAGE, "option --day: \"%s\" is no day of the calendar: write it as 2026-02-28", stated);
    if (!work->has_held)
        return hs_fail(why, HS_NOT_FOUND, "origin revoke: %s issued nothing yet: there is nothing to revoke", work->country);
    for (int i = 1; i < options->operands; i++) {
        struct certificate certificate;
        enum hs_status status = origin_find(&work->held, options->operand[i], &certificate, why);
        if (status == HS_OK && certificate.revoked)
            status = hs_fail(why, HS_INVALID, "certificate of origin %s: revoked before: leave it out", certificate.number);
        certificate.revoked = day;
        if (status == HS_OK)
            status = origin_draft_add(draft, &certificate, true, why);
        if (status != HS_OK)
            return status;
    }
    return HS_OK;
}

static enum hs_status make_batch(struct origin_work *work, enum hs_status (*add)(struct origin_work *, struct origin_draft *, struct hs_why *),
                                 struct hs_why *why)
{
    struct origin_draft *draft = NULL;
    char *bytes = NULL;
    size_t size;
    if (!options_value(work->options, "out"))
        return hs_fail(why, HS_USAGE, "option --out: say which file the batch is to be");
    enum hs_status status = load_held(work, why);
    if (status != HS_OK)
        return status;
    struct digest head = work->has_held ? origin_head(&work->held) : origin_genesis(work->country);
    status = origin_draft_start(work->country, &head, &draft, why);
    if (status == HS_OK)
        status = add(work, draft, why);
    if (status == HS_OK) {
        struct origin_draft *finishing = draft;
        draft = NULL;
        status = origin_draft_finish(finishing, &bytes, &size, why);
    }
    origin_draft_free(draft);
    if (status == HS_OK)
        status = write_batch(work, bytes, size, why);
    free(bytes);
    return status;
}

/* ---- a store's side ---- */

/* Under the publisher's lock. Where a root is enrolled it refuses, as all unsigned publishing: there, batches come in packages. */
static enum hs_status publish_batches(struct origin_work *work, struct hs_why *why)
{
    const struct options *options = work->options;
    struct store_publish *publish = NULL;
    char path[STORE_PATH_MAX], name[16];
    unsigned generation;
    enum hs_status status = store_locate(options->store, path, why);
    if (status == HS_OK)
        status = store_open(path, &work->store, why); /* there must be one: certificates alone are no desk */
    store_close(work->store);
    work->store = NULL;
    if (status == HS_OK)
        status = store_publish_start(path, &publish, why);
    if (status == HS_OK) {
        status = open_held(work, path, why);
        status = status == HS_NOT_FOUND ? HS_OK : status;
    }
    uint32_t lines = work->has_held ? origin_lines(&work->held) : 0;
    for (int i = 1; status == HS_OK && i < options->operands; i++)
        status = take_file(work, options->operand[i], why);
    value_name(work, name);
    if (status == HS_OK)
        status = store_publish_value(publish, name, work->value, work->value_size, why);
    if (status == HS_OK)
        status = store_publish_carry(publish, "", why);
    if (status == HS_OK) {
        struct store_publish *finishing = publish;
        publish = NULL;
        status = store_publish_finish(finishing, &generation, why);
    }
    if (status == HS_OK)
        list_from(work, lines);
    if (publish)
        store_publish_abandon(publish);
    return status;
}

static enum hs_status run(struct origin_work *work, struct hs_why *why)
{
    const char *action = work->options->operand[0], *country = options_value(work->options, "country");
    if (!country)
        return hs_fail(why, HS_USAGE, "option --country: say whose authority issues them");
    enum hs_status status = iso_country(country, strlen(country), "country", work->country, why);
    if (status != HS_OK)
        return status;
    if (strcmp(action, "issue") == 0)
        return make_batch(work, add_rows, why);
    if (strcmp(action, "revoke") == 0)
        return make_batch(work, add_revocations, why);
    if (strcmp(action, "take") == 0)
        return publish_batches(work, why);
    return hs_fail(why, HS_USAGE, "origin: \"%s\" is not known: say issue FILE, revoke NUMBER... or take BATCH...", action);
}

int admin_origin(const struct options *options)
{
    struct origin_work work = { .options = options };
    struct hs_why why;
    work.output = output_open(stdout, options->format, options->header, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    enum hs_status status = work.output ? run(&work, &why) : hs_fail(&why, HS_NO_MEMORY, "output: no memory: close other programs");
    int code = status == HS_OK ? 0 : options_complain(options, &why);
    if (work.output && output_close(work.output, &why) != HS_OK && !code)
        code = options_complain(options, &why);
    free(work.value);
    store_close(work.store);
    arena_free(&work.arena);
    return code;
}
