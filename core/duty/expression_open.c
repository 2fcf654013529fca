/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/text.h"
#include "core/duty/expression_node.h"

/* What a stored block may hold at most; the parser stays below. */
enum { TEXTS_MAX = 2 * EXPRESSION_TEXT_MAX, SCALE_MAX = 20, DIVISOR_MAX = 1000000 };

static bool is_currency(const char currency[static 4])
{
    for (int i = 0; i < 3; i++)
        if (currency[i] < 'A' || currency[i] > 'Z')
            return false;
    return currency[3] == '\0';
}

/* The fields of a node by themselves: what the evaluator and the printer index, divide by or copy. */
static bool node_fits(const struct expression_node *node, uint32_t text_size)
{
    struct expression_key key;
    if (node->text > text_size || node->text_length > text_size - node->text || node->number < 0 || node->scale > SCALE_MAX || node->last > 1)
        return false;
    switch ((enum node_kind)node->kind) {
    case NODE_PERCENT:
        return node->part < PART_COUNT && node->divisor >= 1 && node->divisor <= DIVISOR_MAX && (node->divisor == 1 || node->scale == 0);
    case NODE_SPECIFIC:
        return node->unit > UNIT_NONE && node->unit < UNIT_COUNT && node->part < PART_COUNT && node->divisor >= 1 && node->divisor <= DIVISOR_MAX &&
               is_currency(node->currency);
    case NODE_DUTY:
        return node->text_length < sizeof key.name;
    default:
        return true;
    }
}

/* Counts the operands of each node from the end: the span of what stands behind is known then, and a tree is whole where every span is the sum of its parts. */
static bool spans_fit(const struct expression *expression)
{
    const struct expression_node *node = expression->node;
    uint32_t nodes = expression->nodes;
    for (uint32_t at = nodes; at-- > 0;) {
        uint32_t operands, span = 1;
        bool list = false;
        switch ((enum node_kind)node[at].kind) {
        case NODE_FREE:
        case NODE_PERCENT:
        case NODE_SPECIFIC:
        case NODE_DUTY:
        case NODE_REFER:
            operands = 0;
            break;
        case NODE_SUM:
        case NODE_DIFFERENCE:
        case NODE_GREATER:
        case NODE_LESSER:
        case NODE_DEGREES:
            operands = 2;
            break;
        case NODE_PROGRAMMES:
        case NODE_SEASONS:
            operands = node[at].last ? 1 : 2;
            list = true;
            break;
        default:
            return false;
        }
        for (uint32_t operand = 0; operand < operands; operand++) {
            if (at + span >= nodes || (list && operand == 1 && node[at + span].kind != node[at].kind))
                return false;
            span += node[at + span].span;
        }
        if (node[at].span != span || span > nodes - at)
            return false;
    }
    return node[0].span == nodes;
}

const struct expression *expression_open(const void *bytes, size_t size)
{
    const struct expression *expression = bytes;
    if (size < sizeof *expression || expression->nodes < 1 || expression->nodes > EXPRESSION_NODES_MAX || expression->text_size > TEXTS_MAX ||
        (size - sizeof *expression) < expression->nodes * sizeof *expression->node + expression->text_size)
        return NULL;
    for (uint32_t i = 0; i < expression->nodes; i++)
        if (!node_fits(&expression->node[i], expression->text_size))
            return NULL;
    const char *texts = expression_texts(expression);
    return spans_fit(expression) && text_first_invalid(texts, expression->text_size) == expression->text_size ? expression : NULL;
}

size_t expression_size(const struct expression *expression)
{
    return sizeof *expression + expression->nodes * sizeof *expression->node + expression->text_size;
}
