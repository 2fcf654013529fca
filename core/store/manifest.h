/* SPDX-License-Identifier: GPL-3.0-or-later */
/* manifest.h - what a generation holds: a text file beside its data.mdb, one value a line.
 *
 *     hsdesk generation 1
 *     data.mdb <size> <BLAKE2b-256 of the whole file>
 *     tree <size> <BLAKE2b-256 of the value>
 *     ...
 *
 * Behind the file the values are sorted by name. It is written last and read first, so that a half-written generation has none.
 */
#ifndef HS_STORE_MANIFEST_H
#define HS_STORE_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "core/base/status.h"
#include "core/crypto/digest.h"

enum { MANIFEST_NAME_MAX = 32, MANIFEST_VALUES_MAX = 64, MANIFEST_SIZE_MAX = 16384 };

struct manifest_value {
    char name[MANIFEST_NAME_MAX];
    size_t size;
    struct digest digest;
};

struct manifest {
    struct manifest_value file; /* data.mdb: with its page headers and padding, so that every bit on the disk is vouched for */
    size_t count;
    struct manifest_value value[MANIFEST_VALUES_MAX];
};

/* HS_CORRUPT names the line. `path` is for the message only. */
enum hs_status manifest_parse(const char *text, size_t length, const char *path, struct manifest *manifest, struct hs_why *why);
const struct manifest_value *manifest_find(const struct manifest *manifest, const char *name);
void manifest_write(FILE *stream, const struct manifest *manifest);
/* What the manifest says of data.mdb, from the file as it is on the disk. */
enum hs_status manifest_describe_file(const char *path, struct manifest_value *value, struct hs_why *why);
/* The digest by which the values' integrity is checked. */
struct digest manifest_digest(const void *bytes, size_t size);

#endif
