/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/duty_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utc.h"
#include "tui/i18n.h"
#include "tui/national.h"

/* The fields that are always there, in the order of the form, and the place of those that are asked for. */
static const struct {
    enum entry_field field;
    const char *label;
} standard[] = {
    { ENTRY_CODE, N_("Code") },
    { ENTRY_VALUE, N_("Value") },
    { ENTRY_CURRENCY, N_("Currency") },
    { ENTRY_INCOTERM, N_("Incoterm") },
    { ENTRY_FREIGHT, N_("Freight") },
    { ENTRY_INSURANCE, N_("Insurance") },
    { ENTRY_ORIGIN, N_("Origin") },
    { ENTRY_EXPORT, N_("Export") },
    { ENTRY_TRADE, N_("Trade") },
    { ENTRY_PROCEDURE, N_("Procedure") },
    { ENTRY_DATE, N_("Date") },
    { ENTRY_NET, N_("Net mass") },
    { ENTRY_GROSS, N_("Gross mass") },
    { ENTRY_PROOF, N_("Proof") },
    { ENTRY_USED, N_("Used before") },
    { ENTRY_PREFERENCE, N_("Preference") },
    { ENTRY_TRANSPORT, N_("Transport") },
    { ENTRY_VAT, N_("VAT rate") },
    { ENTRY_EXPORT_DATE, N_("Exported") },
    { ENTRY_RECEIVED, N_("Received") },
};

static size_t find_row(const struct duty_form *form, enum entry_field field)
{
    size_t at = 0;
    while (at < form->rows && form->row[at].field != field)
        at++;
    return at;
}

struct duty_form *duty_form_open(void)
{
    struct duty_form *form = calloc(1, sizeof *form);
    if (!form)
        return NULL;
    entry_init(&form->entry);
    duty_result_init(&form->result);
    for (; form->rows < sizeof standard / sizeof *standard; form->rows++) {
        form->row[form->rows].field = standard[form->rows].field;
        snprintf(form->row[form->rows].label, FORM_LABEL_MAX, "%s", _(standard[form->rows].label));
    }
    duty_form_follow_day(form);
    form->focus = find_row(form, ENTRY_VALUE);
    return form;
}

void duty_form_close(struct duty_form *form)
{
    if (!form)
        return;
    entry_clear(&form->entry);
    duty_result_clear(&form->result);
    free(form);
}

/* ---- the texts ---- */

static void begin_edit(struct duty_form *form)
{
    const char *text = form->row[form->focus].text;
    form->edit.length = form->edit.cursor = strlen(text);
    memcpy(form->edit.text, text, form->edit.length + 1);
}

static void set_text(struct duty_form *form, size_t row, const char *text)
{
    snprintf(form->row[row].text, FORM_TEXT_MAX, "%s", text);
    if (row == form->focus)
        begin_edit(form);
}

const char *duty_form_text(const struct duty_form *form, enum entry_field field)
{
    size_t at = find_row(form, field);
    return at < form->rows ? form->row[at].text : "";
}

void duty_form_set(struct duty_form *form, enum entry_field field, const char *text)
{
    size_t at = find_row(form, field);
    if (at == form->rows)
        return;
    if (!*text) /* it is the first to be typed */
        form->focus = at;
    set_text(form, at, text);
}

void duty_form_follow_day(struct duty_form *form)
{
    if (strcmp(duty_form_text(form, ENTRY_DATE), form->day) != 0)
        return;
    utc_print_day(national_today(), form->day);
    duty_form_set(form, ENTRY_DATE, form->day);
}

const char *duty_form_codes(const struct duty_form *form, char out[static FORM_CODES_MAX])
{
    const char *own = duty_form_text(form, ENTRY_CODE);
    snprintf(out, FORM_CODES_MAX, "%s", own);
    for (const char *at = form->others; *at;) {
        size_t length = strcspn(at, ",");
        if (length != strlen(own) || memcmp(at, own, length) != 0)
            snprintf(out + strlen(out), FORM_CODES_MAX - strlen(out), "%s%.*s", *out ? ", " : "", (int)length, at);
        at += length + strspn(at + length, ", ");
    }
    return out;
}

