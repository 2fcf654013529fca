/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The duty of one line: a form above, which says beside each field what is wrong or needed, and below it the steps, computed anew at each key; the total stands
 * last.
 *
 * The form scrolls with its field in focus, the steps by PageUp and PageDown. Rates of a TRAINING tariff and sample figures are marked in the row they are in
 * and in the total.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/cells.h"
#include "tui/duty_form.h"
#include "tui/i18n.h"
#include "tui/views/views.h"
#include "tui/width.h"

enum {
    LABEL = 1, /* the columns of the form: label, text, message */
    TEXT = 13,
    MESSAGE = 32,
    TABLE_LEAST = 72, /* columns from which on the steps are a table */
    STEPS_LEAST = 4,  /* rows that the steps keep before the form gets more */
    PINNED_LEAST = 4  /* rows of the form from which on the code always stands first */
};

struct duty_view {
    struct desk *desk;
    struct duty_form *form; /* not ours */
    int first;              /* field shown, behind the code where that is pinned */
    bool more;              /* fields stand below those that are shown */
    int top, height, total; /* of the steps: the first row shown, the rows there were, all there are */
};

static unsigned places(const void *state)
{
    const struct duty_view *view = state;
    const struct country *country = desk_country(view->desk);
    return PLACE_FORM | (country ? PLACE_DUTY : 0) | (duty_form_has_choices(view->form, country) ? PLACE_CHOICE : 0);
}

/* ---- the form ---- */

/* Where texts and messages begin: the messages go below 56 columns, where only what is wrong or needed is told, by a sign. */
static int draw_field(const struct duty_view *view, struct draw *draw, int row, size_t at)
{
    const struct form_row *field = &view->form->row[at];
    int columns = draw_columns(draw), text = columns >= 24 ? TEXT : 4, message = columns >= 56 ? MESSAGE : columns, cursor = text;
    bool focus = at == view->form->focus;
    enum draw_style style = field->wrong || (field->asked && !*field->text) ? DRAW_NOTE : DRAW_QUIET;
    if (focus)
        draw_text(draw, row, 0, columns, DRAW_STRONG, draw_symbol(draw, DRAW_MARK));
    char label[FORM_LABEL_MAX];
    snprintf(label, sizeof label, "%s", field->label);
    label[width_fitting(label, strlen(label), (size_t)(text - 2))] = '\0';
    draw_text(draw, row, LABEL, text - 1, focus ? DRAW_STRONG : DRAW_PLAIN, label);
    if (field->wrong || (field->asked && !*field->text))
        draw_text(draw, row, text - 1, text, DRAW_NOTE, field->wrong ? "!" : "?");
    if (focus)
        cursor = edit_draw(&view->form->edit, draw, row, text, message - 1);
    else
        draw_text(draw, row, text, message - 1, DRAW_PLAIN, field->text);
    if (columns > message)
        (field->field == ENTRY_CODE && !field->wrong ? draw_cut_front : draw_cut)(draw, row, message, columns, style, field->message);
    return cursor;
}

/* Below the form a rule, or the message of the field in focus where there was no room for it beside the field. */
static void draw_below(const struct duty_view *view, struct draw *draw, int row)
{
    const struct form_row *field = &view->form->row[view->form->focus];
    int columns = draw_columns(draw), room = columns >= 56 ? columns - MESSAGE : 0;
    draw_rule(draw, row);
    if (view->more) {
        const char *more = _(" Tab: more ");
        draw_text(draw, row, columns - 1 - (int)width_columns(more, strlen(more)), columns, DRAW_QUIET, more);
    }
    if ((int)width_columns(field->message, strlen(field->message)) > room) {
        draw_fill(draw, row, 0, columns, DRAW_PLAIN);
        draw_cut(draw, row, 1, columns, field->wrong || field->asked ? DRAW_NOTE : DRAW_QUIET, field->message);
    }
}

/* The code stays in the first row; the fields behind it scroll. */
static void draw_form(struct duty_view *view, struct draw *draw, int top, int rows)
{
    int pinned = rows >= PINNED_LEAST, focus = (int)view->form->focus, cursor = 0, shown = rows - pinned;
    int last = (int)view->form->rows - shown;
    if (focus >= pinned && focus < view->first)
        view->first = focus;
    if (focus >= view->first + shown)
        view->first = focus - shown + 1;
    view->first = view->first > last ? last : view->first;
    view->first = view->first < pinned ? pinned : view->first;
    view->more = view->first < last;
    for (int i = 0; i < rows; i++) {
        int field = pinned && i == 0 ? 0 : view->first + i - pinned;
        if (field >= (int)view->form->rows)
            break;
        cursor = draw_field(view, draw, top + i, (size_t)field);
        if (field == focus)
            draw_put_cursor(draw, top + i, cursor);
    }
}

/* ---- the steps ---- */

