/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/edit.h"

#include <string.h>

#include "tui/width.h"

static bool remove_bytes(struct edit *edit, size_t start, size_t end)
{
    if (start == end)
        return false;
    memmove(edit->text + start, edit->text + end, edit->length - end + 1);
    edit->length -= end - start;
    edit->cursor = start;
    return true;
}

bool edit_insert(struct edit *edit, const char *text)
{
    char safe[64];
    size_t length = text_for_screen(text, strlen(text), safe, sizeof safe);
    if (!length || edit->length + length > TEXT_DESCRIPTION_MAX)
        return false;
    memmove(edit->text + edit->cursor + length, edit->text + edit->cursor, edit->length - edit->cursor + 1);
    memcpy(edit->text + edit->cursor, safe, length);
    edit->cursor += length;
    edit->length += length;
    return true;
}

bool edit_delete_before(struct edit *edit)
{
    return remove_bytes(edit, width_cluster_before(edit->text, edit->cursor), edit->cursor);
}

bool edit_delete_after(struct edit *edit)
{
    if (edit->cursor == edit->length)
        return false;
    return remove_bytes(edit, edit->cursor, edit->cursor + width_cluster(edit->text + edit->cursor, edit->length - edit->cursor).length);
}

bool edit_delete_word(struct edit *edit)
{
    size_t start = edit->cursor;
    while (start && edit->text[start - 1] == ' ')
        start--;
    while (start && edit->text[start - 1] != ' ')
        start--;
    return remove_bytes(edit, start, edit->cursor);
}

bool edit_clear(struct edit *edit)
{
    return remove_bytes(edit, 0, edit->length);
}

void edit_left(struct edit *edit)
{
    edit->cursor = width_cluster_before(edit->text, edit->cursor);
}

void edit_right(struct edit *edit)
{
    if (edit->cursor < edit->length)
        edit->cursor += width_cluster(edit->text + edit->cursor, edit->length - edit->cursor).length;
}

void edit_home(struct edit *edit)
{
    edit->cursor = 0;
}

void edit_end(struct edit *edit)
{
    edit->cursor = edit->length;
}

bool edit_command(struct edit *edit, enum command command)
{
    switch (command) {
    case COMMAND_LEFT:
        edit_left(edit);
        return false;
    case COMMAND_RIGHT:
        edit_right(edit);
        return false;
    case COMMAND_LINE_START:
        edit_home(edit);
        return false;
    case COMMAND_LINE_END:
        edit_end(edit);
        return false;
    case COMMAND_DELETE_BEFORE:
        return edit_delete_before(edit);
    case COMMAND_DELETE_AFTER:
        return edit_delete_after(edit);
    case COMMAND_DELETE_WORD:
        return edit_delete_word(edit);
    case COMMAND_CLEAR:
        return edit_clear(edit);
    default:
        return false;
    }
}

int edit_draw(const struct edit *edit, struct draw *draw, int row, int column, int end)
{
    int room = end > column ? end - column - 1 : 0; /* one column is the cursor's */
    size_t start = edit->cursor, used = 0;
    while (start) {
        size_t before = width_cluster_before(edit->text, start);
        size_t columns = width_cluster(edit->text + before, start - before).columns;
        if (used + columns > (size_t)room)
            break;
        used += columns;
        start = before;
    }
    draw_bytes(draw, row, column, end, DRAW_PLAIN, edit->text + start, edit->length - start);
    return column + (int)used;
}
