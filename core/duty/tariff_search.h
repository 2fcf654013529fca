/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tariff_search.h - a code that was declared or typed, looked for among the lines that can be declared, and the words for it when it is none of them.
 */
#ifndef HS_DUTY_TARIFF_SEARCH_H
#define HS_DUTY_TARIFF_SEARCH_H

#include "core/duty/tariff.h"

/* The declarable line of exactly this code. HS_NOT_FOUND says what the code is instead: a heading or subheading, a subheading padded with zeros, or nothing that the
 * tariff knows, and how many lines there are; nothing is ever padded. `style`: how the country prints codes. */
enum hs_status tariff_search(const struct tariff *tariff, const struct code *code, enum code_style style, uint32_t *line, struct hs_why *why);

#endif
