/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties side by side: several codes, origins or days, each with each, on what the calculator's form says otherwise.
 *
 * Three texts to type in, with commas between; below them a table with a column for each combination, further columns below the first where the terminal is
 * narrow. The first one is what the others are held against: what they cost more, and what they newly require.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utc.h"
#include "tui/cells.h"
#include "tui/duty_form.h"
#include "tui/i18n.h"
#include "tui/national.h"
#include "tui/views/views.h"
#include "tui/width.h"

enum { SIDES_MAX = 8, TEXT_MAX = 512, CELL_MAX = 1536, LABEL_COLUMNS = 17, SIDE_LEAST = 15, GOODS_COLUMNS = 60 };

enum { TEXT_CODES, TEXT_ORIGINS, TEXT_DATES, TEXTS };

struct side {
    bool computed;
    struct hs_why why;
    struct entry entry;
    struct duty_result result;
};

struct compare {
    struct desk *desk;
    const struct duty_form *form; /* not ours */
    char text[TEXTS][TEXT_MAX];
    size_t focus;
    struct edit edit; /* of the text in focus */
    struct side side[SIDES_MAX];
    size_t sides;
    bool more; /* combinations that are not shown */
    int top, height;
};

/* ---- computing ---- */

/* The next part of a list, without spaces around it, into `part`; where the list goes on, or NULL. An empty list has one empty part. */
static const char *next_part(const char *list, char part[static TEXT_MAX])
{
    size_t length = strcspn(list, ","), start = strspn(list, " ");
    start = start < length ? start : length;
    size_t end = length;
    while (end > start && list[end - 1] == ' ')
        end--;
    snprintf(part, TEXT_MAX, "%.*s", (int)(end - start), list + start);
    return list[length] ? list + length + 1 : NULL;
}

static void compute_side(struct compare *compare, struct side *side, const char *code, const char *origin, const char *date)
{
    const struct country *country = desk_country(compare->desk);
    const struct profile *profile = &country->profile;
    entry_clear(&side->entry);
    entry_init(&side->entry);
    duty_form_read(compare->form, profile, &side->entry);
    entry_set(&side->entry, ENTRY_CODE, profile, "", &side->why); /* what follows takes the form's place, also where it will not do */
    entry_set(&side->entry, ENTRY_ORIGIN, profile, "", &side->why);
    entry_set(&side->entry, ENTRY_DATE, profile, "", &side->why);
    side->computed = entry_set(&side->entry, ENTRY_CODE, profile, code, &side->why) == HS_OK &&
                     entry_set(&side->entry, ENTRY_ORIGIN, profile, origin, &side->why) == HS_OK &&
                     entry_set(&side->entry, ENTRY_DATE, profile, date, &side->why) == HS_OK &&
                     calculate(country->calculator, &side->entry, &side->result, &side->why) == HS_OK;
}

static void compute(struct compare *compare)
{
    char code[TEXT_MAX], origin[TEXT_MAX], date[TEXT_MAX];
    compare->sides = 0;
    compare->more = false;
    if (!desk_country(compare->desk))
        return;
    for (const char *codes = compare->text[TEXT_CODES]; codes;) {
        codes = next_part(codes, code);
        for (const char *origins = compare->text[TEXT_ORIGINS]; origins;) {
            origins = next_part(origins, origin);
            for (const char *dates = compare->text[TEXT_DATES]; dates;) {
                dates = next_part(dates, date);
                if (compare->sides < SIDES_MAX)
                    compute_side(compare, &compare->side[compare->sides++], code, origin, date);
                else
                    compare->more = true;
            }
        }
    }
}

/* ---- what a cell says ---- */

enum line {
    LINE_NUMBER,
    LINE_CODE,
    LINE_GOODS,
    LINE_ORIGIN,
    LINE_DATE,
    LINE_PROBLEM,
    LINE_VALUE,
    LINE_RATE,
    LINE_CHARGE, /* each of the profile's */
    LINE_TOTAL,
    LINE_AGAINST,
    LINE_MISSING,
    LINE_REFER,
    LINE_REQUIRED, /* of the first side */
    LINE_NEWLY,    /* of the others */
    LINE_UNCLAIMED,
    LINE_CERTIFICATE,
    LINE_WITH,
    LINE_WITHOUT,
    LINE_MARK,
    LINE_COUNT
};

