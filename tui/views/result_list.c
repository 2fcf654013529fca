/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/views/result_list.h"

#include <stdio.h>
#include <string.h>

#include "tui/explain.h"
#include "tui/i18n.h"
#include "tui/today.h"
#include "tui/views/views.h"
#include "tui/width.h"

enum {
    CLOSED,
    OPEN_BEST, /* the likeliest lines, which stand open by themselves */
    OPEN_ALL,
    BEST_LINES = 4,
    COMPARED = 4, /* lines that are compared where none is marked */
    /* The columns of the terminal from which on the likelihood is in words too, and both opinions are shown; with duties later. */
    OPINIONS_LEAST = 60,
    OPINIONS_AND_DUTY_LEAST = 72,
    DUTY_LEAST = 48,
    DUTY_MOST = 14
};

/* ---- the rows ---- */

static const struct code *code_of(const struct result_list *list, size_t which)
{
    return &tree_node(session_tree(desk_session(list->desk)), list->found.result[which].node)->code;
}

/* The lines of a result that may be shown, with their shares. */
static size_t lines_of(const struct result_list *list, size_t which, struct national_line lines[static NATIONAL_LINES_MAX])
{
    const struct country *country = desk_country(list->desk);
    const struct code *code = code_of(list, which);
    if (!country || code_length(code) < CODE_SUBHEADING)
        return 0;
    if (list->by_code && code_within(&list->below, code))
        code = &list->below;
    return national_lines(country, session_classifier(desk_session(list->desk)), code, list->by_code ? NULL : list->text, list->length, lines);
}

static struct result_row *add_row(struct result_list *list, size_t which, uint32_t line, double probability)
{
    struct result_row *row = &list->row[list->rows];
    *row = (struct result_row) { .which = which, .line = line, .probability = probability };
    list->rows += list->rows + 1 < LIST_ROWS_MAX;
    return row;
}

static void add_result(struct result_list *list, size_t which)
{
    struct national_line lines[NATIONAL_LINES_MAX];
    double probability = list->found.result[which].probability;
    struct result_row *head = add_row(list, which, TARIFF_LINE_NONE, probability);
    const struct country *country = desk_country(list->desk);
    const struct code *code = code_of(list, which);
    head->head = true;
    if (!country || code_length(code) < CODE_SUBHEADING)
        return;
    head->lines = tariff_below(country->duty.tariff, list->by_code && code_within(&list->below, code) ? &list->below : code, 1, &head->line);
    if (head->lines != 1)
        head->line = TARIFF_LINE_NONE;
    if (head->lines < 2 || list->opened[which] == CLOSED)
        return;
    size_t count = lines_of(list, which, lines);
    count = list->opened[which] == OPEN_BEST && count > BEST_LINES ? BEST_LINES : count;
    for (size_t i = 0; i < count; i++)
        add_row(list, which, lines[i].line, probability * lines[i].share);
}

static void make_rows(struct result_list *list)
{
    list->rows = 0;
    for (size_t i = 0; i < list->found.count; i++)
        add_result(list, i);
}

void result_list_begin(struct result_list *list, const char *text, size_t length)
{
    list->text = text;
    list->length = length;
    memset(list->opened, CLOSED, sizeof list->opened);
    if (list->found.count && (!list->by_code || list->found.count == 1))
        list->opened[0] = list->by_code ? OPEN_ALL : OPEN_BEST;
    make_rows(list);
    list->selected = list->top = 0;
}

void result_list_move(struct result_list *list, long by)
{
    long last = (long)list->rows - 1, to = (long)list->selected + by;
    list->selected = (size_t)(to < 0 ? 0 : to > last ? last : to);
}

void result_list_pick(struct result_list *list, size_t number)
{
    for (size_t i = 0; i < list->rows; i++)
        if (list->row[i].head && list->row[i].which + 1 == number)
            list->selected = i;
}

void result_list_fold(struct result_list *list, bool open)
{
    if (!list->rows)
        return;
    size_t which = list->row[list->selected].which;
    bool stays = open && list->row[list->selected].head;
    uint32_t line = list->row[list->selected].line;
    list->opened[which] = open ? OPEN_ALL : CLOSED;
    make_rows(list);
    for (size_t i = 0; i < list->rows; i++) /* the selection stays on its line; on the result when that is closed */
        if (list->row[i].which == which && (stays || !open ? list->row[i].head : list->row[i].line == line))
            list->selected = i;
}

/* ---- what F2 and F3 work on ---- */

uint32_t result_list_line(const struct result_list *list)
{
    struct national_line lines[NATIONAL_LINES_MAX];
    if (!list->rows)
        return TARIFF_LINE_NONE;
    const struct result_row *row = &list->row[list->selected];
    if (row->line != TARIFF_LINE_NONE)
        return row->line;
    return lines_of(list, row->which, lines) ? lines[0].line : TARIFF_LINE_NONE;
}

static struct code line_code(const struct result_list *list, uint32_t number)
{
    struct tariff_line line;
    tariff_line(desk_country(list->desk)->duty.tariff, number, &line);
    return line.code;
}

