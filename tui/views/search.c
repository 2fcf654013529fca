/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search: type what the goods are and see the codes change; or type a code, and see what lies below it.
 *
 * Top to bottom: the text, a rule, the column heads, the list, a rule, the reasons for the selected row. What there is no room for goes, reasons first;
 * the text stays to the last.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/code_search.h"
#include "tui/edit.h"
#include "tui/explain.h"
#include "tui/i18n.h"
#include "tui/views/views.h"
#include "tui/width.h"

enum {
    RESULTS = 20,
    REASON_LINES = 4,
    /* The rows of the view from which on there is a rule and a head, and the reasons. */
    HEAD_LEAST = 8,
    REASONS_LEAST = 13,
    LISTED = 6, /* rows that the list keeps before the reasons get any */
    /* The columns of the terminal from which on the likelihood is in words too, and both opinions are shown. */
    WORDS_LEAST = 36,
    OPINIONS_LEAST = 60
};

struct search {
    struct desk *desk;
    enum tree_language language;
    bool in_list, stale; /* stale: the results are not those of the text */
    bool by_code;        /* the text is a code: the results have a node and nothing else */
    struct hs_why why;   /* by_code without results: why not */
    size_t selected, top, explained;
    struct edit edit;
    struct classification found;
};

static unsigned places(const void *state)
{
    const struct search *search = state;
    return search->in_list ? PLACE_LIST : PLACE_TEXT;
}

static void look_up_code(struct search *search)
{
    const struct session *session = desk_session(search->desk);
    const struct tree *tree = session_tree(session);
    uint32_t node, nodes[RESULTS];
    struct code code;
    search->found = (struct classification) { .language = "", .question = ASSESS_NOTHING };
    search->explained = RESULTS;
    if (code_parse(search->edit.text, search->edit.length, &code, &search->why) != HS_OK)
        return;
    search->found.count = code_search_below(tree, &code, RESULTS, nodes);
    for (size_t i = 0; i < search->found.count; i++)
        search->found.result[i] = (struct classify_result) {
            .node = nodes[i],
            .flags = tree_node(tree, nodes[i])->flags & TREE_RESIDUAL ? CLASSIFY_RESIDUAL : 0,
        };
    if (!search->found.count)
        code_search(session, &code, &node, &search->why);
}

static void look_up(struct search *search, size_t explained)
{
    struct session *session = desk_session(search->desk);
    search->stale = false;
    search->by_code = code_search_is_code(search->edit.text, search->edit.length);
    if (search->by_code) {
        look_up_code(search);
        return;
    }
    search->explained = explained;
    if (text_check(search->edit.text, search->edit.length, "", NULL) != HS_OK) {
        search->found.count = 0;
        search->found.flags = 0;
        search->found.language = "";
        return;
    }
    classify(session_classifier(session), search->edit.text, search->edit.length, session_digits(session), RESULTS, explained, &search->found);
}

static void settle(void *state)
{
    struct search *search = state;
    if (search->stale) {
        look_up(search, 1);
        search->selected = search->top = 0;
        if (search->found.count == 0)
            search->in_list = false;
    } else if (search->selected >= search->explained && search->found.count) {
        look_up(search, search->selected + 1);
    }
}

static void generation(void *state)
{
    struct search *search = state;
    search->stale = true;
}

static int draw_query(const struct search *search, struct draw *draw, int row)
{
    char before[64], language[16] = "";
    int columns = draw_columns(draw), end = columns;
    if (columns >= WORDS_LEAST)
        snprintf(before, sizeof before, " %s %s ", _("Goods"), draw_symbol(draw, DRAW_MARK));
    else
        snprintf(before, sizeof before, "%s ", draw_symbol(draw, DRAW_MARK));
    int start = draw_text(draw, row, 0, columns, DRAW_STRONG, before);
    if (*search->found.language && !search->stale)
        snprintf(language, sizeof language, " [%.8s]", search->found.language);
    if (columns >= WORDS_LEAST)
        end -= 6; /* kept free also without a language, so that the text does not jump */
    if (*language && end < columns)
        draw_text(draw, row, columns - (int)strlen(language) - 1, columns, DRAW_PLAIN, language);
    return edit_draw(&search->edit, draw, row, start, end);
}