static void print_money(const struct duty_view *view, bool has, const struct decimal *amount, const char *currency, char *out, size_t size)
{
    *out = '\0';
    if (!has)
        return;
    size_t length = decimal_print(amount, out, size);
    if (length < size && strcmp(currency, desk_country(view->desk)->profile.country->currency) != 0)
        snprintf(out + length, size - length, " %s", currency);
}

static const char *mark_of(bool training, bool sample)
{
    return training && sample ? _("TRAINING, sample") : training ? _("TRAINING") : sample ? _("sample") : "";
}

/* What the step is, with its kind before it where its words do not say so themselves. */
static void print_what(const struct duty_view *view, const struct duty_step *step, char *out, size_t size)
{
    static const char *const kinds[] = {
        [STEP_EXCHANGE] = N_("exchange rate of"),
        [STEP_FREIGHT] = N_("freight:"),
        [STEP_INSURANCE] = N_("insurance:"),
        [STEP_RELIEF] = N_("relief:"),
        [STEP_PREFERENCE] = N_("preference:"),
        [STEP_UNCLAIMED] = N_("not claimed:"),
        [STEP_REQUIRE] = N_("required:"),
        [STEP_MISSING] = N_("missing:"),
        [STEP_REFER] = N_("a person decides:"),
        [STEP_PROCEDURE] = N_("procedure:"),
        [STEP_CERTIFICATE] = N_("certificate"),
        [STEP_WITH] = N_("duty, taxes and fees"),
        [STEP_WITHOUT] = N_("duty, taxes and fees"),
        [STEP_TOTAL] = NULL,
    };
    char what[1024];
    duty_step_what(step, &desk_country(view->desk)->profile, what, sizeof what);
    if (kinds[step->kind])
        snprintf(out, size, "%s %s", _(kinds[step->kind]), what);
    else
        snprintf(out, size, "%s", what);
}

/* As a table where there is room: what, base, rate, amount, mark. A step without figures takes the whole row. */
static int draw_step(const struct duty_view *view, struct draw *draw, struct view_area area, int row, const struct duty_step *step)
{
    char what[1152], base[512], rate[1024], amount[512], joined[3400];
    int columns = draw_columns(draw), mark = columns - 9;
    bool asks = step->kind == STEP_MISSING || step->kind == STEP_REFER || step->kind == STEP_NOTICE;
    print_what(view, step, what, sizeof what);
    print_money(view, step->has_base && step->kind != STEP_UNCLAIMED, &step->base, step->currency, base, sizeof base);
    print_money(view, step->has_amount, &step->amount, step->currency, amount, sizeof amount);
    duty_step_rate(step, rate, sizeof rate);
    const char *sign = step->kind == STEP_NOTICE ? "" : mark_of(step->training, step->sample);
    if (columns < TABLE_LEAST) {
        snprintf(joined, sizeof joined, "%s%s%s%s%s%s%s%s%s", what, *rate ? "  " : "", rate, *base && *rate ? " of " : "", *rate ? base : "",
                 *amount ? "  = " : "", amount, *sign ? "  " : "", sign);
        return cells_draw(draw, area, row, &(struct cell) { 1, columns, false, asks ? DRAW_NOTE : DRAW_PLAIN, joined }, 1);
    }
    const int base_end = mark - 36, rate_start = base_end + 2, amount_start = mark - 14;
    int what_end = *base ? base_end - 12 : *rate ? rate_start - 1 : *amount ? amount_start - 1 : mark - 1;
    const struct cell cells[] = {
        { 1, what_end, false, asks ? DRAW_NOTE : DRAW_PLAIN, what },
        { base_end - 12, base_end, true, DRAW_PLAIN, base },
        { rate_start, amount_start, false, DRAW_PLAIN, rate },
        { amount_start, mark - 1, true, DRAW_PLAIN, amount },
        { mark, columns, false, DRAW_PLAIN, sign },
    };
    return cells_draw(draw, area, row, cells, sizeof cells / sizeof *cells);
}

static int draw_steps_from(const struct duty_view *view, struct draw *draw, struct view_area area, int top)
{
    const struct duty_form *form = view->form;
    int row = area.top - top;
    if (!form->computed)
        row += cells_draw(draw, area, row, &(struct cell) { 1, draw_columns(draw), false, DRAW_NOTE, form->why.text }, 1);
    for (size_t i = 0; form->computed && i < form->result.steps; i++) {
        const struct duty_step *step = &form->result.step[i];
        if (step->kind != STEP_LINE && step->kind != STEP_TOTAL) /* these stand above and below */
            row += draw_step(view, draw, area, row, step);
    }
    return row - (area.top - top);
}

