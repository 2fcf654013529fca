/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tree.h - the nomenclature: every code, where it hangs, and what it is called.
 *
 * Nodes are numbered in the order of their codes, so that a parent's number is below its children's, and the descendants of a
 * node are the numbers node .. node_end - 1. The tree is read in place from a store value, which must outlive it. A tree may hold codes deeper than
 * the nomenclature, met in training rows: they have no title of their own and `tree_is_written` is false for them.
 */
#ifndef HS_GOODS_TREE_H
#define HS_GOODS_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/goods/code.h"

/* The languages that titles are written in; the order is that of the columns in data/goods. */
#define TREE_LANGUAGES(X) X(EN, "en") X(AZ, "az") X(RU, "ru") X(TR, "tr")
enum tree_language {
#define TREE_LANGUAGE_NAME(name, tag) TREE_##name,
    TREE_LANGUAGES(TREE_LANGUAGE_NAME)
#undef TREE_LANGUAGE_NAME
    TREE_LANGUAGE_COUNT
};

enum { TREE_NONE = 0xffffffffu }; /* no such node */

/* One node as it is stored: 48 bytes, host byte order. Text offsets point into the text behind the nodes; an empty title has length 0. */
struct tree_record {
    struct code code;
    uint32_t parent;                      /* TREE_NONE for a chapter */
    uint32_t end;                         /* one past the last descendant */
    uint32_t title[TREE_LANGUAGE_COUNT];  /* offset of a NUL-terminated string */
    uint32_t flags;
    uint32_t digits; /* how many the code has */
};
enum { TREE_RESIDUAL = 1, TREE_WRITTEN = 2 };

struct tree_header {
    char magic[8]; /* "HSTREE02" */
    uint32_t nodes, text_size, written_depth, reserved;
};

/* Stored: header, records, then once more every node's parent and end, close together for those who walk all nodes on each query, then the text. */
struct tree {
    const struct tree_header *header;
    const struct tree_record *record;
    const uint32_t *parent, *end;
    const char *text;
};

/* Checks every field of `bytes`; HS_CORRUPT names the first bad one. */
enum hs_status tree_open(const void *bytes, size_t size, struct tree *tree, struct hs_why *why);

/* Lays a tree out in the form that tree_open reads. `records` must be sorted by code, codes unique, with title offsets into `text`
 * (NUL-terminated strings; offset 0 must be an empty string); parents and ends are filled in here. The result is malloc'ed. */
enum hs_status tree_make(struct tree_record *records, size_t count, const char *text, size_t text_size, void **bytes, size_t *size,
                         struct hs_why *why);

static inline uint32_t tree_size(const struct tree *tree)
{
    return tree->header->nodes;
}
/* The deepest code that is written in the nomenclature, in digits: 6 without a national tariff. */
static inline unsigned tree_depth(const struct tree *tree)
{
    return tree->header->written_depth;
}
static inline const struct tree_record *tree_node(const struct tree *tree, uint32_t node)
{
    return &tree->record[node];
}

static inline bool tree_is_leaf(const struct tree *tree, uint32_t node)
{
    return tree->end[node] == node + 1;
}

/* Whether `node` stands for itself among codes of `digits` digits: it is just so deep, or a leaf that is not. */
static inline bool tree_at_depth(const struct tree *tree, uint32_t node, size_t digits)
{
    return tree->record[node].digits == digits || (tree->record[node].digits < digits && tree->record[node].end == node + 1);
}

uint32_t tree_find(const struct tree *tree, const struct code *code);
/* The node of the code or, where it is not there, of its longest known ancestor; TREE_NONE when not even the chapter is known. */
uint32_t tree_find_longest(const struct tree *tree, const struct code *code);
/* The ancestor of `node` (or itself) with at most `digits` digits. */
uint32_t tree_ancestor(const struct tree *tree, uint32_t node, size_t digits);
/* The title in `language`; where that is empty the English one; where both are, the nearest ancestor's. Never NULL. */
const char *tree_title(const struct tree *tree, uint32_t node, enum tree_language language);
/* How many written codes of `digits` digits lie below `node` (or are it). */
size_t tree_count_below(const struct tree *tree, uint32_t node, size_t digits);

#endif
