/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tariff_export.h - a tariff as the files of a package: what content_source.h reads, made from a store's value.
 *
 * One row a measure, with the columns of data/SCHEMA.md. What was written is read back and held against the tariff, line by line and measure by measure, so
 * that nothing is signed that says something else than the tariff that was tried out.
 */
#ifndef HS_DATA_TARIFF_EXPORT_H
#define HS_DATA_TARIFF_EXPORT_H

#include "core/duty/tariff.h"

struct tariff_export {
    char *lines, *source; /* CONTENT_TARIFF_LINES and CONTENT_TARIFF_SOURCE; malloc'ed */
    size_t lines_size, source_size;
};

/* HS_INVALID for a tariff that cannot be written so: rates in more than one publisher's typography, or a line that would read differently; `why` names it. */
enum hs_status tariff_export(const struct tariff *tariff, struct tariff_export *files, struct hs_why *why);
void tariff_export_free(struct tariff_export *files);

#endif
