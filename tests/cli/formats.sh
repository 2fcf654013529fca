#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# table, tsv and json; escapes; a head where it is asked for; figures with a point whatever the locale.
. "${srcdir:-.}/tests/cli/cli.sh"
listing_before
check header 0 classify --header -k 1 white chocolate
check header-json 0 -f json classify --header -k 1 white chocolate
check json 0 classify -f json -k 1 white chocolate
check json-nothing 4 classify -f json ''
check table 0 classify -f table -k 1 'kakao tozu'
check show-table 0 show -f table 170490
check show-json 0 show -f json 180632
export LC_ALL=az_AZ.UTF-8
check azerbaijani 0 show 1704
LC_ALL=ru_RU.KOI8-R
check russian 0 show 1704
unset LC_ALL
# A full disk and a reader that went away are failures, and said.
exit_full=0
"$hsdesk" --store "$store" show 17 >/dev/full 2>"$work/seen.err" || exit_full=$?
[ $exit_full = 1 ] && grep -q 'hsdesk: standard output: .*No space left' "$work/seen.err" || { echo "FAIL: full disk: exit $exit_full"; failures=1; }
exit_full=0
"$hsdesk" --help >/dev/full 2>"$work/seen.err" || exit_full=$?
[ $exit_full = 1 ] || { echo "FAIL: full disk with --help: exit $exit_full"; failures=1; }
# The reader has closed before anything is written: opening the fifo for both ends and closing one needs no wait.
mkfifo "$work/seen.fifo"
(exec 3<>"$work/seen.fifo" 4>"$work/seen.fifo" 3<&-; code=0
 yes doll | head -n 2000 | "$hsdesk" --store "$store" classify >&4 2>"$work/seen.err" || code=$?; echo $code) >"$work/seen.code"
[ "$(cat "$work/seen.code")" = 1 ] && grep -q 'Broken pipe' "$work/seen.err" || { echo "FAIL: closed pipe: $(cat "$work/seen.code")"; failures=1; }
rm "$work/seen.fifo"
finish
