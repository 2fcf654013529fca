/* SPDX-License-Identifier: GPL-3.0-or-later */
/* apply.h - a signed package becomes a generation, or nothing changes.
 *
 *     peek      the source's head is verified where it is, so that nothing is copied that no key has signed
 *     lock      that of all publishers
 *     stage     the source, opened once, is copied to STORE/state/staging (0700) and synced; all else works on the copy
 *     form ... chunks      trust_verify, against the root and the high-water mark
 *     build     in a confined child: the files of the copy, each chunk checked once more, become values
 *     publish   the values, and all of the generation that stands which are not of this kind, are written and synced beside it
 *     check     in a confined child: the whole new generation makes sense (recheck.h)
 *     root      a newer root is kept; before the rename, so that no content ever stands under an older root than it came with
 *     publish   by rename; the last three generations are kept
 *     mark      the high-water mark is raised. The generation says the same of itself, and the mark in force is the higher of both
 *
 * The steps are told in rows. Whatever refuses or fails leaves generations, mark and root as they were. A crash leaves the old generation or the new one; its
 * rests are removed by the next apply. A package that is applied already, byte for byte, is verified again and said to be so. One of kind root has no
 * generation: root and mark alone.
 *
 * A package is not applied before the day from which it holds, but for TRUST_CLOCK_TOLERANCE: its content would be in force at once.
 */
#ifndef HS_APPLY_APPLY_H
#define HS_APPLY_APPLY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/apply/content.h"
#include "core/base/status.h"

struct apply_order {
    const char *store;
    int source; /* as package_source_open gives it, or as a client of the keeper hands it over; stays the caller's */
    int64_t now;
    const char *tool; /* this program's version */
    const struct content_builders *builders;
    /* A step was done ("ok"), left out ("skipped"), or is the one that ended it ("refused", "failed"). May be NULL. */
    void (*report)(void *context, const char *stage, const char *result, const char *detail);
    /* Within a step; `all` 0: how much there is to do is not known, and it is told each second that it goes on. May be NULL. */
    void (*progress)(void *context, const char *stage, uint64_t done, uint64_t all);
    void *context;
};

/* HS_REFUSED for every refusal, whoever is to blame for it; HS_IO, HS_NO_MEMORY where the machine failed. */
enum hs_status apply(const struct apply_order *order, struct hs_why *why);

#endif
