#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What is pasted can neither act as keys nor reach the terminal as escape sequences, C1 controls or a change of reading order.
. "${srcdir:-.}/tests/screen/screen.sh"
screen 80 24
see_row ' Goods ▸'
printf 'doll\033[2J\033]0;owned\007\033OP\021\033[31m\302\233\342\200\256end' | paste
see_row ' Goods ▸ doll*end*'
see_row ' hsdesk · *'
see_row 'F1 Help *'
title_is_ours() { [ "$(on_screen display-message -p '#{pane_title}')" != owned ]; }
until_true title_is_ours
no_controls() { ! capture_has_controls; }
capture_has_controls() { on_screen capture-pane -p | LC_ALL=C grep -q "$(printf '\302\233\|\342\200\256')"; }
until_true no_controls
keys Tab Enter
see_row ' Path'
see_row ' doll*end*'
