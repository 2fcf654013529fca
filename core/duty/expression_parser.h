/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expression_parser.h - where the parser of rates stands and what it has built: characters, numbers, nodes, and undoing an attempt; for expression_parse.c.
 */
#ifndef HS_DUTY_EXPRESSION_PARSER_H
#define HS_DUTY_EXPRESSION_PARSER_H

#include "core/duty/expression_node.h"
#include "core/duty/expression_words.h"

enum { EXPRESSION_TEXTS_SIZE = 2 * EXPRESSION_TEXT_MAX };

struct parser {
    struct cursor cursor;
    enum expression_dialect dialect;
    int depth;
    bool full; /* a node or a text found no room */
    uint32_t nodes, text_size;
    struct expression_node node[EXPRESSION_NODES_MAX + 1]; /* one to spare: where the next would start may be looked at when it is full */
    char text[EXPRESSION_TEXTS_SIZE];
};

/* What is undone when an attempt fails. */
struct parser_mark {
    const char *at;
    uint32_t nodes, text_size;
};

struct number {
    int64_t integer;
    uint8_t scale;
};

/* Marks a place; parser_back returns there, drops what was built since, and is false. */
struct parser_mark parser_mark(const struct parser *parser);
bool parser_back(struct parser *parser, struct parser_mark mark);

struct expression_node *parser_add(struct parser *parser, enum node_kind kind);
/* Puts an operator before the operand that starts at `first`; parser_join ends it behind the second operand. */
void parser_wrap(struct parser *parser, uint32_t first, enum node_kind kind);
void parser_join(struct parser *parser, uint32_t first);
void parser_add_text(struct parser *parser, const char *bytes, size_t length);
bool parser_add_refer(struct parser *parser, const char *bytes, size_t length); /* true */

bool parser_sees(const struct parser *parser, char byte);
bool parser_sees_digit(const struct parser *parser);
bool parser_take_byte(struct parser *parser, char byte); /* behind spaces */
bool parser_take(struct parser *parser, const char *phrase);
/* In the typography of the dialect, zeros at the end of the fraction dropped. */
bool parser_take_number(struct parser *parser, struct number *number);
bool parser_take_integer(struct parser *parser, int64_t *integer);
void number_trim(struct number *number);

#endif
