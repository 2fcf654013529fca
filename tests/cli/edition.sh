#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Codes of an earlier edition: what they became, and which of that a description means.
. "${srcdir:-.}/tests/cli/cli.sh"
listing_before
check edition-merged 0 show --edition 2017 1704.91
check edition-split 0 show --edition 2017 180699
check edition-stayed 0 show --edition 2017 841330
check edition-many 0 show --edition 2017 950400
check edition-deeper 0 show --edition 2017 1806990000
check edition-new 4 show --edition 2017 170490
check edition-none 4 show --edition 2017 180698
check edition-lost 4 show --edition 2017 950500
check edition-short 2 show --edition 2017 1806
check edition-letters 1 show --edition 2017 18O699
check edition-year 2 show --edition 2007 180699
check edition-now 2 show --edition 2022 180699
check edition-word 2 show --edition old 180699
check edition-ranked 0 classify --edition 2017 --code 180699 milk chocolate bars
check edition-elsewhere 0 classify --edition 2017 --code 170491 -k 1 cotton t-shirt
check edition-anew 0 classify --edition 2017 --code 950400 -k 1 cotton t-shirt
check edition-alone 2 classify --edition 2017 milk chocolate bars
check edition-no-year 2 classify --code 180699 milk chocolate bars
check edition-digits 2 classify --edition 2017 --code 180699 -d 4 milk chocolate bars
check edition-unknown 4 classify --edition 2017 --code 180698 milk chocolate bars
printf 'chocolate bars\ncotton t-shirt\n' >"$work/listing.lines"
input=$work/listing.lines
check edition-stream 0 classify --edition 2017 --code 180699 -k 1
finish
