/* SPDX-License-Identifier: GPL-3.0-or-later */
/* new_root.h - a root to be signed: the first, the next, or the next without a key.
 *
 * What comes out is a package of kind root that carries the whole chain with the new root at its end, unsigned. Each holder of a root key signs it in turn
 * (sign.h); then it is what posts enrol or apply.
 */
#ifndef HS_KEYS_NEW_ROOT_H
#define HS_KEYS_NEW_ROOT_H

#include <stddef.h>
#include <stdint.h>

#include "core/trust/package.h"
#include "core/trust/root.h"
#include "keys/key_file.h"

enum { NEW_ROOT_KEYS_MAX = 240 }; /* more do not fit into ROOT_BODY_MAX */

struct new_root {
    const struct root_chain *before; /* NULL: this is the first */
    const char *product, *channel;   /* NULL: those of the root before */
    const char *countries;           /* "AZ,GE,XX"; NULL: those of the root before */
    int64_t created, expires;
    struct package_version oldest_tool;
    unsigned threshold[TRUST_ROLE_COUNT]; /* 0: that of the root before, or else the least */
    size_t keys;
    struct key_card key[NEW_ROOT_KEYS_MAX];
};

/* Adds the keys of the root before, but for the one of this id (NULL: all of them). */
enum hs_status new_root_take_keys(struct new_root *root, const struct digest *without, struct hs_why *why);
enum hs_status new_root_add_key(struct new_root *root, const struct key_card *card, struct hs_why *why);

/* Writes the package to `path`, where nothing may be. The first root must name at least five root keys and two release keys. */
enum hs_status new_root_pack(const struct new_root *root, const char *path, struct hs_why *why);

#endif
