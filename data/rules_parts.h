/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rules_parts.h - what the readers of the rule files share: a pool of texts, growing lists, and the notation of codes and conditions.
 */
#ifndef HS_DATA_RULES_PARTS_H
#define HS_DATA_RULES_PARTS_H

#include "core/goods/conditions.h"
#include "core/goods/layout.h"
#include "data/rows.h"

/* Records of one size, growing. */
struct list {
    void *item;
    size_t count, room;
};

struct rules_parts {
    struct rows rows;
    const struct lexicon *lexicon; /* opened; NULL while the axes are read */
    struct list text;              /* of char; begins with an empty string */
    struct list values, codes, conditions;
    bool out_of_memory;
};

void parts_start(struct rules_parts *parts);
/* Forgets texts and lists, for the next file. */
void parts_end(struct rules_parts *parts);

/* The number of the item added. */
uint32_t parts_add(struct rules_parts *parts, struct list *list, const void *item, size_t size);
uint32_t parts_text(struct rules_parts *parts, const char *text, size_t length);

/* The next piece of `cell` up to `mark`, white space at its ends left out; false at the end. */
bool parts_next(struct cell *cell, char mark, struct cell *piece);
bool cell_is(struct cell cell, const char *text);

/* "61,62" or "84-85" (chapters) to parts->codes; "" or "*" adds none. */
bool parts_codes(struct rules_parts *parts, struct cell cell, uint32_t *first, uint32_t *count);

/* An operator with its value and unit, as in facts.tsv: ("is", "textile/cotton|textile/linen", ""), ("<=", "37.5", "W"), (">=", "textile/cotton 85", "%"). The values go to
 * parts->values. */
bool parts_condition(struct rules_parts *parts, enum axis axis, struct cell relation, struct cell value, struct cell unit, struct condition *condition);
/* "material is textile/cotton; size <= 3 kg" to parts->conditions. */
bool parts_conditions(struct rules_parts *parts, struct cell cell, uint32_t *first, uint32_t *count);

/* One section of a layout from a list. */
void parts_section(struct layout *layout, int section, const struct list *list);

/* The readers of single files; each lays its value out. HS_NOT_FOUND where the file is missing. */
enum hs_status axes_read(struct rules_parts *parts, const char *path, void **bytes, size_t *size, struct hs_why *why);
enum hs_status vague_read(struct rules_parts *parts, const char *path, void **bytes, size_t *size, struct hs_why *why);

#endif
