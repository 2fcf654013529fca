#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A generation published while the desk is open is taken over between keystrokes, and the line says so.
. "${srcdir:-.}/tests/screen/screen.sh"
screen 80 24
text 'white chocolat'
see_row ' hsdesk · *generation 1*'
rebuild
text e
see_row ' hsdesk · *generation 2*'
see_row 'Generation 2 was published and is in use now'
see_row ' ▸ 1 1704 90 *'
keys Tab
see_cursor 1 4
see_row 'F1 Help  Enter Detail *'
# Also while nobody types, and with the detail open.
keys Enter
see_row ' Path'
rebuild
see_row ' hsdesk · *generation 3*'
see_row ' Path'
# One that cannot be opened is told, and the old one stays.
keys Escape
see_cursor 1 4
mkdir "$store/gen-000009"
ln -s gen-000009 "$store/next"
mv -T "$store/next" "$store/current"
keys j
see_row '*generation 9 is named but not whole*'
see_row ' hsdesk · *generation 3*'
keys k
see_row ' ▸ 1 1704 90 *'
