/* SPDX-License-Identifier: GPL-3.0-or-later */
/* examples.h - the texts that the opinions rest on: our terms and titles, and the descriptions of training rows.
 *
 * In the order of their nodes, so that the examples of a code lie together. Used in place from a store value.
 */
#ifndef HS_CLASSIFY_EXAMPLES_H
#define HS_CLASSIFY_EXAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/classify/parameters.h"

enum example_source {
    EXAMPLE_TERM,    /* written: a term of data/goods */
    EXAMPLE_TITLE,   /* written: a code's title */
    EXAMPLE_DECLARED /* learned: the description of a training row */
};
enum example_strength { STRENGTH_EXACT, STRENGTH_USUAL, STRENGTH_AMBIGUOUS };

struct example_record {
    uint32_t node;
    uint32_t text;   /* offset of a NUL-terminated string */
    uint32_t copies; /* how many rows said just this; at least 1 */
    uint8_t source, strength, language, reserved;
};

struct examples_header {
    char magic[8]; /* "HSEXAM01" */
    uint32_t count, reserved;
    uint64_t text_size;
};

struct examples {
    uint32_t count, nodes;
    uint64_t text_size;
    const struct example_record *record;
    const char *text;
};

/* `nodes` is the size of the tree that they hang on. Compares sizes only, so that opening costs the same whatever the size: an example is used only if
 * example_is_sound. HS_CORRUPT says what is wrong. */
enum hs_status examples_open(const void *bytes, size_t size, uint32_t nodes, struct examples *examples, struct hs_why *why);
/* Checks every record. */
enum hs_status examples_check(const struct examples *examples, struct hs_why *why);
/* `records` in the order of their nodes; the result is malloc'ed. */
enum hs_status examples_make(const struct example_record *records, size_t count, const char *text, size_t text_size, void **bytes, size_t *size,
                             struct hs_why *why);

/* Whether the example's node is in the tree and its text in the text. */
static inline bool example_is_sound(const struct examples *examples, uint32_t example)
{
    return example < examples->count && examples->record[example].node < examples->nodes && examples->record[example].text < examples->text_size;
}
static inline const char *example_text(const struct examples *examples, uint32_t example)
{
    return examples->text + examples->record[example].text;
}

/* How much an example counts by its mark, an exact one being 1. */
static inline float example_weight(const struct example_record *record, const struct parameters *parameters)
{
    return record->strength == STRENGTH_AMBIGUOUS ? parameters->ambiguous : record->strength == STRENGTH_USUAL ? parameters->usual : 1.0f;
}

/* The first example whose node is `node` or above; `examples->count` when there is none. */
uint32_t examples_lower_bound(const struct examples *examples, uint32_t node);

#endif