static void append(char *out, const char *between, const char *text)
{
    size_t length = strlen(out);
    snprintf(out + length, CELL_MAX - length, "%s%s", length ? between : "", text);
}

/* The last step of a kind, and of a name where one is given; NULL. */
static const struct duty_step *step_of(const struct side *side, enum duty_step_kind kind, const char *id)
{
    const struct duty_step *found = NULL;
    for (size_t i = 0; i < side->result.steps; i++)
        if (side->result.step[i].kind == kind && (!id || strcmp(side->result.step[i].id, id) == 0))
            found = &side->result.step[i];
    return found;
}

static void tell_amount(const struct duty_step *step, char out[static CELL_MAX])
{
    if (step && step->has_amount)
        decimal_print(&step->amount, out, CELL_MAX);
    else if (step)
        snprintf(out, CELL_MAX, "%s", _("not known"));
}

/* The duty's own rate; under a preference that was applied that one. */
static void tell_rate(const struct compare *compare, const struct side *side, char out[static CELL_MAX])
{
    const struct profile *profile = &desk_country(compare->desk)->profile;
    for (uint32_t i = 0; i < profile->charges; i++) {
        const struct duty_step *step = step_of(side, STEP_CHARGE, profile_text(profile, profile->charge[i].id));
        if (profile->charge[i].measure != TARIFF_DUTY || !step)
            continue;
        duty_step_rate(step, out, CELL_MAX);
        if (step->agreement)
            append(out, ", ", profile_text(profile, step->agreement->id));
    }
}

/* All steps of a kind in words. */
static void tell_steps(const struct compare *compare, const struct side *side, enum duty_step_kind kind, char out[static CELL_MAX])
{
    char what[CELL_MAX], amount[512];
    for (size_t i = 0; i < side->result.steps; i++) {
        struct duty_step step = side->result.step[i];
        if (step.kind != kind)
            continue;
        if (kind == STEP_MISSING)
            step.detail = ""; /* what it is for, the calculator says */
        duty_step_what(&step, &desk_country(compare->desk)->profile, what, sizeof what);
        append(out, "; ", what);
        if (kind == STEP_UNCLAIMED && step.has_amount) {
            decimal_print(&step.amount, amount, sizeof amount);
            append(out, ": ", _("duty"));
            append(out, " ", amount);
        }
    }
}

/* What the side requires and the first one does not. */
static void tell_newly(const struct compare *compare, const struct side *side, char out[static CELL_MAX])
{
    const struct side *first = &compare->side[0];
    char what[CELL_MAX];
    if (side == first || !first->computed)
        return;
    for (size_t i = 0; i < side->result.steps; i++)
        if (duty_newly_requires(&side->result, i, &first->result)) {
            duty_step_what(&side->result.step[i], &desk_country(compare->desk)->profile, what, sizeof what);
            append(out, "; ", what);
        }
    if (!*out)
        snprintf(out, CELL_MAX, "%s", _("nothing"));
}

static void tell_against(const struct compare *compare, const struct side *side, char out[static CELL_MAX])
{
    const struct side *first = &compare->side[0];
    struct decimal difference;
    if (side == first || !first->computed || !first->result.known || !side->result.known)
        return;
    decimal_init(&difference);
    decimal_subtract(&difference, &side->result.total, &first->result.total);
    bool above = decimal_sign(&difference) > 0;
    *out = '+';
    decimal_print(&difference, out + above, CELL_MAX - 1);
    decimal_clear(&difference);
}

/* The end of the line's words: what they begin with is mostly what all lines of a subheading begin with. */
static void tell_goods(const struct compare *compare, const struct side *side, char out[static CELL_MAX])
{
    struct national_result line = { .code = side->entry.code };
    char words[NATIONAL_WORDS_MAX];
    const char *end = national_title(desk_country(compare->desk), &line, "", words);
    size_t length = strlen(end);
    bool cut = false;
    for (; width_columns(end, length) > GOODS_COLUMNS; length = strlen(end), cut = true)
        end += width_cluster(end, length).length;
    if (cut && strchr(end, ' '))
        end = strchr(end, ' ') + 1;
    snprintf(out, CELL_MAX, "%s%s", cut ? "... " : "", end);
}

