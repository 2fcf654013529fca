/* SPDX-License-Identifier: GPL-3.0-or-later */
/* result_list.h - the list below the search: results, and the lines of the country's tariff that they are opened into.
 *
 * A subheading with one line is shown as that line. One with several is shown with their number; the best result stands open with its likeliest lines, and
 * any can be opened into all of them. Without a tariff the list is one of six-digit results and nothing else.
 */
#ifndef HS_TUI_RESULT_LIST_H
#define HS_TUI_RESULT_LIST_H

#include "core/classify/classifier.h"
#include "tui/desk.h"
#include "tui/duty_form.h"
#include "tui/national.h"

enum {
    LIST_RESULTS = 20,
    LIST_ROWS_MAX = 1200,
    LIST_MARKS_MAX = 8,
    LIST_CODES_MAX = FORM_OTHERS_MAX,
    LIST_WORDS_LEAST = 36 /* columns from which on a row is spaced, and says how likely in words */
};

struct result_row {
    size_t which;  /* of the results */
    bool head;     /* the result itself, not a line below it */
    uint32_t line; /* of the tariff; TARIFF_LINE_NONE for a result with several or none */
    size_t lines;  /* of a head: how many lines it has */
    double probability;
};

struct result_list {
    struct desk *desk;
    enum tree_language language;
    bool by_code;      /* a code was typed: there are no probabilities, and lines stand in their order */
    struct code below; /* by_code: what the lines begin with */
    const char *text;  /* the description */
    size_t length;
    struct classification found;
    unsigned char opened[LIST_RESULTS];
    struct result_row row[LIST_ROWS_MAX];
    size_t rows, selected, top;
    struct code mark[LIST_MARKS_MAX];
    size_t marks;
};

/* Makes the rows of new results: the first one is opened, and the first row selected. The text must stay. */
void result_list_begin(struct result_list *list, const char *text, size_t length);

void result_list_move(struct result_list *list, long by);
/* Selects the result of this number, from 1, where there is one. */
void result_list_pick(struct result_list *list, size_t number);
/* Opens the selected result into all its lines, or closes it. */
void result_list_fold(struct result_list *list, bool open);
/* Marks the selected row's likeliest line, or takes the mark away. False where there is no line, or no room for more marks. */
bool result_list_mark(struct result_list *list);

/* The line of the selected row; of a subheading with several the likeliest. TARIFF_LINE_NONE where there is none. */
uint32_t result_list_line(const struct result_list *list);
/* The codes that were marked and that of the selected row, else the four likeliest lines, with commas between. Returns `out`. */
const char *result_list_codes(const struct result_list *list, char out[static LIST_CODES_MAX]);

void result_list_draw_heads(const struct result_list *list, struct draw *draw, int row);
void result_list_draw(struct result_list *list, struct draw *draw, struct view_area area);

#endif
