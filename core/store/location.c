/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/location.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static const char SHARED[] = "/var/lib/hsdesk";

enum hs_status store_locate(const char *named, char path[static STORE_PATH_MAX], struct hs_why *why)
{
    const char *base = named, *rest = "";
    struct stat info;
    if (!base || !*base)
        base = getenv("HSDESK_STORE");
    if ((!base || !*base) && stat(SHARED, &info) == 0)
        base = SHARED;
    if (!base || !*base) {
        base = getenv("XDG_DATA_HOME");
        rest = "/hsdesk";
    }
    if (!base || !*base) {
        base = getenv("HOME");
        rest = "/.local/share/hsdesk";
    }
    if (!base || !*base)
        return hs_fail(why, HS_USAGE, "store: neither HSDESK_STORE nor HOME is set: name one with --store DIR");
    int length = snprintf(path, STORE_PATH_MAX, "%s%s", base, rest);
    if (length < 0 || length >= STORE_PATH_MAX)
        return hs_fail(why, HS_USAGE, "store: its path is longer than %d bytes: use a shorter one", STORE_PATH_MAX - 1);
    return HS_OK;
}
