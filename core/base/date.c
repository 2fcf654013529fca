/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/date.h"

#include <stdio.h>
#include <time.h>

static bool is_leap(unsigned year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool date_exists(uint32_t date)
{
    static const unsigned days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    unsigned year = date_year(date), month = date_month(date), day = date_day(date);
    if (year < DATE_FIRST_YEAR || year > DATE_LAST_YEAR || month < 1 || month > 12 || day < 1)
        return false;
    return day <= days[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

enum hs_status date_parse(const char *text, size_t length, uint32_t *date, struct hs_why *why)
{
    uint32_t number = 0;
    int quoted = length < 40 ? (int)length : 40;
    bool well = length == 10;
    for (size_t i = 0; well && i < length; i++) {
        bool dash = i == 4 || i == 7;
        well = dash ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
        if (!dash)
            number = number * 10 + (uint32_t)(text[i] - '0');
    }
    if (!well)
        return hs_fail(why, HS_INVALID, "date \"%.*s\": not of the form 2026-02-28: write year, month and day so", quoted, text);
    if (!date_exists(number))
        return hs_fail(why, HS_INVALID, "date \"%.*s\": there is no such day: correct it", quoted, text);
    *date = number;
    return HS_OK;
}

const char *date_print(uint32_t date, char out[static DATE_PRINT_MAX])
{
    out[0] = '\0';
    if (date)
        snprintf(out, DATE_PRINT_MAX, "%04u-%02u-%02u", date_year(date) % 10000, date_month(date), date_day(date));
    return out;
}

uint32_t date_today(void)
{
    time_t now = time(NULL);
    struct tm day;
    gmtime_r(&now, &day);
    return (uint32_t)((day.tm_year + 1900) * 10000 + (day.tm_mon + 1) * 100 + day.tm_mday);
}
