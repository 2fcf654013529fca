#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The line being typed: digits and command letters are text there; the middle of it can be edited.
. "${srcdir:-.}/tests/screen/screen.sh"
screen 80 24
text '100 g q/?j1'
see_row ' Goods ▸ 100 g q/[?]j1*'
keys C-u
see_row ' Goods ▸'
text 'wite chocolate bar'
keys C-w
see_row ' Goods ▸ wite chocolate *'
see_cursor 24 1
keys Home
see_cursor 9 1
keys Right
text h
see_row ' Goods ▸ white chocolate *'
see_row ' ▸ 1 1704 90 *'
keys End BSpace BSpace
see_row ' Goods ▸ white chocolat *'
keys C-a DC DC
see_row ' Goods ▸ ite chocolat *'
