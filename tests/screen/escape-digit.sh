#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# For terminals that eat function keys: Esc and a digit. Esc alone is Esc.
. "${srcdir:-.}/tests/screen/screen.sh"
screen 80 24
text 'doll'
see_row ' Goods ▸ doll *'
keys Escape 1
see_row ' While typing'
keys Escape
see_row ' Goods ▸ doll *'
keys Tab
see_cursor 1 4
keys Escape
see_cursor 13 1
text '7'
see_row ' Goods ▸ doll7*'
keys Escape 0
see_row 'exit 0'
