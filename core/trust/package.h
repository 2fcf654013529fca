/* SPDX-License-Identifier: GPL-3.0-or-later */
/* package.h - a package: one file of canonical records, its table of contents signed. Form and reading; whether it may be believed is verify.h.
 *
 *     "HSDUPD01" | size (4), root chain | size (4), manifest | count (1), signatures | count (4), leaf hashes | payload
 *
 * Numbers are little-endian; a text has its length (one byte) before it; root chain, signatures and fields are as in root.h. The payload is the files one
 * behind the other, each in chunks of 64 KiB (its last one shorter), without padding; the leaf hashes are theirs in the same order; the file
 * ends with it. The manifest:
 *
 *     product, country (2), channel, kind (1), kind that is rolled back (1, 255 but for a rollback), sequence (8), oldest tool: major (2),
 *     minor (2), patch (2), created (8), expires (8), effective from (4, yyyymmdd), base hash (32, zeros: whole), content hash (32), record
 *     count (8), count of files (1), files, further fields
 *     file: name, size (8), root of its hash tree (32); sorted by name
 *
 * The content hash is a digest of the files' bytes in the manifest, so the same content has it under every sequence; in a package of kind root, which has no
 * files, it is the fingerprint of the newest root in the chain.
 *
 * Parsing works in memory and allocates nothing. A struct package owns the head's bytes (at most PACKAGE_HEAD_MAX) and borrows the file descriptor;
 * each chunk is read once into the caller's buffer and checked there against a signed hash, so that a medium that changes between two reads
 * gives a refusal, never other bytes. All refusals of a package are HS_REFUSED; HS_IO is the machine's fault.
 */
#ifndef HS_TRUST_PACKAGE_H
#define HS_TRUST_PACKAGE_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/crypto/digest.h"
#include "core/crypto/hash_tree.h"
#include "core/trust/bytes.h"
#include "core/trust/kind.h"
#include "core/trust/root.h"

enum {
    PACKAGE_MANIFEST_MAX = SIGNATURE_MESSAGE_MAX,
    PACKAGE_FILES_MAX = 64,
    PACKAGE_CHUNK = HASH_TREE_LEAF,
    PACKAGE_LEAVES_MAX = 32768, /* 2 GiB */
    PACKAGE_HEAD_MAX =
        8 + 4 + ROOT_CHAIN_SIZE_MAX + 4 + PACKAGE_MANIFEST_MAX + 1 + TRUST_SIGNATURES_MAX * TRUST_SIGNATURE_ENTRY + 4 + PACKAGE_LEAVES_MAX * DIGEST_SIZE
};
#define PACKAGE_MAGIC "HSDUPD01"
#define PACKAGE_PAYLOAD_MAX ((uint64_t)PACKAGE_LEAVES_MAX * PACKAGE_CHUNK)
#define PACKAGE_SIZE_MAX (PACKAGE_HEAD_MAX + PACKAGE_PAYLOAD_MAX)
#define PACKAGE_SEQUENCE_MAX UINT64_C(999999999)

struct package_version {
    uint16_t major, minor, patch;
};

struct package_file {
    const char *name; /* not terminated */
    size_t name_length;
    uint64_t size; /* at least 1 */
    const unsigned char *root;
    uint64_t offset;     /* in the payload */
    uint32_t first_leaf; /* among all leaves */
};

struct package_manifest {
    const unsigned char *bytes; /* what is signed */
    size_t size;
    char product[TRUST_NAME_MAX + 1], channel[TRUST_NAME_MAX + 1], country[3];
    enum package_kind kind;
    enum package_kind stream; /* whose sequence this is: `kind`, or of a rollback the kind that is rolled back */
    uint64_t sequence;        /* from 1 */
    struct package_version oldest_tool;
    int64_t created, expires;
    uint32_t effective; /* yyyymmdd */
    struct digest base, content;
    uint64_t records;
    unsigned files;
    struct package_file file[PACKAGE_FILES_MAX];
    const unsigned char *table; /* the files' bytes, of which the content hash is made */
    size_t table_size;
    uint64_t payload, leaves; /* bytes and chunks of all files */
    unsigned fields;
    struct bytes_field field[TRUST_FIELDS_MAX];
};

/* Everything before the payload. */
struct package_head {
    struct root_chain chain; /* may be empty */
    struct package_manifest manifest;
    struct trust_signatures signatures;
    const unsigned char *leaves; /* manifest.leaves digests */
    uint64_t size;               /* of the head: where the payload starts */
};

/* Form alone. `file_size` is that of the whole package: the head and the payload must make exactly that. The result points into `bytes`. */
enum hs_status package_manifest_parse(const unsigned char *bytes, size_t size, struct package_manifest *manifest, struct hs_why *why);
enum hs_status package_head_parse(const unsigned char *bytes, size_t size, uint64_t file_size, struct package_head *head, struct hs_why *why);

/* The digest that names this package: of its manifest. */
struct digest package_id(const struct package_manifest *manifest);
/* What the manifest's content hash must be, made from its files' names, sizes and roots. */
struct digest package_content(const struct package_manifest *manifest);
/* "1.2.3"; HS_INVALID otherwise. */
enum hs_status package_version_parse(const char *text, struct package_version *version);
int package_version_compare(const struct package_version *a, const struct package_version *b);

struct package;

/* Opens a file that somebody handed over: not through a link, and never a device, a directory or a pipe. The caller closes `fd`. */
enum hs_status package_source_open(const char *path, int *fd, struct hs_why *why);
/* Copies `from`, from where it stands to its end, into `to`; refuses beyond PACKAGE_SIZE_MAX bytes, whatever the medium says of its size. For the private
 * staging on which all else works. */
enum hs_status package_stage(int from, int to, uint64_t *size, struct hs_why *why);

/* Reads and parses the head, once. `fd` must be a regular file and stay open until package_close, which does not close it. */
enum hs_status package_open(int fd, struct package **package, struct hs_why *why);
void package_close(struct package *package);
const struct package_head *package_head(const struct package *package);

/* Reads chunk `chunk` of file `file` and checks it against its leaf hash; `length` becomes its size. Believe it only after trust_verify_head. */
enum hs_status package_read(const struct package *package, unsigned file, uint64_t chunk, unsigned char buffer[static PACKAGE_CHUNK], size_t *length,
                            struct hs_why *why);

/* That the leaf hashes make the roots, and the files the content hash, that the manifest states. */
enum hs_status package_check_leaves(const struct package_head *head, struct hs_why *why);
/* Reads the whole payload once: every chunk, and the record count. `progress`, which may be NULL, hears of every chunk. */
enum hs_status package_check_payload(const struct package *package, void (*progress)(void *context, uint64_t done, uint64_t all), void *context,
                                     struct hs_why *why);

#endif