static void draw_steps(struct duty_view *view, struct draw *draw, struct view_area area)
{
    view->total = draw_steps_from(view, draw, (struct view_area) { 0, 0 }, 0);
    view->height = area.bottom - area.top;
    if (view->top > view->total - view->height)
        view->top = view->total - view->height;
    if (view->top < 0)
        view->top = 0;
    draw_steps_from(view, draw, area, view->top);
}

/* Words at the right end of a row; where they begin. */
static int draw_at_end(struct draw *draw, int row, int end, const char *text)
{
    int start = end - 1 - (int)width_columns(text, strlen(text));
    if (start < end / 3)
        return end; /* the total comes first */
    draw_text(draw, row, start, end, DRAW_SELECTED, text);
    return start - 1;
}

/* Why there is no total: the inputs that are missing, by name. */
static void name_missing(const struct duty_view *view, char *out, size_t size)
{
    const struct duty_form *form = view->form;
    size_t length = (size_t)snprintf(out, size, "%s", _("Total not known"));
    const char *before = ": ";
    for (size_t i = 0; form->computed && i < form->result.steps && length < size; i++) {
        struct duty_step step = form->result.step[i];
        char what[512];
        if (step.kind != STEP_MISSING && step.kind != STEP_REFER)
            continue;
        step.detail = step.kind == STEP_MISSING ? "" : step.detail; /* what for is said above */
        duty_step_what(&step, &desk_country(view->desk)->profile, what, sizeof what);
        length += (size_t)snprintf(out + length, size - length, "%s%s%s", before, step.kind == STEP_MISSING ? "" : _("a person decides "), what);
        before = "; ";
    }
}

static void draw_total(const struct duty_view *view, struct draw *draw, int row)
{
    const struct duty_form *form = view->form;
    int columns = draw_columns(draw), end = columns;
    char text[1024], money[512];
    const char *mark = form->computed ? mark_of(form->result.training, form->result.sample) : "";
    draw_fill(draw, row, 0, columns, DRAW_SELECTED);
    if (form->computed && form->result.known) {
        decimal_print(&form->result.total, money, sizeof money);
        snprintf(text, sizeof text, _("Total %s %s"), money, form->result.currency);
    } else {
        name_missing(view, text, sizeof text);
    }
    if (view->total > view->height + view->top)
        end = draw_at_end(draw, row, end, _("PageDown: more"));
    if (*mark)
        end = draw_at_end(draw, row, end, mark);
    draw_cut(draw, row, 1, end - 1, DRAW_SELECTED, text);
}

/* ---- the view ---- */

static void draw_duty(void *state, struct draw *draw, struct view_area area)
{
    struct duty_view *view = state;
    int rows = area.bottom - area.top, fields = (int)view->form->rows;
    if (rows < STEPS_LEAST + 2) { /* the field that is typed, and what it comes to */
        draw_form(view, draw, area.top, 1);
        if (rows > 1)
            draw_total(view, draw, area.bottom - 1);
        return;
    }
    int form_rows = (rows - 2) * 6 / 11;
    form_rows = form_rows > fields ? fields : form_rows;
    form_rows = form_rows > rows - 2 - STEPS_LEAST ? rows - 2 - STEPS_LEAST : form_rows;
    form_rows = form_rows < 1 ? 1 : form_rows;
    draw_form(view, draw, area.top, form_rows);
    draw_below(view, draw, area.top + form_rows);
    draw_steps(view, draw, (struct view_area) { area.top + form_rows + 1, area.bottom - 1 });
    draw_total(view, draw, area.bottom - 1);
}

static void key(void *state, struct desk *desk, enum command command, const struct input *input)
{
    struct duty_view *view = state;
    char codes[FORM_CODES_MAX];
    int page = view->height > 1 ? view->height - 1 : 1;
    switch (command) {
    case COMMAND_BACK:
        desk_back(desk); /* the view is gone now */
        break;
    case COMMAND_COMPARE:
        view_compare_open(desk, view->form, duty_form_codes(view->form, codes));
        break;
    case COMMAND_PAGE_UP:
        view->top -= page;
        break;
    case COMMAND_PAGE_DOWN:
        view->top += page;
        break;
    default:
        duty_form_key(view->form, desk_country(desk), command, input);
    }
}

static void generation(void *state)
{
    struct duty_view *view = state;
    duty_form_compute(view->form, desk_country(view->desk));
}

static void close_duty(void *state)
{
    free(state);
}

const struct view view_duty = {
    .name = N_("duty"),
    .places = places,
    .draw = draw_duty,
    .key = key,
    .generation = generation,
    .close = close_duty,
};

void view_duty_open(struct desk *desk, struct duty_form *form)
{
    struct duty_view *view = calloc(1, sizeof *view);
    if (!view) {
        desk_note(desk, _("No memory for the calculator: close other programs"));
        return;
    }
    view->desk = desk;
    view->form = form;
    duty_form_compute(form, desk_country(desk));
    desk_open(desk, &view_duty, view);
}
