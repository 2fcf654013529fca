/* SPDX-License-Identifier: GPL-3.0-or-later */
/* iso.h - the codes of countries and currencies that exist: ISO 3166-1 alpha-2 and ISO 4217, without those reserved for private use.
 *
 * A code that is on no list is refused where it enters, so that a slip of the pen ("UK" for GB) never becomes an origin without a preference.
 */
#ifndef HS_BASE_ISO_H
#define HS_BASE_ISO_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/status.h"

/* In capitals; small letters are taken as capitals. HS_INVALID says what would do. `what` names the field: "origin". */
enum hs_status iso_country(const char *text, size_t length, const char *what, char country[static 3], struct hs_why *why);
enum hs_status iso_currency(const char *text, size_t length, const char *what, char currency[static 4], struct hs_why *why);

/* Whether the code stands in a list of codes set apart by commas or spaces, "AM,BY,KZ". */
bool iso_in_list(const char *list, const char *code);

#endif
