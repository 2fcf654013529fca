/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import_uk.h - reads the two tables of the United Kingdom's tariff.
 *
 * import_uk_goods: the hierarchy (code, product line suffix, dates as DD/MM/YYYY, indent, end line, description behind dashes). Only an end line with
 * suffix 80 is declarable; another suffix names no code but a heading between codes, so its code is empty; the zeros that pad the code of a level above
 * the end lines are no part of it. Lines that do not hold on the day of `effective` are reported and left out. A chapter is indented as its
 * headings are, so every other line is one deeper here. Quotes inside its cells are not doubled: they are read as text and reported. No measures.
 * import_uk_rates: rates by code, UK and EU side by side, flat (indent 0). Spreadsheets took the leading zero from codes of chapters 1 to 9: such a row
 * is reported, and handed over only with `repair_zeros`, the zero put back. Only the UK's column is a measure: the other is another territory's.
 */
#ifndef HS_DATA_IMPORT_UK_H
#define HS_DATA_IMPORT_UK_H

#include "data/tariff_row.h"

enum uk_measure { UK_GLOBAL };

/* Whether the file is the hierarchy; else it is the rates, or neither. */
bool import_uk_is_goods(const struct import_file *file);

enum hs_status import_uk_goods(const struct import_file *file, uint32_t effective, const struct tariff_sink *sink, struct hs_why *why);
enum hs_status import_uk_rates(const struct import_file *file, bool repair_zeros, const struct tariff_sink *sink, struct hs_why *why);

#endif
