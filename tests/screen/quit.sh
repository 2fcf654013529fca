#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every way out gives the terminal back as it was, signals too.
. "${srcdir:-.}/tests/screen/screen.sh"
program() { cat "$work/pid"; }
restored() {
    see_row "$1"
    see_row '*isig* *'
    see_row '*ixon*'
    see_row '*icanon*'
    see_row '*echo*'
    see_no_row '*-icanon*'
    see_no_row '*-echo*'
    see_no_row ' hsdesk ·*'
    on_screen kill-server
}
for way in F10 C-q C-c; do
    screen 80 24
    see_row ' Goods ▸'
    keys $way
    restored 'exit 0'
done
screen 80 24
text doll
keys Tab
see_cursor 1 4
keys q
restored 'exit 0'
for way in TERM:143 HUP:129 INT:130; do
    screen 80 24
    see_row ' Goods ▸'
    kill -"${way%:*}" "$(program)"
    restored "exit ${way#*:}"
done
