/* SPDX-License-Identifier: GPL-3.0-or-later */
/* origin_uses.h - what was declared under certificates of origin, from a file, until a ledger records it.
 *
 * A use a line, in the order of time: origin TAB proof TAB code TAB quantity TAB day, "GE", "GE 0001", "1704903000", "400 kg", "2026-02-10". Empty lines and
 * those that start with # are left out. A use that has a fault was not granted and uses nothing up.
 */
#ifndef HS_TUI_VERBS_ORIGIN_USES_H
#define HS_TUI_VERBS_ORIGIN_USES_H

#include "core/duty/origin_use.h"

/* Of one issuing country. */
struct origin_tally {
    char issuer[3];
    size_t uses, granted, unchecked, fault[FAULT_COUNT]; /* unchecked: no certificates of the country are at hand */
    struct decimal *used; /* by the certificate's line in the chain, from 0, in its unit; NULL where no certificates of the country are at hand */
    size_t lines;
};

struct origin_tallies {
    const struct origins *origins;
    struct origin_tally *tally; /* first those of `origins` in their order, then those of other countries */
    size_t count;
};

/* HS_INVALID names the line. To be cleared in either case. */
enum hs_status origin_uses_read(const char *path, const struct origins *origins, struct origin_tallies *tallies, struct hs_why *why);
void origin_uses_clear(struct origin_tallies *tallies);

/* What was used of it. NULL where no file was read. */
const struct decimal *origin_uses_of(const struct origin_tallies *tallies, const struct certificate *certificate);

#endif
