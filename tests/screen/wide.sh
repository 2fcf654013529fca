#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Wide and combining characters: the cursor counts columns, and deleting takes a character with its marks.
. "${srcdir:-.}/tests/screen/screen.sh"
screen 80 24
text '白い'
see_row ' Goods ▸ 白い*'
see_cursor 13 1
combined=$(printf 'e\314\201\314\243x')
text "$combined"
see_row " Goods ▸ 白い$combined*"
see_cursor 15 1
keys Left Left
see_cursor 13 1
keys Left
see_cursor 11 1
keys DC DC
see_row ' Goods ▸ 白x*'
keys End BSpace BSpace
see_cursor 9 1
text 'ağ şokolad'
see_row ' ▸ 1 1704 90 *'
see_cursor 19 1
# A wide character that would stand half over the edge is left out, and the line scrolls by whole characters.
keys C-u
resize 20 5
text '白白白白白白白白白白白白'
see_row '▸ 白白白白白白白白'
see_cursor 18 0
