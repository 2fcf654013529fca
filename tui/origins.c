/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/origins.h"

#include <string.h>

#include "core/store/store.h"
#include "tui/i18n.h"

static bool is_origin(const char *name)
{
    return strncmp(name, "origin.", strlen("origin.")) == 0;
}

enum hs_status origins_load(const struct session *session, struct arena *arena, struct origins *origins, struct hs_why *why)
{
    const struct store *store = session_store(session);
    const struct manifest *manifest = store_manifest(store);
    size_t count = 0;
    *origins = (struct origins) { NULL, 0 };
    for (size_t i = 0; i < manifest->count; i++)
        count += is_origin(manifest->value[i].name);
    struct origin *origin = arena_take(arena, (count + 1) * sizeof *origin);
    if (!origin)
        return hs_fail(why, HS_NO_MEMORY, _("certificates of origin: no memory: close other programs"));
    for (size_t i = 0; i < manifest->count; i++) {
        const void *bytes;
        size_t size;
        if (!is_origin(manifest->value[i].name))
            continue;
        enum hs_status status = store_value(store, manifest->value[i].name, &bytes, &size, why);
        if (status == HS_OK)
            status = origin_open(bytes, size, &origin[origins->count], why);
        if (status != HS_OK)
            return status;
        origins->count++;
    }
    origins->origin = origin;
    return HS_OK;
}
