/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit.h - what cmocka wants included before it. */
#ifndef HS_TESTS_UNIT_H
#define HS_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#endif
