# SPDX-License-Identifier: GPL-3.0-or-later
# template.sh - what the tortures begin with. Sourced. TORTURE=all: everything; otherwise a fiftieth of it.
#
#   $work/store         three generations of different content: the fixture's, with a tariff, with a decree on it
#   $work/tariff.tsv    a tariff of 50 codes
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
part() { [ "${TORTURE:-}" = all ] && echo "$1" || echo "$2"; }

files=$srcdir/tests/fixture/tariff
{
    "$HSDESK_ADMIN" --store "$work/store" build "$srcdir/tests/fixture"
    "$HSDESK_ADMIN" --store "$work/store" import tsv "$files/tariff.tsv" --country AZ --effective 2026-01-01
    "$HSDESK_ADMIN" --store "$work/store" import csv "$files/decree.csv" --country AZ --effective 2026-03-01 --changes
} >/dev/null
awk 'BEGIN { print "code\ttitle\tunit\tduty"; for (i = 0; i < 50; i++) printf "17049%02d000\tSweets of kind %d\tkg\t%d%%\n", i, i, i % 20 }' >"$work/tariff.tsv"
