/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tariff_form.h - how a tariff lies in its value, shared by its maker and its reader; not for others.
 *
 * A core/goods/layout value: the blocks of expressions first, because they alone need an alignment of eight; the source (one record); the lines in the order of
 * the schedule; their measures, those of a line side by side; then two arrays of line numbers in the order of codes: every line with a code, declarable ones
 * first among equals, and the declarable ones alone.
 */
#ifndef HS_DUTY_TARIFF_FORM_H
#define HS_DUTY_TARIFF_FORM_H

#include "core/duty/tariff.h"
#include "core/goods/layout.h"

enum tariff_section { TARIFF_BLOCKS, TARIFF_SOURCE, TARIFF_LINES, TARIFF_MEASURES, TARIFF_CODED, TARIFF_DECLARABLE };

struct tariff_source_record {
    char country[4];
    uint32_t training, effective, digits, name;
};

struct tariff_line_record {
    char code[CODE_MAX]; /* NUL behind the last digit */
    uint32_t parent, source, title, measure, measures;
    uint8_t indent, declarable, unit[TARIFF_LINE_UNITS], part[TARIFF_LINE_UNITS];
};

struct tariff_measure_record {
    uint8_t kind, inherited, reserved[2];
    uint32_t from, until, group, origins, text, block; /* the block's number; TARIFF_BLOCK_NONE */
};

#define TARIFF_BLOCK_NONE 0xffffffffu

extern const struct layout_form tariff_form;

/* Codes of records compare as those of struct code do. */
int tariff_code_compare(const char a[static CODE_MAX], const char b[static CODE_MAX]);

#endif
