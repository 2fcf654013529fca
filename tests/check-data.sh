#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The goods data is whole and sound, by its own checks; and the checks see what is planted. Every tenth term is asked of the others (all: --stride 1).
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
"$HSDESK_ADMIN" check-data --stride 10 --counts -f tsv "$HSDESK_DATA" >"$work/out" 2>"$work/err" || { failed=1; cat "$work/err"; grep -P '\twrong\t' "$work/out" | head -n 40; }
awk -F'\t' '$2 == "ok" || $2 == "FAILED" || ($2 == "counted" && ($4 ~ /^all|^$/))' "$work/out"
counted() { awk -F'\t' -v check="$1" -v where="$2" '$1 == check && $2 == "counted" && $4 == where { print $3 }' "$work/out"; }
least() { [ "$1" -ge "$2" ] || { echo "check-data: $3: $1, at least $2 are wanted"; failed=1; }; }
[ "$(counted chapters '')/$(counted headings '')/$(counted subheadings '')" = 96/1228/5612 ] || { echo 'check-data: not every code'; failed=1; }
least "$(counted terms 'all en')" 55000 'English terms'
for language in az ru tr; do least "$(counted terms "all $language")" 25000 "$language terms"; done
[ "$(cut -f 1 "$HSDESK_DATA/goods/REVIEW.tsv" | grep -c '^[0-9][0-9]$')" -eq 96 ] || { echo 'check-data: the review table does not have each chapter once'; failed=1; }

# A copy of the goods data to be spoiled.
again() { rm -rf "$work/data" && mkdir "$work/data" && cp -R "$HSDESK_DATA/goods" "$HSDESK_DATA/countries" "$work/data/" && chmod -R u+w "$work/data"; }
# plant CHECK FILE LINE: a copy with one more line must fail that check.
plant() {
    again
    printf "$3" >>"$work/data/goods/$2"
    "$HSDESK_ADMIN" check-data --stride 1000000 -f tsv "$work/data" >"$work/out" 2>/dev/null && { echo "check-data: a planted \"$1\" passed"; failed=1; }
    grep -q "^$1	FAILED" "$work/out" || { echo "check-data: \"$1\" did not see what was planted"; failed=1; }
}
plant script 17/terms.tsv '170490\ten\tконфета\tusual\t\n'
plant twice 17/terms.tsv '170490\ten\tzefir wafers qq\tusual\t\n170490\ten\tZefir  WAFERS qq\tusual\t\n'
plant homographs 17/terms.tsv '170490\ten\tquuxberry drops\tusual\t\n170410\ten\tquuxberry drops\tusual\t\n'
plant text 17/terms.tsv '170490\ten\tcafe\314\201 sweets\tusual\t\n'
plant editions hs2017.tsv '990000\t990001\n'
again
sed -i '/^170490/d' "$work/data/goods/17/titles.tsv" "$work/data/goods/17/terms.tsv" && sed -i '/\t170490\t/d' "$work/data/goods/17/brands.tsv"
"$HSDESK_ADMIN" check-data --stride 1000000 -f tsv "$work/data" 2>/dev/null | grep -q '^codes	FAILED' || { echo 'check-data: a missing code passed'; failed=1; }
train() { # a line of the TRAINING tariff turned into another must fail the check
    again
    sed -i "$1" "$work/data/countries/az/tariff.tsv"
    "$HSDESK_ADMIN" check-data --stride 1000000 -f tsv "$work/data" 2>/dev/null | grep -q '^training	FAILED' || { echo "check-data: the TRAINING tariff passed with $1"; failed=1; }
}
train 's/^1806209000\t- - Other/1806209000\t- - Crumb/'
train 's/^1806310000\t/1806400000\t/'
train 's/^1806209000\t- - Other\t\t15%/1806209000\t- - Other\t\t/'
again # a rate that nobody can compute is a bad line
sed -i 's/^1806209000\t- - Other\t\t15%/1806209000\t- - Other\t\tas agreed/' "$work/data/countries/az/tariff.tsv"
"$HSDESK_ADMIN" check-data --stride 1000000 -f tsv "$work/data" >/dev/null 2>"$work/err" && { echo 'check-data: a rate in words passed'; failed=1; }
grep -q 'tariff.tsv:[0-9]*: .*as agreed' "$work/err" || { echo 'check-data: a rate in words was not named'; cat "$work/err"; failed=1; }
again # 970690 is no longer what it was, and nothing became it
sed -i 's/^970600\t.*/970600\t970610\n970690\t970610/' "$work/data/goods/hs2017.tsv"
"$HSDESK_ADMIN" check-data --stride 1000000 -f tsv "$work/data" 2>/dev/null | grep -q '^editions	FAILED' || { echo 'check-data: a code out of reach passed'; failed=1; }
exit $failed
