/* SPDX-License-Identifier: GPL-3.0-or-later */
/* standing.h - where a generation's content comes from: which signed package of a kind it was made of, and whether that still holds.
 *
 * Read from the generation itself (value STORE_PACKAGES, as state.h writes a high-water mark), so that a session needs no right on STORE/state and says at any
 * moment what it works with. Nothing is verified here: what stands in a published generation was, when it was applied.
 *
 *     struct standing standing;
 *     char words[STANDING_TEXT_MAX];
 *     standing_of(store, PACKAGE_TARIFF, "AZ", now, &standing);
 *     standing_text(&standing, words, sizeof words);      "8 of 2026-11-20, expires in 12 days"
 */
#ifndef HS_TRUST_STANDING_H
#define HS_TRUST_STANDING_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/store/store.h"
#include "core/trust/state.h"

enum { STANDING_TEXT_MAX = 96 };
/* So many days before its end a package is said to be near it: time enough to send the next one to posts without a network. */
enum { STANDING_SOON_DAYS = 30 };

#define STANDING_STATE_LIST(X)                            \
    X(STANDING_LOCAL, "unsigned local build")             \
    X(STANDING_OK, "ok")                                  \
    X(STANDING_SOON, "expires soon")                      \
    X(STANDING_EXPIRED, "expired")

enum standing_state {
#define STANDING_STATE_NAME(name, words) name,
    STANDING_STATE_LIST(STANDING_STATE_NAME)
#undef STANDING_STATE_NAME
};

struct standing {
    enum standing_state state;
    int days; /* until it expires, rounded up; 0 or less: it has */
    struct highwater_stream package; /* unless it is local */
};

/* What the generation says of all its packages; a count of 0 where it was built locally. HS_CORRUPT where the value is damaged. */
enum hs_status standing_read(const struct store *store, struct highwater *packages, struct hs_why *why);

/* The state of one package at a time. */
struct standing standing_at(const struct highwater_stream *package, int64_t now);

/* That of a kind in the open generation; `country` NULL: the first there is, for kinds that belong to no country. What is not there, or cannot be read, is local. */
void standing_of(const struct store *store, enum package_kind kind, const char *country, int64_t now, struct standing *standing);

/* "ok", "expires in 12 days"; as snprintf. */
int standing_state_text(const struct standing *standing, char *out, size_t size);
/* The sequence, the day it was made, and the state. */
int standing_text(const struct standing *standing, char *out, size_t size);

#endif
