/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store.h - reading a generation.
 *
 *     STORE/current -> gen-000014      replaced by rename(2)
 *     STORE/gen-000014/{data.mdb,seal,manifest}      immutable, 0444
 *     STORE/building, STORE/current.new         of a publisher at work, or left by one that was killed
 *
 * A value is used in place from the memory map and lives until store_close: generations are immutable, so the one read transaction that is
 * held open costs nobody anything. Only sizes are checked on opening (a session's start must not grow with the store); a value below VALUE_CHECKED_SIZE has its
 * digest checked whenever it is asked for, so that no rule, profile or rate is read wrongly in silence; store_verify reads every byte. A generation is opened after any fork; opened twice in a process (a publish carries values over) it does no harm, because no lock is taken.
 */
#ifndef HS_STORE_STORE_H
#define HS_STORE_STORE_H

#include <stddef.h>

#include "core/base/status.h"
#include "core/store/manifest.h"

struct store;

/* Opens the current generation of the store in directory `path`. HS_NOT_FOUND where there is none, HS_CORRUPT where it is half written or its
 * sizes do not fit, HS_REFUSED where others could change it (ownership.h); the message says what to do. */
enum hs_status store_open(const char *path, struct store **store, struct hs_why *why);
void store_close(struct store *store);

/* A generation that no link names yet, in its directory; its number is 0. For who must look at it before it is published. */
enum hs_status store_open_directory(const char *directory, struct store **store, struct hs_why *why);

/* The value in which a generation says which signed packages it was made of: see core/trust/standing.h. */
#define STORE_PACKAGES "packages"

/* The number of the open generation: 14 for gen-000014. */
unsigned store_generation(const struct store *store);
const struct manifest *store_manifest(const struct store *store);

/* HS_NOT_FOUND where the generation has no such value, HS_CORRUPT where its size or, for a small one, its digest is not the manifest's. The bytes are aligned to 16: a value below VALUE_ALIGNED_SIZE is stored padded with zeros, because
 * LMDB puts smaller ones on pages that they share, at odd addresses. */
enum hs_status store_value(const struct store *store, const char *name, const void **bytes, size_t *size, struct hs_why *why);

/* Reads every value and compares its digest; HS_CORRUPT names the first that differs. */
enum hs_status store_verify(const struct store *store, struct hs_why *why);

/* Opens the generation in `directory`, which was written just now, and verifies it before it is published: its manifest must say of the file what `described` does, and
 * every value must have its digest. */
enum hs_status store_check(const char *directory, const struct manifest_value *described, struct hs_why *why);

/* "gen-000014" -> 14; 0 for anything else. */
unsigned store_generation_number(const char *name);

/* The generation that STORE/current names now; 0 where there is none. Cheap: one readlink, for sessions that ask between keystrokes. */
unsigned store_current(const char *path);

/* HS_NOT_FOUND, with what to do for a store that has no generation, as everybody says it. */
enum hs_status store_absent(const char *path, struct hs_why *why);

#define STORE_STAGING "building"
#define STORE_NEXT "current.new"

enum { VALUE_ALIGNED_SIZE = 4096, VALUE_CHECKED_SIZE = 65536 };

#endif
