/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/command.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "tui/i18n.h"

/* In the order of the bottom line and of the help. */
const struct command_row command_table[] = {
    { COMMAND_HELP, PLACE_TEXT | PLACE_FORM, "F1", N_("Help"), N_("this help") },
    { COMMAND_HELP, PLACE_LIST | PLACE_PAGER, "F1 ?", N_("Help"), N_("this help") },
    { COMMAND_DUTY, PLACE_TARIFF, "F2", N_("Duty"), N_("what the selected code owes, step by step") },
    { COMMAND_COMPARE, PLACE_TARIFF | PLACE_DUTY, "F3", N_("Compare"), N_("several codes, origins or days side by side: the marked lines and the selected one, else the likeliest") },
    { COMMAND_OPEN, PLACE_LIST, "Enter", N_("Detail"), N_("the path and all the evidence of the selected code") },
    { COMMAND_UNFOLD, PLACE_LINES, "+ Right", N_("Lines"), N_("open a subheading into the lines of the tariff") },
    { COMMAND_FOLD, PLACE_LINES, "- Left", NULL, N_("close it again") },
    { COMMAND_MARK, PLACE_LINES, "m", N_("Mark"), N_("mark the row for F3, or take the mark away; marks stay when other goods are typed") },
    { COMMAND_UNMARK, PLACE_LINES, "M", NULL, N_("take all marks away") },
    { COMMAND_NEXT_FIELD, PLACE_FORM, "Tab Down Enter", N_("Next"), N_("to the next field") },
    { COMMAND_PREVIOUS_FIELD, PLACE_FORM, "Up BackTab", NULL, N_("to the field before") },
    { COMMAND_NEXT_CHOICE, PLACE_CHOICE, "F8", N_("Choices"), N_("the next of the words that a field may be") },
    { COMMAND_TO_LIST, PLACE_TEXT, "Tab Down Enter", N_("List"), N_("from the text to the list") },
    { COMMAND_TO_TEXT, PLACE_LIST, "/ Esc Tab BackTab", N_("Text"), N_("from the list to the text") },
    { COMMAND_BACK, PLACE_PAGER, "Esc q Enter Left", N_("Back"), N_("back to where you were") },
    { COMMAND_BACK, PLACE_FORM, "Esc", N_("Back"), N_("back to where you were; what was typed stays") },
    { COMMAND_UP, PLACE_LIST | PLACE_PAGER, "Up k", NULL, N_("one row up") },
    { COMMAND_DOWN, PLACE_LIST | PLACE_PAGER, "Down j", NULL, N_("one row down") },
    { COMMAND_PICK, PLACE_LIST, "1-9", N_("Pick"), N_("the row of that number") },
    { COMMAND_PAGE_UP, PLACE_LIST | PLACE_PAGER, "PageUp", NULL, N_("one screen up") },
    { COMMAND_PAGE_DOWN, PLACE_LIST | PLACE_PAGER, "PageDown Space", NULL, N_("one screen down") },
    { COMMAND_PAGE_UP, PLACE_FORM, "PageUp", NULL, N_("back in the steps") },
    { COMMAND_PAGE_DOWN, PLACE_FORM, "PageDown", NULL, N_("on in the steps, where there is no room for all") },
    { COMMAND_FIRST, PLACE_LIST | PLACE_PAGER, "Home g", NULL, N_("to the first row") },
    { COMMAND_LAST, PLACE_LIST | PLACE_PAGER, "End G", NULL, N_("to the last row") },
    { COMMAND_CLEAR, PLACE_TEXT | PLACE_FORM, "Ctrl-U", N_("Clear"), N_("empty the text") },
    { COMMAND_LEFT, PLACE_TEXT | PLACE_FORM, "Left Ctrl-B", NULL, N_("one character back") },
    { COMMAND_RIGHT, PLACE_TEXT | PLACE_FORM, "Right Ctrl-F", NULL, N_("one character on") },
    { COMMAND_LINE_START, PLACE_TEXT | PLACE_FORM, "Home Ctrl-A", NULL, N_("to the start of the text") },
    { COMMAND_LINE_END, PLACE_TEXT | PLACE_FORM, "End Ctrl-E", NULL, N_("to the end of the text") },
    { COMMAND_DELETE_BEFORE, PLACE_TEXT | PLACE_FORM, "Backspace", NULL, N_("delete the character before the cursor") },
    { COMMAND_DELETE_AFTER, PLACE_TEXT | PLACE_FORM, "Delete Ctrl-D", NULL, N_("delete the character at the cursor") },
    { COMMAND_DELETE_WORD, PLACE_TEXT | PLACE_FORM, "Ctrl-W", NULL, N_("delete the word before the cursor") },
    { COMMAND_REPAINT, PLACE_EVERYWHERE, "Ctrl-L", NULL, N_("paint the screen anew") },
    { COMMAND_QUIT, PLACE_TEXT | PLACE_PAGER | PLACE_FORM, "F10 Ctrl-Q Ctrl-C", N_("Quit"), N_("leave hsdesk") },
    { COMMAND_QUIT, PLACE_LIST, "F10 q Ctrl-Q Ctrl-C", N_("Quit"), N_("leave hsdesk") },
    { COMMAND_NONE, 0, NULL, NULL, NULL },
};

/* What the table calls this input. */
static void name_of(const struct input *input, char out[static 16])
{
    static const char *const names[] = {
        [INPUT_NONE] = "",           [INPUT_TEXT] = "",      [INPUT_ENTER] = "Enter",         [INPUT_TAB] = "Tab",
        [INPUT_BACKTAB] = "BackTab", [INPUT_ESCAPE] = "Esc", [INPUT_BACKSPACE] = "Backspace", [INPUT_DELETE] = "Delete",
        [INPUT_UP] = "Up",           [INPUT_DOWN] = "Down",  [INPUT_LEFT] = "Left",           [INPUT_RIGHT] = "Right",
        [INPUT_HOME] = "Home",       [INPUT_END] = "End",    [INPUT_PAGE_UP] = "PageUp",      [INPUT_PAGE_DOWN] = "PageDown",
        [INPUT_FUNCTION] = "",       [INPUT_CONTROL] = "",
    };
    if (input->name == INPUT_FUNCTION)
        snprintf(out, 16, "F%d", input->number);
    else if (input->name == INPUT_CONTROL)
        snprintf(out, 16, "Ctrl-%c", input->number);
    else if (input->name != INPUT_TEXT)
        snprintf(out, 16, "%s", names[input->name]);
    else if (input->text[0] >= '1' && input->text[0] <= '9')
        snprintf(out, 16, "1-9");
    else
        snprintf(out, 16, "%s", input->text[0] == ' ' ? "Space" : input->text);
}

size_t command_first_key(const char *keys)
{
    return strcspn(keys, " ");
}

static bool among(const char *keys, const char *name)
{
    size_t length = strlen(name);
    while (*keys) {
        size_t key = command_first_key(keys);
        if (key == length && memcmp(keys, name, key) == 0)
            return true;
        keys += key + (keys[key] == ' ');
    }
    return false;
}

enum command command_for(unsigned places, const struct input *input)
{
    char name[16];
    if (input->pasted)
        return COMMAND_NONE;
    name_of(input, name);
    for (const struct command_row *row = command_table; row->command != COMMAND_NONE; row++)
        if ((row->places & places) && *name && among(row->keys, name))
            return row->command;
    return COMMAND_NONE;
}
