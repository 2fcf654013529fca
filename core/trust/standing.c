/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trust/standing.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/base/utc.h"

enum { DAY = 86400, DATE_LENGTH = 10 };

enum hs_status standing_read(const struct store *store, struct highwater *packages, struct hs_why *why)
{
    const void *text;
    size_t size;
    packages->count = 0;
    packages->latest = 0;
    if (!manifest_find(store_manifest(store), STORE_PACKAGES))
        return HS_OK;
    enum hs_status status = store_value(store, STORE_PACKAGES, &text, &size, why);
    return status == HS_OK ? highwater_parse(text, size, "generation's packages", packages, why) : status;
}

struct standing standing_at(const struct highwater_stream *package, int64_t now)
{
    int64_t left = package->expires - now;
    struct standing standing = { .package = *package, .days = (int)((left + DAY - 1) / DAY) };
    standing.state = left <= 0 ? STANDING_EXPIRED : standing.days <= STANDING_SOON_DAYS ? STANDING_SOON : STANDING_OK;
    return standing;
}

void standing_of(const struct store *store, enum package_kind kind, const char *country, int64_t now, struct standing *standing)
{
    struct highwater *packages = malloc(sizeof *packages);
    *standing = (struct standing) { .state = STANDING_LOCAL };
    if (packages && standing_read(store, packages, NULL) == HS_OK)
        for (size_t i = 0; i < packages->count && standing->state == STANDING_LOCAL; i++)
            if (packages->stream[i].kind == kind && (!country || highwater_find(packages, kind, country) == &packages->stream[i]))
                *standing = standing_at(&packages->stream[i], now);
    free(packages);
}

int standing_state_text(const struct standing *standing, char *out, size_t size)
{
    static const char *const words[] = {
#define STANDING_STATE_WORDS(name, text) [name] = text,
        STANDING_STATE_LIST(STANDING_STATE_WORDS)
#undef STANDING_STATE_WORDS
    };
    if (standing->state == STANDING_SOON)
        return snprintf(out, size, standing->days == 1 ? "expires in %d day" : "expires in %d days", standing->days);
    return snprintf(out, size, "%s", words[standing->state]);
}

int standing_text(const struct standing *standing, char *out, size_t size)
{
    char state[STANDING_TEXT_MAX], made[UTC_TEXT_MAX];
    standing_state_text(standing, state, sizeof state);
    if (standing->state == STANDING_LOCAL)
        return snprintf(out, size, "%s", state);
    utc_print(standing->package.created, made);
    return snprintf(out, size, "%" PRIu64 " of %.*s, %s", standing->package.sequence, DATE_LENGTH, made, state);
}
