#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# hsdesk prompt without a terminal: lines in, lines out.
. "${srcdir:-.}/tests/cli/cli.sh"
printf 'white chocolate\n1\n9\n1704 90\n170499\n?\n   \n\377\n' >"$work/lines"
listing_before
code=0
"$hsdesk" --store "$store" prompt <"$work/lines" >"$work/seen.out" 2>"$work/seen.err" || code=$?
for wanted in '^generation 1: unsigned local build · no national tariff loaded$' '^ 1  1704 90, .*white chocolate$' '^Opinions:$' '^  1704     Sweets without cocoa' \
    'code 1704 99: there is no such code; the nearest known one above it is 1704 ' '^?: this help\. Ctrl-D: leave\.$' \
    'byte 0xff at offset 0 is not UTF-8'; do
    grep -q -- "$wanted" "$work/seen.out" || { echo "FAIL: not said: $wanted"; failures=1; }
done
[ $code = 0 ] && [ ! -s "$work/seen.err" ] || { echo "FAIL: exit $code"; cat "$work/seen.err"; failures=1; }
finish
