#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Several lines pasted are one description, whether or not the terminal marks a paste.
. "${srcdir:-.}/tests/screen/screen.sh"
screen 80 24
see_row ' Goods ▸'
printf 'white\nchocolate\tbar\n' | paste
see_row ' Goods ▸ white chocolate bar *'
see_cursor 29 1
see_row ' ▸ 1 1704 90 *'
on_screen kill-server
SCREEN_ENV=TERM=vt220
screen 80 24
see_row ' Goods ▸'
printf 'white\nchocolate' | paste
see_row ' Goods ▸ white chocolate *'
see_row ' ▸ 1 1704 90 *'
