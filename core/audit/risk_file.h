/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk_file.h - where the risk model lies: STORE/state/risk, 0600, and never in a generation, which officers can read.
 *
 *     "HSRISKF2" | BLAKE2b-256 of what follows | length of the value, 8 bytes, little-endian | the value, as risk.h opens it | packages
 *
 * Packages: of which one it was made, in the words of a high-water mark, as a generation says it of itself; of a model that was trained here, nothing.
 * It is replaced whole: written beside, synced, renamed, the directory synced.
 */
#ifndef HS_AUDIT_RISK_FILE_H
#define HS_AUDIT_RISK_FILE_H

#include "core/audit/risk.h"
#include "core/base/arena.h"
#include "core/trust/state.h"

#define RISK_FILE_NAME "risk"

/* Reads it into `arena`, holds it against its digest and checks it deeply; `packages` may be NULL. HS_NOT_FOUND where the store has none, HS_CORRUPT, HS_IO for
 * who may not read it, HS_REFUSED where others could change it. */
enum hs_status risk_file_read(const char *store, struct arena *arena, struct risk *risk, struct highwater *packages, struct hs_why *why);
/* Whether its package is the one that was applied last, as the mark says: HS_CORRUPT where an older one was put there. */
enum hs_status risk_file_matches(const char *store, const struct highwater *packages, const struct highwater *mark, struct hs_why *why);
/* `bytes` as risk_maker_finish lays them out; checked first. `packages` NULL: trained here. The caller holds the publishers' lock. */
enum hs_status risk_file_write(const char *store, const void *bytes, size_t size, const struct highwater *packages, struct hs_why *why);

#endif
