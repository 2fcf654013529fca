/* SPDX-License-Identifier: GPL-3.0-or-later */
/* command.h - everything that a key can do, in one table. Keys, the bottom line and the help screen are made from it and from nothing else.
 *
 * A command belongs to places: a key that acts in a list is text where text is typed. A command that the table does not have does not exist, so
 * the bottom line never shows a key that does nothing.
 */
#ifndef HS_TUI_COMMAND_H
#define HS_TUI_COMMAND_H

#include <stddef.h>

#include "tui/input.h"

enum command {
    COMMAND_NONE, /* the input is no command here; in a text it may be a character */
    COMMAND_HELP,
    COMMAND_DUTY,
    COMMAND_COMPARE,
    COMMAND_OPEN,
    COMMAND_UNFOLD,
    COMMAND_FOLD,
    COMMAND_MARK,
    COMMAND_UNMARK,
    COMMAND_TO_LIST,
    COMMAND_TO_TEXT,
    COMMAND_BACK,
    COMMAND_NEXT_FIELD,
    COMMAND_PREVIOUS_FIELD,
    COMMAND_NEXT_CHOICE,
    COMMAND_UP,
    COMMAND_DOWN,
    COMMAND_PAGE_UP,
    COMMAND_PAGE_DOWN,
    COMMAND_FIRST,
    COMMAND_LAST,
    COMMAND_PICK, /* the digit is input->text[0] */
    COMMAND_LEFT,
    COMMAND_RIGHT,
    COMMAND_LINE_START,
    COMMAND_LINE_END,
    COMMAND_DELETE_BEFORE,
    COMMAND_DELETE_AFTER,
    COMMAND_DELETE_WORD,
    COMMAND_CLEAR,
    COMMAND_REPAINT,
    COMMAND_QUIT
};

enum place {
    PLACE_TEXT = 1,  /* a text is being typed */
    PLACE_LIST = 2,  /* a row is selected */
    PLACE_PAGER = 4, /* text is being read */
    PLACE_FORM = 8,  /* a field of a form is being typed */
    PLACE_CHOICE = 16,  /* and it is a choice among words */
    PLACE_TARIFF = 32,  /* beside others: a national tariff is loaded */
    PLACE_LINES = 64,   /* beside others: a list with lines of a national tariff */
    PLACE_DUTY = 128,   /* beside others: the calculator */
    PLACE_EVERYWHERE = PLACE_TEXT | PLACE_LIST | PLACE_PAGER | PLACE_FORM
};

struct command_row {
    enum command command;
    unsigned places;   /* enum place */
    const char *keys;  /* names with a space between, the first one is shown: "F10 Ctrl-Q"; "1-9" is any of these */
    const char *label; /* N_(), for the bottom line; NULL: it is not shown there */
    const char *help;  /* N_() */
};

/* Ends with a row of COMMAND_NONE. */
extern const struct command_row command_table[];

enum command command_for(unsigned places, const struct input *input);
/* The first of the names in `keys`: its length. */
size_t command_first_key(const char *keys);

#endif
