/* SPDX-License-Identifier: GPL-3.0-or-later */
/* encode.h - roots, manifests and heads as bytes, in the forms of core/trust/root.h and package.h.
 *
 * Nothing is judged here: what is given is written, so that tests can write what must be refused. Whoever means it well parses the result.
 */
#ifndef HS_KEYS_ENCODE_H
#define HS_KEYS_ENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/trust/package.h"
#include "core/trust/root.h"

/* Bytes that grow; freed with writer_free. Out of memory is remembered and asked for once. */
struct writer {
    unsigned char *bytes;
    size_t size, room;
    bool no_memory;
};

void writer_free(struct writer *writer);
void writer_bytes(struct writer *writer, const void *bytes, size_t size);
/* Little-endian, of 1 to 8 bytes. */
void writer_number(struct writer *writer, uint64_t number, unsigned size);
/* With its length before it; cut at 255 bytes. */
void writer_text(struct writer *writer, const char *text);
enum hs_status writer_status(const struct writer *writer, struct hs_why *why);

struct encode_field {
    const char *name;
    const void *value;
    size_t size;
    unsigned critical;
};

struct encode_role {
    unsigned role, threshold, keys, algorithm;
    const char *country;      /* "" writes two zeros */
    const unsigned char *key; /* keys * PUBLIC_KEY_SIZE bytes, sorted */
};

struct encode_root {
    uint32_t version;
    const char *product, *channel, *countries; /* two letters each, nothing between */
    int64_t created, expires;
    unsigned roles, fields;
    const struct encode_role *role;
    const struct encode_field *field;
};
void encode_root(struct writer *writer, const struct encode_root *root);

struct encode_file {
    const char *name;
    uint64_t size;
    struct digest root;
};

struct encode_manifest {
    const char *product, *country, *channel;
    unsigned kind, stream; /* stream: 255 but for a rollback */
    uint64_t sequence;
    struct package_version oldest_tool;
    int64_t created, expires;
    uint32_t effective;
    struct digest base, content;
    uint64_t records;
    unsigned files, fields;
    const struct encode_file *file;
    const struct encode_field *field;
};
enum { ENCODE_NO_STREAM = 255 };
void encode_manifest(struct writer *writer, const struct encode_manifest *manifest);
/* The content hash of these files. */
struct digest encode_content(const struct encode_file *file, unsigned files);

/* Count and entries; `added`, which may be NULL, is one entry more, put in its place. */
void encode_signatures(struct writer *writer, const struct trust_signatures *signatures, const unsigned char *added);

/* A chain: the first `kept` roots of `before`, and one more of these bytes with these signatures; `body` NULL: none more. */
void encode_chain(struct writer *writer, const struct root_chain *before, unsigned kept, const unsigned char *body, size_t size,
                  const struct trust_signatures *signatures, const unsigned char *added);

/* What stands before the payload. `signatures` is what encode_signatures wrote. */
void encode_head(struct writer *writer, const struct writer *chain, const struct writer *manifest, const struct writer *signatures, const unsigned char *leaves,
                 uint64_t leaf_count);

#endif
