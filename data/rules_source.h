/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rules_source.h - reads the rules of goods: DATADIR/goods/{axes,facts,notes,questions,vague}.tsv (see data/SCHEMA.md), and lays them out for a store.
 *
 * Every bad line is reported with its file and number; a source with one is not used. A file that is missing leaves its part out, and without axes.tsv there
 * are no rules at all.
 */
#ifndef HS_DATA_RULES_SOURCE_H
#define HS_DATA_RULES_SOURCE_H

#include "core/goods/rules.h"
#include "data/rows.h"

struct rules_source {
    struct rules_bytes bytes; /* malloc'ed */
    struct rules rules;       /* opened on them */
};

/* HS_INVALID after at least one report. */
enum hs_status rules_read(const char *directory, goods_report *report, void *context, struct rules_source *source, struct hs_why *why);
/* The same from files in memory, whose names are axes.tsv and so on; they are needed only until this returns. */
enum hs_status rules_read_given(const struct rows_file *file, size_t files, goods_report *report, void *context, struct rules_source *source, struct hs_why *why);
/* The vague words alone, which no other part is read with: from a file vague.tsv in memory. The value is malloc'ed. */
enum hs_status rules_read_vague(const struct rows_file *file, goods_report *report, void *context, void **bytes, size_t *size, struct hs_why *why);
void rules_free(struct rules_source *source);

#endif
