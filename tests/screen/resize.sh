#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Any size, down to 20x5 and even 1x1, and back, without a crash or a stale row.
. "${srcdir:-.}/tests/screen/screen.sh"
screen 80 24
text 'white chocolate'
keys Tab
see_cursor 1 4
resize 20 5
see <<'END'
▸ white chocolate
▸ 1704 90 .?? Sweet…
  ???? ?? *
  ???? ?? *
F1 Help  F10 Quit
END
see_cursor 0 1
keys j j j j
see_row '▸ ???? ?? *'
see_cursor 0 3
resize 1 1
see <<'END'
▸
END
resize 200 60
see_row 'F1 Help  Enter Detail  / Text  1-9 Pick  F10 Quit'
see_row ' ▸ 5 *'
resize 80 24
see_cursor 1 8
keys Home
see <<'END'
 hsdesk · *generation 1 unsigned · no national tariff loaded
 Goods ▸ white chocolate                                                   \[en]
─*
   # Code     P             Words  Examples  Goods
 ▸ 1 1704 90 *
...
END
keys Enter
see_row ' Path'
resize 3 2
see_row '170'
resize 80 24
see_row ' Path'
