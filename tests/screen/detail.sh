#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Enter opens the path and the evidence of the selected row; Esc leads back to it.
. "${srcdir:-.}/tests/screen/screen.sh"
screen 80 24
text 'white chocolate'
see_row ' ▸ 1 1704 90 *'
keys Tab Enter
see <<'END'
 hsdesk · *
 1704 90  Sweets other than chewing gum, white chocolate
 white chocolate

 Path
   17       Sugars and sweets
   1704     Sweets without cocoa, white chocolate among them
   1704 90  Sweets other than chewing gum, white chocolate

 Opinions
   * .??; rank by words 1, by examples 1; none of these *
   both opinions put the same code first
...
END
see_row '   .?? "white chocolate" (written at 1704 90)'
see_row ' Words that spoke for it, and how far'
see_row ' This is a supplementary opinion; the decision is yours.'
see_row 'F1 Help  Esc Back  F10 Quit'
keys Escape
see_row ' Goods ▸ white chocolate *'
see_cursor 1 4
keys 2 Enter
see_row ' white chocolate'
keys q
see_cursor 1 5
