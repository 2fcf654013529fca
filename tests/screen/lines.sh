#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# With a national tariff the list has its lines, in the country's typography, with their duty; + and - open and close a subheading; Enter says what the tariff says.
. "${srcdir:-.}/tests/screen/screen.sh"
tariff AZ <<'END_OF_TARIFF'
code	title	duty	veterinary
1704	Sweets
170490	- Other than gum	15%
1704901000	- - Halva
1704903000	- - White chocolate	15% MIN 0.5 USD/kg	with milk
1704905000	- - Jellies
1704906000	- - Fudge
1704907000	- - Marzipan	Free
1704909900	- - Other
1806310000	Filled bars	5%
END_OF_TARIFF
screen 80 24
see_row ' hsdesk · *generation 2 unsigned · tariff AZ AZ.tsv of 2018-01-01'
see_row 'F1 Help  F2 Duty  F3 Compare  Tab List  Ctrl-U Clear  F10 Quit'
text 'white chocolate'
see <<'END'
 hsdesk · *
 Goods ▸ white chocolate *
─*
   # Code          P *Words Examples Goods *Duty
 ▸ 1 1704 90 (6) * Sweets other tha* by line
     1704 90 300 0 * White chocolate *15% MIN 0.5 U…
     1704 90 990 0 * Other *15%
     1704 90 100 0 * Halva *15%
     1704 90 500 0 * Jellies *15%
   2 *
...
END
see_row '   ? 1806 31 000 0 * Chocolate bars,* 5%'
keys Tab j
see_cursor 1 5
see_row ' Why   duty 15% MIN 0.5 USD/kg; veterinary with milk'
see_row 'F1 Help  F2 Duty  F3 Compare  Enter Detail  + Lines  m Mark  / Text  F10 Quit'
keys +
see_row '     1704 90 600 0 * Fudge *15%'
see_row '     1704 90 700 0 * Marzipan *Free'
see_cursor 1 5
keys -
see_no_row '*White chocolate *15%*'
see_cursor 1 4
keys + j Enter
see <<'END'
 hsdesk · *
 1704 90  Sweets other than chewing gum, white chocolate
 white chocolate

 tariff AZ AZ.tsv of 2018-01-01: unsigned local build
   1704 90 300 0  White chocolate
   duty: 15% MIN 0.5 USD/kg
   veterinary: with milk

 Path
...
END
# A code: its lines in their order, without probabilities; a line by itself.
keys Escape
see_cursor 1 5
keys / C-u
text '1704 90'
see_row ' ▸ 1 1704 90 (6)   *by line'
see_row '     1704 90 100 0 * Halva *15%'
text '30'
see_row ' ▸ 1 1704 90 300 0 * White chocolate *15% MIN 0.5 U…'
keys C-u
text 'white chocolate'
see_row ' ▸ 1 1704 90 (6)*'
resize 60 20
see_row '     1704 90 300 0 * White ch* 15% MIN 0.5 U…'
see_row '   # Code          P             Goods *Duty'
resize 20 5
see_row '▸ 1704 90 (6)*'
