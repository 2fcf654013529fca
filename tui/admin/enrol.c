/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/utc.h"
#include "core/store/location.h"
#include "core/store/publish.h"
#include "core/trust/state.h"
#include "tui/admin/trust.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

const struct option_spec admin_enrol_options[] = {
    { '\0', "fingerprint", "HEX", N_("of the newest root, as it was told on another way than the file came") },
    { 0 },
};

static enum hs_status check(const struct options *options, const struct root_chain *chain, int64_t now, struct hs_why *why)
{
    const char *stated = options_value(options, "fingerprint");
    const struct root *newest = root_newest(chain);
    struct digest wanted, found;
    char hex[DIGEST_HEX + 1], when[UTC_TEXT_MAX];
    if (!stated || digest_parse(stated, strlen(stated), &wanted) != HS_OK)
        return hs_fail(why, HS_USAGE, "option --fingerprint: give the %d digits of the root's fingerprint, told on another way than the file came", DIGEST_HEX);
    if (!newest)
        return hs_fail(why, HS_REFUSED, "%s: it carries no root: name a package of kind root", options->operand[0]);
    found = root_fingerprint(newest);
    digest_print(&found, hex);
    if (!digest_equal(&wanted, &found))
        return hs_fail(why, HS_REFUSED, "root %u: its fingerprint is %s, not the one stated: do not use this file, and ask where it came from", newest->version,
                       hex);
    enum hs_status status = root_chain_verify(chain, NULL, why);
    utc_print(newest->expires, when);
    if (status == HS_OK && newest->expires <= now)
        status = hs_fail(why, HS_REFUSED, "root %u: it expired at %s: ask for its successor", newest->version, when);
    return status;
}

/* Under the lock of the publishers: none of them may be half way when trust begins. */
static enum hs_status keep(const char *store, const struct root_chain *chain, int64_t now, struct hs_why *why)
{
    struct store_publish *publish;
    if (state_enrolled(store) && !state_hidden(store)) /* who may not look is told so below */
        return hs_fail(why, HS_REFUSED, "store %s: a root is enrolled already: its successors come with `apply`", store);
    struct highwater *seen = calloc(1, sizeof *seen);
    if (!seen)
        return hs_fail(why, HS_NO_MEMORY, "enrol: no memory: close other programs");
    enum hs_status status = store_publish_start(store, &publish, why);
    if (status == HS_OK) {
        seen->latest = now;
        status = state_write_highwater(store, seen, why);
        if (status == HS_OK)
            status = state_write_root(store, chain, why);
        store_publish_abandon(publish);
    }
    free(seen);
    return status;
}

int admin_enrol(const struct options *options)
{
    struct hs_why why;
    struct package *package = NULL;
    char store[STORE_PATH_MAX];
    int fd = -1;
    int64_t now = time(NULL);
    enum hs_status status = store_locate(options->store, store, &why);
    if (status == HS_OK)
        status = admin_open_package(options->operand[0], &fd, &package, &why);
    if (status == HS_OK)
        status = check(options, &package_head(package)->chain, now, &why);
    if (status == HS_OK)
        status = keep(store, &package_head(package)->chain, now, &why);
    package_close(package);
    if (fd >= 0)
        close(fd);
    return status == HS_OK ? 0 : options_complain(options, &why);
}
