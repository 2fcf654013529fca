/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state.h - what a store remembers about trust: STORE/state/root and STORE/state/highwater, both 0600.
 *
 * The root is the chain that was enrolled and grew since: "HSDROOTS", then a chain as in root.h. The high-water mark is text,
 *
 *     hsdesk highwater 1
 *     latest 2026-11-22T11:17:09Z
 *     tariff AZ 14 2026-11-20T08:00:00Z 2027-11-20T08:00:00Z 2027-01-01 <64 hex: package_id> <64 hex: content>
 *
 * (created, expires, effective from), the kinds in the order of kind.h, the countries of each sorted: the last package that was applied of each stream, and the
 * latest time that was ever seen. Both are replaced whole: written beside, synced, renamed, the directory synced.
 *
 * A generation says in the same words which packages it was made of (value STORE_PACKAGES, see standing.h): that is what officers can read, and the mark
 * in force is the higher of the two, so that a crash between publishing and raising the mark lets nothing older in.
 */
#ifndef HS_TRUST_STATE_H
#define HS_TRUST_STATE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "core/base/arena.h"
#include "core/base/status.h"
#include "core/trust/package.h"
#include "core/trust/root.h"

enum { HIGHWATER_STREAMS_MAX = PACKAGE_KIND_COUNT * ROOT_COUNTRIES_MAX, HIGHWATER_SIZE_MAX = 131072 };
#define STATE_ROOT_MAGIC "HSDROOTS"

struct highwater_stream {
    enum package_kind kind; /* package_manifest.stream */
    char country[3];
    uint64_t sequence;
    int64_t created, expires;
    uint32_t effective; /* yyyymmdd */
    struct digest package, content;
};

struct highwater {
    int64_t latest; /* seconds since 1970 */
    size_t count;
    struct highwater_stream stream[HIGHWATER_STREAMS_MAX];
};

enum hs_status highwater_parse(const char *text, size_t length, const char *path, struct highwater *highwater, struct hs_why *why);
void highwater_write(FILE *stream, const struct highwater *highwater);
/* The same as a text of its own, which the caller frees, whatever is returned. *text NULL before. */
enum hs_status highwater_text(const struct highwater *highwater, char **text, size_t *size, struct hs_why *why);
/* NULL where nothing of the stream was ever applied. */
const struct highwater_stream *highwater_find(const struct highwater *highwater, enum package_kind kind, const char *country);
/* Raises a stream to a package that was verified and published, and `latest` to `now`; never lowers either. HS_TOO_LARGE when there is no room. */
enum hs_status highwater_raise(struct highwater *highwater, const struct package_manifest *manifest, int64_t now, struct hs_why *why);

/* The higher of both in each stream, and in the latest time. */
enum hs_status highwater_merge(struct highwater *highwater, const struct highwater *other, struct hs_why *why);
/* Forgets a kind: what other content has taken the place of, a generation does not say that it holds. */
void highwater_forget(struct highwater *highwater, enum package_kind kind);

/* Whether STORE/state/root is there at all, or may be where the caller cannot look: then nothing but `apply` publishes. */
bool state_enrolled(const char *store);
/* Whether the caller may not look into STORE/state, as officers may not into a store that is not theirs: what they are told must not be that nothing is there.
 */
bool state_hidden(const char *store);
/* The enrolled chain, its bytes in `arena`. HS_NOT_FOUND where none is enrolled, HS_CORRUPT where the file is damaged. This and the following: HS_REFUSED where
 * others could change what is there (core/store/ownership.h), so that nobody's root is taken for ours. */
enum hs_status state_read_root(const char *store, struct arena *arena, struct root_chain *chain, struct hs_why *why);
enum hs_status state_write_root(const char *store, const struct root_chain *chain, struct hs_why *why);
/* A store to which nothing was applied yet has no file: zeros. */
enum hs_status state_read_highwater(const char *store, struct highwater *highwater, struct hs_why *why);
enum hs_status state_write_highwater(const char *store, const struct highwater *highwater, struct hs_why *why);

/* A file of STORE/state by its name, for rooms that keep one of their own there (core/audit/risk_file.h): replaced as the two above are, and read as it is.
 * HS_NOT_FOUND where it is not there, HS_REFUSED as above. Who replaces one holds the publishers' lock: what a crash left half written beside any of them is
 * removed. */
enum hs_status state_replace(const char *store, const char *name, const char *bytes, size_t size, struct hs_why *why);
enum hs_status state_read(const char *store, const char *name, size_t most, struct arena *arena, char **bytes, size_t *size, struct hs_why *why);

#endif
