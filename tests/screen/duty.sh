#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# F2: a form that says beside each field what is wrong or needed, the steps and the total anew at each key. The sum: 1000 + 100 = 1100; 15 % 165, but 0.5 x 400 kg = 200;
# VAT 18 % of 1300 = 234; fee 60 up to 10000, a sample; 494. Free by preference: VAT 198 + 60 = 258.
. "${srcdir:-.}/tests/screen/screen.sh"
tariff AZ --training <<'END_OF_TARIFF'
code	title	unit	duty	preference:cis	veterinary
1704	Sweets
1704903000	- White chocolate	H87	15% MIN 0.5 AZN/kg	Free	with milk
1806310000	Filled bars		5% + EA
END_OF_TARIFF
screen 80 24
text 'white chocolate'
see_row ' ▸ 1 1704 90 300 0 *'
keys F2
see <<'END'
 hsdesk · *TRAINING TARIFF AZ, rates invented
 Code        1704 90 300 0      White chocolate
▸Value      \?                   needed
 Currency   \?                   needed for the value
 Incoterm                       EXW, FCA, FAS, FOB, CFR, CIF, CPT, CIP, DAP, DP…
 Freight                        as 120 or 120 EUR
...
END
see_cursor 13 2
see_row ' Export                         where the goods come from, as TR'
see_row '─*─ Tab: more ─' # not all fields fit
see_row ' missing: quantity in kg, for customs duty'
see_row ' Total not known: value; currency; quantity in kg * TRAINING'
see_row 'F1 Help  F3 Compare  Tab Next  Esc Back  Ctrl-U Clear  F10 Quit'
# Letters that act elsewhere are text here; what is wrong is said beside it, whole where there is no room beside it.
text q1
see_row '▸Value      !q1                 no number: begin with its digits'
keys C-u
text '1000 AZM'
see_row '▸Value      !1000 AZM           no currency of ISO 4217: *'
keys BSpace
text N
see_row '▸Value       1000 AZN'
see_row ' customs value*1000.00'
# The choices of a field; an Incoterm asks for what the price does not hold.
keys Tab Tab F8 F8
see_row '▸Incoterm    FCA'
see_row ' Freight    \?                   needed for the customs value'
see_row 'F1 Help  F3 Compare  Tab Next  F8 Choices  Esc Back  Ctrl-U Clear  F10 Quit'
keys Tab
text 100
keys Tab
text 0
see_row ' freight: added to the price FCA *100.00'
keys Tab
text UK
see_row '▸Origin     !UK *'
keys C-u
text GE
see_row ' customs duty * 1100.00  15% MIN 0.5 AZN/kg *TRAINING'
# The mass that the rate asks for, the pieces that the line counts by; PageDown moves in the steps.
keys Tab Tab Tab Tab Tab
see_row '▸Net mass   \?                   needed for customs duty'
text 400
keys Tab
see_row '▸Gross mass *'
keys Tab
see_row '▸Quantity * supplementary unit of the line'
text '5 doz.'
keys PageDown
see_row ' not claimed: preference cis: lacks  Free * 0.00 TRAINING,'
see_row ' value added tax            1300.00  18% *234.00 TRAINING'
see_row ' clearance fee              1100.00  60 up to 10000 *60.00 sample'
see_row ' Total 494.00 AZN * TRAINING, sample'
see_row ' Code        1704 90 300 0      White chocolate'
# The preference, with its proof and what it hangs on.
keys Tab
text 'CT-1 7'
see_row ' Export     \?                   needed for direct import'
keys Up Up Up Up Up Up
see_row '▸Trade      \?                   needed for preference'
text GE
keys Up
text GE
see_row ' Total 258.00 AZN * TRAINING, sample*'
# A rate that a person must settle, another code, none at all; what was typed stays.
keys Up Up Up Up Up Up Up
see_row '▸Code        1704 90 300 0      White chocolate'
keys C-u
text '18063100'
see_row '▸Code       !18063100           *'
text 00
see_row ' a person decides: *'
see_row ' Total not known: a person decides *TRAINING*'
keys C-u
see_row ' Total not known*'
keys Escape
see_row ' Goods ▸ white chocolate *'
keys F2
see_row ' Total 258.00 AZN * TRAINING, sample*'
# Help and back; narrower, and very small.
keys F1
see_row ' hsdesk: which tariff code fits these goods'
keys Escape
see_row ' Total 258.00 AZN * TRAINING, sample*'
resize 60 20
see_row ' customs duty, preference cis  Free of 1100.00  = 0.00*'
see_row ' Total 258.00 AZN * TRAINING, sample*'
resize 20 5
see_row ' Total 258.00 AZN*'
resize 80 24
# A generation that is published meanwhile: what was typed stays, and the tariff is that of the new one.
printf 'code\tduty\n1704903000\t5%%\n' >"$work/decree.tsv"
"$hsdesk_admin" --store "$store" import tsv "$work/decree.tsv" --country AZ --effective 2018-01-02 --changes >/dev/null
keys Tab
see_row 'Generation 3 was published and is in use now'
keys Tab Tab Tab Tab Tab
see_row '▸Origin      GE'
keys C-u
text TR
see_row ' customs duty               1100.00  5% *55.00 TRAINING'
keys Escape
see_row ' ▸ 1 1704 90 300 0 * 5%'
