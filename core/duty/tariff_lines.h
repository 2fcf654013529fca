/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tariff_lines.h - what a list says of one line of a tariff: its words below the subheading, and the rate that everybody owes.
 */
#ifndef HS_DUTY_TARIFF_LINES_H
#define HS_DUTY_TARIFF_LINES_H

#include "core/duty/tariff.h"

/* The titles from below the subheading down to the line, "In bars: With nuts". Colons at their ends are dropped. Returns the length, and cuts at a character
 * what does not fit in `size`. */
size_t tariff_line_words(const struct tariff *tariff, uint32_t line, char *out, size_t size);

/* The duty that holds on the day for goods of any origin, the one of the latest start. False where the line has none. */
bool tariff_general_rate(const struct tariff *tariff, uint32_t line, uint32_t day, struct tariff_measure *measure);

#endif
