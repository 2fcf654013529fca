/* SPDX-License-Identifier: GPL-3.0-or-later */
/* publish.h - a new generation, whole or not at all.
 *
 * The generation is written beside the others under a name of its own, synced, checked, renamed to gen-NNNNNN, and only then named by `current`, by
 * rename(2). A crash at any point leaves the old generation in place; what it left behind is removed by the next publish, or, where it was whole already, counts
 * among those that are kept. One publisher at a time, by a lock on STORE/lock.
 *
 *     store_publish_start(path, &publish, why);
 *     store_publish_value(publish, "tree", bytes, size, why);     once a name, any order
 *     store_publish_finish(publish, &generation, why);            or store_publish_abandon
 */
#ifndef HS_STORE_PUBLISH_H
#define HS_STORE_PUBLISH_H

#include <stddef.h>

#include "core/base/status.h"

enum { STORE_GENERATIONS_KEPT = 3, STORE_GENERATION_MAX = 999999 };

struct store_publish;

/* Makes the store's directory (0755) where there is none. HS_REFUSED where others could change it (ownership.h), while another publisher holds
 * the lock, and where STORE/state/root exists: there, only signed packages publish. */
enum hs_status store_publish_start(const char *path, struct store_publish **publish, struct hs_why *why);

/* The same for who has verified a package, as only core/apply may call itself: the root is no hindrance. */
enum hs_status store_publish_start_signed(const char *path, struct store_publish **publish, struct hs_why *why);

/* The bytes must stay until finish or abandon. `name`: [a-z0-9._-], below MANIFEST_NAME_MAX. */
enum hs_status store_publish_value(struct store_publish *publish, const char *name, const void *bytes, size_t size, struct hs_why *why);

/* Adds the values of the current generation whose names begin with `prefix` ("": all) and that were not given: a publish replaces what it names and keeps the
 * rest. Read under the publisher's lock, so that nothing published meanwhile is lost. HS_OK where the store has no generation yet; HS_CORRUPT where it cannot be
 * opened: the publish can then only be abandoned. Digests are carried over with the values, so one that rotted is HS_CORRUPT in store_publish_finish. What a generation says of signed packages
 * (STORE_PACKAGES) is carried over by nobody: an unsigned publish cannot claim to be one. */
enum hs_status store_publish_carry(struct store_publish *publish, const char *prefix, struct hs_why *why);

/* Values whose names begin with `prefix`, which must outlive the publish, are not carried over. Called at most once, before store_publish_carry. */
void store_publish_leave(struct store_publish *publish, const char *prefix);

/* Nor is the value of just this name, whoever publishes; may be called for several, before store_publish_carry. HS_TOO_LARGE beyond MANIFEST_VALUES_MAX. */
enum hs_status store_publish_omit(struct store_publish *publish, const char *name, struct hs_why *why);

/* Looks at a generation that was written, synced and checked, before any reader can see it: what is not HS_OK ends the publish, and the old generation stays. */
typedef enum hs_status store_publish_look(void *context, const char *directory, struct hs_why *why);

/* Ends the publish in either case. */
enum hs_status store_publish_finish(struct store_publish *publish, unsigned *generation, struct hs_why *why);
/* The same with a look; the lock is held on, for what must be written before another may publish, until store_publish_abandon, which takes nothing back. */
enum hs_status store_publish_commit(struct store_publish *publish, store_publish_look *look, void *context, unsigned *generation, struct hs_why *why);
void store_publish_abandon(struct store_publish *publish);

/* Removes a store that its caller made for itself, with all its generations. */
void store_remove(const char *path);

#endif
