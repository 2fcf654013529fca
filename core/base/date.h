/* SPDX-License-Identifier: GPL-3.0-or-later */
/* date.h - a day of the Gregorian calendar as one number, yyyymmdd, which compares as days do. 0 stands for no day.
 */
#ifndef HS_BASE_DATE_H
#define HS_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

enum { DATE_FIRST_YEAR = 1900, DATE_LAST_YEAR = 9999, DATE_PRINT_MAX = 11 };

/* Whether there is such a day: 20260231 is none. */
bool date_exists(uint32_t date);
/* 2026-02-28, ISO 8601 and nothing else. HS_INVALID says what is wrong: the form, or a day that does not exist. */
enum hs_status date_parse(const char *text, size_t length, uint32_t *date, struct hs_why *why);
/* "2026-02-28"; "" for 0. Returns `out`. */
const char *date_print(uint32_t date, char out[static DATE_PRINT_MAX]);
/* The day in Coordinated Universal Time. */
uint32_t date_today(void);

static inline unsigned date_year(uint32_t date)
{
    return date / 10000;
}

static inline unsigned date_month(uint32_t date)
{
    return date / 100 % 100;
}

static inline unsigned date_day(uint32_t date)
{
    return date % 100;
}

#endif
