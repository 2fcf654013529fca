/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/country.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "core/base/iso.h"
#include "core/base/text.h"
#include "core/base/utc.h"
#include "core/duty/tariff_search.h"
#include "core/store/store.h"
#include "core/trust/standing.h"
#include "tui/i18n.h"
#include "tui/width.h"

enum { NAME_COLUMNS = 28 }; /* of a tariff's name in the banner */
static const char PREFIX[] = "tariff.";

size_t country_loaded(const struct session *session, char countries[static COUNTRIES_MAX][3])
{
    const struct manifest *manifest = store_manifest(session_store(session));
    size_t count = 0;
    for (size_t i = 0; i < manifest->count && count < COUNTRIES_MAX; i++) {
        const char *name = manifest->value[i].name;
        size_t length = sizeof PREFIX - 1;
        if (strncmp(name, PREFIX, length) == 0 && strlen(name) == length + 2) {
            countries[count][0] = (char)toupper((unsigned char)name[length]);
            countries[count][1] = (char)toupper((unsigned char)name[length + 1]);
            countries[count++][2] = '\0';
        }
    }
    return count;
}

static enum hs_status choose(const struct session *session, const char *named, char country[static 3], struct hs_why *why)
{
    char loaded[COUNTRIES_MAX][3], list[4 * COUNTRIES_MAX + 1] = "";
    if (!named)
        named = getenv("HSDESK_COUNTRY");
    if (named && *named)
        return iso_country(named, strlen(named), _("country"), country, why);
    size_t count = country_loaded(session, loaded);
    if (count == 0)
        return hs_fail(why, HS_NOT_FOUND, _("no national tariff loaded: import one with `hsdesk-admin import`, or try `hsdesk demo`"));
    if (count == 1) {
        memcpy(country, loaded[0], 3);
        return HS_OK;
    }
    for (size_t i = 0; i < count; i++)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", i ? ", " : "", loaded[i]);
    return hs_fail(why, HS_USAGE, _("country: the store has the tariffs of %s: say which with --country or $HSDESK_COUNTRY"), list);
}

/* NULL where the store has none. */
static const void *value_of(const struct session *session, const char *kind, const char *country, size_t *size)
{
    char name[16];
    const void *bytes;
    snprintf(name, sizeof name, "%s.%c%c", kind, tolower((unsigned char)country[0]), tolower((unsigned char)country[1]));
    return store_value(session_store(session), name, &bytes, size, NULL) == HS_OK ? bytes : NULL;
}

static void standing_now(const struct session *session, enum package_kind kind, const char *country, struct standing *standing)
{
    standing_of(session_store(session), kind, country, time(NULL), standing);
}

const char *country_model(const struct session *session, char out[static COUNTRY_MODEL_MAX])
{
    struct standing standing;
    char state[STANDING_TEXT_MAX];
    standing_now(session, PACKAGE_MODEL, NULL, &standing);
    standing_state_text(&standing, state, sizeof state);
    if (standing.state == STANDING_LOCAL)
        snprintf(out, COUNTRY_MODEL_MAX, "%s", _(" unsigned"));
    else
        snprintf(out, COUNTRY_MODEL_MAX, _(", model %llu %.40s"), (unsigned long long)standing.package.sequence, state);
    return out;
}

static void banner_of(const struct session *session, const char *country, char out[static COUNTRY_BANNER_MAX])
{
    struct arena arena = { NULL };
    const struct tariff *tariff;
    char day[UTC_TEXT_MAX];
    struct standing standing;
    size_t size;
    const void *bytes = value_of(session, "tariff", country, &size);
    standing_now(session, PACKAGE_TARIFF, country, &standing);
    if (!bytes) {
        snprintf(out, COUNTRY_BANNER_MAX, _("no national tariff of %s loaded"), country);
    } else if (tariff_open(bytes, size, &arena, &tariff, NULL) != HS_OK) {
        snprintf(out, COUNTRY_BANNER_MAX, _("tariff %s is damaged"), country);
    } else if (tariff_source(tariff)->training) {
        snprintf(out, COUNTRY_BANNER_MAX, _("TRAINING TARIFF %s, rates invented"), country);
    } else if (standing.state != STANDING_LOCAL) {
        char words[STANDING_TEXT_MAX];
        standing_text(&standing, words, sizeof words);
        snprintf(out, COUNTRY_BANNER_MAX, _("tariff %s %.80s"), country, words);
    } else {
        char name[64];
        size_t length = text_for_screen(tariff_source(tariff)->name, strlen(tariff_source(tariff)->name), name, sizeof name), shown = width_fitting(name, length, NAME_COLUMNS);
        utc_print_day(tariff_source(tariff)->effective, day);
        snprintf(out, COUNTRY_BANNER_MAX, _("tariff %s %.*s%s of %s"), country, (int)shown, name, name[shown] ? "..." : "", day);
    }
    arena_free(&arena);
}

