/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/tariff.h"

#include <string.h>

#include "core/duty/tariff_form.h"

struct tariff {
    struct layout layout;
    struct tariff_source source;
    const struct tariff_line_record *line;
    const struct tariff_measure_record *measure;
    const struct expression *damaged; /* what a measure owes that cannot be read: a person decides */
};

const struct layout_form tariff_form = { "HSTARIF1",
                                         "tariff",
                                         { EXPRESSION_ALIGNMENT, sizeof(struct tariff_source_record), sizeof(struct tariff_line_record),
                                           sizeof(struct tariff_measure_record), sizeof(uint32_t), sizeof(uint32_t) } };

static const struct {
    const char *name;
    bool owes;
} kinds[] = {
#define TARIFF_KIND_ROW(name, text, rate) { text, rate },
    TARIFF_KIND_LIST(TARIFF_KIND_ROW)
#undef TARIFF_KIND_ROW
};

const char *tariff_kind_name(enum tariff_kind kind)
{
    return kinds[kind].name;
}

bool tariff_kind_owes(enum tariff_kind kind)
{
    return kinds[kind].owes;
}

int tariff_code_compare(const char a[static CODE_MAX], const char b[static CODE_MAX])
{
    return memcmp(a, b, CODE_MAX);
}

static const char *text_at(const struct tariff *tariff, uint32_t offset)
{
    return offset < tariff->layout.text_size ? tariff->layout.text + offset : "";
}

enum hs_status tariff_open(const void *bytes, size_t size, struct arena *arena, const struct tariff **result, struct hs_why *why)
{
    static const char text[] = "refer \"this measure is damaged in the store: run hsdesk-admin verify-store\"";
    struct tariff *tariff = arena_take(arena, sizeof *tariff);
    if (!tariff)
        return hs_fail(why, HS_NO_MEMORY, "tariff: no memory: close other programs");
    enum hs_status status = layout_open(bytes, size, &tariff_form, &tariff->layout, why);
    if (status == HS_OK && tariff->layout.count[TARIFF_SOURCE] != 1)
        status = hs_fail(why, HS_CORRUPT, "tariff: it does not say where it comes from: import it anew");
    if (status == HS_OK)
        status = expression_parse(text, sizeof text - 1, EXPRESSION_EUROPE, arena, &tariff->damaged, why);
    if (status != HS_OK)
        return status;
    const struct tariff_source_record *source = tariff->layout.section[TARIFF_SOURCE];
    memcpy(tariff->source.country, source->country, 2);
    for (int i = 0; i < 2; i++)
        if (source->country[i] < 'A' || source->country[i] > 'Z')
            return hs_fail(why, HS_CORRUPT, "tariff: its country is not two letters: import it anew");
    if (source->digits < CODE_SUBHEADING || source->digits > CODE_MAX)
        return hs_fail(why, HS_CORRUPT, "tariff: its lines have %u digits: import it anew", source->digits);
    tariff->source.training = source->training != 0;
    tariff->source.effective = source->effective;
    tariff->source.digits = source->digits;
    tariff->source.name = text_at(tariff, source->name);
    tariff->line = tariff->layout.section[TARIFF_LINES];
    tariff->measure = tariff->layout.section[TARIFF_MEASURES];
    *result = tariff;
    return HS_OK;
}

const struct tariff_source *tariff_source(const struct tariff *tariff)
{
    return &tariff->source;
}

uint32_t tariff_lines(const struct tariff *tariff)
{
    return tariff->layout.count[TARIFF_LINES];
}

/* Digits up to the first byte that is none. */
static struct code code_of(const char digits[static CODE_MAX])
{
    struct code code = { { 0 } };
    for (size_t i = 0; i < CODE_MAX && digits[i] >= '0' && digits[i] <= '9'; i++)
        code.digits[i] = digits[i];
    return code;
}

static bool measures_fit(const struct tariff *tariff, const struct tariff_line_record *line)
{
    return layout_range(line->measure, line->measures, tariff->layout.count[TARIFF_MEASURES]);
}

