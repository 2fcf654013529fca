/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seal.h - the third file of a generation: which generation it is, and a digest of each 64 KiB of its data.mdb.
 *
 *     hsdesk seal 1
 *     generation 14
 *     manifest <size> <BLAKE2b-256>
 *     <digest of the first 64 KiB of data.mdb, see core/crypto/hash_tree.h>
 *     ...
 *     sealed <BLAKE2b-256 of all lines before>
 *
 * Sessions do not read it. It tells who verifies a store where a file differs, that a directory was not put in another's place, and, because it vouches for
 * itself, which of two files that do not fit is the damaged one. It is written before the manifest, which stays the last.
 */
#ifndef HS_STORE_SEAL_H
#define HS_STORE_SEAL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "core/base/status.h"
#include "core/crypto/digest.h"

#define SEAL_FILE "seal"

/* Writes the seal of a generation whose data.mdb lies at `data_path` and whose manifest will be these bytes. The caller flushes and syncs the stream. */
enum hs_status seal_write(FILE *stream, unsigned generation, const char *data_path, const char *manifest, size_t manifest_size, struct hs_why *why);

/* What comparing a seal with the files beside it found. */
struct seal_found {
    bool intact;           /* its last line vouches for it */
    unsigned generation;   /* that it names; 0: none */
    bool manifest_differs; /* it names another */
    int64_t data_differs;  /* offset of the first 64 KiB of data.mdb that differ, or of its end where that came too soon or too late; -1: none do */
    int64_t seal_differs;  /* the seal's first byte that is not as these files in this generation would have it; -1: it is theirs */
};

/* Reads seal and data once, piece by piece, in constant memory. Not HS_OK only where the comparing itself failed. */
enum hs_status seal_compare(const char *seal_path, unsigned generation, const char *data_path, const char *manifest, size_t manifest_size,
                            struct seal_found *found, struct hs_why *why);

#endif