const char *country_banner(const struct session *session, char out[static COUNTRY_BANNER_MAX])
{
    char loaded[COUNTRIES_MAX][3], country[3];
    size_t count = country_loaded(session, loaded), named = count < 8 ? count : 8;
    struct hs_why why;
    if (count == 0) {
        snprintf(out, COUNTRY_BANNER_MAX, "%s", _("no national tariff loaded"));
    } else if (choose(session, NULL, country, &why) == HS_OK) {
        banner_of(session, country, out);
    } else {
        snprintf(out, COUNTRY_BANNER_MAX, "%s", _("tariffs"));
        for (size_t i = 0; i < named; i++)
            snprintf(out + strlen(out), COUNTRY_BANNER_MAX - strlen(out), " %s", loaded[i]);
        snprintf(out + strlen(out), COUNTRY_BANNER_MAX - strlen(out), "%s", _(": set HSDESK_COUNTRY"));
    }
    return out;
}

enum hs_status country_find_line(const struct session *session, const struct code *code, struct hs_why *why)
{
    char loaded[COUNTRIES_MAX][3];
    const char *only = getenv("HSDESK_COUNTRY");
    size_t count = country_loaded(session, loaded);
    enum hs_status found = HS_USAGE;
    for (size_t i = 0; i < count && found != HS_OK; i++) {
        struct country country;
        struct hs_why other;
        uint32_t line;
        if (only && *only && strcasecmp(only, loaded[i]) != 0)
            continue;
        enum hs_status status = country_open(session, loaded[i], &country, &other);
        if (status == HS_OK) {
            status = tariff_search(country.duty.tariff, code, (enum code_style)country.profile.country->style, &line, &other);
            country_close(&country);
        }
        if (status == HS_OK || found == HS_USAGE) {
            found = status;
            *why = other;
        }
    }
    return found == HS_USAGE ? hs_fail(why, HS_USAGE, _("no national tariff loaded: import one with `hsdesk-admin import`, or try `hsdesk demo`")) : found;
}

enum hs_status country_open(const struct session *session, const char *named, struct country *country, struct hs_why *why)
{
    char code[3];
    size_t size;
    const void *bytes;
    memset(country, 0, sizeof *country);
    enum hs_status status = choose(session, named, code, why);
    if (status != HS_OK)
        return status;
    if ((bytes = value_of(session, "tariff", code, &size)))
        status = tariff_open(bytes, size, &country->arena, &country->duty.tariff, why);
    else
        status = hs_fail(why, HS_NOT_FOUND, _("no national tariff loaded for %s: import one with `hsdesk-admin import`"), code);
    if (status == HS_OK) {
        if ((bytes = value_of(session, "profile", code, &size)))
            status = profile_open(bytes, size, &country->profile, why);
        else
            status = hs_fail(why, HS_NOT_FOUND, _("country %s: the store has no profile of it: write countries/%s.ini and run `hsdesk-admin build`"), code, code);
    }
    if (status == HS_OK && (bytes = value_of(session, "fx", code, &size))) {
        status = fx_open(bytes, size, &country->fx, why);
        country->duty.fx = &country->fx;
    }
    country->duty.profile = &country->profile;
    if (status == HS_OK)
        status = origins_load(session, &country->arena, &country->origins, why);
    country->duty.origins = &country->origins;
    if (status == HS_OK)
        status = calculator_open(&country->duty, &country->arena, &country->calculator, why);
    if (status != HS_OK)
        country_close(country);
    return status;
}

void country_close(struct country *country)
{
    calculator_close(country->calculator);
    country->calculator = NULL;
    arena_free(&country->arena);
}
