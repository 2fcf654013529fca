/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values.h - what the confined child hands back: values one behind the other in a file.
 *
 *     each: length of the name (1), name, size (8, little-endian), bytes;  behind the last a zero
 *
 * The reader believes nothing: names must be those that the kind may have, each once, sizes must fit, and the file must end with the zero.
 */
#ifndef HS_APPLY_VALUES_H
#define HS_APPLY_VALUES_H

#include <stddef.h>

#include "core/apply/content.h"

struct values {
    void *map;
    size_t size, count;
    struct {
        char name[MANIFEST_NAME_MAX];
        const void *bytes; /* in the map */
        size_t size;
    } value[CONTENT_VALUES_MAX];
};

/* A content_take; `taker` points to the descriptor. Ends with values_end. */
content_take values_take;
enum hs_status values_end(int fd, struct hs_why *why);

/* Parses bytes; HS_REFUSED for anything else than a few of `allowed`. */
enum hs_status values_parse(const void *bytes, size_t size, const char (*allowed)[MANIFEST_NAME_MAX], size_t count, struct values *values, struct hs_why *why);
/* The same for a file, which is mapped until values_close: nobody may write to it any more. */
enum hs_status values_open(int fd, const char (*allowed)[MANIFEST_NAME_MAX], size_t count, struct values *values, struct hs_why *why);
void values_close(struct values *values);

#endif