static size_t find_mark(const struct result_list *list, const struct code *code)
{
    size_t at = 0;
    while (at < list->marks && code_compare(&list->mark[at], code) != 0)
        at++;
    return at;
}

bool result_list_mark(struct result_list *list)
{
    uint32_t number = result_list_line(list);
    if (number == TARIFF_LINE_NONE)
        return false;
    struct code code = line_code(list, number);
    size_t at = find_mark(list, &code);
    if (at < list->marks) {
        list->marks--;
        memmove(&list->mark[at], &list->mark[at + 1], (list->marks - at) * sizeof *list->mark);
        return true;
    }
    if (list->marks == LIST_MARKS_MAX)
        return false;
    list->mark[list->marks++] = code;
    return true;
}

static void add_code(const struct result_list *list, const struct code *code, char out[static LIST_CODES_MAX])
{
    char printed[CODE_PRINT_MAX];
    national_code(desk_country(list->desk), code, printed);
    snprintf(out + strlen(out), LIST_CODES_MAX - strlen(out), "%s%s", *out ? ", " : "", printed);
}

const char *result_list_codes(const struct result_list *list, char out[static LIST_CODES_MAX])
{
    const struct country *country = desk_country(list->desk);
    struct national_result results[COMPARED];
    uint32_t line = country ? result_list_line(list) : TARIFF_LINE_NONE;
    size_t count = 0;
    *out = '\0';
    for (size_t i = 0; i < list->marks; i++)
        add_code(list, &list->mark[i], out);
    if (country && !list->marks && !list->by_code)
        count = national_rank(country, session_classifier(desk_session(list->desk)), &list->found, list->text, list->length, CODE_MAX, COMPARED, results);
    for (size_t i = 0; i < count; i++)
        if (results[i].line != TARIFF_LINE_NONE)
            add_code(list, &results[i].code, out);
    if (line != TARIFF_LINE_NONE && (list->marks || !*out)) {
        struct code code = line_code(list, line);
        if (find_mark(list, &code) == list->marks)
            add_code(list, &code, out);
    }
    return out;
}

/* ---- drawing ---- */

/* Where the columns of the list begin; 0: not shown. */
struct list_layout {
    int code, likely, number, words, examples, goods, duty;
};

/* 1704 90 300 0; 1704 90 (9) for a subheading with nine lines. */
static void print_code(const struct result_list *list, const struct result_row *row, char out[static 2 * CODE_PRINT_MAX])
{
    const struct country *country = desk_country(list->desk);
    if (!country) {
        code_print(code_of(list, row->which), CODE_SPACED, out);
        return;
    }
    if (row->line != TARIFF_LINE_NONE) {
        struct code code = line_code(list, row->line);
        national_code(country, &code, out);
    } else {
        national_code(country, code_of(list, row->which), out);
    }
    if (row->head && row->lines > 1)
        snprintf(out + strlen(out), CODE_PRINT_MAX, " (%zu)", row->lines);
}

static struct list_layout lay_out(const struct result_list *list, int columns)
{
    bool words = columns >= LIST_WORDS_LEAST, country = desk_country(list->desk) != NULL;
    struct list_layout layout = { .code = words ? 5 : 2 };
    size_t code_columns = 7;
    for (size_t i = 0; i < list->rows; i++) {
        char code[2 * CODE_PRINT_MAX];
        print_code(list, &list->row[i], code);
        code_columns = strlen(code) > code_columns ? strlen(code) : code_columns;
    }
    int at = layout.code + (int)code_columns + (words && !country ? 2 : 1);
    if (words) {
        layout.likely = at;
        at += 9;
    }
    layout.number = at;
    at += words ? 5 : 4;
    if (columns >= (country ? OPINIONS_AND_DUTY_LEAST : OPINIONS_LEAST)) {
        layout.words = at;
        layout.examples = at + (country ? 6 : 7);
        at += country ? 15 : 17;
    }
    layout.goods = at;
    if (country && columns >= DUTY_LEAST)
        layout.duty = columns - DUTY_MOST;
    return layout;
}

