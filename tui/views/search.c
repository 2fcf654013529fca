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
#include "tui/national.h"
#include "tui/views/result_list.h"
#include "tui/views/views.h"
#include "tui/width.h"

enum {
    REASON_LINES = 4,
    /* The rows of the view from which on there is a rule and a head, and the reasons. */
    HEAD_LEAST = 8,
    REASONS_LEAST = 13,
    LISTED = 6 /* rows that the list keeps before the reasons get any */
};

struct search {
    struct desk *desk;
    bool in_list, stale; /* stale: the results are not those of the text */
    struct hs_why why;   /* a code without results: why not */
    size_t explained;
    struct edit edit;
    struct result_list list;
    struct duty_form *form; /* what is typed for the duty, kept from code to code */
};

static unsigned places(const void *state)
{
    const struct search *search = state;
    unsigned tariff = desk_country(search->desk) ? PLACE_TARIFF : 0;
    return search->in_list ? PLACE_LIST | tariff | (tariff ? PLACE_LINES : 0) : PLACE_TEXT | tariff;
}

/* The nodes that the code stands for; of a code with more digits than the nomenclature has, where the tariff has lines below it, its subheading. */
static size_t find_nodes(const struct search *search, const struct code *code, uint32_t nodes[static LIST_RESULTS])
{
    const struct tree *tree = session_tree(desk_session(search->desk));
    const struct country *country = desk_country(search->desk);
    if (code_length(code) <= CODE_SUBHEADING || !country || !tariff_below(country->duty.tariff, code, 0, NULL))
        return code_search_below(tree, code, LIST_RESULTS, nodes);
    struct code subheading = code_prefix(code, CODE_SUBHEADING);
    nodes[0] = tree_find(tree, &subheading);
    return nodes[0] != TREE_NONE;
}

static void look_up_code(struct search *search)
{
    const struct session *session = desk_session(search->desk);
    const struct tree *tree = session_tree(session);
    struct classification *found = &search->list.found;
    uint32_t node, nodes[LIST_RESULTS];
    *found = (struct classification) { .language = "", .question = ASSESS_NOTHING };
    search->explained = LIST_RESULTS;
    if (code_parse(search->edit.text, search->edit.length, &search->list.below, &search->why) != HS_OK)
        return;
    found->count = find_nodes(search, &search->list.below, nodes);
    for (size_t i = 0; i < found->count; i++)
        found->result[i] = (struct classify_result) {
            .node = nodes[i],
            .flags = tree_node(tree, nodes[i])->flags & TREE_RESIDUAL ? CLASSIFY_RESIDUAL : 0,
        };
    if (!found->count)
        code_search(session, &search->list.below, &node, &search->why);
}

static void look_up(struct search *search, size_t explained)
{
    struct session *session = desk_session(search->desk);
    struct classification *found = &search->list.found;
    search->stale = false;
    search->list.by_code = code_search_is_code(search->edit.text, search->edit.length);
    if (search->list.by_code) {
        look_up_code(search);
        return;
    }
    search->explained = explained;
    if (text_check(search->edit.text, search->edit.length, "", NULL) != HS_OK) {
        found->count = 0;
        found->flags = 0;
        found->language = "";
        return;
    }
    classify(session_classifier(session), search->edit.text, search->edit.length, session_digits(session), LIST_RESULTS, explained, found);
}

static size_t selected_result(const struct search *search)
{
    return search->list.rows ? search->list.row[search->list.selected].which : 0;
}

