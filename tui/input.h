/* SPDX-License-Identifier: GPL-3.0-or-later */
/* input.h - what a person did at the keyboard, in a form that views understand without knowing the terminal. */
#ifndef HS_TUI_INPUT_H
#define HS_TUI_INPUT_H

#include <stdbool.h>

enum input_name {
    INPUT_NONE,
    INPUT_TEXT, /* one character, in `text` */
    INPUT_ENTER,
    INPUT_TAB,
    INPUT_BACKTAB,
    INPUT_ESCAPE,
    INPUT_BACKSPACE,
    INPUT_DELETE,
    INPUT_UP,
    INPUT_DOWN,
    INPUT_LEFT,
    INPUT_RIGHT,
    INPUT_HOME,
    INPUT_END,
    INPUT_PAGE_UP,
    INPUT_PAGE_DOWN,
    INPUT_FUNCTION, /* F1 to F12, `number` */
    INPUT_CONTROL   /* Ctrl with a letter, `number` is the capital letter */
};

struct input {
    enum input_name name;
    int number;
    bool pasted;  /* it is part of a paste: it never acts, it is text */
    char text[8]; /* UTF-8, NUL-terminated, printable */
};

#endif
