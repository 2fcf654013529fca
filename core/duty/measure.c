/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/measure.h"

static const struct {
    const char *name, *code;
    enum measure_dimension dimension;
    struct measure_factor factor;
} units[] = {
#define MEASURE_UNIT_ROW(id, printed, rec20, kind, number, digits) [id] = { printed, rec20, kind, { number, digits } },
    MEASURE_UNIT_LIST(MEASURE_UNIT_ROW)
#undef MEASURE_UNIT_ROW
};

static const char *const parts[] = {
#define MEASURE_PART_ROW(id, printed) [id] = printed,
    MEASURE_PART_LIST(MEASURE_PART_ROW)
#undef MEASURE_PART_ROW
};

const char *measure_unit_name(enum measure_unit unit)
{
    return units[unit].name;
}

const char *measure_unit_code(enum measure_unit unit)
{
    return units[unit].code;
}

enum measure_dimension measure_dimension(enum measure_unit unit)
{
    return units[unit].dimension;
}

struct measure_factor measure_factor(enum measure_unit unit)
{
    return units[unit].factor;
}

const char *measure_part_name(enum measure_part part)
{
    return parts[part];
}
