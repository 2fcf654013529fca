/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import.h - a tariff's file, or a decree's, in any format that is known, becomes a tariff's value.
 */
#ifndef HS_DATA_IMPORT_H
#define HS_DATA_IMPORT_H

#include "core/duty/fx.h"
#include "core/duty/tariff.h"
#include "data/tariff_row.h"

#define IMPORT_FORMAT_LIST(X)                                                                                                                                  \
    X(IMPORT_USITC_CSV, "usitc-csv")                                                                                                                           \
    X(IMPORT_USITC_JSON, "usitc-json")                                                                                                                         \
    X(IMPORT_EAEU_TSV, "eaeu-tsv")                                                                                                                             \
    X(IMPORT_UK_CSV, "uk-csv")                                                                                                                                 \
    X(IMPORT_CSV, "csv")                                                                                                                                       \
    X(IMPORT_TSV, "tsv")                                                                                                                                       \
    X(IMPORT_XLSX, "xlsx")                                                                                                                                     \
    X(IMPORT_FX_CSV, "fx-csv")

enum import_format {
#define IMPORT_FORMAT_NAME(name, text) name,
    IMPORT_FORMAT_LIST(IMPORT_FORMAT_NAME)
#undef IMPORT_FORMAT_NAME
};

/* HS_USAGE lists the names that there are. */
enum hs_status import_format_find(const char *name, enum import_format *format, struct hs_why *why);

struct import_order {
    enum import_format format;
    const char *path[2]; /* two for uk-csv: the hierarchy and the rates, in any order */
    size_t paths;
    const struct import_file *given; /* NULL, or the one file, read already: path[0] is for messages */
    const enum expression_dialect *dialect; /* of csv, tsv and xlsx; NULL: by `decimal` */
    struct tariff_source source; /* a name of NULL is made here; digits 0: those of the longest code */
    const char *encoding;        /* NULL: UTF-8 or what a byte order mark says */
    const char *columns;         /* of csv, tsv and xlsx: as generic_columns_find takes it; NULL: the header decides */
    const char *sheet;           /* of xlsx; NULL: the first */
    char decimal;                /* '.' or ','; 0: as the rates show */
    bool repair_zeros;
    bool changes; /* a decree on `current`, from source.effective */
    const struct tariff *current;
};

/* Reports all that was read, repaired, left out, referred or changed, and ends with a summary (line 0). The value is malloc'ed; `sink->take` is not used. */
enum hs_status import_tariff(const struct import_order *order, const struct tariff_sink *sink, void **bytes, size_t *size, struct hs_why *why);

/* Rates of the file and of `current` (NULL: none) together; where both have one of a day, the file's. */
enum hs_status import_fx_file(const struct import_file *file, const struct fx *current, const struct tariff_sink *sink, void **bytes, size_t *size, struct hs_why *why);
enum hs_status import_fx(const char *path, const char *encoding, const struct fx *current, const struct tariff_sink *sink, void **bytes, size_t *size,
                         struct hs_why *why);

#endif
