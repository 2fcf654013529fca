/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bytes.h - taking numbers and texts from the front of hostile bytes.
 *
 * What would go beyond the end marks the cursor as short, gives zeros, and stays so: a parser takes all that it wants and asks once.
 */
#ifndef HS_TRUST_BYTES_H
#define HS_TRUST_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/trust/root.h"

struct bytes {
    const unsigned char *at, *end;
    bool cut; /* something was to be taken that is not there */
};

static inline struct bytes bytes_of(const unsigned char *bytes, size_t size)
{
    return (struct bytes) { bytes, bytes + size, false };
}

static inline size_t bytes_left(const struct bytes *bytes)
{
    return (size_t)(bytes->end - bytes->at);
}

/* NULL when there are not so many. */
static inline const unsigned char *bytes_take(struct bytes *bytes, uint64_t size)
{
    if (bytes->cut || size > bytes_left(bytes)) {
        bytes->cut = true;
        return NULL;
    }
    const unsigned char *taken = bytes->at;
    bytes->at += size;
    return taken;
}

/* Little-endian, of 1 to 8 bytes. */
static inline uint64_t bytes_number(struct bytes *bytes, unsigned size)
{
    const unsigned char *taken = bytes_take(bytes, size);
    uint64_t number = 0;
    for (unsigned i = size; taken && i-- > 0;)
        number = number << 8 | taken[i];
    return number;
}

/* A text with its length before it. */
static inline const char *bytes_text(struct bytes *bytes, size_t *length)
{
    *length = (size_t)bytes_number(bytes, 1);
    return (const char *)bytes_take(bytes, *length);
}

/* A name as product and channel are; `name` is terminated. False where it is cut or not valid. */
bool bytes_name(struct bytes *bytes, char name[static TRUST_NAME_MAX + 1]);
/* Count and entries, strictly sorted by key id. `what` is for the message. */
enum hs_status bytes_signatures(struct bytes *bytes, struct trust_signatures *signatures, const char *what, struct hs_why *why);

/* A field behind those that this version knows. */
struct bytes_field {
    const char *name; /* not terminated */
    size_t name_length;
    const unsigned char *value;
    size_t size;
    bool critical; /* who does not know it must refuse */
};
/* Count and fields, strictly sorted by name. */
enum hs_status bytes_fields(struct bytes *bytes, unsigned *count, struct bytes_field field[static TRUST_FIELDS_MAX], const char *what, struct hs_why *why);

/* memcmp with the shorter first. */
int bytes_compare(const void *a, size_t a_size, const void *b, size_t b_size);

#endif
