#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Whole schedules become tariffs: how many rows, lines and rates, what is left out, that a second import differs in nothing, and how long it takes. Prints its figures.
set -u
tariffs=$HSDESK_SHARED/tariffs
[ -f "$tariffs/us-hts-2025.csv" ] || { echo 'import: the tariff schedules are not on this machine'; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
fail() { echo "import: $*"; failed=1; }
cp -R "$builddir/tests/store" "$work/store" && chmod -R u+w "$work/store"

# imported NAME SUMMARY RATES LEFT_OUT ARGUMENTS...: both summaries begin so, so many rows are left out.
imported() {
    name=$1 summary=$2 rates=$3 left_out=$4
    shift 4
    start=$(date +%s%N)
    ("$HSDESK_ADMIN" --store "$work/store" import "$@" >"$work/out" && times >"$work/times") || { fail "$name: exit $?"; return; }
    elapsed=$((($(date +%s%N) - start) / 1000000))
    milliseconds=$(sed -n '2s/[ms]/ /gp' "$work/times" | awk '{ printf "%d", 1000 * (60 * $1 + $2 + 60 * $3 + $4) }')
    echo "$name: $(awk -F'\t' '$1 == "" && $3 == "read" { printf "%s; ", $4 }' "$work/out")$milliseconds ms of the processor, $elapsed ms in all"
    grep -qF "$summary" "$work/out" || fail "$name: not: $summary"
    grep -qF "$rates" "$work/out" || fail "$name: not: $rates"
    grep -q "^		left-out	$left_out\$" "$work/out" || fail "$name: $(tail -n 2 "$work/out" | head -n 1): not $left_out"
}
# 1 s is the promise; counted in time of the processor, because other tests run beside this one. A sanitizer is slower.
quick() {
    grep -q '^HS_LDFLAGS = .*-fsanitize' "$builddir/Makefile" || [ "$milliseconds" -lt 1000 ] || fail "$1 took $milliseconds ms"
}

imported US '35859 rows; the tariff has 35859 lines, 19735 of them declarable' '51873 rates and 0 requirements; 30561 inherited, 633 that a person decides, 1 lines without a duty' 0 \
    usitc-csv "$tariffs/us-hts-2025.csv" --country US --effective 2025-01-01
quick US
imported EAEU '20778 rows; the tariff has 20778 lines, 12998 of them declarable' '12998 rates and 0 requirements; 0 inherited, 24 that a person decides, 0 lines without a duty' 0 \
    eaeu-tsv "$tariffs/eaeu-ett-ru.tsv" --country RU --effective 2025-01-01
imported 'UK, zeros lost' '24671 rows; the tariff has 24671 lines, 16005 of them declarable' '13810 rates' 1475 \
    uk-csv "$tariffs/uk-commodities-2021.csv" "$tariffs/uk-ukgt-2021.csv" --country GB --effective 2021-06-01
imported UK '24671 rows; the tariff has 24671 lines, 16005 of them declarable' '15883 rates and 0 requirements; 13566 inherited, 0 that a person decides, 122 lines without a duty' 171 \
    uk-csv "$tariffs/uk-ukgt-2021.csv" "$tariffs/uk-commodities-2021.csv" --country GB --effective 2021-06-01 --repair-zeros
for country in us ru gb; do
    grep -q "^tariff.$country " "$work/store/current/manifest" || fail "the store lost tariff.$country"
done
imported 'US again' '35859 rows' '51873 rates' 0 usitc-csv "$tariffs/us-hts-2025.csv" --country US --effective 2025-01-01 --diff --dry-run
grep -q '	0 declarable lines differ$' "$work/out" || fail 'the same schedule differs from itself'
[ "$(grep -c '	refer	' "$work/out")" -ge 50 ] || fail 'the rates that a person decides are not listed'

printf 'code,duty,column2\n0101300000,7%%,\n0102,,1%%\n' >"$work/decree.csv"
imported 'a decree' 'the tariff has 35859 lines, 19735 of them declarable' '51874 rates' 1 csv "$work/decree.csv" --country US --effective 2025-07-01 --changes
grep -q '^2	0101300000	changed	duty: "6.8%" -> "7%" from 2025-07-01$' "$work/out" || fail 'the decree did not change 0101 30 00 00'
exit $failed
