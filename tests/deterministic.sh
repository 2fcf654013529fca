#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The same rows give the same bytes: whatever the number of threads, the order of the rows and the run.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
fail() { echo "deterministic: $*"; exit 1; }
awk 'BEGIN { for (i = 0; i < 400; i++) printf "%s\tgoods of kind %d, lot %d\n", (i % 3 ? "610910" : "1704903000"), i % 37, i % 11 }' >"$work/rows.tsv"
sort -r "$work/rows.tsv" >"$work/reversed.tsv"
for run in 1 2 3; do
    "$HSDESK_ADMIN" --store "$work/s$run" build "$srcdir/tests/fixture" >/dev/null || fail 'build failed'
done
"$HSDESK_ADMIN" --store "$work/s1" train --threads 1 "$work/rows.tsv" >/dev/null || fail 'train failed'
"$HSDESK_ADMIN" --store "$work/s2" train --threads 2 "$work/rows.tsv" >/dev/null || fail 'train failed'
"$HSDESK_ADMIN" --store "$work/s3" train --threads 5 "$work/reversed.tsv" >/dev/null || fail 'train failed'
cmp "$work/s1/current/manifest" "$work/s2/current/manifest" || fail 'two threads gave other bytes than one'
cmp "$work/s1/current/manifest" "$work/s3/current/manifest" || fail 'another order of the rows gave other bytes'
