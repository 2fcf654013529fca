/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk_form.h - how a risk model lies in memory: between risk.c, which reads it, and risk_make.c, which writes it. Records of 32-bit fields alone, as
 * core/goods/layout.h wants them; an amount is two of them.
 */
#ifndef HS_AUDIT_RISK_FORM_H
#define HS_AUDIT_RISK_FORM_H

#include "core/audit/risk.h"

enum risk_section { RISK_HEAD, RISK_EDGES, RISK_TYPICALS, RISK_COLUMNS, RISK_POINTS, RISK_SECTIONS };

struct risk_head_record {
    int32_t base;
};
struct risk_edge_record {
    uint32_t field, low, high;
};
struct risk_typical_record {
    uint32_t code, low, high; /* code: an offset of the text */
};
struct risk_column_record {
    uint32_t fields, first, count;
};
struct risk_points_record {
    uint32_t key; /* an offset of the text */
    int32_t points;
};

extern const struct layout_form RISK_FORM;

static inline int64_t risk_amount(uint32_t low, uint32_t high)
{
    return (int64_t)((uint64_t)high << 32 | low);
}

#endif
