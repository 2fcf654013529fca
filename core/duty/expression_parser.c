/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/expression_parser.h"

#include <string.h>

enum { NUMBER_DIGITS_MAX = 18 };

struct parser_mark parser_mark(const struct parser *parser)
{
    return (struct parser_mark) { parser->cursor.at, parser->nodes, parser->text_size };
}

bool parser_back(struct parser *parser, struct parser_mark mark)
{
    parser->cursor.at = mark.at;
    parser->nodes = mark.nodes;
    parser->text_size = mark.text_size;
    return false;
}

/* ---- building ---- */

struct expression_node *parser_add(struct parser *parser, enum node_kind kind)
{
    if (parser->nodes == EXPRESSION_NODES_MAX) {
        parser->full = true;
        parser->nodes--;
    }
    struct expression_node *node = &parser->node[parser->nodes++];
    memset(node, 0, sizeof *node);
    node->kind = (uint8_t)kind;
    node->span = 1;
    return node;
}

/* Puts an operator before the operand that starts at `first`; parser_join() ends it behind the second operand. */
void parser_wrap(struct parser *parser, uint32_t first, enum node_kind kind)
{
    parser_add(parser, kind);
    if (parser->full) /* `first` may lie behind the last node; what was taken is not used */
        return;
    memmove(parser->node + first + 1, parser->node + first, (parser->nodes - 1 - first) * sizeof *parser->node);
    memset(parser->node + first, 0, sizeof *parser->node);
    parser->node[first].kind = (uint8_t)kind;
}

void parser_join(struct parser *parser, uint32_t first)
{
    parser->node[first].span = (uint16_t)(parser->nodes - first);
}

void parser_add_text(struct parser *parser, const char *bytes, size_t length)
{
    if (length > sizeof parser->text - parser->text_size) {
        parser->full = true;
        return;
    }
    memcpy(parser->text + parser->text_size, bytes, length);
    parser->text_size += (uint32_t)length;
}

bool parser_add_refer(struct parser *parser, const char *bytes, size_t length)
{
    struct expression_node *node = parser_add(parser, NODE_REFER);
    node->text = parser->text_size;
    node->text_length = (uint32_t)length;
    parser_add_text(parser, bytes, length);
    return true;
}

/* ---- characters and numbers ---- */

bool parser_sees(const struct parser *parser, char byte)
{
    return parser->cursor.at < parser->cursor.end && *parser->cursor.at == byte;
}

bool parser_sees_digit(const struct parser *parser)
{
    return parser->cursor.at < parser->cursor.end && *parser->cursor.at >= '0' && *parser->cursor.at <= '9';
}

bool parser_take_byte(struct parser *parser, char byte)
{
    words_skip_space(&parser->cursor);
    if (!parser_sees(parser, byte))
        return false;
    parser->cursor.at++;
    return true;
}

bool parser_take(struct parser *parser, const char *phrase)
{
    return words_take(&parser->cursor, phrase);
}

void number_trim(struct number *number)
{
    while (number->scale > 0 && number->integer % 10 == 0) {
        number->integer /= 10;
        number->scale--;
    }
}

/* How many digits follow the mark at the cursor. */
static int digits_behind_mark(const struct parser *parser)
{
    const char *at = parser->cursor.at + 1;
    while (at < parser->cursor.end && *at >= '0' && *at <= '9')
        at++;
    return (int)(at - parser->cursor.at) - 1;
}

/* A comma for thousands: three digits behind it, and before it one to three that do not begin with 0, or another three. */
static bool parts_thousands(const struct parser *parser, const char *first, bool parted)
{
    int before = 0;
    const char *at = parser->cursor.at;
    while (at > first && at[-1] != ',') {
        at--;
        before++;
    }
    return parser_sees(parser, ',') && digits_behind_mark(parser) == 3 && (parted ? before == 3 : before <= 3 && *first != '0');
}

bool parser_take_number(struct parser *parser, struct number *number)
{
    int digits = 0;
    bool fraction = false, parted = false, comma_is_decimal = parser->dialect == EXPRESSION_EAEU;
    *number = (struct number) { 0, 0 };
    words_skip_space(&parser->cursor);
    const char *first = parser->cursor.at;
    if (!parser_sees_digit(parser))
        return false;
    for (;;) {
        if (parser_sees_digit(parser)) {
            if (++digits > NUMBER_DIGITS_MAX)
                return false;
            number->integer = number->integer * 10 + (*parser->cursor.at++ - '0');
            number->scale = (uint8_t)(number->scale + fraction);
        } else if (!fraction && (parser_sees(parser, '.') || (comma_is_decimal && parser_sees(parser, ','))) && digits_behind_mark(parser) > 0) {
            fraction = true;
            parser->cursor.at++;
        } else if (!fraction && !comma_is_decimal && parts_thousands(parser, first, parted)) {
            parted = true;
            parser->cursor.at++;
        } else {
            break;
        }
    }
    number_trim(number);
    return true;
}

bool parser_take_integer(struct parser *parser, int64_t *integer)
{
    struct parser_mark mark = parser_mark(parser);
    struct number number;
    if (!parser_take_number(parser, &number) || number.scale != 0)
        return parser_back(parser, mark);
    *integer = number.integer;
    return true;
}