/* Where the columns of the list begin; 0: not shown. */
struct list_layout {
    int code, likely, number, words, examples, goods;
};

static struct list_layout lay_out(const struct search *search, int columns)
{
    struct list_layout layout = { .code = columns >= WORDS_LEAST ? 5 : 2 };
    const struct tree *tree = session_tree(desk_session(search->desk));
    size_t code_columns = 7;
    for (size_t i = 0; i < search->found.count; i++) {
        char code[CODE_PRINT_MAX];
        size_t length = code_print(&tree_node(tree, search->found.result[i].node)->code, CODE_SPACED, code);
        code_columns = length > code_columns ? length : code_columns;
    }
    int at = layout.code + (int)code_columns + (columns >= WORDS_LEAST ? 2 : 1);
    if (columns >= WORDS_LEAST) {
        layout.likely = at;
        at += 9;
    }
    layout.number = at;
    at += columns >= WORDS_LEAST ? 5 : 4;
    if (columns >= OPINIONS_LEAST) {
        layout.words = at;
        layout.examples = at + 7;
        at += 17;
    }
    layout.goods = at;
    return layout;
}

static void draw_heads(const struct list_layout *layout, struct draw *draw, int row)
{
    int columns = draw_columns(draw);
    draw_text(draw, row, 3, columns, DRAW_QUIET, "#");
    draw_text(draw, row, layout->code, columns, DRAW_QUIET, _("Code"));
    draw_text(draw, row, layout->likely ? layout->likely : layout->number, columns, DRAW_QUIET, _("P"));
    if (layout->words) {
        draw_text(draw, row, layout->words, columns, DRAW_QUIET, _("Words"));
        draw_text(draw, row, layout->examples, columns, DRAW_QUIET, _("Examples"));
    }
    draw_text(draw, row, layout->goods, columns, DRAW_QUIET, _("Goods"));
}

static void draw_rank(struct draw *draw, int row, int column, enum draw_style style, unsigned rank)
{
    char text[16];
    if (!column)
        return;
    if (rank)
        snprintf(text, sizeof text, "%4u", rank);
    else
        snprintf(text, sizeof text, "   -");
    draw_text(draw, row, column, column + 5, style, text);
}

static void draw_result(const struct search *search, const struct list_layout *layout, struct draw *draw, int row, size_t which)
{
    const struct tree *tree = session_tree(desk_session(search->desk));
    const struct classify_result *result = &search->found.result[which];
    int columns = draw_columns(draw);
    bool selected = which == search->selected;
    enum draw_style style = selected ? DRAW_SELECTED : DRAW_PLAIN;
    char number[24], code[CODE_PRINT_MAX], probability[EXPLAIN_NUMBER_MAX];
    draw_fill(draw, row, 0, columns, style);
    if (selected)
        draw_text(draw, row, columns >= WORDS_LEAST, columns, style, draw_symbol(draw, DRAW_MARK));
    snprintf(number, sizeof number, "%2zu", which + 1);
    if (layout->code > 4)
        draw_text(draw, row, 2, 4, style, number);
    code_print(&tree_node(tree, result->node)->code, CODE_SPACED, code);
    draw_text(draw, row, layout->code, columns, style, code);
    if (!search->by_code) {
        if (layout->likely)
            draw_text(draw, row, layout->likely, layout->number, style, explain_likelihood(result->probability));
        draw_text(draw, row, layout->number, columns, style, explain_number(result->probability, probability));
        draw_rank(draw, row, layout->words, style, result->bayes_rank);
        draw_rank(draw, row, layout->examples, style, result->knn_rank);
    }
    const char *title = tree_title(tree, result->node, search->language);
    size_t length = strlen(title);
    size_t room = columns > layout->goods ? (size_t)(columns - layout->goods) : 0;
    if (width_columns(title, length) > room && room > 1) {
        length = width_fitting(title, length, room - 1);
        int end = draw_bytes(draw, row, layout->goods, columns, style, title, length);
        draw_text(draw, row, end, columns, style, draw_symbol(draw, DRAW_MORE));
    } else {
        draw_bytes(draw, row, layout->goods, columns, style, title, length);
    }
}

