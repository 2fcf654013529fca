/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ownership.h - whether anybody else could change a store, or put another one in its place.
 *
 * LMDB has no checksums, and a manifest lies beside what it vouches for: what keeps a store true is who may write there. Trusted are root, who runs the
 * program, and whoever could put another program in its place, because the directories on the way to it are theirs: nobody of an installed one, of one that is
 * run where it was built its builder. A path holds when each directory from / on, and each symbolic link on the way, belongs to one of them, and nobody else
 * may write to it; a sticky directory such as /tmp may be written by all on the way, because others cannot replace our entry there, but not at the end of the
 * path.
 *
 * Group-writable is taken for others' where the group is more than its owner: accepted is only the owner's primary group of the owner's own name with no
 * further member, as Debian gives each user (umask 0002 then makes such directories). An ACL needs no reading: the mode's group bits are its mask.
 *
 * One lstat a component. What is found holds until it is opened, because whoever could change it meanwhile is trusted.
 */
#ifndef HS_STORE_OWNERSHIP_H
#define HS_STORE_OWNERSHIP_H

#include "core/base/status.h"

/* HS_REFUSED names the first component that others may change, and what to do. What does not exist yet is HS_OK as far as there is a path to it. */
enum hs_status ownership_check(const char *path, struct hs_why *why);

/* The same for one entry of a directory that was checked: a file, a directory or the link itself. */
enum hs_status ownership_check_entry(const char *path, struct hs_why *why);

#endif
