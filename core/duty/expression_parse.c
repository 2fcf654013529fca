/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/expression_parser.h"

#include <stdio.h>
#include <string.h>

#include "core/base/text.h"

enum { FRACTION_MAX = 1000 };

/* ---- terms ---- */

static bool ends_term(const struct parser *parser)
{
    struct cursor cursor = parser->cursor;
    words_skip_space(&cursor);
    return cursor.at == cursor.end || strchr("+-,)(", *cursor.at) || words_take(&cursor, "MIN") || words_take(&cursor, "MAX");
}

/* "/100 kg on drained weight", " each", "за 1000 кг": sets the divisor, the unit and the part. */
static bool take_per(struct parser *parser, struct expression_node *node)
{
    enum measure_unit unit = UNIT_PIECE;
    enum measure_part part = PART_WHOLE, narrower;
    int64_t count = 1, more;
    node->divisor = 1;
    if (parser_take(parser, "each")) {
        node->unit = UNIT_PIECE;
        return true;
    }
    if (!parser_take_byte(parser, '/') && !parser_take(parser, "за"))
        return false;
    bool counted = parser_take_integer(parser, &count);
    if (counted && parser_take_integer(parser, &more)) /* "за 1 1000 шт" */
        count = count <= 1000000 && more <= 1000 ? count * more : 0;
    if (count < 1 || count > 1000000)
        return false;
    if (!words_take_unit(&parser->cursor, &unit, &part) && !(counted && ends_term(parser)))
        return false;
    if (part == PART_WHOLE && words_take_measured_part(&parser->cursor, &narrower))
        part = narrower;
    node->divisor = (uint32_t)count;
    node->unit = (uint8_t)unit;
    node->part = (uint8_t)part;
    return true;
}

static bool take_specific(struct parser *parser, struct number number, const char *currency)
{
    struct expression_node node = { .kind = NODE_SPECIFIC, .span = 1 };
    if (!take_per(parser, &node))
        return false;
    number_trim(&number);
    node.number = number.integer;
    node.scale = number.scale;
    memcpy(node.currency, currency, sizeof node.currency);
    *parser_add(parser, NODE_SPECIFIC) = node;
    return true;
}

static bool take_percent(struct parser *parser, struct number number, uint32_t divisor)
{
    enum measure_part part = PART_WHOLE;
    words_take_valued_part(&parser->cursor, &part);
    struct expression_node *node = parser_add(parser, NODE_PERCENT);
    node->number = number.integer;
    node->scale = number.scale;
    node->divisor = divisor;
    node->part = (uint8_t)part;
    return true;
}

/* " 1/3%" behind a whole number. */
static bool take_fraction_of_percent(struct parser *parser, struct number whole)
{
    struct parser_mark mark = parser_mark(parser);
    int64_t over, under;
    if (whole.scale == 0 && whole.integer < FRACTION_MAX && parser_take_integer(parser, &over) && parser_take_byte(parser, '/') &&
        parser_take_integer(parser, &under) && under > 1 && under < FRACTION_MAX && over > 0 && over < under && parser_take_byte(parser, '%'))
        return take_percent(parser, (struct number) { whole.integer * under + over, 0 }, (uint32_t)under);
    return parser_back(parser, mark);
}

/* The superscript of "см³ объема двигателя" that print left before the amount: "3 0,8 евро за 1 см объема двигателя". */
static bool take_stray_superscript(struct parser *parser, struct number stray)
{
    struct parser_mark mark = parser_mark(parser);
    struct number number;
    char currency[4];
    if (parser->dialect == EXPRESSION_EAEU && stray.integer == 3 && stray.scale == 0 && parser_take_number(parser, &number) &&
        words_take_currency(&parser->cursor, currency) && take_specific(parser, number, currency) && parser->node[parser->nodes - 1].part == PART_ENGINE)
        return true;
    return parser_back(parser, mark);
}