static void move_focus(struct duty_form *form, long by)
{
    size_t to = form->focus + form->rows + (size_t)by;
    form->focus = to % form->rows;
    begin_edit(form);
}

/* ---- reading them ---- */

/* A bare number gets what the rate asked for before or behind it. */
static void complete(const struct form_row *row, char *out, size_t size)
{
    bool bare = true;
    for (const char *at = row->text; *at; at++)
        bare = bare && strchr("0123456789., '", *at);
    snprintf(out, size, "%s%s%s%s%s", bare ? row->prefix : "", bare && *row->prefix ? " " : "", row->text, bare && *row->suffix ? " " : "",
             bare ? row->suffix : "");
}

/* The message without the field's name and text in front, beside which it stands. */
static const char *without_field(const struct hs_why *why, enum entry_field field)
{
    const char *name = entry_field_name(field), *quote;
    size_t length = strlen(name);
    if (strncmp(why->text, name, length) != 0 || strncmp(why->text + length, " \"", 2) != 0 || !(quote = strstr(why->text, "\": ")))
        return why->text;
    return quote + strlen("\": ");
}

static enum hs_status read_row(const struct form_row *row, const struct profile *profile, struct entry *entry, struct hs_why *why)
{
    char text[FORM_TEXT_MAX + ENTRY_WORD_MAX + 64];
    if (!*row->text)
        return HS_OK;
    complete(row, text, sizeof text);
    return entry_set(entry, row->field, profile, text, why);
}

void duty_form_read(const struct duty_form *form, const struct profile *profile, struct entry *entry)
{
    struct hs_why why;
    for (size_t i = 0; i < form->rows; i++)
        read_row(&form->row[i], profile, entry, &why);
}

static void check_row(struct duty_form *form, struct form_row *row, const struct profile *profile)
{
    struct hs_why why = { .status = HS_OK };
    row->asked = false;
    *row->message = '\0';
    row->wrong = read_row(row, profile, &form->entry, &why) != HS_OK;
    if (row->wrong)
        snprintf(row->message, sizeof row->message, "%s", without_field(&why, row->field));
}

/* ---- what is asked for ---- */

/* What tells the rows of one field apart. */
static void name_asked(const struct duty_step *step, char prefix[static ENTRY_WORD_MAX], char suffix[static 64])
{
    const struct expression_key *key = &step->key;
    const char *unit = key->kind == INPUT_QUANTITY ? measure_unit_name(key->unit) : "", *part = measure_part_name(key->part);
    *prefix = *suffix = '\0';
    if (step->field == ENTRY_COST)
        snprintf(prefix, ENTRY_WORD_MAX, "%s", step->words);
    else if (step->field == ENTRY_EXCHANGE)
        snprintf(prefix, ENTRY_WORD_MAX, "%s", key->name);
    else if (step->field == ENTRY_QUANTITY || step->field == ENTRY_DEGREE || step->field == ENTRY_PART)
        snprintf(suffix, 64, "%s%s%s", unit, *unit && *part ? " " : "", part);
}

static bool is_list(enum entry_field field)
{
    return field == ENTRY_QUANTITY || field == ENTRY_DEGREE || field == ENTRY_PART || field == ENTRY_COST || field == ENTRY_EXCHANGE;
}

/* The row of a field that is a list, made behind the gross mass where there is none yet; rows where there is no room. */
static size_t list_row(struct duty_form *form, enum entry_field field, const char *prefix, const char *suffix)
{
    static const char *const labels[ENTRY_FIELD_COUNT] = { [ENTRY_QUANTITY] = N_("Quantity"),
                                                           [ENTRY_DEGREE] = N_("Degree"),
                                                           [ENTRY_PART] = N_("Value of part"),
                                                           [ENTRY_COST] = N_("Cost"),
                                                           [ENTRY_EXCHANGE] = N_("Exchange") };
    for (size_t i = 0; i < form->rows; i++)
        if (form->row[i].field == field && strcmp(form->row[i].prefix, prefix) == 0 && strcmp(form->row[i].suffix, suffix) == 0)
            return i;
    size_t at = find_row(form, ENTRY_GROSS) + 1;
    if (form->rows == FORM_ROWS_MAX)
        return FORM_ROWS_MAX;
    while (form->row[at].listed)
        at++;
    memmove(&form->row[at + 1], &form->row[at], (form->rows - at) * sizeof *form->row);
    form->rows++;
    form->focus += form->focus >= at;
    struct form_row *row = &form->row[at];
    memset(row, 0, sizeof *row);
    row->field = field;
    row->listed = true;
    snprintf(row->prefix, sizeof row->prefix, "%s", prefix);
    snprintf(row->suffix, sizeof row->suffix, "%s", suffix);
    snprintf(row->label, sizeof row->label, "%s %s", _(labels[field]), *prefix ? prefix : suffix);
    return at;
}

