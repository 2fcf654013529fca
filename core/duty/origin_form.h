/* SPDX-License-Identifier: GPL-3.0-or-later */
/* origin_form.h - how certificates lie in their value, shared by its maker and its reader; not for others.
 *
 * A core/goods/layout value: one head; the certificates in the order of their numbers; the lines of the chain in the order in which they were issued.
 */
#ifndef HS_DUTY_ORIGIN_FORM_H
#define HS_DUTY_ORIGIN_FORM_H

#include "core/duty/origin.h"

enum origin_section { ORIGIN_HEAD, ORIGIN_CERTIFICATES, ORIGIN_LINES };

struct origin_head_record {
    char country[4];
    unsigned char digest[DIGEST_SIZE];
};

/* Texts are offsets; lines are counted from 0. */
struct origin_certificate_record {
    char code[CODE_MAX]; /* NUL behind the last digit */
    uint32_t number, form, exporter, consignee, goods, agreement, quantity;
    uint32_t unit, part, issued, until, revoked, line, revocation;
};

struct origin_line_record {
    uint32_t certificate, revokes;
    unsigned char digest[DIGEST_SIZE];
};

extern const struct layout_form origin_form;

/* The order of numbers: letters and digits alone count, letters in any case. */
int origin_compare_numbers(const char *a, const char *b);

#endif
