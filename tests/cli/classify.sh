#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# hsdesk classify: what fits, from words and from a stream.
. "${srcdir:-.}/tests/cli/cli.sh"
printf 'white chocolate\r\nbeyaz \303\247ikolata\n\n \t\ndoll' >"$work/lines"
listing_before
check white-chocolate 0 classify -k 1 white chocolate
check white-chocolate 0 classify -k1 'white chocolate'
check white-chocolate 0 classify -k 1 -- white chocolate
check heading 0 classify -k 1 -d 4 white chocolate
check cyrillic 0 classify -k 1 'белый шоколад'
check country 0 classify -k 1 --country az white chocolate
input=$work/lines
check stream 0 classify -k 1
input=/dev/null
check empty-stream 0 classify
finish