struct reasons {
    struct draw *draw;
    int row, end, count;
};

static void draw_reason(void *context, enum explain_kind kind, int indent, const char *text)
{
    struct reasons *reasons = context;
    int columns = draw_columns(reasons->draw), row = reasons->row + reasons->count, column = 7;
    (void)kind;
    if (row >= reasons->end)
        return;
    if (reasons->count++ == 0)
        draw_text(reasons->draw, row, 1, column, DRAW_STRONG, _("Why"));
    size_t length = strlen(text), room = columns > column + indent ? (size_t)(columns - column - indent) : 0;
    if (width_columns(text, length) > room && room > 1) {
        int end = draw_bytes(reasons->draw, row, column + indent, columns - 1, DRAW_PLAIN, text, width_fitting(text, length, room - 1));
        draw_text(reasons->draw, row, end, columns, DRAW_PLAIN, draw_symbol(reasons->draw, DRAW_MORE));
    } else {
        draw_bytes(reasons->draw, row, column + indent, columns, DRAW_PLAIN, text, length);
    }
}

static void draw_reasons(const struct search *search, struct draw *draw, int row, int end)
{
    struct reasons reasons = { draw, row, end, 0 };
    explain_briefly(session_tree(desk_session(search->desk)), &search->found, search->selected, search->edit.text, search->language, draw_reason, &reasons);
}

static void draw_empty(const struct search *search, struct draw *draw, struct view_area area)
{
    const char *text = _("Type what the goods are. F1 is help.");
    if (search->by_code)
        text = search->why.text;
    else if (search->edit.length)
        text = _("Nothing found: add the material, the use and the form of the goods.");
    size_t length = strlen(text);
    int column = draw_columns(draw) >= WORDS_LEAST ? 5 : 0;
    for (int row = area.top; row < area.bottom && length; row++) {
        size_t line = width_wrapping(text, length, (size_t)(draw_columns(draw) - column));
        draw_bytes(draw, row, column, draw_columns(draw), DRAW_PLAIN, text, line);
        text += line;
        length -= line;
    }
}

static void draw_list(struct search *search, struct draw *draw, struct view_area area)
{
    struct list_layout layout = lay_out(search, draw_columns(draw));
    size_t rows = area.bottom > area.top ? (size_t)(area.bottom - area.top) : 0;
    if (!rows)
        return;
    if (!search->found.count) {
        draw_empty(search, draw, area);
        return;
    }
    if (search->selected < rows)
        search->top = 0; /* a terminal that grew shows the best rows again */
    else if (search->selected < search->top)
        search->top = search->selected;
    if (search->selected >= search->top + rows)
        search->top = search->selected + 1 - rows;
    for (size_t i = 0; i < rows && search->top + i < search->found.count; i++)
        draw_result(search, &layout, draw, area.top + (int)i, search->top + i);
}

static void draw_search(void *state, struct draw *draw, struct view_area area)
{
    struct search *search = state;
    int rows = area.bottom - area.top, row = area.top, columns = draw_columns(draw);
    int cursor = draw_query(search, draw, row), query_row = row++;
    if (rows >= HEAD_LEAST) {
        draw_rule(draw, row++);
        struct list_layout layout = lay_out(search, columns);
        draw_heads(&layout, draw, row++);
    }
    struct view_area list = { row, area.bottom };
    if (rows >= REASONS_LEAST) {
        int reasons = rows - 4 - LISTED < REASON_LINES ? rows - 4 - LISTED : REASON_LINES;
        list.bottom = area.bottom - reasons - 2;
        draw_rule(draw, list.bottom);
        if (search->found.count)
            draw_reasons(search, draw, list.bottom + 1, area.bottom - 1);
        draw_rule(draw, area.bottom - 1);
    }
    draw_list(search, draw, list);
    if (search->in_list)
        draw_put_cursor(draw, list.top + (int)(search->selected - search->top), columns >= WORDS_LEAST);
    else
        draw_put_cursor(draw, query_row, cursor);
}

