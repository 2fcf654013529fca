/* SPDX-License-Identifier: GPL-3.0-or-later */
/* staging.h - the private place in which a package is worked on: STORE/state/staging, 0700, for the time of an apply.
 *
 * Only under the publishers' lock. What a crash left there is removed before and after.
 */
#ifndef HS_APPLY_STAGING_H
#define HS_APPLY_STAGING_H

#include "core/base/status.h"
#include "core/store/location.h"

struct staging {
    char path[STORE_PATH_MAX + 32];
};

enum hs_status staging_start(const char *store, struct staging *staging, struct hs_why *why);
/* A new file there, 0600, for reading and writing; it has a name only as long as it takes to make it. */
enum hs_status staging_file(const struct staging *staging, const char *name, int *fd, struct hs_why *why);
void staging_end(const struct staging *staging);

#endif
