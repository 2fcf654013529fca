/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import_usitc.h - reads the US schedule as the USITC exports it: CSV with a byte order mark, or JSON, an array of objects.
 *
 * Rows without a code only indent. A statistical line without a general rate inherits, column by column, from the nearest line above with fewer
 * indents whose code it continues. Units stand as a JSON list in their cell. Measures: general, special, column 2, additional duties.
 */
#ifndef HS_DATA_IMPORT_USITC_H
#define HS_DATA_IMPORT_USITC_H

#include "data/tariff_row.h"

enum usitc_measure { USITC_GENERAL, USITC_SPECIAL, USITC_COLUMN_2, USITC_ADDITIONAL, USITC_MEASURES };

enum hs_status import_usitc(const struct import_file *file, const struct tariff_sink *sink, struct hs_why *why);

/* The objects' keys: htsno, indent, description, units (a list), general, special, other, additionalDuties; absent and null are empty. The line of a row is the
 * one on which its object begins. */
enum hs_status import_usitc_json(const struct import_file *file, const struct tariff_sink *sink, struct hs_why *why);

/* ---- what both share ---- */

/* The lines above, one an indent. */
struct usitc_above {
    struct code code[TARIFF_INDENT_MAX + 1];
    struct cell rate[TARIFF_INDENT_MAX + 1][USITC_MEASURES];
};

/* Hands over one row, whose line, description and units are set, with its inherited rates. The cells of rates must outlive the reading. */
void usitc_take(struct usitc_above *above, struct tariff_row *row, struct cell code, struct cell indent, const struct cell rate[static USITC_MEASURES],
                const struct tariff_sink *sink);

#endif
