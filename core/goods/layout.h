/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.h - a store value made of arrays of records and one text, read in place.
 *
 * A header, up to LAYOUT_SECTIONS arrays one behind the other, then the text that their offsets point into. Records hold 32-bit fields only, so that
 * nothing needs more than the store's alignment. The text begins with an empty string and ends with a NUL: any offset below its size is a terminated string.
 */
#ifndef HS_GOODS_LAYOUT_H
#define HS_GOODS_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

enum { LAYOUT_SECTIONS = 6 };

/* A kind of value: its magic, what people call it, and the size of a record of each section (0: the section is not used). */
struct layout_form {
    char magic[9];
    const char *name;
    size_t record[LAYOUT_SECTIONS];
};

struct layout_header {
    char magic[8];
    uint32_t count[LAYOUT_SECTIONS];
    uint32_t text_size, reserved;
};

struct layout {
    const void *section[LAYOUT_SECTIONS];
    uint32_t count[LAYOUT_SECTIONS];
    const char *text;
    uint32_t text_size;
};

/* Checks sizes and the text, not what the records hold: that is for the value's own room. HS_CORRUPT. */
enum hs_status layout_open(const void *bytes, size_t size, const struct layout_form *form, struct layout *layout, struct hs_why *why);

/* The form that layout_open reads; malloc'ed. */
enum hs_status layout_make(const struct layout *layout, const struct layout_form *form, void **bytes, size_t *size, struct hs_why *why);

/* "facts: the code of record 7 is out of range: ..." */
enum hs_status layout_corrupt(const struct layout_form *form, const char *field, size_t record, struct hs_why *why);

/* Whether first .. first + count - 1 are records of a section that holds `of`. */
static inline int layout_range(uint32_t first, uint32_t count, uint32_t of)
{
    return first <= of && count <= of - first;
}

#endif
