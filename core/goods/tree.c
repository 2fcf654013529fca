/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/tree.h"

#include <stdlib.h>
#include <string.h>

static const char MAGIC[8] = "HSTREE02";

static enum hs_status corrupt(struct hs_why *why, const char *field, size_t node)
{
    return hs_fail(why, HS_CORRUPT, "nomenclature: %s of node %zu is out of range: build the store anew",
                   field, node);
}

static bool code_is_sound(const struct code *code)
{
    size_t length = strnlen(code->digits, sizeof code->digits);
    if (length < CODE_CHAPTER || length > CODE_MAX || strspn(code->digits, "0123456789") != length)
        return false;
    for (size_t i = length; i < sizeof code->digits; i++)
        if (code->digits[i])
            return false;
    return true;
}

enum hs_status tree_open(const void *bytes, size_t size, struct tree *tree, struct hs_why *why)
{
    const struct tree_header *header = bytes;
    if (size < sizeof *header || memcmp(header->magic, MAGIC, sizeof MAGIC) != 0)
        return hs_fail(why, HS_CORRUPT, "nomenclature: not in the form this program reads: build the store anew");
    const size_t node_size = sizeof(struct tree_record) + 2 * sizeof(uint32_t);
    if ((size - sizeof *header) / node_size < header->nodes || size - sizeof *header - header->nodes * node_size != header->text_size)
        return hs_fail(why, HS_CORRUPT, "nomenclature: its size does not fit its header: build the store anew");
    tree->header = header;
    tree->record = (const struct tree_record *)(header + 1);
    tree->parent = (const uint32_t *)(tree->record + header->nodes);
    tree->end = tree->parent + header->nodes;
    tree->text = (const char *)(tree->end + header->nodes);
    if (header->text_size == 0 || tree->text[0] != '\0' || tree->text[header->text_size - 1] != '\0')
        return hs_fail(why, HS_CORRUPT, "nomenclature: its text is not terminated: build the store anew");
    for (uint32_t i = 0; i < header->nodes; i++) {
        const struct tree_record *node = &tree->record[i];
        if (!code_is_sound(&node->code) || node->digits != code_length(&node->code) || (i && code_compare(&tree->record[i - 1].code, &node->code) >= 0))
            return corrupt(why, "the code", i);
        if (node->parent == TREE_NONE ? code_length(&node->code) != CODE_CHAPTER
                                      : node->parent >= i || !code_within(&node->code, &tree->record[node->parent].code))
            return corrupt(why, "the parent", i);
        if (node->end <= i || node->end > header->nodes)
            return corrupt(why, "the end", i);
        if (tree->parent[i] != node->parent || tree->end[i] != node->end)
            return corrupt(why, "the place", i);
        for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
            if (node->title[language] >= header->text_size)
                return corrupt(why, "a title", i);
    }
    return HS_OK;
}

/* Parents and ends follow from the order of the codes: keep the path to the last node, and close what the next one leaves. */
static enum hs_status link_records(struct tree_record *records, size_t count, uint32_t *depth, struct hs_why *why)
{
    uint32_t path[CODE_MAX + 1];
    size_t open = 0;
    *depth = 0;
    for (size_t i = 0; i <= count; i++) {
        while (open > 0 && (i == count || !code_within(&records[i].code, &records[path[open - 1]].code)))
            records[path[--open]].end = (uint32_t)i;
        if (i == count)
            break;
        size_t length = code_length(&records[i].code);
        records[i].digits = (uint32_t)length;
        if (open == 0 && length != CODE_CHAPTER)
            return hs_fail(why, HS_INVALID, "code %s: its chapter is not there: add it", records[i].code.digits);
        records[i].parent = open ? path[open - 1] : TREE_NONE;
        if ((records[i].flags & TREE_WRITTEN) && length > *depth)
            *depth = (uint32_t)length;
        path[open++] = (uint32_t)i;
    }
    return HS_OK;
}

enum hs_status tree_make(struct tree_record *records, size_t count, const char *text, size_t text_size, void **bytes, size_t *size,
                         struct hs_why *why)
{
    struct tree_header header = { .nodes = (uint32_t)count, .text_size = (uint32_t)text_size };
    memcpy(header.magic, MAGIC, sizeof MAGIC);
    enum hs_status status = link_records(records, count, &header.written_depth, why);
    if (status != HS_OK)
        return status;
    *size = sizeof header + count * (sizeof *records + 2 * sizeof(uint32_t)) + text_size;
    char *out = *bytes = malloc(*size);
    if (!out)
        return hs_fail(why, HS_NO_MEMORY, "nomenclature: no memory for %zu bytes: close other programs", *size);
    memcpy(out, &header, sizeof header);
    memcpy(out + sizeof header, records, count * sizeof *records);
    uint32_t *parent = (uint32_t *)(void *)(out + sizeof header + count * sizeof *records), *end = parent + count;
    for (size_t i = 0; i < count; i++) {
        parent[i] = records[i].parent;
        end[i] = records[i].end;
    }
    memcpy(end + count, text, text_size);
    return HS_OK;
}

uint32_t tree_find(const struct tree *tree, const struct code *code)
{
    uint32_t low = 0, high = tree_size(tree);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = code_compare(&tree->record[middle].code, code);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return TREE_NONE;
}

uint32_t tree_find_longest(const struct tree *tree, const struct code *code)
{
    struct code prefix = *code;
    while (code_length(&prefix) >= CODE_CHAPTER) {
        uint32_t node = tree_find(tree, &prefix);
        if (node != TREE_NONE)
            return node;
        prefix = code_prefix(&prefix, code_length(&prefix) - 1);
    }
    return TREE_NONE;
}

uint32_t tree_ancestor(const struct tree *tree, uint32_t node, size_t digits)
{
    while (tree->record[node].digits > digits && tree->record[node].parent != TREE_NONE)
        node = tree->record[node].parent;
    return node;
}

const char *tree_title(const struct tree *tree, uint32_t node, enum tree_language language)
{
    for (; node != TREE_NONE; node = tree->record[node].parent) {
        const uint32_t *title = tree->record[node].title;
        if (tree->text[title[language]])
            return tree->text + title[language];
        if (tree->text[title[TREE_EN]])
            return tree->text + title[TREE_EN];
    }
    return "";
}

size_t tree_count_below(const struct tree *tree, uint32_t node, size_t digits)
{
    size_t count = 0;
    for (uint32_t i = node; i < tree->record[node].end; i++)
        count += (tree->record[i].flags & TREE_WRITTEN) && tree->record[i].digits == digits;
    return count;
}