static void settle(void *state)
{
    struct search *search = state;
    if (search->stale) {
        look_up(search, 1);
        result_list_begin(&search->list, search->edit.text, search->edit.length);
        if (search->list.found.count == 0)
            search->in_list = false;
    } else if (selected_result(search) >= search->explained && search->list.found.count) {
        look_up(search, selected_result(search) + 1);
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
    if (columns >= LIST_WORDS_LEAST)
        snprintf(before, sizeof before, " %s %s ", _("Goods"), draw_symbol(draw, DRAW_MARK));
    else
        snprintf(before, sizeof before, "%s ", draw_symbol(draw, DRAW_MARK));
    int start = draw_text(draw, row, 0, columns, DRAW_STRONG, before);
    if (*search->list.found.language && !search->stale)
        snprintf(language, sizeof language, " [%.8s]", search->list.found.language);
    if (columns >= LIST_WORDS_LEAST)
        end -= 6; /* kept free also without a language, so that the text does not jump */
    if (*language && end < columns)
        draw_text(draw, row, columns - (int)strlen(language) - 1, columns, DRAW_PLAIN, language);
    return edit_draw(&search->edit, draw, row, start, end);
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
    draw_cut(reasons->draw, row, column + indent, columns, DRAW_PLAIN, text);
}

/* What the tariff says of the selected line, in one row: the rate whole, and what is required. */
static void tell_line(const struct search *search, struct reasons *reasons)
{
    const struct result_row *selected = &search->list.row[search->list.selected];
    const struct country *country = desk_country(search->desk);
    char text[1024], rate[NATIONAL_RATE_MAX];
    struct tariff_line line;
    if (!country || selected->line == TARIFF_LINE_NONE)
        return;
    tariff_line(country->duty.tariff, selected->line, &line);
    snprintf(text, sizeof text, _("duty %s"), national_rate(country, selected->line, national_today(), rate));
    for (size_t i = 0; i < line.measures; i++) {
        struct tariff_measure measure;
        tariff_measure(country->duty.tariff, selected->line, i, &measure);
        if (!tariff_kind_owes(measure.kind))
            snprintf(text + strlen(text), sizeof text - strlen(text), "; %s %s", tariff_kind_name(measure.kind), *measure.group ? measure.group : measure.text);
    }
    draw_reason(reasons, EXPLAIN_LINE, 0, text);
}

static void draw_reasons(const struct search *search, struct draw *draw, int row, int end)
{
    struct reasons reasons = { draw, row, end, 0 };
    tell_line(search, &reasons);
    explain_briefly(session_tree(desk_session(search->desk)), &search->list.found, selected_result(search), search->edit.text, search->list.language, draw_reason, &reasons);
}

static void draw_empty(const struct search *search, struct draw *draw, struct view_area area)
{
    const char *text = _("Type what the goods are. F1 is help.");
    if (search->list.by_code)
        text = search->why.text;
    else if (search->edit.length)
        text = _("Nothing found: add the material, the use and the form of the goods.");
    size_t length = strlen(text);
    int column = draw_columns(draw) >= LIST_WORDS_LEAST ? 5 : 0;
    for (int row = area.top; row < area.bottom && length; row++) {
        size_t line = width_wrapping(text, length, (size_t)(draw_columns(draw) - column));
        draw_bytes(draw, row, column, draw_columns(draw), DRAW_PLAIN, text, line);
        text += line;
        length -= line;
    }
}

static void draw_search(void *state, struct draw *draw, struct view_area area)
{
    struct search *search = state;
    int rows = area.bottom - area.top, row = area.top, columns = draw_columns(draw);
    int cursor = draw_query(search, draw, row), query_row = row++;
    if (rows >= HEAD_LEAST) {
        draw_rule(draw, row++);
        result_list_draw_heads(&search->list, draw, row++);
    }
    struct view_area list = { row, area.bottom };
    if (rows >= REASONS_LEAST) {
        int reasons = rows - 4 - LISTED < REASON_LINES ? rows - 4 - LISTED : REASON_LINES;
        list.bottom = area.bottom - reasons - 2;
        draw_rule(draw, list.bottom);
        if (search->list.rows)
            draw_reasons(search, draw, list.bottom + 1, area.bottom - 1);
        draw_rule(draw, area.bottom - 1);
    }
    if (search->list.rows)
        result_list_draw(&search->list, draw, list);
    else
        draw_empty(search, draw, list);
    if (search->in_list)
        draw_put_cursor(draw, list.top + (int)(search->list.selected - search->list.top), columns >= LIST_WORDS_LEAST);
    else
        draw_put_cursor(draw, query_row, cursor);
}

/* The calculator on the selected row's line. */
static void open_duty(struct search *search)
{
    const struct country *country = desk_country(search->desk);
    uint32_t number = result_list_line(&search->list);
    char code[CODE_PRINT_MAX] = "", note[128];
    if (number != TARIFF_LINE_NONE) {
        struct tariff_line line;
        tariff_line(country->duty.tariff, number, &line);
        national_code(country, &line.code, code);
        if (search->list.row[search->list.selected].line == TARIFF_LINE_NONE) {
            snprintf(note, sizeof note, _("Of %zu lines %s is taken: correct the code where another fits"),
                     search->list.row[search->list.selected].lines, code);
            desk_note(search->desk, note);
        }
    }
    duty_form_set(search->form, ENTRY_CODE, code);
    duty_form_follow_day(search->form);
    result_list_codes(&search->list, search->form->others);
    view_duty_open(search->desk, search->form);
}

static void open_compare(struct search *search)
{
    char codes[LIST_CODES_MAX];
    duty_form_follow_day(search->form);
    view_compare_open(search->desk, search->form, result_list_codes(&search->list, codes));
}

static void key_in_text(struct search *search, enum command command, const struct input *input)
{
    switch (command) {
    case COMMAND_TO_LIST:
        /* Typed faster than drawn: the list is that of the text, not of what was on the screen. */
        settle(search);
        search->in_list = search->list.rows > 0;
        break;
    case COMMAND_DUTY:
        settle(search);
        open_duty(search);
        break;
    case COMMAND_COMPARE:
        settle(search);
        open_compare(search);
        break;
    case COMMAND_NONE:
        if (input->name == INPUT_TEXT)
            search->stale |= edit_insert(&search->edit, input->text);
        break;
    default:
        search->stale |= edit_command(&search->edit, command);
    }
}

static void open_detail(struct search *search)
{
    const struct result_row *row = &search->list.row[search->list.selected];
    settle(search); /* the evidence of a row that was reached faster than drawn */
    if (search->list.by_code)
        view_detail_open_code(search->desk, search->list.found.result[row->which].node, row->line);
    else
        view_detail_open(search->desk, &search->list.found, row->which, search->edit.text, row->line);
}

static void key_in_list(struct search *search, enum command command, const struct input *input)
{
    const long page = 5;
    struct result_list *list = &search->list;
    switch (command) {
    case COMMAND_TO_TEXT:
        search->in_list = false;
        break;
    case COMMAND_UP:
        result_list_move(list, -1);
        break;
    case COMMAND_DOWN:
        result_list_move(list, 1);
        break;
    case COMMAND_PAGE_UP:
        result_list_move(list, -page);
        break;
    case COMMAND_PAGE_DOWN:
        result_list_move(list, page);
        break;
    case COMMAND_FIRST:
        result_list_move(list, -LIST_ROWS_MAX);
        break;
    case COMMAND_LAST:
        result_list_move(list, LIST_ROWS_MAX);
        break;
    case COMMAND_PICK:
        result_list_pick(list, (size_t)(input->text[0] - '0'));
        break;
    case COMMAND_UNFOLD:
    case COMMAND_FOLD:
        result_list_fold(list, command == COMMAND_UNFOLD);
        break;
    case COMMAND_MARK:
        if (!result_list_mark(list))
            desk_note(search->desk, list->marks == LIST_MARKS_MAX ? _("Eight lines are marked, which is all that can be compared") : _("The tariff has no line here"));
        break;
    case COMMAND_UNMARK:
        list->marks = 0;
        break;
    case COMMAND_DUTY:
        open_duty(search);
        break;
    case COMMAND_COMPARE:
        open_compare(search);
        break;
    case COMMAND_OPEN:
        open_detail(search);
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
    struct search *search = state;
    duty_form_close(search->form);
    free(search);
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
    search->form = duty_form_open();
    if (!search->form) {
        free(search);
        return false;
    }
    search->desk = desk;
    search->list.desk = desk;
    search->list.language = i18n_language();
    search->list.found.language = "";
    desk_open(desk, &view_search, search);
    return true;
}
