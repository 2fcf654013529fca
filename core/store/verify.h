/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verify.h - everything that can be wrong with a store on its disk, generation by generation.
 *
 * What is looked at: the names in the store and in every generation, their kinds, owners, modes and links; the manifest, byte by byte as it would be written
 * again; data.mdb against the manifest and, in pieces of 64 KiB, against the seal; the seal against itself and its place; then every value. LMDB maps a file
 * only when all of its bytes were found to be the ones that were published. Files are streamed: memory does not grow with the store. Nothing is written or
 * mended.
 *
 * The mutable parts (state, ledger, ...) are looked at by their owners; here only that they are directories.
 */
#ifndef HS_STORE_VERIFY_H
#define HS_STORE_VERIFY_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/store/store.h"

struct store_problem {
    unsigned generation; /* 0: in the store itself */
    const char *file;    /* its name there; "": the directory */
    int64_t offset;      /* of the first byte that is known to differ, to 64 KiB in data.mdb; -1: not known, or of no byte */
    const char *text;    /* what is wrong and, behind a colon, what to do */
};

struct store_verifying {
    void (*problem)(void *context, const struct store_problem *problem);
    /* A generation without a problem, for those who know what its values mean; what they find they report themselves. May be NULL. */
    void (*look)(void *context, unsigned generation, const struct store *store);
    void *context;
};

/* HS_OK whatever was found, as long as all could be looked at. HS_NOT_FOUND where there is no store, HS_REFUSED while something is being published there. */
enum hs_status store_verify_all(const char *path, const struct store_verifying *verifying, struct hs_why *why);

#endif
