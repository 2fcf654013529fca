/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/expression_node.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* How tightly a kind binds: an operand that binds less stands in parentheses. */
enum binding { BINDS_BOUND, BINDS_SUM, BINDS_TERM };

struct printer {
    const struct expression *expression;
    char *out;
    size_t size, length;
};

static void put_bytes(struct printer *printer, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++, printer->length++)
        if (printer->length + 1 < printer->size)
            printer->out[printer->length] = bytes[i];
}

static void put(struct printer *printer, const char *text)
{
    put_bytes(printer, text, strlen(text));
}

static void put_number(struct printer *printer, int64_t number, unsigned scale)
{
    char digits[48];
    int length = snprintf(digits, sizeof digits, "%0*" PRId64, (int)scale + 1, number);
    put_bytes(printer, digits, (size_t)length - scale);
    if (scale)
        put(printer, ".");
    put_bytes(printer, digits + length - scale, scale);
}

static void put_text(struct printer *printer, const struct expression_node *node)
{
    put_bytes(printer, expression_texts(printer->expression) + node->text, node->text_length);
}

static void put_percent(struct printer *printer, const struct expression_node *node)
{
    if (node->divisor > 1) {
        put_number(printer, node->number / node->divisor, 0);
        put(printer, " ");
        put_number(printer, node->number % node->divisor, 0);
        put(printer, "/");
        put_number(printer, node->divisor, 0);
    } else {
        put_number(printer, node->number, node->scale);
    }
    put(printer, "%");
    if (node->part != PART_WHOLE) {
        put(printer, " ");
        put(printer, measure_part_name(node->part));
    }
}

static void put_specific(struct printer *printer, const struct expression_node *node)
{
    put_number(printer, node->number, node->scale);
    put(printer, " ");
    put(printer, node->currency);
    put(printer, "/");
    if (node->divisor > 1) {
        put_number(printer, node->divisor, 0);
        put(printer, " ");
    }
    if (node->part == PART_STRENGTH)
        put(printer, "% vol/");
    put(printer, measure_unit_name(node->unit));
    if (node->part == PART_WHOLE || node->part == PART_STRENGTH)
        return;
    put(printer, node->part == PART_SUCROSE ? "/" : node->part == PART_WITH_CONTAINER ? ", " : " ");
    put(printer, measure_part_name(node->part));
}

static void put_quoted(struct printer *printer, const struct expression_node *node)
{
    const char *text = expression_texts(printer->expression) + node->text;
    put(printer, "refer \"");
    for (size_t i = 0; i < node->text_length; i++) {
        if (text[i] == '"' || text[i] == '\\')
            put(printer, "\\");
        put_bytes(printer, text + i, 1);
    }
    put(printer, "\"");
}

static enum binding binding_of(enum node_kind kind)
{
    return kind == NODE_GREATER || kind == NODE_LESSER ? BINDS_BOUND : kind == NODE_SUM || kind == NODE_DIFFERENCE ? BINDS_SUM : BINDS_TERM;
}

static void put_node(struct printer *printer, size_t at, enum binding least);

static void put_operator(struct printer *printer, size_t at, const char *word)
{
    enum binding binding = binding_of(printer->expression->node[at].kind);
    put_node(printer, at + 1, binding);
    put(printer, word);
    put_node(printer, expression_second(printer->expression->node, at), binding == BINDS_TERM ? BINDS_TERM : binding + 1);
}

static void put_list(struct printer *printer, size_t at)
{
    const struct expression_node *nodes = printer->expression->node;
    for (;; at = expression_second(nodes, at)) {
        put_node(printer, at + 1, BINDS_BOUND);
        if (nodes[at].text_length) {
            put(printer, " (");
            put_text(printer, &nodes[at]);
            put(printer, ")");
        }
        if (nodes[at].last)
            return;
        put(printer, nodes[at].kind == NODE_SEASONS ? ", " : " ");
    }
}

static void put_node(struct printer *printer, size_t at, enum binding least)
{
    const struct expression_node *node = &printer->expression->node[at];
    bool parentheses = binding_of(node->kind) < least;
    if (parentheses)
        put(printer, "(");
    switch ((enum node_kind)node->kind) {
    case NODE_FREE:
        put(printer, "Free");
        break;
    case NODE_PERCENT:
        put_percent(printer, node);
        break;
    case NODE_SPECIFIC:
        put_specific(printer, node);
        break;
    case NODE_SUM:
        put_operator(printer, at, " + ");
        break;
    case NODE_DIFFERENCE:
        put_operator(printer, at, " - ");
        break;
    case NODE_GREATER:
        put_operator(printer, at, " MIN ");
        break;
    case NODE_LESSER:
        put_operator(printer, at, " MAX ");
        break;
    case NODE_DEGREES:
        put_operator(printer, at, " less ");
        put(printer, " for each degree under ");
        put_number(printer, node->number, node->scale);
        break;
    case NODE_DUTY:
        put(printer, node->text_length ? "see " : "duty in the applicable subheading");
        put_text(printer, node);
        break;
    case NODE_REFER:
        put_quoted(printer, node);
        break;
    case NODE_PROGRAMMES:
    case NODE_SEASONS:
        put_list(printer, at);
        break;
    }
    if (parentheses)
        put(printer, ")");
}

size_t expression_print(const struct expression *expression, char *out, size_t size)
{
    struct printer printer = { expression, out, size, 0 };
    put_node(&printer, 0, BINDS_BOUND);
    if (size)
        out[printer.length < size ? printer.length : size - 1] = '\0';
    return printer.length;
}

bool expression_equal(const struct expression *a, const struct expression *b)
{
    return a->nodes == b->nodes && a->text_size == b->text_size && memcmp(a->node, b->node, a->nodes * sizeof *a->node + a->text_size) == 0;
}

bool expression_refers(const struct expression *expression)
{
    for (uint32_t i = 0; i < expression->nodes; i++)
        if (expression->node[i].kind == NODE_REFER)
            return true;
    return false;
}
