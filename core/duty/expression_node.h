/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expression_node.h - the compact form of a rate, shared by the parser, the printer and the evaluator; not for others.
 *
 * Nodes stand in Polish order: an operator before its operands. `span` is the number of nodes of a subtree with its root, so that the second
 * operand of node n is at n + 1 + span of node n + 1. Bytes that a kind does not use are zero, which makes equal expressions equal byte for byte.
 */
#ifndef HS_DUTY_EXPRESSION_NODE_H
#define HS_DUTY_EXPRESSION_NODE_H

#include "core/duty/expression.h"

enum node_kind {
    NODE_FREE,
    NODE_PERCENT,  /* number / divisor per cent of the customs value or of the value of a part */
    NODE_SPECIFIC, /* number of currency for each `divisor` units of a part */
    NODE_SUM,      /* two operands, as the four below */
    NODE_DIFFERENCE,
    NODE_GREATER,
    NODE_LESSER,
    NODE_DEGREES,    /* first less second for each degree under number */
    NODE_DUTY,       /* the duty of the line that the text names; no text: of the applicable subheading */
    NODE_REFER,      /* the text */
    NODE_PROGRAMMES, /* a list: one operand, the rate for the programmes of the text, and what comes after it */
    NODE_SEASONS     /* the same for dates; no text: the rest of the year */
};

struct expression_node {
    uint8_t kind, unit, part, scale;
    uint16_t span;
    uint16_t last; /* NODE_PROGRAMMES, NODE_SEASONS: whether the list ends here */
    int64_t number;
    uint32_t divisor;
    char currency[4];
    uint32_t text, text_length; /* an offset into the texts */
};

struct expression {
    uint32_t nodes, text_size;
    struct expression_node node[]; /* the texts stand behind the nodes */
};

static inline const char *expression_texts(const struct expression *expression)
{
    return (const char *)(expression->node + expression->nodes);
}

static inline size_t expression_second(const struct expression_node *nodes, size_t at)
{
    return at + 1 + nodes[at + 1].span;
}

/* A season: days as month * 100 + day, both ends in it; it may run over the new year. */
struct season {
    int from, to;
};
bool season_read(const char *text, size_t length, size_t *at, struct season *season);

#endif
