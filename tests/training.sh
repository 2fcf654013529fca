#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The training store, built as a user builds it: every line of its tariff comes to a total when all inputs are given, some come to sums made by hand, and the usual store
# beside it knows no tariff.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
unset HSDESK_STORE HSDESK_COUNTRY || true
"$HSDESK_ADMIN" --store "$work/desk" build --training "$HSDESK_DATA" >/dev/null || exit 1
due() { "$HSDESK" --store "$work/desk" demo duty -f tsv --value 1000 --currency USD --date 2026-05-05 --net 1000 "$@" 2>"$work/err"; }

# Every line, two dozen at a time.
awk -F'\t' '!/^#/ && length($1) == 10 && $2 != "" { print $1 }' "$HSDESK_DATA/countries/az/tariff.tsv" >"$work/codes"
xargs -n 24 <"$work/codes" | tr ' ' , | while read -r codes; do
    due --code "$codes" --origin DE --gross 1100 --quantity 10 --unit item --quantity 10 --unit pair --quantity 100 --unit l --quantity 40 --unit 'l on ethyl alcohol content' \
        --quantity 1998 --unit 'cm3 of engine capacity' --quantity 50 --unit m2 || { echo "training: exit $? among $codes"; cat "$work/err"; }
done >"$work/all"
lines=$(wc -l <"$work/codes") totals=$(awk -F'\t' '$1 == "total" && $5 != ""' "$work/all" | wc -l)
echo "training: $lines lines, $totals totals"
[ "$lines" -ge 300 ] && [ "$lines" = "$totals" ] || { echo 'training: not every line comes to a total'; grep -E '^(missing|refer|training)' "$work/all" | head; failed=1; }
awk -F'\t' '$1 == "total" && $7 !~ /TRAINING/' "$work/all" | grep . && { echo 'training: a total is not marked'; failed=1; }

# sum "STEPS AMOUNTS" ARGS...: duty, excise and VAT as worked out here by hand. 1000 USD are 1700 AZN.
sum() {
    wanted=$1
    shift
    seen=$(due "$@" | awk -F'\t' '$1 == "duty" || $1 == "additional" || $1 == "excise" || $1 == "vat" { printf "%s%s %s", (n++ ? " " : ""), $1, $5 }')
    [ "$seen" = "$wanted" ] || { echo "training: $*: $seen, by hand $wanted"; cat "$work/err"; failed=1; }
}
sum 'duty 850.00 vat 459.00' --code 1704903000 --origin TR                # 0.5 x 1000 x 1.7 is more than 15 % of 1700; 18 % of 2550
sum 'duty 0.00 vat 306.00' --code 1704903000 --origin GE --export GE --trade GE --proof CT-1/77
sum 'duty 340.00 excise 360.00 vat 432.00' --code 2208301000 --origin GB --quantity 100 --unit l --quantity 40 --unit 'l on ethyl alcohol content' # 2 x 100 x 1.7; 9 x 40; 18 % of 2400
sum 'duty 2377.62 excise 599.40 vat 841.86' --code 8703231000 --origin DE --quantity 1998 --unit 'cm3 of engine capacity' # 0.7 x 1998 x 1.7; 0.3 x 1998; 18 % of 4677.02
sum 'duty 0.00 vat 0.00' --code 0402211000 --origin DE
sum 'duty 255.00 additional 68.00 vat 364.14' --code 6907211000 --origin CN --quantity 50 --unit m2 # 15 % of 1700; 0.8 x 50 x 1.7; 18 % of 2023
sum 'duty 255.00 vat 351.90' --code 8703809000 --origin CN                  # until the end of 2026

"$HSDESK" --store "$work/desk/demo" demo show 17 2>/dev/null && { echo 'training: a training store within the training store'; failed=1; }
"$HSDESK_ADMIN" --store "$work/desk" build "$srcdir/tests/fixture" >/dev/null || failed=1
"$HSDESK" --store "$work/desk" duty --code 1704903000 --value 1 --currency USD --origin TR 2>&1 | grep -q 'no national tariff loaded' || { echo 'training: the usual store has a tariff'; failed=1; }
exit $failed
