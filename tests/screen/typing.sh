#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The codes follow the typing, and the keys that exist stand on the bottom line.
. "${srcdir:-.}/tests/screen/screen.sh"
screen 80 24
see <<'END'
 hsdesk · *@desk  *generation 1 unsigned · no national tariff loaded
 Goods ▸
────────────────────────────────────────────────────────────────────────────────
   # Code     P             Words  Examples  Goods
     Type what the goods are. F1 is help.












────────────────────────────────────────────────────────────────────────────────




────────────────────────────────────────────────────────────────────────────────
F1 Help  Tab List  Ctrl-U Clear  F10 Quit
END
see_cursor 9 1
text 'white chocolate'
see <<'END'
 hsdesk · *
 Goods ▸ white chocolate                                                   \[en]
─*
   # Code     P             Words  Examples  Goods
 ▸ 1 1704 90  *   .??     1      1      Sweets other than chewing gum, whi…
   2 *
...
END
see_row ' Why   17 Sugars and sweets > 1704 Sweets without cocoa, white chocolate among …'
see_row '       like "white chocolate" .??'
see_row '       words: *white*'
see_cursor 24 1
keys C-u
text 'doll'
see_row ' ▸ 1 9503 00  *   .??     1      1      Toys, dolls and puzzles'
# A key that needs a tariff says so where there is none.
keys F2
see_row 'That needs a national tariff, and none is in use: see the top line'
