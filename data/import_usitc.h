/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import_usitc.h - reads the US schedule as the USITC exports it (CSV with a byte order mark).
 *
 * Rows without a code only indent. A statistical line without a general rate inherits, column by column, from the nearest line above with fewer
 * indents whose code it continues. Units stand as a JSON list in their cell. Rates: general, special, column 2, additional duties.
 */
#ifndef HS_DATA_IMPORT_USITC_H
#define HS_DATA_IMPORT_USITC_H

#include "data/tariff_row.h"

enum usitc_rate { USITC_GENERAL, USITC_SPECIAL, USITC_COLUMN_2, USITC_ADDITIONAL };

enum hs_status import_usitc(const char *path, const struct tariff_sink *sink, struct hs_why *why);

#endif
