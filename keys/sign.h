/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sign.h - one signature more on a package.
 *
 * The package is one that package_open has read, so that what was shown to a person is what is signed: nothing is read from its head again, and every chunk of
 * the payload is held against the manifest's hashes while it is copied. Signatures that it has are kept as they are.
 */
#ifndef HS_KEYS_SIGN_H
#define HS_KEYS_SIGN_H

#include "core/trust/package.h"
#include "keys/key_file.h"

/* That this key's signature would count: the role signs the kind, and, where the package carries roots, the newest one names the key; in a package of kind
 * root, it or the one before. HS_REFUSED also when it has signed already. */
enum hs_status sign_check(const struct package *package, const struct key_card *card, struct hs_why *why);

/* Writes the signed copy beside `path` and renames it there. In a package of kind root, signs the new root, and where that names the key the manifest too. */
enum hs_status sign(const struct package *package, const struct secret_key *key, const char *path, struct hs_why *why);

#endif
