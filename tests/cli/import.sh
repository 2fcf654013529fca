#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# hsdesk-admin import: what it says of each row, what a dry run leaves, what is kept beside it, and that a failed or killed import leaves the old generation.
. "${srcdir:-.}/tests/cli/cli.sh"
program=$hsdesk_admin
files=$here/tests/fixture/tariff
generation() { readlink "$store/current"; }
holds() { grep -q "^$1 " "$store/current/manifest" || { echo "FAIL: the generation has no $1"; failures=$((failures + 1)); }; }

listing_before
check import-dry 0 import tsv "$files/tariff.tsv" --country AZ --effective 2026-01-01 --dry-run --diff
check import-format 2 import ods "$files/tariff.tsv" --country AZ --effective 2026-01-01
check import-country 2 import tsv "$files/tariff.tsv" --effective 2026-01-01
check import-country-name 1 import tsv "$files/tariff.tsv" --country UK --effective 2026-01-01
check import-no-date 2 import tsv "$files/tariff.tsv" --country AZ
check import-bad-date 1 import tsv "$files/tariff.tsv" --country AZ --effective 2026-02-31
check import-two-files 2 import tsv "$files/tariff.tsv" "$files/tariff.tsv" --country AZ --effective 2026-01-01
finish || failures=$((failures + 1))
check import-other-format 1 import usitc-csv "$files/tariff.tsv" --country US --effective 2026-01-01
check import-no-tariff 4 import csv "$files/decree.csv" --country AZ --effective 2026-03-01 --changes
check import-no-file 4 import tsv "$files/nothing.tsv" --country AZ --effective 2026-01-01
[ "$(generation)" = gen-000001 ] || { echo 'FAIL: an import that failed published'; failures=$((failures + 1)); }

check import-tariff 0 import tsv "$files/tariff.tsv" --country AZ --effective 2026-01-01 --training
check import-decree 0 import csv "$files/decree.csv" --country AZ --effective 2026-03-01 --changes
check import-again 0 import tsv "$files/tariff.tsv" --country AZ --effective 2026-01-01 --diff --dry-run
check import-rates 0 import fx-csv "$files/rates.csv" --country AZ --diff
check import-json 0 -f json import fx-csv "$files/rates.csv" --country AZ --dry-run
holds tariff.az
holds fx.az
holds tree

# Training and building keep what belongs to countries.
printf '1704903000\twhite chocolate\n' >"$work/rows"
"$hsdesk_admin" --store "$store" train "$work/rows" >/dev/null || failures=$((failures + 1))
holds tariff.az
holds fx.az
before=$(sed -n 's/^tariff.az //p' "$store/current/manifest")
"$hsdesk_admin" --store "$store" build "$here/tests/fixture" >/dev/null || failures=$((failures + 1))
holds tariff.az
holds fx.az
[ "$before" = "$(sed -n 's/^tariff.az //p' "$store/current/manifest")" ] || { echo 'FAIL: building changed the tariff'; failures=$((failures + 1)); }

# A failing write, or a death at any moment, leaves the old generation and a store that works.
old=$(generation)
(trap '' XFSZ; ulimit -f 64; "$hsdesk_admin" --store "$store" import tsv "$files/tariff.tsv" --country AZ --effective 2026-01-01 >/dev/null 2>"$work/seen.limit") &&
    { echo 'FAIL: a write that cannot be done was not noticed'; failures=$((failures + 1)); }
grep -q 'free space on that disk' "$work/seen.limit" || { echo 'FAIL: a failing write was not told:'; cat "$work/seen.limit"; failures=$((failures + 1)); }
[ "$(generation)" = "$old" ] || { echo 'FAIL: a failed import published'; failures=$((failures + 1)); }
for steps in 1 2 3 5 8 13 21 34 55; do
    "$hsdesk_admin" --store "$store" import tsv "$files/tariff.tsv" --country AZ --effective 2026-01-01 >/dev/null 2>&1 &
    victim=$!
    while [ "$steps" -gt 0 ] && kill -0 $victim 2>/dev/null; do steps=$((steps - 1)); : | cat; done
    kill -9 $victim 2>/dev/null || true
    wait $victim 2>/dev/null || true
    "$hsdesk" --store "$store" show 17 >/dev/null || { echo 'FAIL: a killed import harmed the store'; failures=$((failures + 1)); }
    holds tariff.az
done
"$hsdesk_admin" --store "$store" import tsv "$files/tariff.tsv" --country AZ --effective 2026-01-01 >/dev/null || { echo 'FAIL: no import after a killed one'; failures=$((failures + 1)); }
first=$(sed -n 's/^tariff.az //p' "$store/current/manifest")
"$hsdesk_admin" --store "$store" import tsv "$files/tariff.tsv" --country AZ --effective 2026-01-01 >/dev/null
[ "$first" = "$(sed -n 's/^tariff.az //p' "$store/current/manifest")" ] || { echo 'FAIL: the same rows gave other bytes'; failures=$((failures + 1)); }
[ ! -e "$store/building" ] || { echo 'FAIL: what a killed import left behind is still there'; failures=$((failures + 1)); }
[ "$failures" = 0 ]
