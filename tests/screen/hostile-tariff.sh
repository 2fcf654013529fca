#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a tariff says reaches the terminal neither as controls nor as a change of reading order, in the list, the detail, the calculator and the comparison.
. "${srcdir:-.}/tests/screen/screen.sh"
evil=$(printf 'White\033[2J\033]0;owned\007 \302\233chocolate \342\200\256end')
{
    printf 'code\ttitle\tduty\tveterinary\tlicence:%s\n' "$evil"
    printf '1704903000\t%s\t15%%\t%s\t1\n' "$evil" "$evil"
    printf '1704909000\tsee %s\tsee %s\t%s\t\n' "$evil" "$evil" "$evil"
} | tariff AZ
SCREEN_WITHOUT_STORE=1 # a pipe is a shell of its own
screen 80 24
clean() {
    title=$(on_screen display-message -p '#{pane_title}')
    [ "$title" != owned ] && ! on_screen capture-pane -p | LC_ALL=C grep -q "$(printf '\302\233\|\342\200\256\|\033')"
}
text 'white chocolate'
see_row '     1704 90 ?00 0 * White*'
until_true clean
keys Tab 1 j Enter
see_row '   1704 90 ?00 0 *White*'
see_row '   veterinary: White*'
until_true clean
keys Escape
see_cursor 1 5
keys F2
see_row ' Code        1704 90 ?00 0 *White*'
see_row ' Total not known*'
until_true clean
keys F3
see_row ' Goods *White*'
until_true clean
see_row 'F1 Help *'
