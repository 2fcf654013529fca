#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Without a store the screens do not open: what to run is said on the plain terminal.
. "${srcdir:-.}/tests/screen/screen.sh"
SCREEN_WITHOUT_STORE=yes
screen 180 24
see_row 'hsdesk: store */desk: there is none yet: run `hsdesk-admin --store */desk build`, or, where a root is enrolled, apply packages'
see_row 'exit 1'
on_screen kill-server
SCREEN_WITHOUT_STORE= SCREEN_ENV=TERM=dumb
screen 120 24
see_row 'hsdesk: terminal "dumb": it cannot place its cursor*run `hsdesk prompt`*'
see_row 'exit 2'
