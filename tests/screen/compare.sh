#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# F3: codes, origins and days side by side. 1000 at 15 %: 150, VAT 207, fee 15: 372. At 5 %: 50, 189, 15: 254, 118 less.
. "${srcdir:-.}/tests/screen/screen.sh"
tariff AZ --training <<'END_OF_TARIFF'
code	title	duty	preference:cis	veterinary	licence
1704903000	White chocolate	15%	Free	with milk	
1704909000	Other	15%		with milk	
1806310000	Filled bars	5%		with milk	for cocoa
1806321000	Bars with nuts	5% + 1 AZN/item			
END_OF_TARIFF
screen 80 24
text 'white chocolate'
see_row ' ▸ 1 1704 90 (2) *'
keys F2
see_row '▸Value *'
text '1000 AZN'
keys Escape
see_row ' ▸ 1 1704 90 (2) *'
keys Tab j m
see_row ' ▸  \*1704 90 300 0 *'
see_row '─* 1 marked ──'
# Marks stay while other goods are typed; the selected line joins them.
keys / C-u
text 180631
see_row ' ▸ 1 1806 31 000 0 *'
keys F3
see <<'END'
 hsdesk · *TRAINING TARIFF AZ, rates invented
▸Codes     1704 90 300 0, 1806 31 000 0
 Origins
 Dates     ????-??-??
─*
                                               1                              2
 Code             1704 90 300 0                  1806 31 000 0
 Goods            White chocolate                Filled bars
 Customs value                           1000.00                        1000.00
 Duty rate        15%                            5%
 customs duty                             150.00                          50.00
 value added tax                          207.00                         189.00
 clearance fee                             15.00                          15.00
 Total AZN                                372.00                         254.00
 Against 1                                                              -118.00
 Required         veterinary with milk
 Newly required                                  licence for cocoa
 Rests on         TRAINING, sample               TRAINING, sample
...
END
see_cursor 39 1
# Origins, and the preference that was not claimed; a third code, whose rate asks for pieces; one that is no line.
keys Tab
text 'GE, TR'
see_row ' Origin           GE             TR             GE             TR'
see_row ' Not claimed      preference*'
keys C-u BTab
text ', 1806321000, 1806'
see_row ' Cannot be * 1806 is not'
keys PageDown
see_row ' Missing * quantity in'
resize 60 20
keys Tab Tab
see_row '▸Dates     ????-??-??'
keys PageDown
see_row ' Total AZN *'
resize 20 5
see_row '▸*-*'
resize 80 24
# From the calculator: its line first, then the likeliest.
keys Escape
see_row ' Goods ▸ 180631'
keys C-u
text 'white chocolate'
keys Tab
see_cursor 1 4
keys M j F2
see_row ' Code        1704 90 300 0 *'
keys F3
see_row '▸Codes     1704 90 300 0, *'
keys Escape
see_row ' Code        1704 90 300 0 *'
keys Escape
see_cursor 1 5
