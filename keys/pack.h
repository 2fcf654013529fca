/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack.h - files into one package, unsigned.
 *
 * Every source is opened once, hashed, and copied; a source that changes in between is refused. Its name in the package is the last part of its path.
 */
#ifndef HS_KEYS_PACK_H
#define HS_KEYS_PACK_H

#include <stdint.h>

#include "core/trust/package.h"
#include "core/trust/root.h"

struct pack_plan {
    enum package_kind kind, stream; /* stream: `kind`, or what a rollback rolls back */
    const char *product, *country, *channel;
    uint64_t sequence;
    int64_t created, expires;
    uint32_t effective;
    struct package_version oldest_tool;
    const struct root_chain *chain; /* carried along, so that posts learn of newer roots; NULL for none */
    char *const *source;
    unsigned sources;
};

/* Writes the package to `path`, where nothing may be. */
enum hs_status pack(const struct pack_plan *plan, const char *path, struct hs_why *why);

#endif
