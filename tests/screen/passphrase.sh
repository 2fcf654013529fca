#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A passphrase is asked for twice and never shown; Ctrl-C gives up; the terminal is as it was in each case.
. "${srcdir:-.}/tests/screen/screen.sh"
hsdesk=$hsdesk_admin
SCREEN_WITHOUT_STORE=1

screen 90 24 keygen --role fx --out "$work" rates
see_row 'Passphrase of rates:*'
text 'several plain words'
keys Enter
see_row 'Once more. Passphrase of rates:*'
text 'several plain words'
keys Enter
see_row 'exit 0'
see_row 'ixon isig icanon echo*'
see_no_row '*plain words*'
[ -f "$work/rates.key" ] && [ -f "$work/rates.pub" ]
[ "$(stat -c %a "$work/rates.key")" = 600 ]
if grep -q 'plain words' "$work/rates.key"; then exit 1; fi
on_screen kill-server
socket=$socket-2 # the first server may still be leaving

screen 90 24 keygen --role fx --out "$work" other
see_row 'Passphrase of other:*'
text 'several plain words'
keys Enter
see_row 'Once more. Passphrase of other:*'
text 'several other words'
keys Enter
see_row '*the two differ: try again'
see_row 'exit 3'
on_screen kill-server
socket=$socket-3

screen 90 24 keygen --role fx --out "$work" third
see_row 'Passphrase of third:*'
text 'too short'
keys Enter
see_row '*shorter than 12 bytes: take several words'
see_row 'exit 2'
see_no_row 'Once more*'
on_screen kill-server
socket=$socket-4

screen 90 24 keygen --role fx --out "$work" third
see_row 'Passphrase of third:*'
text 'half a'
keys C-c
see_row '*given up: nothing was done'
see_row 'exit 3'
see_row 'ixon isig icanon echo*'
[ ! -e "$work/other.key" ] && [ ! -e "$work/third.key" ]
