#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Trained on real parcel lines alone, the classifier reaches its floor on held-out ones.
set -u
labels=$HSDESK_SHARED/labels
[ -f "$labels/us-parcels.train.tsv" ] || { echo 'parcels: the labelled parcels are not on this machine'; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export HSDESK_STORE=$work/store
fail() { echo "parcels: $*"; exit 1; }
"$HSDESK_ADMIN" build "$HSDESK_DATA" >/dev/null || fail 'build failed'
"$HSDESK_ADMIN" train --only "$labels/us-parcels.train.tsv" 2>"$work/skipped" || fail 'train failed'
"$HSDESK_ADMIN" evaluate "$labels/us-parcels.test.tsv" >"$work/figures" || fail 'evaluate failed'
grep -E '	all	|^$' "$work/figures"
figure() { awk -F'\t' -v d="$1" -v k="$2" '$2=="top" && $3==d && $4==k && $5=="ensemble" && $6=="all" { print $7 }' "$work/figures"; }
at_least() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a != "" && a + 0 >= b + 0) }' || fail "$3: $1, the floor is $2"; }
at_least "$(figure 6 1)" 0.61 'top-1 at six digits'
for digits in 2 4 6 10; do
    [ -n "$(figure $digits 3)" ] || fail "no top-3 at $digits digits"
done
# Every skipped row was named with its line.
skipped=$(awk -F: 'NF >= 4 && $3 ~ /^[0-9]+$/' "$work/skipped" | wc -l)
[ "$skipped" -eq 43 ] || fail "$skipped rows of chapter 98 reported, 43 are there"
