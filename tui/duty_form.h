/* SPDX-License-Identifier: GPL-3.0-or-later */
/* duty_form.h - what an officer types of a declaration's line, checked field by field and computed at every change.
 *
 * The form holds texts; the entry is read from them anew each time, so that nothing is left of what was overwritten. Fields that only some rates ask for (a
 * quantity in pieces, a degree, an exchange rate) come when the line or its rate asks, and stay while they have a text. It outlives the generation: after a
 * move duty_form_compute is called with the new country before anything of `result` is used.
 */
#ifndef HS_TUI_DUTY_FORM_H
#define HS_TUI_DUTY_FORM_H

#include "core/base/utc.h"
#include "tui/command.h"
#include "tui/country.h"
#include "tui/edit.h"

enum { FORM_ROWS_MAX = 48, FORM_TEXT_MAX = 128, FORM_LABEL_MAX = 48, FORM_MESSAGE_MAX = 256, FORM_OTHERS_MAX = 256 };

struct form_row {
    enum entry_field field;
    char label[FORM_LABEL_MAX];
    char prefix[ENTRY_WORD_MAX]; /* stands before a bare number: the name of a cost, a currency */
    char suffix[64];             /* behind a bare number: a unit, a part */
    char text[FORM_TEXT_MAX];
    bool listed; /* one of several of its field: asked for, and gone when it is empty and no longer asked for */
    bool wrong, asked;
    char message[FORM_MESSAGE_MAX]; /* what is wrong, what it is needed for, or what is like it */
};

struct duty_form {
    struct form_row row[FORM_ROWS_MAX];
    size_t rows, focus;
    struct edit edit; /* of the row in focus */
    struct entry entry;
    struct duty_result result;
    char day[UTC_TEXT_MAX];       /* the date that nobody typed */
    char others[FORM_OTHERS_MAX]; /* codes with commas between, to compare with: the caller's */
    bool computed;                /* `result` is that of the texts */
    struct hs_why why;            /* where it is not */
};

/* NULL when out of memory. The date is today. */
struct duty_form *duty_form_open(void);
void duty_form_close(struct duty_form *form);

/* Before the form is shown anew: the date becomes today's where nobody typed it. A desk stays open over midnight, and rates are those of a day. */
void duty_form_follow_day(struct duty_form *form);

/* The code, and behind it the others. Returns `out`. */
enum { FORM_CODES_MAX = FORM_TEXT_MAX + FORM_OTHERS_MAX + 2 };
const char *duty_form_codes(const struct duty_form *form, char out[static FORM_CODES_MAX]);

const char *duty_form_text(const struct duty_form *form, enum entry_field field);
/* An empty text also puts the field in focus. */
void duty_form_set(struct duty_form *form, enum entry_field field, const char *text);

/* Reads every field and computes; `country` NULL: no tariff is loaded. */
void duty_form_compute(struct duty_form *form, const struct country *country);

/* What the fields that are well say, into an entry that was set up: for another code or origin, or another day. */
void duty_form_read(const struct duty_form *form, const struct profile *profile, struct entry *entry);

/* Whether the field in focus is a choice among words. */
bool duty_form_has_choices(const struct duty_form *form, const struct country *country);
/* An editing command, a move between fields, the next choice, or a character. Computes when something changed. */
void duty_form_key(struct duty_form *form, const struct country *country, enum command command, const struct input *input);

#endif
