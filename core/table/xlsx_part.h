/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xlsx_part.h - the parts of a workbook's archive, unpacked under caps and handed through an XML parser; for xlsx.c.
 */
#ifndef HS_TABLE_XLSX_PART_H
#define HS_TABLE_XLSX_PART_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/status.h"

struct xlsx_archive;

/* The bytes must outlive the archive. */
enum hs_status xlsx_archive_open(const void *bytes, size_t size, const char *path, struct xlsx_archive **archive, struct hs_why *why);
void xlsx_archive_close(struct xlsx_archive *archive);

/* What a part's elements are told to. Names are without their namespace; attributes are names and values in turn, ending with NULL. False stops with `why`
 * filled in. */
struct xlsx_handler {
    bool (*start)(void *context, const char *name, const char **attributes, struct hs_why *why);
    bool (*end)(void *context, const char *name, struct hs_why *why);
    bool (*text)(void *context, const char *bytes, size_t length, struct hs_why *why);
    void *context;
};

/* HS_NOT_FOUND where the archive has no such part. `why` may not be NULL. */
enum hs_status xlsx_part_read(struct xlsx_archive *archive, const char *name, const struct xlsx_handler *handler, struct hs_why *why);

/* The value of an attribute by its name without namespace; NULL. */
const char *xlsx_attribute(const char **attributes, const char *name);

#endif
