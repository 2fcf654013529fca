/* SPDX-License-Identifier: GPL-3.0-or-later */
/* utc.h - points in time as seconds since 1970 in UTC, days as yyyymmdd; both in ISO 8601 for people. No time zone is ever asked.
 */
#ifndef HS_BASE_UTC_H
#define HS_BASE_UTC_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

enum { UTC_TEXT_MAX = 24 };            /* "2026-11-22T11:17:09Z" and a NUL */
#define UTC_MOST INT64_C(253402300799) /* 9999-12-31T23:59:59Z; the least is 0 */

/* "2026-11-22T11:17:09Z", or "2026-11-22" for its first second. HS_INVALID for anything else, days that no month has among it. */
enum hs_status utc_parse(const char *text, size_t length, int64_t *seconds);
/* "2026-11-22" -> 20261122. */
enum hs_status utc_parse_day(const char *text, size_t length, uint32_t *day);
/* `seconds` in 0..UTC_MOST. */
void utc_print(int64_t seconds, char text[static UTC_TEXT_MAX]);
void utc_print_day(uint32_t day, char text[static UTC_TEXT_MAX]);
/* Whether yyyymmdd is a day of the calendar. */
int utc_day_valid(uint32_t day);

#endif
