/* SPDX-License-Identifier: GPL-3.0-or-later */
/* generic_columns.h - which column of a table is what: as data/SCHEMA.md names them, as a caller says, or as its header's words let one know.
 *
 * A guess is taken only where the header settles it: one column for a role and one role for a column. Otherwise the complaint shows the header and what to
 * write.
 */
#ifndef HS_DATA_GENERIC_COLUMNS_H
#define HS_DATA_GENERIC_COLUMNS_H

#include "core/base/file.h"
#include "core/duty/tariff.h"

enum generic_role {
    GENERIC_NONE,
    GENERIC_CODE,
    GENERIC_INDENT,
    GENERIC_TITLE,
    GENERIC_UNIT,
    GENERIC_MEASURE, /* of a kind and group */
    GENERIC_ORIGINS,
    GENERIC_FROM,
    GENERIC_UNTIL,
    GENERIC_KIND,
    GENERIC_GROUP,
    GENERIC_RATE,
    GENERIC_DECLARABLE,
    GENERIC_INHERITED
};

enum { GENERIC_COLUMNS_MAX = 64 };

struct generic_column {
    enum generic_role role;
    enum tariff_kind kind;
    struct cell group;
    bool guessed; /* by another word than its own name */
};

struct generic_columns {
    size_t count;
    struct generic_column column[GENERIC_COLUMNS_MAX];
    bool headless; /* the first line is a row already */
};

/* `named` is the text of --columns ("code=1,duty=Rate of duty") or of a --map file (one a line), NULL: the header decides. Groups point into `named` or the
 * header. HS_INVALID says what was found and what to write. `changes`: a title may be missing. */
enum hs_status generic_columns_find(const char *named, const struct cell *header, size_t count, bool changes, struct generic_columns *columns,
                                    struct hs_why *why);

/* "preference:cis": a kind with what stands behind the colon. */
bool generic_kind(struct cell name, enum tariff_kind *kind, struct cell *group);

#endif
