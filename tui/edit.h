/* SPDX-License-Identifier: GPL-3.0-or-later */
/* edit.h - one line of text being typed, in UTF-8.
 *
 * The cursor stands between clusters (tui/width.h), never inside one. Only what is safe on a screen gets in, so that what is classified is what is
 * seen. The text holds at most TEXT_DESCRIPTION_MAX bytes; more is dropped.
 */
#ifndef HS_TUI_EDIT_H
#define HS_TUI_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/text.h"
#include "tui/command.h"
#include "tui/draw.h"

struct edit {
    size_t length, cursor; /* bytes */
    char text[TEXT_DESCRIPTION_MAX + 1];
};

/* These return whether the text changed. */
bool edit_insert(struct edit *edit, const char *text);
bool edit_delete_before(struct edit *edit);
bool edit_delete_after(struct edit *edit);
bool edit_delete_word(struct edit *edit);
bool edit_clear(struct edit *edit);

/* Does what an editing command says, and nothing for any other; returns whether the text changed. */
bool edit_command(struct edit *edit, enum command command);

void edit_left(struct edit *edit);
void edit_right(struct edit *edit);
void edit_home(struct edit *edit);
void edit_end(struct edit *edit);

/* Draws the part around the cursor into columns [column, end) of a row; returns the cursor's column. */
int edit_draw(const struct edit *edit, struct draw *draw, int row, int column, int end);

#endif
