/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/audit/risk_file.h"
#include "core/base/utc.h"
#include "core/store/location.h"
#include "core/store/store.h"
#include "core/trust/standing.h"
#include "core/trust/state.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"
#include "tui/standings.h"

enum { DAY = 86400, VALUE_MAX = 256 };

struct showing {
    struct output *output;
    const char *path;
    int64_t now;
    struct arena arena;
    struct root_chain trusted;
    struct highwater mark, packages, apart; /* applied; of the generation; of the risk model */
    struct store *store;
    bool hidden; /* the state is not for the caller to see */
};

static void row(struct showing *showing, const char *item, const char *value)
{
    output_text(showing->output, item, strlen(item));
    output_text(showing->output, value, strlen(value));
}

static void show_root(struct showing *showing, const struct root *root)
{
    char value[VALUE_MAX], when[UTC_TEXT_MAX], state[STANDINGS_STATE_MAX];
    const struct highwater_stream stream = { .expires = root->expires };
    const struct standing standing = standing_at(&stream, showing->now);
    utc_print(root->expires, when);
    standings_state(&standing, state);
    snprintf(value, sizeof value, "%" PRIu32 ", expires %s, %s", root->version, when, state);
    row(showing, "root", value);
}

static void show_package(struct showing *showing, const struct highwater_stream *package)
{
    char item[64], value[VALUE_MAX], created[UTC_TEXT_MAX], expires[UTC_TEXT_MAX], day[UTC_TEXT_MAX], state[STANDINGS_STATE_MAX];
    const struct standing standing = standing_at(package, showing->now);
    utc_print(package->created, created);
    utc_print(package->expires, expires);
    utc_print_day(package->effective, day);
    standings_state(&standing, state);
    snprintf(item, sizeof item, "%s %s", package_kind_words(package->kind), package->country);
    snprintf(value, sizeof value, "%" PRIu64 ", created %s, expires %s, from %s, %s", package->sequence, created, expires, day, state);
    row(showing, item, value);
}

/* What the generation holds and no package vouches for, and what it lacks that a desk would use. */
static void show_rest(struct showing *showing)
{
    static const struct {
        enum package_kind kind;
        const char *stem; /* of the value; with a dot: one for each country */
    } kinds[] = { { PACKAGE_MODEL, "tree" }, { PACKAGE_RULES, "axes" },       { PACKAGE_VAGUE, "vague" },   { PACKAGE_TARIFF, "tariff." },
                  { PACKAGE_FX, "fx." },     { PACKAGE_COUNTRY, "profile." }, { PACKAGE_ORIGIN, "origin." } };
    const struct manifest *manifest = store_manifest(showing->store);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        size_t stem = strlen(kinds[k].stem), found = 0;
        bool of_country = kinds[k].stem[stem - 1] == '.';
        for (size_t i = 0; i < manifest->count; i++) {
            const char *name = manifest->value[i].name;
            char item[64], country[3] = "", state[STANDINGS_STATE_MAX];
            struct standing standing;
            if (strncmp(name, kinds[k].stem, stem) != 0 || strlen(name + stem) != (of_country ? 2 : 0))
                continue;
            found++;
            if (of_country)
                snprintf(country, sizeof country, "%c%c", name[stem] & ~0x20, name[stem + 1] & ~0x20);
            standing_of(&showing->packages, kinds[k].kind, of_country ? country : NULL, showing->now, &standing);
            standings_state(&standing, state);
            snprintf(item, sizeof item, "%s%s%s", package_kind_words(kinds[k].kind), of_country ? " " : "", country);
            if (standing.state == STANDING_LOCAL)
                row(showing, item, state);
        }
        if (!found && kinds[k].kind != PACKAGE_ORIGIN)
            row(showing, package_kind_words(kinds[k].kind), "none");
    }
}

/* The risk model is in no generation: it says itself which package it was made of, and the mark which it should be. */
static void show_risk(struct showing *showing)
{
    struct arena arena = { NULL };
    struct risk risk;
    struct hs_why why;
    char state[STANDINGS_STATE_MAX];
    const struct standing local = { .state = STANDING_LOCAL };
    enum hs_status status = risk_file_read(showing->path, &arena, &risk, &showing->apart, &why);
    arena_free(&arena);
    bool lacks = status == HS_NOT_FOUND && risk_file_matches(showing->path, &showing->apart, &showing->mark, NULL) == HS_OK;
    if (status == HS_OK)
        status = risk_file_matches(showing->path, &showing->apart, &showing->mark, &why);
    if (status != HS_OK && !lacks)
        row(showing, package_kind_words(PACKAGE_RISK), why.text);
    for (size_t i = 0; status == HS_OK && i < showing->apart.count; i++)
        show_package(showing, &showing->apart.stream[i]);
    if (status == HS_OK && !showing->apart.count)
        row(showing, package_kind_words(PACKAGE_RISK), standings_state(&local, state));
}

static enum hs_status read_all(struct showing *showing, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    if (store_current(showing->path))
        status = store_open(showing->path, &showing->store, why);
    if (status == HS_OK && showing->store)
        status = standing_read(showing->store, &showing->packages, why);
    showing->hidden = state_hidden(showing->path);
    if (status == HS_OK && !showing->hidden && state_enrolled(showing->path))
        status = state_read_root(showing->path, &showing->arena, &showing->trusted, why);
    if (status == HS_OK && showing->trusted.count)
        status = state_read_highwater(showing->path, &showing->mark, why);
    if (status == HS_OK)
        status = highwater_merge(&showing->mark, &showing->packages, why);
    if (status == HS_OK && !showing->store && !showing->trusted.count)
        status = store_absent(showing->path, why);
    return status;
}

static void show_all(struct showing *showing)
{
    char value[VALUE_MAX];
    if (showing->store) {
        snprintf(value, sizeof value, "%u", store_generation(showing->store));
        row(showing, "generation", value);
    } else
        row(showing, "generation", "none");
    if (showing->trusted.count)
        show_root(showing, root_newest(&showing->trusted));
    else
        row(showing, "root", showing->hidden ? "kept in STORE/state, which is not yours to read" : "none");
    for (size_t i = 0; i < showing->packages.count; i++)
        show_package(showing, &showing->packages.stream[i]);
    if (showing->store)
        show_rest(showing);
    if (!showing->hidden)
        show_risk(showing);
    if (showing->mark.latest) {
        utc_print(showing->mark.latest, value);
        row(showing, "latest", value);
    }
    if (showing->now < showing->mark.latest)
        row(showing, "clock", "behind the latest time seen: set it right, nothing is applied until then");
}

int admin_status(const struct options *options)
{
    static const struct output_column columns[] = { { "item", OUTPUT_TEXT }, { "value", OUTPUT_TEXT } };
    char path[STORE_PATH_MAX];
    struct hs_why why;
    struct showing *showing = calloc(1, sizeof *showing);
    enum hs_status status = showing ? store_locate(options->store, path, &why) : hs_fail(&why, HS_NO_MEMORY, "status: no memory: close other programs");
    if (status == HS_OK) {
        showing->path = path;
        showing->now = time(NULL);
        status = read_all(showing, &why);
    }
    if (status == HS_OK) {
        showing->output = output_open(stdout, options->format, options->header, columns, 2);
        if (!showing->output)
            status = hs_fail(&why, HS_NO_MEMORY, "output: no memory: close other programs");
    }
    if (status == HS_OK) {
        show_all(showing);
        status = output_close(showing->output, &why);
    }
    if (showing) {
        store_close(showing->store);
        arena_free(&showing->arena);
    }
    free(showing);
    return status == HS_OK ? 0 : options_complain(options, &why);
}