static void ask(struct duty_form *form, size_t at, const char *for_what)
{
    struct form_row *row = &form->row[at];
    row->asked = true;
    if (!row->wrong && *for_what)
        snprintf(row->message, sizeof row->message, _("needed for %s"), for_what);
    else if (!row->wrong)
        snprintf(row->message, sizeof row->message, "%s", _("needed"));
}

static void ask_missing(struct duty_form *form)
{
    for (size_t i = 0; i < form->result.steps; i++) {
        const struct duty_step *step = &form->result.step[i];
        char prefix[ENTRY_WORD_MAX], suffix[64];
        if (step->kind != STEP_MISSING || step->field == ENTRY_FIELD_COUNT)
            continue;
        name_asked(step, prefix, suffix);
        size_t at = is_list(step->field) ? list_row(form, step->field, prefix, suffix) : find_row(form, step->field);
        if (at < form->rows)
            ask(form, at, step->detail);
    }
}

/* The supplementary units that the line counts by, for statistics if for nothing else. */
static void ask_units(struct duty_form *form, const struct tariff *tariff)
{
    uint32_t number = tariff_find(tariff, &form->entry.code);
    struct tariff_line line;
    tariff_line(tariff, number, &line);
    for (size_t i = 0; i < TARIFF_LINE_UNITS && line.unit[i] != UNIT_NONE; i++) {
        char suffix[64];
        if (measure_dimension(line.unit[i]) == DIMENSION_MASS && (line.part[i] == PART_WHOLE || line.part[i] == PART_GROSS_MASS))
            continue; /* a field of its own */
        snprintf(suffix, sizeof suffix, "%s%s%s", measure_unit_name(line.unit[i]), line.part[i] == PART_WHOLE ? "" : " ", measure_part_name(line.part[i]));
        size_t at = list_row(form, ENTRY_QUANTITY, "", suffix);
        if (at < form->rows && !form->row[at].asked && !*form->row[at].message) {
            form->row[at].asked = true;
            if (!*form->row[at].text)
                snprintf(form->row[at].message, FORM_MESSAGE_MAX, "%s", _("supplementary unit of the line"));
        }
    }
}

static void drop_idle_rows(struct duty_form *form)
{
    for (size_t i = 0; i < form->rows;) {
        if (!form->row[i].listed || form->row[i].asked || *form->row[i].text || i == form->focus) {
            i++;
            continue;
        }
        memmove(&form->row[i], &form->row[i + 1], (form->rows - i - 1) * sizeof *form->row);
        form->rows--;
        form->focus -= form->focus > i;
    }
}

/* ---- words beside a field that is well ---- */

/* Labels are short, so that of some it is not plain what they ask for. */
static void describe_empty(struct form_row *row)
{
    const char *asks = row->field == ENTRY_EXPORT ? _("where the goods come from") : row->field == ENTRY_TRADE ? _("country of the trader") : "";
    if (*asks)
        snprintf(row->message, FORM_MESSAGE_MAX, _("%s, as %s"), asks, entry_field_like(row->field));
    else
        snprintf(row->message, FORM_MESSAGE_MAX, _("as %s"), entry_field_like(row->field));
}

