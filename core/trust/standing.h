/* SPDX-License-Identifier: GPL-3.0-or-later */
/* standing.h - where a generation's content comes from: which signed package of a kind it was made of, and whether that still holds.
 *
 * Read from the generation itself (value STORE_PACKAGES, as state.h writes a high-water mark), so that a session needs no right on STORE/state and says at any
 * moment what it works with. Nothing is verified here: what stands in a published generation was, when it was applied.
 *
 *     standing_read(store, &packages, why);                                  once a generation
 *     standing_of(&packages, PACKAGE_TARIFF, "AZ", now, &standing);          whenever it is asked: the state hangs on the clock
 *
 * The words for it are the programs', who know the reader's language: tui/standings.h.
 */
#ifndef HS_TRUST_STANDING_H
#define HS_TRUST_STANDING_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/store/store.h"
#include "core/trust/state.h"

/* So many days before its end a package is said to be near it: time enough to send the next one to posts without a network. */
enum { STANDING_SOON_DAYS = 30 };

enum standing_state {
    STANDING_LOCAL, /* of no package: an unsigned local build */
    STANDING_OK,
    STANDING_SOON, /* it expires within STANDING_SOON_DAYS */
    STANDING_EXPIRED
};

struct standing {
    enum standing_state state;
    int days; /* until it expires, rounded up; 0: it has */
    struct highwater_stream package; /* unless it is local */
};

/* What the generation says of all its packages; a count of 0 where it was built locally. HS_CORRUPT where the value is damaged. */
enum hs_status standing_read(const struct store *store, struct highwater *packages, struct hs_why *why);

/* The state of one package at a time. */
struct standing standing_at(const struct highwater_stream *package, int64_t now);

/* That of a kind; `country` NULL: the first there is, for kinds that belong to no country. What is not there is local. */
void standing_of(const struct highwater *packages, enum package_kind kind, const char *country, int64_t now, struct standing *standing);

#endif
