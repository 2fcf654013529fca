/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/utc.h"

#include <stdio.h>
#include <string.h>

enum { SECONDS_OF_DAY = 86400, YEAR_LEAST = 1970, YEAR_MOST = 9999 };

static int month_days(unsigned year, unsigned month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return days[month - 1] + (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0));
}

int utc_day_valid(uint32_t day)
{
    unsigned year = day / 10000, month = day / 100 % 100, of_month = day % 100;
    return year >= YEAR_LEAST && year <= YEAR_MOST && month >= 1 && month <= 12 && of_month >= 1 && (int)of_month <= month_days(year, month);
}

/* Days since 1970-01-01; the years are counted from March, so that the leap day is the last of one (H. Hinnant, chrono-compatible low-level date algorithms).
 */
static int64_t days_of(uint32_t day)
{
    int64_t year = day / 10000, month = day / 100 % 100, of_month = day % 100;
    year -= month <= 2;
    int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + of_month - 1;
    return year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719468;
}

static uint32_t day_of(int64_t days)
{
    days += 719468;
    int64_t era = days / 146097, of_era = days % 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * of_year + 2) / 153, of_month = of_year - (153 * shifted + 2) / 5 + 1, month = shifted < 10 ? shifted + 3 : shifted - 9;
    return (uint32_t)((year_of_era + era * 400 + (month <= 2)) * 10000 + month * 100 + of_month);
}

/* Exactly `count` digits; -1 where one is not. */
static int digits(const char *text, int count)
{
    int number = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + text[i] - '0';
    }
    return number;
}

enum hs_status utc_parse_day(const char *text, size_t length, uint32_t *day)
{
    if (length != 10 || text[4] != '-' || text[7] != '-')
        return HS_INVALID;
    int year = digits(text, 4), month = digits(text + 5, 2), of_month = digits(text + 8, 2);
    if (year < 0 || month < 0 || of_month < 0)
        return HS_INVALID;
    uint32_t read = (uint32_t)(year * 10000 + month * 100 + of_month);
    if (!utc_day_valid(read))
        return HS_INVALID;
    *day = read;
    return HS_OK;
}

enum hs_status utc_parse(const char *text, size_t length, int64_t *seconds)
{
    uint32_t day;
    if ((length != 10 && length != 20) || utc_parse_day(text, 10, &day) != HS_OK)
        return HS_INVALID;
    int64_t read = days_of(day) * SECONDS_OF_DAY;
    if (length == 20) {
        int hour = digits(text + 11, 2), minute = digits(text + 14, 2), second = digits(text + 17, 2);
        if (text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z' || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
            second > 59)
            return HS_INVALID;
        read += hour * 3600 + minute * 60 + second;
    }
    *seconds = read;
    return HS_OK;
}

void utc_print_day(uint32_t day, char text[static UTC_TEXT_MAX])
{
    snprintf(text, UTC_TEXT_MAX, "%04u-%02u-%02u", day / 10000 % 10000, day / 100 % 100, day % 100);
}

void utc_print(int64_t seconds, char text[static UTC_TEXT_MAX])
{
    int64_t clipped = seconds < 0 ? 0 : seconds > UTC_MOST ? UTC_MOST : seconds;
    unsigned rest = (unsigned)(clipped % SECONDS_OF_DAY);
    utc_print_day(day_of(clipped / SECONDS_OF_DAY), text);
    snprintf(text + 10, UTC_TEXT_MAX - 10, "T%02u:%02u:%02uZ", rest / 3600 % 24, rest / 60 % 60, rest % 60);
}