static void describe_row(struct form_row *row, const struct country *country, const struct entry *entry)
{
    const struct profile *profile = &country->profile;
    const struct profile_procedure *procedure;
    const struct profile_agreement *agreement;
    char choices[FORM_MESSAGE_MAX - 8], words[NATIONAL_WORDS_MAX];
    if (*row->message)
        return;
    if (row->field == ENTRY_CODE && *row->text) {
        struct national_result result = { .code = entry->code };
        snprintf(row->message, FORM_MESSAGE_MAX, "%s", national_title(country, &result, "", words));
    } else if (row->field == ENTRY_PROCEDURE && (procedure = *row->text            ? profile_procedure(profile, row->text)
                                                             : profile->procedures ? &profile->procedure[0]
                                                                                   : NULL)) {
        snprintf(row->message, FORM_MESSAGE_MAX, "%s", profile_text(profile, procedure->title));
    } else if (row->field == ENTRY_PREFERENCE && *row->text && (agreement = profile_agreement(profile, row->text))) {
        snprintf(row->message, FORM_MESSAGE_MAX, "%s", profile_text(profile, agreement->title));
    } else if (!*row->text) {
        entry_choices(row->field, profile, choices, sizeof choices);
        if (*choices)
            snprintf(row->message, FORM_MESSAGE_MAX, "%s", choices);
        else
            describe_empty(row);
    }
}

void duty_form_compute(struct duty_form *form, const struct country *country)
{
    const struct profile *profile = country ? &country->profile : NULL;
    entry_clear(&form->entry);
    entry_init(&form->entry);
    form->computed = false;
    form->result.steps = 0;
    for (size_t i = 0; i < form->rows; i++)
        check_row(form, &form->row[i], profile);
    if (!country) {
        hs_fail(&form->why, HS_NOT_FOUND, _("no national tariff loaded: import one with `hsdesk-admin import`, or try `hsdesk demo`"));
        return;
    }
    form->computed = calculate(country->calculator, &form->entry, &form->result, &form->why) == HS_OK;
    struct form_row *code = &form->row[find_row(form, ENTRY_CODE)];
    if (form->computed) {
        ask_missing(form);
        ask_units(form, country->duty.tariff);
    } else if (!code->wrong) {
        code->wrong = true;
        snprintf(code->message, sizeof code->message, "%s", without_field(&form->why, ENTRY_CODE));
    }
    drop_idle_rows(form);
    for (size_t i = 0; i < form->rows; i++)
        describe_row(&form->row[i], country, &form->entry);
}

/* ---- keys ---- */

bool duty_form_has_choices(const struct duty_form *form, const struct country *country)
{
    char choices[8] = "";
    if (country && !form->row[form->focus].listed)
        entry_choices(form->row[form->focus].field, &country->profile, choices, sizeof choices);
    return *choices;
}

/* The choice behind the one that stands there, in the list's order, none behind the last. */
static void next_choice(struct duty_form *form, const struct country *country)
{
    struct form_row *row = &form->row[form->focus];
    char choices[1024], next[FORM_TEXT_MAX] = "";
    bool here = !*row->text;
    entry_choices(row->field, &country->profile, choices, sizeof choices);
    for (const char *at = choices; *at;) {
        size_t length = strcspn(at, ",");
        if (here) {
            snprintf(next, sizeof next, "%.*s", (int)length, at);
            break;
        }
        here = strlen(row->text) == length && memcmp(row->text, at, length) == 0;
        at += length + strspn(at + length, ", ");
    }
    set_text(form, form->focus, next);
}

static bool edit_key(struct duty_form *form, enum command command, const struct input *input)
{
    struct edit *edit = &form->edit;
    if (command == COMMAND_NONE)
        return input->name == INPUT_TEXT && edit->length + strlen(input->text) < FORM_TEXT_MAX && edit_insert(edit, input->text);
    return edit_command(edit, command); /* which never lengthens it */
}

void duty_form_key(struct duty_form *form, const struct country *country, enum command command, const struct input *input)
{
    bool changed = false;
    if (command == COMMAND_NEXT_FIELD || command == COMMAND_PREVIOUS_FIELD) {
        move_focus(form, command == COMMAND_NEXT_FIELD ? 1 : -1);
        changed = true; /* an idle row that was left may go */
    } else if (command == COMMAND_NEXT_CHOICE && duty_form_has_choices(form, country)) {
        next_choice(form, country);
        changed = true;
    } else if (edit_key(form, command, input)) {
        memcpy(form->row[form->focus].text, form->edit.text, form->edit.length + 1);
        changed = true;
    }
    if (changed)
        duty_form_compute(form, country);
}
