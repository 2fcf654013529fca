/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/tariffs.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "core/duty/tariff.h"
#include "tui/i18n.h"

static const char PREFIX[] = "tariff."; /* and the country's two letters, lower case */

const char *tariffs_words(const struct session *session, char out[static TARIFFS_WORDS_MAX])
{
    const struct store *store = session_store(session);
    const struct manifest *manifest = store_manifest(store);
    struct arena arena = { NULL };
    bool training = false, damaged = false;
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < manifest->count && length < TARIFFS_WORDS_MAX; i++) {
        const char *name = manifest->value[i].name, *country = name + sizeof PREFIX - 1;
        const struct tariff *tariff;
        const void *bytes;
        size_t size;
        if (strncmp(name, PREFIX, sizeof PREFIX - 1) != 0 || strlen(country) != 2)
            continue;
        length += (size_t)snprintf(out + length, TARIFFS_WORDS_MAX - length, length ? ", %c%c" : _("tariff %c%c"), toupper((unsigned char)country[0]),
                                   toupper((unsigned char)country[1]));
        if (store_value(store, name, &bytes, &size, NULL) != HS_OK || tariff_open(bytes, size, &arena, &tariff, NULL) != HS_OK)
            damaged = true;
        else
            training = training || tariff_source(tariff)->training;
    }
    arena_free(&arena);
    if (training || damaged || !length)
        snprintf(out, TARIFFS_WORDS_MAX, "%s",
                 training ? _("TRAINING TARIFF, rates invented") : damaged ? _("the tariff cannot be read") : _("no national tariff loaded"));
    return out;
}