static bool take_numeric(struct parser *parser)
{
    struct number number;
    char currency[4];
    bool dollars = parser->dialect == EXPRESSION_US && parser_take_byte(parser, '$');
    if (!parser_take_number(parser, &number))
        return false;
    if (dollars)
        return take_specific(parser, number, "USD");
    if (parser_take_byte(parser, '%') || parser_take(parser, "percent"))
        return take_percent(parser, number, 1);
    if (parser->dialect == EXPRESSION_US && (parser_take(parser, "¢") || parser_take(parser, "cents"))) {
        number.scale = (uint8_t)(number.scale + 2);
        return take_specific(parser, number, "USD");
    }
    if (words_take_currency(&parser->cursor, currency))
        return take_specific(parser, number, currency);
    if (take_fraction_of_percent(parser, number) || take_stray_superscript(parser, number))
        return true;
    struct cursor ahead = parser->cursor;
    bool bare = parser->dialect == EXPRESSION_EAEU ? ends_term(parser) || words_take(&ahead, "плюс") : ends_term(parser);
    return parser->dialect != EXPRESSION_US && bare && take_percent(parser, number, 1);
}

/* A tariff line as schedules cite it: 9822.04.40. */
static bool take_line(struct parser *parser)
{
    static const char shape[] = "0000.00.00";
    words_skip_space(&parser->cursor);
    for (const char *expected = shape; *expected; expected++) {
        if (*expected == '.' ? !parser_sees(parser, '.') : !parser_sees_digit(parser))
            return false;
        parser->cursor.at++;
    }
    parser_add_text(parser, parser->cursor.at - strlen(shape), strlen(shape));
    return !parser_sees_digit(parser) && !parser_sees(parser, '.');
}

/* "9918.04.50, 9918.04.52-9918.04.59" behind "see". */
static bool take_lines(struct parser *parser)
{
    struct expression_key key; /* the name must fit where it is asked for */
    uint32_t text = parser->text_size;
    for (;;) {
        if (!take_line(parser))
            return false;
        if (parser_take_byte(parser, ','))
            parser_add_text(parser, ", ", 2);
        else if (parser_take_byte(parser, '-'))
            parser_add_text(parser, "-", 1);
        else
            break;
    }
    if (parser->text_size - text >= sizeof key.name)
        return false;
    struct expression_node *node = parser_add(parser, NODE_DUTY);
    node->text = text;
    node->text_length = parser->text_size - text;
    return true;
}

/* The quoted text behind "refer", as the printer writes it. */
static bool take_quoted(struct parser *parser)
{
    uint32_t text = parser->text_size;
    if (!parser_take_byte(parser, '"'))
        return false;
    while (!parser_sees(parser, '"')) {
        if (parser_sees(parser, '\\'))
            parser->cursor.at++;
        if (parser->cursor.at >= parser->cursor.end)
            return false;
        parser_add_text(parser, parser->cursor.at++, 1);
    }
    parser->cursor.at++;
    struct expression_node *node = parser_add(parser, NODE_REFER);
    node->text = text;
    node->text_length = parser->text_size - text;
    return true;
}