static void tell_total(const struct side *side, char out[static CELL_MAX])
{
    if (side->result.known)
        decimal_print(&side->result.total, out, CELL_MAX);
    else
        snprintf(out, CELL_MAX, "%s", _("not known"));
}

static void tell_computed(const struct compare *compare, const struct side *side, enum line line, uint32_t charge, char out[static CELL_MAX])
{
    const struct profile *profile = &desk_country(compare->desk)->profile;
    switch (line) {
    case LINE_GOODS:
        tell_goods(compare, side, out);
        break;
    case LINE_VALUE:
        tell_amount(step_of(side, STEP_VALUE, NULL), out);
        break;
    case LINE_RATE:
        tell_rate(compare, side, out);
        break;
    case LINE_CHARGE:
        tell_amount(step_of(side, STEP_CHARGE, profile_text(profile, profile->charge[charge].id)), out);
        break;
    case LINE_TOTAL:
        tell_total(side, out);
        break;
    case LINE_AGAINST:
        tell_against(compare, side, out);
        break;
    case LINE_REQUIRED:
        if (side == &compare->side[0])
            tell_steps(compare, side, STEP_REQUIRE, out);
        break;
    case LINE_NEWLY:
        tell_newly(compare, side, out);
        break;
    case LINE_UNCLAIMED:
        tell_steps(compare, side, STEP_UNCLAIMED, out);
        break;
    case LINE_CERTIFICATE:
        tell_steps(compare, side, STEP_CERTIFICATE, out);
        break;
    case LINE_WITH:
    case LINE_WITHOUT:
        tell_amount(step_of(side, line == LINE_WITH ? STEP_WITH : STEP_WITHOUT, NULL), out);
        break;
    case LINE_MISSING:
        tell_steps(compare, side, STEP_MISSING, out);
        break;
    case LINE_REFER:
        tell_steps(compare, side, STEP_REFER, out);
        break;
    case LINE_MARK:
        snprintf(out, CELL_MAX, "%s%s%s", side->result.training ? _("TRAINING") : "", side->result.training && side->result.sample ? ", " : "",
                 side->result.sample ? _("sample") : "");
        break;
    default:
        break;
    }
}

static void tell(const struct compare *compare, size_t number, enum line line, uint32_t charge, char out[static CELL_MAX])
{
    const struct side *side = &compare->side[number];
    memset(out, 0, 2);
    if (line == LINE_NUMBER)
        snprintf(out, CELL_MAX, "%zu", number + 1);
    else if (line == LINE_CODE)
        national_code(desk_country(compare->desk), &side->entry.code, out);
    else if (line == LINE_ORIGIN && strchr(compare->text[TEXT_ORIGINS], ','))
        snprintf(out, CELL_MAX, "%s", *side->entry.origin ? side->entry.origin : "-");
    else if (line == LINE_DATE && side->entry.date && strchr(compare->text[TEXT_DATES], ','))
        utc_print_day(side->entry.date, out);
    else if (line == LINE_PROBLEM && !side->computed)
        snprintf(out, CELL_MAX, "%s", side->why.text);
    else if (side->computed)
        tell_computed(compare, side, line, charge, out);
}

/* ---- drawing ---- */

static const char *label_of(const struct compare *compare, enum line line, uint32_t charge)
{
    static const char *const labels[LINE_COUNT] = {
        [LINE_NUMBER] = "",
        [LINE_CODE] = N_("Code"),
        [LINE_GOODS] = N_("Goods"),
        [LINE_ORIGIN] = N_("Origin"),
        [LINE_DATE] = N_("Date"),
        [LINE_PROBLEM] = N_("Cannot be"),
        [LINE_VALUE] = N_("Customs value"),
        [LINE_RATE] = N_("Duty rate"),
        [LINE_TOTAL] = N_("Total"),
        [LINE_AGAINST] = N_("Against 1"),
        [LINE_MISSING] = N_("Missing"),
        [LINE_REFER] = N_("To be decided"),
        [LINE_REQUIRED] = N_("Required"),
        [LINE_NEWLY] = N_("Newly required"),
        [LINE_UNCLAIMED] = N_("Not claimed"),
        [LINE_CERTIFICATE] = N_("Certificate"),
        [LINE_WITH] = N_("Total with it"),
        [LINE_WITHOUT] = N_("Without it"),
        [LINE_MARK] = N_("Rests on"),
    };
    const struct profile *profile = &desk_country(compare->desk)->profile;
    return line == LINE_CHARGE ? profile_text(profile, profile->charge[charge].title) : *labels[line] ? _(labels[line]) : "";
}

