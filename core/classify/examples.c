/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/classify/examples.h"

#include <stdlib.h>
#include <string.h>

#include "core/lang/stem.h"

static const char MAGIC[8] = "HSEXAM01";

enum hs_status examples_open(const void *bytes, size_t size, uint32_t nodes, struct examples *examples, struct hs_why *why)
{
    const struct examples_header *header = bytes;
    if (size < sizeof *header || memcmp(header->magic, MAGIC, sizeof MAGIC) != 0)
        return hs_fail(why, HS_CORRUPT, "examples: not in the form this program reads: train the model anew");
    size_t rest = size - sizeof *header;
    if (rest / sizeof(struct example_record) < header->count || rest - header->count * sizeof(struct example_record) != header->text_size)
        return hs_fail(why, HS_CORRUPT, "examples: their size does not fit their header: train the model anew");
    examples->count = header->count;
    examples->record = (const struct example_record *)(header + 1);
    examples->text = (const char *)(examples->record + header->count);
    if (header->text_size == 0 || examples->text[header->text_size - 1] != '\0')
        return hs_fail(why, HS_CORRUPT, "examples: their text is not terminated: train the model anew");
    examples->nodes = nodes;
    examples->text_size = header->text_size;
    return HS_OK;
}

enum hs_status examples_check(const struct examples *examples, struct hs_why *why)
{
    for (uint32_t i = 0; i < examples->count; i++) {
        const struct example_record *record = &examples->record[i];
        if (!example_is_sound(examples, i) || (i && record->node < record[-1].node) || !record->copies || record->source > EXAMPLE_DECLARED || record->strength > STRENGTH_AMBIGUOUS || record->language > LANGUAGE_UNKNOWN)
            return hs_fail(why, HS_CORRUPT, "examples: number %u is damaged: train the model anew", i);
    }
    return HS_OK;
}

enum hs_status examples_make(const struct example_record *records, size_t count, const char *text, size_t text_size, void **bytes, size_t *size,
                             struct hs_why *why)
{
    struct examples_header header = { .count = (uint32_t)count, .text_size = text_size };
    memcpy(header.magic, MAGIC, sizeof MAGIC);
    *size = sizeof header + count * sizeof *records + text_size;
    char *out = *bytes = malloc(*size);
    if (!out)
        return hs_fail(why, HS_NO_MEMORY, "examples: no memory for %zu bytes: train on fewer rows", *size);
    memcpy(out, &header, sizeof header);
    memcpy(out + sizeof header, records, count * sizeof *records);
    memcpy(out + sizeof header + count * sizeof *records, text, text_size);
    return HS_OK;
}

uint32_t examples_lower_bound(const struct examples *examples, uint32_t node)
{
    uint32_t low = 0, high = examples->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (examples->record[middle].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