void tariff_line(const struct tariff *tariff, uint32_t number, struct tariff_line *out)
{
    memset(out, 0, sizeof *out);
    out->parent = TARIFF_LINE_NONE;
    out->title = "";
    if (number >= tariff_lines(tariff))
        return;
    const struct tariff_line_record *line = &tariff->line[number];
    out->code = code_of(line->code);
    if (line->parent < number) /* so that whoever climbs arrives */
        out->parent = line->parent;
    out->source = line->source;
    out->indent = line->indent;
    out->declarable = line->declarable != 0 && out->code.digits[0] != '\0';
    out->title = text_at(tariff, line->title);
    for (int i = 0; i < TARIFF_LINE_UNITS && line->unit[i] < UNIT_COUNT && line->part[i] < PART_COUNT; i++) {
        out->unit[i] = (enum measure_unit)line->unit[i];
        out->part[i] = (enum measure_part)line->part[i];
    }
    if (measures_fit(tariff, line))
        out->measures = line->measures;
}

static const struct expression *block_at(const struct tariff *tariff, uint32_t block)
{
    uint32_t blocks = tariff->layout.count[TARIFF_BLOCKS];
    if (block >= blocks)
        return NULL;
    const char *at = (const char *)tariff->layout.section[TARIFF_BLOCKS] + (size_t)block * EXPRESSION_ALIGNMENT;
    return expression_open(at, (size_t)(blocks - block) * EXPRESSION_ALIGNMENT);
}

void tariff_measure(const struct tariff *tariff, uint32_t number, size_t index, struct tariff_measure *out)
{
    *out = (struct tariff_measure) { .kind = TARIFF_DUTY, .group = "", .origins = "", .text = "", .expression = tariff->damaged };
    if (number >= tariff_lines(tariff))
        return;
    const struct tariff_line_record *line = &tariff->line[number];
    if (!measures_fit(tariff, line) || index >= line->measures)
        return;
    const struct tariff_measure_record *measure = &tariff->measure[line->measure + index];
    out->text = text_at(tariff, measure->text);
    if (measure->kind >= TARIFF_KIND_COUNT)
        return;
    out->kind = (enum tariff_kind)measure->kind;
    out->inherited = measure->inherited != 0;
    out->from = measure->from;
    out->until = measure->until;
    out->group = text_at(tariff, measure->group);
    out->origins = text_at(tariff, measure->origins);
    if (!tariff_kind_owes(out->kind)) {
        out->expression = NULL;
        return;
    }
    const struct expression *expression = block_at(tariff, measure->block);
    if (expression)
        out->expression = expression;
}

/* ---- by code ---- */

/* The line of an index entry; an entry that names none sorts last. */
static uint32_t entry(const struct tariff *tariff, enum tariff_section section, uint32_t at)
{
    uint32_t line = ((const uint32_t *)tariff->layout.section[section])[at];
    return line < tariff_lines(tariff) ? line : TARIFF_LINE_NONE;
}

/* The first entry whose code is not below `code` in its first `length` digits, or (`behind`) the first that is above. */
static uint32_t bound(const struct tariff *tariff, enum tariff_section section, const char *code, size_t length, bool behind)
{
    uint32_t low = 0, high = tariff->layout.count[section];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2, line = entry(tariff, section, middle);
        int order = line == TARIFF_LINE_NONE ? 1 : memcmp(tariff->line[line].code, code, length);
        if (order < 0 || (behind && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t tariff_find(const struct tariff *tariff, const struct code *code)
{
    uint32_t at = bound(tariff, TARIFF_CODED, code->digits, CODE_MAX, false);
    uint32_t line = at < tariff->layout.count[TARIFF_CODED] ? entry(tariff, TARIFF_CODED, at) : TARIFF_LINE_NONE;
    return line != TARIFF_LINE_NONE && code->digits[0] && memcmp(tariff->line[line].code, code->digits, CODE_MAX) == 0 ? line : TARIFF_LINE_NONE;
}

size_t tariff_below(const struct tariff *tariff, const struct code *code, size_t most, uint32_t *lines)
{
    size_t length = code_length(code);
    uint32_t first = bound(tariff, TARIFF_DECLARABLE, code->digits, length, false), end = bound(tariff, TARIFF_DECLARABLE, code->digits, length, true);
    size_t count = end > first ? end - first : 0;
    for (size_t i = 0; i < count && i < most; i++)
        lines[i] = entry(tariff, TARIFF_DECLARABLE, first + (uint32_t)i);
    return count;
}
