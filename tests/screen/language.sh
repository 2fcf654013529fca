#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Titles in the officer's language, and ASCII signs where the terminal is not UTF-8.
. "${srcdir:-.}/tests/screen/screen.sh"
SCREEN_ENV=LANG=az_AZ.UTF-8
screen 80 24
text 'white chocolate'
see_row ' ▸ 1 1704 90 *Saqqızdan başqa şirniyyat, ağ şok*'
see_row ' Why   17 Şəkər və şirniyyat > 1704 *'
on_screen kill-server
SCREEN_ENV=LANG=en_US.ISO-8859-1
screen 80 24
text 'white chocolate'
see_row ' > 1 1704 90 *'
see_row ' hsdesk - *'
see_row '--------------------*'
