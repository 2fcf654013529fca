/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import_uk.h - reads the two tables of the United Kingdom's tariff.
 *
 * import_uk_goods: the hierarchy (code, product line suffix, dates as DD/MM/YYYY, indent, end line, description behind dashes). Only an end line with
 * suffix 80 is declarable. Dates are handed over as written. No rates.
 * Quotes inside its cells are not doubled: they are read as text and reported.
 * import_uk_rates: rates by code, UK and EU side by side, flat (indent 0). Spreadsheets took the leading zero from codes of chapters 1 to 9: such a row
 * is reported, and handed over only with `repair_zeros`, the zero put back.
 */
#ifndef HS_DATA_IMPORT_UK_H
#define HS_DATA_IMPORT_UK_H

#include "data/tariff_row.h"

enum uk_rate { UK_GLOBAL, UK_EUROPEAN };

enum hs_status import_uk_goods(const char *path, const struct tariff_sink *sink, struct hs_why *why);
enum hs_status import_uk_rates(const char *path, bool repair_zeros, const struct tariff_sink *sink, struct hs_why *why);

#endif
