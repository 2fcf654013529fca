/* SPDX-License-Identifier: GPL-3.0-or-later */
/* today.h - which day it is where this machine stands: rates and certificates hold by the calendar on the wall, and at midnight UTC that is another one in
 * Baku.
 */
#ifndef HS_TUI_TODAY_H
#define HS_TUI_TODAY_H

#include <stdint.h>

/* yyyymmdd, by the machine's time zone (TZ, or /etc/localtime). */
uint32_t today(void);

#endif
