/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code.h - a tariff code: text, never a number.
 *
 * A plain value of up to 12 digits. It compares by its digits, so that a chapter sorts before its headings and those before their
 * subheadings. An unused byte is NUL, which makes two equal codes equal byte for byte.
 */
#ifndef HS_GOODS_CODE_H
#define HS_GOODS_CODE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/status.h"

enum { CODE_MAX = 12, CODE_CHAPTER = 2, CODE_HEADING = 4, CODE_SUBHEADING = 6, CODE_PRINT_MAX = 2 * CODE_MAX };

struct code {
    char digits[CODE_MAX + 4]; /* NUL-terminated */
};

/* How a country prints a code: the group sizes, and what stands between them. */
enum code_style {
    CODE_PLAIN, /* 1704903000 */
    CODE_SPACED, /* 1704 90 300 0, the way of the printed XİF MN and TN VED; 1704 90; 17 */
    CODE_DOTTED  /* 6109.10.00.12, the way of the HTSUS and the AHTN */
};

/* Digits with any dots and spaces between them. HS_INVALID for anything else, for an odd chapter digit ("1") and for more than CODE_MAX
 * digits; `why` says which. Never pads. */
enum hs_status code_parse(const char *text, size_t length, struct code *code, struct hs_why *why);

size_t code_length(const struct code *code);
int code_compare(const struct code *a, const struct code *b);
/* The first `length` digits; the whole code where it is shorter. */
struct code code_prefix(const struct code *code, size_t length);
/* Whether `code` lies below `ancestor` or is it. */
bool code_within(const struct code *code, const struct code *ancestor);
/* 2 for 4 digits, 4 for 5 or 6, otherwise two fewer (12 -> 10 -> 8 -> 6); an empty code for a chapter. */
struct code code_parent(const struct code *code);
size_t code_print(const struct code *code, enum code_style style, char out[static CODE_PRINT_MAX]);
/* The digits that a padding added: 1806200000 is 180620 with 4 zeros behind it. Returns the length without them, at least 4, always even. */
size_t code_unpadded_length(const struct code *code);

#endif
