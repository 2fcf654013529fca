/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trust/standing.h"

#include <string.h>

enum { DAY = 86400 };

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
    struct standing standing = { .package = *package, .days = left > 0 ? (int)((left + DAY - 1) / DAY) : 0 };
    standing.state = left <= 0 ? STANDING_EXPIRED : standing.days <= STANDING_SOON_DAYS ? STANDING_SOON : STANDING_OK;
    return standing;
}

void standing_of(const struct highwater *packages, enum package_kind kind, const char *country, int64_t now, struct standing *standing)
{
    *standing = (struct standing) { .state = STANDING_LOCAL };
    for (size_t i = 0; i < packages->count && standing->state == STANDING_LOCAL; i++)
        if (packages->stream[i].kind == kind && (!country || strcmp(packages->stream[i].country, country) == 0))
            *standing = standing_at(&packages->stream[i], now);
}
