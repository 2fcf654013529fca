/* SPDX-License-Identifier: GPL-3.0-or-later */
/* editions_source.h - reads what became of the codes of earlier editions, DATADIR/goods/hs2012.tsv and hs2017.tsv (see data/SCHEMA.md), lays it out for a store, and
 * checks it against the nomenclature.
 *
 * Every bad line is reported with its file and number; a source with one is not used. A file that is missing leaves its edition out.
 */
#ifndef HS_DATA_EDITIONS_SOURCE_H
#define HS_DATA_EDITIONS_SOURCE_H

#include "core/goods/editions.h"
#include "data/check.h"
#include "data/rows.h"

struct editions_source {
    void *bytes; /* malloc'ed */
    size_t size;
    struct editions editions; /* opened on them */
};

/* HS_INVALID after at least one report. */
enum hs_status editions_read(const char *directory, goods_report *report, void *context, struct editions_source *source, struct hs_why *why);
void editions_free(struct editions_source *source);

/* Every choice is a code of HS 2022, and every subheading of HS 2022 is some code's choice or stayed. */
enum hs_status editions_check(const struct goods_source *source, const struct editions *editions, struct goods_findings *findings, struct hs_why *why);

#endif
