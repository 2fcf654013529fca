#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How many of another administration's vague words are found, and how many real parcel lines are refused though they should not be (3 % at the most).
set -u
words=$HSDESK_SHARED/vague/intercept_terms.json parcels=$HSDESK_SHARED/labels/us-parcels.train.tsv
[ -f "$words" ] && [ -f "$parcels" ] || { echo 'vague: the lists and parcels are not on this machine'; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
sed -n 's/^ *"term": "\(.*\)",*$/\1/p' "$words" >"$work/words"
awk -F'\t' 'NR % 30 == 1 { print $2 }' "$parcels" | head -n 1000 >"$work/parcels"
for set in words parcels; do
    "$builddir/tests/decide" "$HSDESK_TEST_STORE" <"$work/$set" >"$work/$set.answers" || { echo 'vague: decide failed'; exit 1; }
done
awk -F'\t' '{ refused += $7 == "refuse"; found += $7 != "" || $3 == "thin" || $3 == "not_assessed" }
    END { printf "vague: of %d words %.3f are refused, %.3f found vague, thin or unknown\n", NR, refused / NR, found / NR; exit !(NR && found >= 0.5 * NR) }' "$work/words.answers" || exit 1
awk -F'\t' '{ refused += $7 == "refuse" } END { printf "vague: of %d parcel lines %.3f are refused\n", NR, refused / NR; exit !(NR && refused <= 0.03 * NR) }' "$work/parcels.answers"
