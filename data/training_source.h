/* SPDX-License-Identifier: GPL-3.0-or-later */
/* training_source.h - the TRAINING tariff that we wrote, DATADIR/countries/az/tariff.tsv with its rates of exchange training-rates.csv, read as an import would read them.
 *
 * What an importer would only report of a publisher's file is a bad line of ours: it is reported with its file and number, and a source with one is not used.
 */
#ifndef HS_DATA_TRAINING_SOURCE_H
#define HS_DATA_TRAINING_SOURCE_H

#include "core/duty/tariff.h"
#include "data/rows.h"

enum { TRAINING_VALUES = 2 };

struct training_source {
    struct arena arena;
    struct {
        const char *name; /* in a store */
        void *bytes;      /* malloc'ed */
        size_t size;
    } value[TRAINING_VALUES];
    size_t values;
    const struct tariff *tariff; /* opened on the first of them */
};

/* HS_NOT_FOUND where `directory` has no TRAINING tariff; rates of exchange may be missing. HS_INVALID after at least one report. */
enum hs_status training_read(const char *directory, goods_report *report, void *context, struct training_source *source, struct hs_why *why);
void training_free(struct training_source *source);

#endif
