/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk_file.h - where the risk model lies: STORE/state/risk, 0600, and never in a generation, which officers can read.
 *
 *     "HSRISKF1" | BLAKE2b-256 of the value | the value, as risk.h opens it
 *
 * It is replaced whole: written beside, synced, renamed, the directory synced.
 */
#ifndef HS_AUDIT_RISK_FILE_H
#define HS_AUDIT_RISK_FILE_H

#include "core/audit/risk.h"
#include "core/base/arena.h"

enum { RISK_FILE_MAX = 256 * 1024 * 1024 };
#define RISK_FILE_NAME "risk"

/* Reads it into `arena`, holds it against its digest and checks it deeply. HS_NOT_FOUND where the store has none, HS_CORRUPT, HS_IO for who may not read it. */
enum hs_status risk_file_read(const char *store, struct arena *arena, struct risk *risk, struct hs_why *why);
/* `bytes` as risk_maker_finish lays them out; checked first. The caller holds the publishers' lock. */
enum hs_status risk_file_write(const char *store, const void *bytes, size_t size, struct hs_why *why);

#endif
