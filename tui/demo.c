/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/demo.h"

#include <stdio.h>

#include "core/store/location.h"
#include "core/store/store.h"
#include "tui/i18n.h"

enum hs_status demo_prepare(struct options *options, struct hs_why *why)
{
    char path[STORE_PATH_MAX];
    enum hs_status status = store_locate(options->store, path, why);
    if (status != HS_OK)
        return status;
    snprintf(options->room, sizeof options->room, "%s/" STORE_DEMO, path);
    if (!store_current(options->room))
        return hs_fail(why, HS_IO, _("demo: there is no training store in %s: run `hsdesk-admin --store %s build --training`"), options->room, path);
    options->store = options->room;
    return HS_OK;
}