static void key_in_text(struct search *search, enum command command, const struct input *input)
{
    bool changed = false;
    switch (command) {
    case COMMAND_TO_LIST:
        /* Typed faster than drawn: the list is that of the text, not of what was on the screen. */
        settle(search);
        search->in_list = search->found.count > 0;
        break;
    case COMMAND_LEFT:
        edit_left(&search->edit);
        break;
    case COMMAND_RIGHT:
        edit_right(&search->edit);
        break;
    case COMMAND_LINE_START:
        edit_home(&search->edit);
        break;
    case COMMAND_LINE_END:
        edit_end(&search->edit);
        break;
    case COMMAND_DELETE_BEFORE:
        changed = edit_delete_before(&search->edit);
        break;
    case COMMAND_DELETE_AFTER:
        changed = edit_delete_after(&search->edit);
        break;
    case COMMAND_DELETE_WORD:
        changed = edit_delete_word(&search->edit);
        break;
    case COMMAND_CLEAR:
        changed = edit_clear(&search->edit);
        break;
    default:
        if (input->name == INPUT_TEXT)
            changed = edit_insert(&search->edit, input->text);
    }
    search->stale |= changed;
}

static void move(struct search *search, long by)
{
    long last = (long)search->found.count - 1, to = (long)search->selected + by;
    search->selected = (size_t)(to < 0 ? 0 : to > last ? last : to);
}

static void key_in_list(struct search *search, enum command command, const struct input *input)
{
    const long page = 5;
    switch (command) {
    case COMMAND_TO_TEXT:
        search->in_list = false;
        break;
    case COMMAND_UP:
        move(search, -1);
        break;
    case COMMAND_DOWN:
        move(search, 1);
        break;
    case COMMAND_PAGE_UP:
        move(search, -page);
        break;
    case COMMAND_PAGE_DOWN:
        move(search, page);
        break;
    case COMMAND_FIRST:
        move(search, -RESULTS);
        break;
    case COMMAND_LAST:
        move(search, RESULTS);
        break;
    case COMMAND_PICK:
        if ((size_t)(input->text[0] - '0') <= search->found.count)
            search->selected = (size_t)(input->text[0] - '1');
        break;
    case COMMAND_OPEN:
        settle(search); /* the evidence of a row that was reached faster than drawn */
        if (search->by_code)
            view_detail_open_code(search->desk, search->found.result[search->selected].node);
        else
            view_detail_open(search->desk, &search->found, search->selected, search->edit.text);
        break;
    default:
        /* A paste goes where text goes. */
        if (input->pasted) {
            search->in_list = false;
            search->stale |= edit_insert(&search->edit, input->text);
        }
    }
}

static void key(void *state, struct desk *desk, enum command command, const struct input *input)
{
    struct search *search = state;
    (void)desk;
    /* The list that a key acts on must be that of the text and of the generation. */
    if (search->in_list && search->stale)
        settle(search);
    if (search->in_list)
        key_in_list(search, command, input);
    else
        key_in_text(search, command, input);
}

static void close_search(void *state)
{
    free(state);
}

const struct view view_search = {
    .name = N_("search"),
    .places = places,
    .draw = draw_search,
    .key = key,
    .settle = settle,
    .generation = generation,
    .close = close_search,
};

bool view_search_open(struct desk *desk)
{
    struct search *search = calloc(1, sizeof *search);
    if (!search)
        return false;
    search->desk = desk;
    search->language = i18n_language();
    search->found.language = "";
    desk_open(desk, &view_search, search);
    return true;
}
