#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The prompt on a dumb terminal: lines only, a number for the evidence, a code for its path, Ctrl-D to leave.
. "${srcdir:-.}/tests/screen/screen.sh"
SCREEN_ENV=TERM=dumb
screen 100 40 prompt
see_row 'generation 1: unsigned local build · no national tariff loaded'
see_row 'Type a description, [?] for help, Ctrl-D to leave.'
text 'white chocolate'
keys Enter
see_row ' 1  1704 90, * .??, Sweets other than chewing gum, white chocolate'
see_row '     like "white chocolate" .??'
keys C-l
text '1'
keys Enter
see_row 'Opinions:'
see_row '  * .??; rank by words 1, by examples 1; none of these *'
text '1806200000'
keys Enter
see_row 'code 1806 20 000 0: not declarable: no national tariff is loaded; 1806 20 is the subheading,*'
text '?'
keys Enter
see_row '[?]: this help. Ctrl-D: leave.'
keys C-d
see_row 'exit 0'
on_screen kill-server
socket=$socket-2
# Where a tariff is loaded its lines are elsewhere, and that is said.
tariff AZ --training <<'END_OF_TARIFF'
code	title	unit	duty
1704903000	White chocolate	kg	15%
END_OF_TARIFF
screen 100 40 prompt
text '1704 90 300 0'
keys Enter
see_row '  1704 90 *'
see_row 'The lines of national tariffs are not shown here: see `hsdesk show 1704903000`.'
