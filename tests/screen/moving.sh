#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# From the text to the list and back; rows by arrows, letters and digits; the hardware cursor stands on the selected row.
. "${srcdir:-.}/tests/screen/screen.sh"
screen 80 24
text 'chocolate bar'
see_row ' ▸ 1 * *'
see_cursor 22 1
keys Tab
see_cursor 1 4
see_row 'F1 Help  Enter Detail  / Text  1-9 Pick  F10 Quit'
keys j
see_cursor 1 5
see_row ' ▸ 2 *'
keys Down k Down
see_cursor 1 6
keys 5
see_row ' ▸ 5 *'
see_cursor 1 8
keys Home
see_cursor 1 4
keys End
see_row ' ▸1[0-9] *'
keys Up PageUp Home /
see_cursor 22 1
text s
see_row ' Goods ▸ chocolate bars*'
keys Down
see_cursor 1 4
keys Escape
see_cursor 23 1
