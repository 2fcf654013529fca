#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The help names every key, scrolls, wraps, and leads back to where it was called.
. "${srcdir:-.}/tests/screen/screen.sh"
screen 80 24
text 'doll'
keys F1
see <<'END'
 hsdesk · *
 hsdesk: which tariff code fits these goods
 Type what the goods are, in any language; the codes follow the typing. Type a
 code, such as 1704 90, to see what lies below it. What is shown is a
 supplementary opinion, never a decision. Esc and then a digit is a function
 key: Esc 1 is F1, Esc 0 is F10.

 While typing
   F1                      this help
   Tab Down Enter          from the text to the list
   Ctrl-U                  empty the text
...
END
keys End
see_row ' Columns'
see_row '   F8                      the next of the words that a field may be'
keys PageUp
see_row ' In the calculator (F2) and the comparison (F3)'
keys PageUp
see_row '   F10 q Ctrl-Q Ctrl-C     leave hsdesk'
see_row ' Where a national tariff is loaded, in the list'
keys Home
see_row ' hsdesk: which tariff code fits these goods'
resize 40 10
see_row ' Type what the goods are, in any'
keys Escape
see_row ' Goods ▸ doll *'
resize 80 24
keys Tab '?'
see_row ' While typing'
keys '?' q
see_cursor 1 4