static bool is_figure(enum line line)
{
    return line == LINE_NUMBER || line == LINE_VALUE || line == LINE_CHARGE || line == LINE_TOTAL || line == LINE_AGAINST || line == LINE_WITH ||
           line == LINE_WITHOUT;
}

/* One line of the table for the sides from `first` on; nothing where none of them says anything. Returns its rows. */
static int draw_line(const struct compare *compare, struct draw *draw, struct view_area area, int row, size_t first, size_t count, enum line line,
                     uint32_t charge)
{
    char text[SIDES_MAX][CELL_MAX], label[FORM_LABEL_MAX];
    struct cell cells[SIDES_MAX + 1];
    int columns = draw_columns(draw), width = (columns - LABEL_COLUMNS) / (int)count;
    bool says = false, asks = line == LINE_PROBLEM || line == LINE_MISSING || line == LINE_REFER;
    enum draw_style style = asks ? DRAW_NOTE : line == LINE_TOTAL || line == LINE_NUMBER ? DRAW_STRONG : DRAW_PLAIN;
    snprintf(label, sizeof label, "%s", label_of(compare, line, charge));
    if (line == LINE_TOTAL)
        snprintf(label, sizeof label, "%s %s", _("Total"), desk_country(compare->desk)->profile.country->currency);
    cells[0] = (struct cell) { 1, LABEL_COLUMNS, false, line == LINE_TOTAL ? DRAW_STRONG : DRAW_QUIET, label };
    for (size_t i = 0; i < count; i++) {
        int start = LABEL_COLUMNS + (int)i * width;
        tell(compare, first + i, line, charge, text[i]);
        says |= *text[i] != '\0';
        cells[i + 1] = (struct cell) { start + 1, start + width, is_figure(line), style, text[i] };
    }
    return says ? cells_draw(draw, area, row, cells, count + 1) : 0;
}

static int draw_block(const struct compare *compare, struct draw *draw, struct view_area area, int row, size_t first, size_t count)
{
    int start = row;
    for (enum line line = 0; line < LINE_COUNT; line++) {
        uint32_t charges = line == LINE_CHARGE ? desk_country(compare->desk)->profile.charges : 1;
        for (uint32_t charge = 0; charge < charges; charge++)
            row += draw_line(compare, draw, area, row, first, count, line, charge);
    }
    return row - start;
}

static int draw_table_from(const struct compare *compare, struct draw *draw, struct view_area area, int top)
{
    int columns = draw_columns(draw), fitting = (columns - LABEL_COLUMNS) / SIDE_LEAST, row = area.top - top;
    size_t wide = fitting < 1 ? 1 : (size_t)fitting;
    if (!desk_country(compare->desk))
        row += cells_draw(draw, area, row, &(struct cell) { 1, columns, false, DRAW_NOTE, _("no national tariff loaded") }, 1);
    for (size_t first = 0; first < compare->sides; first += wide) {
        row += first > 0;
        row += draw_block(compare, draw, area, row, first, compare->sides - first < wide ? compare->sides - first : wide);
    }
    if (compare->more)
        row += cells_draw(draw, area, row, &(struct cell) { 1, columns, false, DRAW_NOTE, _("There are more combinations than the eight that are shown.") }, 1);
    return row - (area.top - top);
}

static void draw_texts(const struct compare *compare, struct draw *draw, struct view_area area, int row)
{
    static const char *const labels[TEXTS] = { N_("Codes"), N_("Origins"), N_("Dates") };
    int columns = draw_columns(draw), start = columns >= 36 ? 11 : 2;
    for (size_t i = 0; i < TEXTS && row < area.bottom; i++, row++) {
        bool focus = i == compare->focus;
        if (focus)
            draw_text(draw, row, 0, columns, DRAW_STRONG, draw_symbol(draw, DRAW_MARK));
        if (start > 2)
            draw_text(draw, row, 1, start, focus ? DRAW_STRONG : DRAW_PLAIN, _(labels[i]));
        if (focus)
            draw_put_cursor(draw, row, edit_draw(&compare->edit, draw, row, start, columns));
        else
            draw_text(draw, row, start, columns, DRAW_PLAIN, compare->text[i]);
    }
}

