#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A code instead of a description: what lies below it, its terms, and the words for one that is not there.
. "${srcdir:-.}/tests/screen/screen.sh"
screen 80 24
text '1806'
see <<'END'
 hsdesk · *
 Goods ▸ 1806
─*
   # Code     P             Words  Examples  Goods
 ▸ 1 1806                                    Chocolate and other food with cocoa
   2 1806 10                                 Cocoa powder with sugar
   3 1806 20                                 Chocolate in blocks over 2 kg or i…
   4 1806 31                                 Chocolate bars, filled
   5 1806 32                                 Chocolate bars, not filled
   6 1806 90                                 Other food with cocoa
...
END
keys Tab 5 Enter
see_row ' 1806 32  Chocolate bars, not filled'
see_row '   tünd şokolad'
keys Escape
see_cursor 1 8
keys /
text '200000'
see_row '     code 1806 20 000 0: not declarable: no national tariff is loaded; 1806 20'
see_row '     is the subheading, padded with zeros: show 1806 20'
text ' g'
see_no_row '*not declarable*'
