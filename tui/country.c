/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/country.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/base/iso.h"
#include "core/duty/tariff_search.h"
#include "core/store/store.h"
#include "tui/i18n.h"

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

enum hs_status country_choose(const struct session *session, const char *named, char country[static 3], struct hs_why *why)
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

const void *country_value(const struct session *session, const char *kind, const char *country, size_t *size)
{
    char name[16];
    const void *bytes;
    snprintf(name, sizeof name, "%s.%c%c", kind, tolower((unsigned char)country[0]), tolower((unsigned char)country[1]));
    return store_value(session_store(session), name, &bytes, size, NULL) == HS_OK ? bytes : NULL;
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
    enum hs_status status = country_choose(session, named, code, why);
    if (status != HS_OK)
        return status;
    if ((bytes = country_value(session, "tariff", code, &size)))
        status = tariff_open(bytes, size, &country->arena, &country->duty.tariff, why);
    else
        status = hs_fail(why, HS_NOT_FOUND, _("no national tariff loaded for %s: import one with `hsdesk-admin import`"), code);
    if (status == HS_OK) {
        if ((bytes = country_value(session, "profile", code, &size)))
            status = profile_open(bytes, size, &country->profile, why);
        else
            status = hs_fail(why, HS_NOT_FOUND, _("country %s: the store has no profile of it: write countries/%s.ini and run `hsdesk-admin build`"), code, code);
    }
    if (status == HS_OK && (bytes = country_value(session, "fx", code, &size))) {
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