void result_list_draw_heads(const struct result_list *list, struct draw *draw, int row)
{
    int columns = draw_columns(draw);
    struct list_layout layout = lay_out(list, columns);
    draw_text(draw, row, 3, columns, DRAW_QUIET, "#");
    draw_text(draw, row, layout.code, columns, DRAW_QUIET, _("Code"));
    draw_text(draw, row, layout.likely ? layout.likely : layout.number, columns, DRAW_QUIET, _("P"));
    if (layout.words) {
        draw_text(draw, row, layout.words, columns, DRAW_QUIET, _("Words"));
        draw_text(draw, row, layout.examples, columns, DRAW_QUIET, _("Examples"));
    }
    draw_text(draw, row, layout.goods, columns, DRAW_QUIET, _("Goods"));
    if (layout.duty)
        draw_text(draw, row, layout.duty, columns, DRAW_QUIET, _("Duty"));
    if (list->marks && row) { /* marks may be of lines that are not in the list */
        char text[48];
        snprintf(text, sizeof text, ngettext(" %zu marked ", " %zu marked ", (unsigned long)list->marks), list->marks);
        int start = columns - 2 - (int)width_columns(text, strlen(text));
        draw_text(draw, row - 1, start < 0 ? 0 : start, columns, DRAW_NOTE, text);
    }
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

/* The general rate of the line; of a subheading the one that all its lines have, else how many there are. */
static void draw_duty(const struct result_list *list, struct draw *draw, int row, int column, enum draw_style style, const struct result_row *result)
{
    const struct country *country = desk_country(list->desk);
    uint32_t lines[NATIONAL_LINES_MAX], day = today();
    char rate[NATIONAL_RATE_MAX] = "", other[NATIONAL_RATE_MAX];
    if (result->line != TARIFF_LINE_NONE) {
        national_rate(country, result->line, day, rate);
    } else if (result->lines > 1) {
        size_t count = tariff_below(country->duty.tariff, code_of(list, result->which), NATIONAL_LINES_MAX, lines);
        national_rate(country, lines[0], day, rate);
        for (size_t i = 1; i < count && i < NATIONAL_LINES_MAX; i++)
            if (strcmp(national_rate(country, lines[i], day, other), rate) != 0) {
                snprintf(rate, sizeof rate, "%s", _("by line"));
                break;
            }
    }
    draw_cut(draw, row, column, draw_columns(draw), style, *rate ? rate : "-");
}

/* A title; of the path to a line rather its end, where the line's own words fit. */
static void draw_title(struct draw *draw, int row, int column, int end, enum draw_style style, const char *title, bool whole)
{
    const char *own = title, *next;
    while (!whole && (next = strstr(own, ": ")))
        own = next + strlen(": ");
    if (own != title && (int)width_columns(own, strlen(own)) < end - column)
        draw_cut_front(draw, row, column, end, style, title);
    else
        draw_cut(draw, row, column, end, style, own);
}

static void draw_row(const struct result_list *list, const struct list_layout *layout, struct draw *draw, int at, size_t number)
{
    const struct result_row *row = &list->row[number];
    const struct classify_result *result = &list->found.result[row->which];
    const struct country *country = desk_country(list->desk);
    int columns = draw_columns(draw), goods = layout->goods;
    bool selected = number == list->selected;
    enum draw_style style = selected ? DRAW_SELECTED : DRAW_PLAIN;
    char text[24], code[2 * CODE_PRINT_MAX], probability[EXPLAIN_NUMBER_MAX], words[NATIONAL_WORDS_MAX];
    const char *title = tree_title(session_tree(desk_session(list->desk)), result->node, list->language);
    draw_fill(draw, at, 0, columns, style);
    if (selected)
        draw_text(draw, at, columns >= LIST_WORDS_LEAST, columns, style, draw_symbol(draw, DRAW_MARK));
    snprintf(text, sizeof text, "%2zu", row->which + 1);
    if (layout->code > 4 && row->head)
        draw_text(draw, at, 2, 4, style, text);
    if (row->line != TARIFF_LINE_NONE && country) {
        struct code own = line_code(list, row->line);
        if (layout->code > 4 && find_mark(list, &own) < list->marks)
            draw_text(draw, at, 4, 5, style, "*");
    }
    print_code(list, row, code);
    draw_text(draw, at, layout->code, columns, style, code);
    if (!list->by_code) {
        if (layout->likely)
            draw_text(draw, at, layout->likely, layout->number, style, explain_likelihood(row->probability));
        draw_text(draw, at, layout->number, columns, style, explain_number(row->probability, probability));
    }
    if (row->head && !list->by_code) {
        draw_rank(draw, at, layout->words, style, result->bayes_rank);
        draw_rank(draw, at, layout->examples, style, result->knn_rank);
    }
    if (!row->head || (row->line != TARIFF_LINE_NONE && list->by_code && code_length(&list->below) > CODE_SUBHEADING)) {
        struct national_result line = { line_code(list, row->line), row->line, row->which, 0 };
        title = national_title(country, &line, title, words);
        goods = layout->words && !row->head ? layout->words : goods;
    }
    draw_title(draw, at, goods, layout->duty ? layout->duty - 1 : columns, style, title, row->head);
    if (layout->duty)
        draw_duty(list, draw, at, layout->duty, style, row);
}

void result_list_draw(struct result_list *list, struct draw *draw, struct view_area area)
{
    struct list_layout layout = lay_out(list, draw_columns(draw));
    size_t rows = area.bottom > area.top ? (size_t)(area.bottom - area.top) : 0;
    if (!rows)
        return;
    if (list->selected < rows)
        list->top = 0; /* a terminal that grew shows the best rows again */
    else if (list->selected < list->top)
        list->top = list->selected;
    if (list->selected >= list->top + rows)
        list->top = list->selected + 1 - rows;
    for (size_t i = 0; i < rows && list->top + i < list->rows; i++)
        draw_row(list, &layout, draw, area.top + (int)i, list->top + i);
}