/* Duties that only a person can work out, as the EU schedule names them. */
static bool take_component(struct parser *parser)
{
    static const char *const names[] = { "EA", "EAR", "ADSZ", "ADSZR", "ADFM", "ADFMR", "Entry Price", "EP" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (parser_take(parser, names[i]))
            return parser_add_refer(parser, names[i], strlen(names[i]));
    return false;
}

static bool take_rate(struct parser *parser);

static bool take_words(struct parser *parser)
{
    static const char *const applicable[] = { "duty in the applicable subheading", "the duty provided in the applicable subheading",
                                              "the duty provided for in the applicable subheading", "the duty rate provided in such subheading", "no change" };
    if (parser_take(parser, "free") || parser_take(parser, "no additional duty")) {
        parser_add(parser, NODE_FREE);
        return true;
    }
    for (size_t i = 0; i < sizeof applicable / sizeof *applicable; i++)
        if (parser_take(parser, applicable[i])) {
            parser_add(parser, NODE_DUTY);
            return true;
        }
    if (parser_take(parser, "refer"))
        return take_quoted(parser);
    if (parser_take(parser, "see"))
        return take_lines(parser);
    return parser->dialect == EXPRESSION_EUROPE && take_component(parser);
}

static bool take_parenthesis(struct parser *parser)
{
    if (!parser_take_byte(parser, '(') || parser->depth == EXPRESSION_DEPTH_MAX)
        return false;
    parser->depth++;
    bool taken = take_rate(parser) && parser_take_byte(parser, ')');
    parser->depth--;
    return taken;
}

/* "A less B for each degree under 100 degrees (and fractions of a degree in proportion)" behind A, which starts at `first`. */
static bool take_degrees(struct parser *parser, uint32_t first)
{
    struct number threshold;
    if (parser->node[first].kind != NODE_SPECIFIC)
        return false;
    parser_wrap(parser, first, NODE_DEGREES);
    uint32_t second = parser->nodes;
    if (!take_numeric(parser) || parser->node[second].kind != NODE_SPECIFIC || !parser_take(parser, "for each degree under") ||
        !parser_take_number(parser, &threshold))
        return false;
    if (parser_take(parser, "degrees"))
        parser_take(parser, "(and fractions of a degree in proportion)");
    parser->node[first].number = threshold.integer;
    parser->node[first].scale = threshold.scale;
    parser_join(parser, first);
    return true;
}

static bool take_term(struct parser *parser)
{
    uint32_t first = parser->nodes;
    struct parser_mark mark = parser_mark(parser);
    bool taken = take_numeric(parser);
    if (!taken) {
        parser_back(parser, mark);
        taken = take_words(parser);
    }
    if (!taken) {
        parser_back(parser, mark);
        taken = take_parenthesis(parser);
    }
    return taken && (!parser_take(parser, "less") || take_degrees(parser, first));
}

/* ---- operators ---- */

struct operator
{
    const char *word;
    enum node_kind kind;
};

static bool take_operator(struct parser *parser, const struct operator* operators, enum node_kind *kind)
{
    for (; operators->word; operators++)
        if (parser_take(parser, operators->word)) {
            *kind = operators->kind;
            return true;
        }
    return false;
}

static bool take_chain(struct parser *parser, const struct operator* operators, bool (*take_operand)(struct parser *))
{
    uint32_t first = parser->nodes;
    enum node_kind kind;
    if (!take_operand(parser))
        return false;
    while (take_operator(parser, operators, &kind)) {
        parser_wrap(parser, first, kind);
        if (!take_operand(parser))
            return false;
        parser_join(parser, first);
    }
    return true;
}

static bool take_sum(struct parser *parser)
{
    static const struct operator operators[] = { { "+", NODE_SUM },        { "plus", NODE_SUM },         { "плюс", NODE_SUM },
                                                 { "-", NODE_DIFFERENCE }, { "minus", NODE_DIFFERENCE }, { NULL, NODE_FREE } };
    return take_chain(parser, operators, take_term);
}

static bool take_bounded(struct parser *parser)
{
    static const struct operator operators[] = {
        { "MIN", NODE_GREATER }, { "but not less than", NODE_GREATER }, { "but not less", NODE_GREATER }, { ", но не менее", NODE_GREATER },
        { "MAX", NODE_LESSER },  { "but not more than", NODE_LESSER },  { ", но не более", NODE_LESSER }, { NULL, NODE_FREE },
    };
    return take_chain(parser, operators, take_sum);
}

/* "A, либо B, ... ниже" and "A or B, whichever is lower": which of two, told at the end. */
static bool take_rate(struct parser *parser)
{
    static const struct operator ends[] = {
        { ", в зависимости от того, какая из исчисленных сумм таможенной пошлины ниже", NODE_LESSER },
        { ", в зависимости от того, какая из исчисленных сумм таможенной пошлины выше", NODE_GREATER },
        { ", whichever is lower", NODE_LESSER },
        { "whichever is lower", NODE_LESSER },
        { ", whichever is higher", NODE_GREATER },
        { "whichever is higher", NODE_GREATER },
        { NULL, NODE_FREE },
    };
    uint32_t first = parser->nodes;
    enum node_kind kind;
    if (!take_bounded(parser))
        return false;
    if (!parser_take(parser, ", либо") && !parser_take(parser, "or"))
        return true;
    parser_wrap(parser, first, NODE_LESSER);
    if (!take_bounded(parser) || !take_operator(parser, ends, &kind))
        return false;
    parser->node[first].kind = (uint8_t)kind;
    parser_join(parser, first);
    return true;
}

static bool take_all(struct parser *parser)
{
    struct parser_mark mark = parser_mark(parser);
    if (take_rate(parser)) {
        words_skip_space(&parser->cursor);
        if (parser->cursor.at == parser->cursor.end && !parser->full)
            return true;
    }
    return parser_back(parser, mark);
}

/* ---- lists: rates by programme or by season ---- */

/* "(A+, AU,BH)" at the cursor, its canonical text "A+,AU,BH" added. */
static bool take_programmes(struct parser *parser)
{
    struct parser_mark mark = parser_mark(parser);
    if (!parser_take_byte(parser, '('))
        return false;
    while (!parser_take_byte(parser, ')')) {
        const char *name = parser->cursor.at;
        while (parser->cursor.at < parser->cursor.end && *parser->cursor.at >= 'A' && *parser->cursor.at <= 'Z')
            parser->cursor.at++;
        size_t letters = (size_t)(parser->cursor.at - name);
        if (letters && (parser_sees(parser, '+') || parser_sees(parser, '*')))
            parser->cursor.at++;
        if (letters > 2 || (letters == 0 && !parser_sees(parser, ',') && !parser_sees(parser, '.')))
            return parser_back(parser, mark);
        if (letters && parser->text_size > mark.text_size)
            parser_add_text(parser, ",", 1);
        if (letters)
            parser_add_text(parser, name, (size_t)(parser->cursor.at - name));
        if (!parser_take_byte(parser, ',') && !parser_take_byte(parser, '.') && !parser_sees(parser, ')'))
            return parser_back(parser, mark);
    }
    return parser->text_size > mark.text_size || parser_back(parser, mark);
}

/* "(01 JAN-31 MAY, 1 NOV-31 DEC)" at the cursor, its canonical text added. */
static bool take_seasons(struct parser *parser)
{
    static const char *const months[] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
    struct parser_mark mark = parser_mark(parser);
    struct season season;
    char written[40];
    if (!parser_take_byte(parser, '('))
        return false;
    do {
        size_t at = 0;
        if (!season_read(parser->cursor.at, (size_t)(parser->cursor.end - parser->cursor.at), &at, &season))
            return parser_back(parser, mark);
        parser->cursor.at += at;
        int length = snprintf(written, sizeof written, "%s%02d %s-%02d %s", parser->text_size > mark.text_size ? ", " : "", season.from % 100,
                              months[season.from / 100 - 1], season.to % 100, months[season.to / 100 - 1]);
        parser_add_text(parser, written, (size_t)length);
    } while (parser_take_byte(parser, ','));
    return parser_take_byte(parser, ')') || parser_back(parser, mark);
}

/* Behind the quote that ends what `refer "` began. */
static void skip_quoted(struct parser *parser)
{
    while (parser->cursor.at < parser->cursor.end && !parser_sees(parser, '"'))
        parser->cursor.at += parser_sees(parser, '\\') && parser->cursor.end - parser->cursor.at > 1 ? 2 : 1;
    if (parser->cursor.at < parser->cursor.end)
        parser->cursor.at++;
}

/* Moves to the next "(" that opens a list, past what is quoted behind "refer"; the list's text is then the last that was added. */
static bool find_list(struct parser *parser, bool (*take_list)(struct parser *), const char **opens)
{
    while (parser->cursor.at < parser->cursor.end) {
        *opens = parser->cursor.at;
        if (parser_sees(parser, '(') && take_list(parser))
            return true;
        if (parser_take(parser, "refer \""))
            skip_quoted(parser);
        else
            parser->cursor.at++;
    }
    return false;
}

/* One rate of a list, between `from` and `to`; what the grammar does not hold is a refer. */
static void take_segment(struct parser *parser, const char *from, const char *to)
{
    struct cursor outer = parser->cursor;
    parser->cursor = (struct cursor) { from, to };
    if (!take_all(parser))
        parser_add_refer(parser, from, (size_t)(to - from));
    parser->cursor = outer;
}

static bool take_listed(struct parser *parser, enum node_kind kind, bool (*take_list)(struct parser *))
{
    struct parser_mark start = parser_mark(parser);
    uint32_t last = 0, entries = 0;
    for (;;) {
        const char *from = parser->cursor.at, *to;
        uint32_t text = parser->text_size;
        bool found = find_list(parser, take_list, &to);
        if (!found)
            to = parser->cursor.at;
        while (from < to && (*from == ' ' || *from == ','))
            from++;
        while (to > from && to[-1] == ' ')
            to--;
        if (!found && (from == to || entries == 0))
            break;
        if (from == to || (!found && kind == NODE_PROGRAMMES) || entries == EXPRESSION_NODES_MAX / 2)
            return parser_back(parser, start);
        last = parser->nodes;
        struct expression_node *node = parser_add(parser, kind);
        node->text = text;
        node->text_length = parser->text_size - text;
        take_segment(parser, from, to);
        if (parser->full || (kind == NODE_SEASONS && parser->node[last + 1].kind == NODE_REFER))
            return parser_back(parser, start);
        entries++;
        if (!found)
            break;
    }
    if (entries == 0)
        return parser_back(parser, start);
    parser->node[last].last = 1;
    for (uint32_t at = start.nodes; at <= last; at = (uint32_t)expression_second(parser->node, at))
        parser->node[at].span = (uint16_t)(parser->nodes - at);
    return true;
}

/* ---- the whole text ---- */

/* White space of every kind becomes one space; returns the length. `out` holds as much as the text. */
static size_t plain_spaces(const char *text, size_t length, char *out)
{
    static const char *const spaces[] = { "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89", "\xe2\x80\x8b" };
    size_t written = 0;
    for (size_t i = 0; i < length;) {
        size_t step = 0;
        for (size_t s = 0; s < sizeof spaces / sizeof *spaces && !step; s++)
            if (length - i >= strlen(spaces[s]) && memcmp(text + i, spaces[s], strlen(spaces[s])) == 0)
                step = strlen(spaces[s]);
        out[written++] = step ? ' ' : text[i];
        i += step ? step : 1;
    }
    return text_squeeze(out, written, out);
}

enum hs_status expression_parse(const char *text, size_t length, enum expression_dialect dialect, struct arena *arena, const struct expression **expression,
                                struct hs_why *why)
{
    char plain[EXPRESSION_TEXT_MAX + 1];
    struct parser parser;
    if (length > EXPRESSION_TEXT_MAX)
        return hs_fail(why, HS_TOO_LARGE, "rate text of %zu bytes: at most %d are read: see whether a quote is missing in the file", length,
                       EXPRESSION_TEXT_MAX);
    if (text_first_invalid(text, length) < length)
        return hs_fail(why, HS_INVALID, "rate text: not UTF-8 at byte %zu: convert the file first", text_first_invalid(text, length));
    size_t size = plain_spaces(text, length, plain);
    if (size == 0)
        return hs_fail(why, HS_INVALID, "rate text: empty: a line without a rate inherits one or is not declarable");
    parser.cursor = (struct cursor) { plain, plain + size };
    parser.dialect = dialect;
    parser.depth = 0;
    parser.full = false;
    parser.nodes = parser.text_size = 0;
    if (!take_listed(&parser, NODE_PROGRAMMES, take_programmes) && !take_listed(&parser, NODE_SEASONS, take_seasons) && !take_all(&parser)) {
        parser.full = false;
        parser.nodes = parser.text_size = 0;
        parser_add_refer(&parser, plain, size);
    }
    size_t node_bytes = parser.nodes * sizeof *parser.node;
    struct expression *parsed = arena_take(arena, sizeof *parsed + node_bytes + parser.text_size);
    if (!parsed)
        return hs_fail(why, HS_NO_MEMORY, "rate text: no memory for one more: close other programs");
    parsed->nodes = parser.nodes;
    parsed->text_size = parser.text_size;
    memcpy(parsed->node, parser.node, node_bytes);
    memcpy(parsed->node + parsed->nodes, parser.text, parser.text_size);
    *expression = parsed;
    return HS_OK;
}