static void draw_compare(void *state, struct draw *draw, struct view_area area)
{
    struct compare *compare = state;
    int table = area.top + TEXTS + 1;
    if (table >= area.bottom) { /* no room: the text that is typed */
        draw_texts(compare, draw, area, area.top - (int)compare->focus);
        return;
    }
    draw_texts(compare, draw, area, area.top);
    draw_rule(draw, table - 1);
    int rows = draw_table_from(compare, draw, (struct view_area) { 0, 0 }, 0);
    compare->height = area.bottom - table;
    if (compare->top > rows - compare->height)
        compare->top = rows - compare->height;
    if (compare->top < 0)
        compare->top = 0;
    draw_table_from(compare, draw, (struct view_area) { table, area.bottom }, compare->top);
    if (rows > compare->top + compare->height) {
        const char *more = _(" PageDown: more ");
        int start = draw_columns(draw) - 1 - (int)width_columns(more, strlen(more));
        draw_text(draw, table - 1, start < 0 ? 0 : start, draw_columns(draw), DRAW_NOTE, more);
    }
}

/* ---- keys ---- */

static void focus_on(struct compare *compare, size_t text)
{
    compare->focus = text;
    compare->edit.length = compare->edit.cursor = strlen(compare->text[text]);
    memcpy(compare->edit.text, compare->text[text], compare->edit.length + 1);
}

static unsigned places(const void *state)
{
    (void)state;
    return PLACE_FORM;
}

static void edit_key(struct compare *compare, enum command command, const struct input *input)
{
    struct edit *edit = &compare->edit;
    bool fits = input->name == INPUT_TEXT && edit->length + strlen(input->text) < TEXT_MAX;
    bool changed = command == COMMAND_NONE ? fits && edit_insert(edit, input->text) : edit_command(edit, command);
    if (changed) {
        memcpy(compare->text[compare->focus], edit->text, edit->length + 1);
        compute(compare);
    }
}

static void key(void *state, struct desk *desk, enum command command, const struct input *input)
{
    struct compare *compare = state;
    int page = compare->height > 1 ? compare->height - 1 : 1;
    switch (command) {
    case COMMAND_BACK:
        desk_back(desk); /* the view is gone now */
        break;
    case COMMAND_NEXT_FIELD:
        focus_on(compare, (compare->focus + 1) % TEXTS);
        break;
    case COMMAND_PREVIOUS_FIELD:
        focus_on(compare, (compare->focus + TEXTS - 1) % TEXTS);
        break;
    case COMMAND_PAGE_UP:
        compare->top -= page;
        break;
    case COMMAND_PAGE_DOWN:
        compare->top += page;
        break;
    default:
        edit_key(compare, command, input);
    }
}

static void generation(void *state)
{
    compute(state);
}

static void close_compare(void *state)
{
    struct compare *compare = state;
    for (size_t i = 0; i < SIDES_MAX; i++) {
        entry_clear(&compare->side[i].entry);
        duty_result_clear(&compare->side[i].result);
    }
    free(compare);
}

const struct view view_compare = {
    .name = N_("compare"),
    .places = places,
    .draw = draw_compare,
    .key = key,
    .generation = generation,
    .close = close_compare,
};

void view_compare_open(struct desk *desk, const struct duty_form *form, const char *codes)
{
    struct compare *compare = calloc(1, sizeof *compare);
    if (!compare) {
        desk_note(desk, _("No memory for the comparison: close other programs"));
        return;
    }
    compare->desk = desk;
    compare->form = form;
    for (size_t i = 0; i < SIDES_MAX; i++) {
        entry_init(&compare->side[i].entry);
        duty_result_init(&compare->side[i].result);
    }
    snprintf(compare->text[TEXT_CODES], TEXT_MAX, "%s", codes);
    snprintf(compare->text[TEXT_ORIGINS], TEXT_MAX, "%s", duty_form_text(form, ENTRY_ORIGIN));
    snprintf(compare->text[TEXT_DATES], TEXT_MAX, "%s", duty_form_text(form, ENTRY_DATE));
    focus_on(compare, TEXT_CODES);
    compute(compare);
    desk_open(desk, &view_compare, compare);
}
