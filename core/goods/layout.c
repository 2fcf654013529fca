/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/layout.h"

#include <stdlib.h>
#include <string.h>

enum hs_status layout_corrupt(const struct layout_form *form, const char *field, size_t record, struct hs_why *why)
{
    return hs_fail(why, HS_CORRUPT, "%s: %s of record %zu is out of range: run `hsdesk-admin verify-store` or build it anew", form->name, field, record);
}

enum hs_status layout_open(const void *bytes, size_t size, const struct layout_form *form, struct layout *layout, struct hs_why *why)
{
    const struct layout_header *header = bytes;
    if (size < sizeof *header || memcmp(header->magic, form->magic, sizeof header->magic) != 0)
        return hs_fail(why, HS_CORRUPT, "%s: not in the form this program reads: build the store anew", form->name);
    const char *at = (const char *)(header + 1);
    size_t left = size - sizeof *header;
    for (int i = 0; i < LAYOUT_SECTIONS; i++) {
        if (form->record[i] ? left / form->record[i] < header->count[i] : header->count[i] != 0)
            return hs_fail(why, HS_CORRUPT, "%s: its size does not fit its header: build the store anew", form->name);
        layout->section[i] = at;
        layout->count[i] = header->count[i];
        at += form->record[i] * header->count[i];
        left -= form->record[i] * header->count[i];
    }
    /* A value is padded to the store's alignment when it is small, so more may follow the text. */
    if (header->text_size == 0 || left < header->text_size)
        return hs_fail(why, HS_CORRUPT, "%s: its size does not fit its header: build the store anew", form->name);
    layout->text = at;
    layout->text_size = header->text_size;
    if (at[0] != '\0' || at[header->text_size - 1] != '\0')
        return hs_fail(why, HS_CORRUPT, "%s: its text is not terminated: build the store anew", form->name);
    return HS_OK;
}

enum hs_status layout_make(const struct layout *layout, const struct layout_form *form, void **bytes, size_t *size, struct hs_why *why)
{
    struct layout_header header = { .text_size = layout->text_size };
    memcpy(header.magic, form->magic, sizeof header.magic);
    *size = sizeof header + layout->text_size;
    for (int i = 0; i < LAYOUT_SECTIONS; i++) {
        header.count[i] = layout->count[i];
        *size += form->record[i] * layout->count[i];
    }
    char *out = *bytes = malloc(*size);
    if (!out)
        return hs_fail(why, HS_NO_MEMORY, "%s: no memory for %zu bytes: close other programs", form->name, *size);
    memcpy(out, &header, sizeof header);
    out += sizeof header;
    for (int i = 0; i < LAYOUT_SECTIONS; i++) {
        if (layout->count[i])
            memcpy(out, layout->section[i], form->record[i] * layout->count[i]);
        out += form->record[i] * layout->count[i];
    }
    memcpy(out, layout->text, layout->text_size);
    return HS_OK;
}
