/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import_eaeu.h - reads the common tariff of the Eurasian Economic Union as a table (TSV, Russian, quotes are text).
 *
 * Rows of ten digits are declarable and carry a rate; the others indent. A unit of a dash is none. Measures: the duty alone.
 */
#ifndef HS_DATA_IMPORT_EAEU_H
#define HS_DATA_IMPORT_EAEU_H

#include "data/tariff_row.h"

enum eaeu_measure { EAEU_IMPORT };

enum hs_status import_eaeu(const struct import_file *file, const struct tariff_sink *sink, struct hs_why *why);

#endif
