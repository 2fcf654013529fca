/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/today.h"

#include <time.h>

enum { FIRST_YEAR = 1900 };

uint32_t today(void)
{
    time_t now = time(NULL);
    struct tm local = { .tm_year = 70, .tm_mday = 1 };
    localtime_r(&now, &local);
    return (uint32_t)((local.tm_year + FIRST_YEAR) * 10000 + (local.tm_mon + 1) * 100 + local.tm_mday);
}
