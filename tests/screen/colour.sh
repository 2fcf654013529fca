#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Colour is an addition: off by option, by NO_COLOR and by the terminal, and the selected row is marked and reversed in any case.
. "${srcdir:-.}/tests/screen/screen.sh"
escape=$(printf '\033')
coloured() { colours | grep -q "$escape\[[0-9;]*3[0-7]"; }
reversed() { colours | grep -q "$escape\[[0-9;]*7m[^▸]*▸ 1 1704 90"; }
plain_but_reversed() { reversed && ! coloured; }

SCREEN_ENV=
for way in "" "NO_COLOR=1" "TERM=vt220" option; do
    option=
    SCREEN_ENV=$way
    [ "$way" = option ] && { option=--no-colour; SCREEN_ENV=; }
    screen 80 24 $option
    text 'white chocolate'
    see_row ' ▸ 1 1704 90 *'
    if [ -z "$way" ]; then
        until_true coloured
        until_true reversed
    else
        until_true plain_but_reversed
    fi
    on_screen kill-server
done
