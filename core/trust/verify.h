/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verify.h - whether a package may be believed: every check, in one order, the first that fails refusing it.
 *
 *     form        magic, sizes, order, caps, nothing behind the end                                  package_open
 *     root        the chain goes on from the trusted root, signed at every step; the newest is not expired
 *     signatures  over the manifest: distinct keys of the one role that signs this kind, at least its threshold
 *     scope       product, channel and country are the root's; no delta; no critical field that is not known here
 *     tool        this program is not too old for it
 *     time        the clock is not behind the latest time seen; the package is neither from the future nor expired
 *     sequence    above the last one applied, by at most TRUST_SEQUENCE_JUMP
 *     leaves      leaf hashes make the signed tree roots, and these the content hash
 *     chunks      every chunk of the payload fits its leaf; the record count
 *
 * Nothing but sizes is used of what no signature has vouched for yet.
 */
#ifndef HS_TRUST_VERIFY_H
#define HS_TRUST_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/trust/package.h"
#include "core/trust/root.h"
#include "core/trust/state.h"

/* A sequence far above the last would leave no number for the next ones: it is refused beyond this many steps. A post that slept through more, of which a daily
 * one takes nearly three years, applies one package from between first. */
enum { TRUST_SEQUENCE_JUMP = 1000 };
/* Clocks of posts without a network are wrong by a time zone at times, so a package may be made this many seconds after now. */
enum { TRUST_CLOCK_TOLERANCE = 86400 };

#define TRUST_CHECK_LIST(X)           \
    X(TRUST_FORM, "form")             \
    X(TRUST_ROOT, "root")             \
    X(TRUST_SIGNATURES, "signatures") \
    X(TRUST_SCOPE, "scope")           \
    X(TRUST_TOOL, "tool")             \
    X(TRUST_TIME, "time")             \
    X(TRUST_SEQUENCE, "sequence")     \
    X(TRUST_LEAVES, "leaves")         \
    X(TRUST_CHUNKS, "chunks")

enum trust_check {
#define TRUST_CHECK_NAME(name, words) name,
    TRUST_CHECK_LIST(TRUST_CHECK_NAME)
#undef TRUST_CHECK_NAME
    TRUST_CHECK_COUNT
};
const char *trust_check_words(enum trust_check check);

enum trust_result { TRUST_PASSED, TRUST_SKIPPED /* there is nothing to hold it against */, TRUST_FAILED };

struct trust_context {
    const struct root_chain *trusted; /* enrolled, or given by hand; must have been verified when it was */
    const struct highwater *seen;     /* NULL: no store stands behind this; then the sequence and the latest time seen are not checked, and said so */
    int64_t now;                      /* seconds since 1970 */
    const char *tool;                 /* this program's version, "0.1.0" */
    /* Hears of each check in turn, the failed one last. May be NULL. */
    void (*report)(void *context, enum trust_check check, enum trust_result result, const char *detail);
    void (*progress)(void *context, uint64_t done, uint64_t all); /* of the payload; may be NULL */
    void *context;
};

/* All checks up to `leaves`; reads nothing. `newest`, which may be NULL, becomes the chain with the newest root: the trusted one or the package's, to be kept
 * by state_write_root. */
enum hs_status trust_verify_head(const struct package_head *head, const struct trust_context *context, const struct root_chain **newest, struct hs_why *why);

/* Everything, from package_open on: `package` must be closed by the caller where this gives HS_OK, and is NULL otherwise. `fd` should be a staged copy where
 * the bytes are used afterwards. */
enum hs_status trust_verify(int fd, const struct trust_context *context, struct package **package, const struct root_chain **newest, struct hs_why *why);

/* Whether the day from which the package holds has come, by the clock or by one that is ahead as far as is tolerated. Released before that day it is believed, and not applied yet. */
bool trust_effective(const struct package_manifest *manifest, int64_t now);

/* Already applied: the last package of its stream, byte for byte. trust_verify refuses it like any other that is not above the last; apply asks
 * this first, to say so. */
bool trust_already_applied(const struct package_manifest *manifest, const struct highwater *seen);

#endif
