#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What became of the codes of earlier editions is what the published correlation says: every code of it, through the door that an officer has for a sample, and the files whole.
set -u
[ -r "$HSDESK_SHARED/nomenclature/hs2022-hs2017.csv" ] || { echo "editions: no correlations in $HSDESK_SHARED/nomenclature: not run"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
for year in 2012 2017; do
    # old TAB new, without the pseudo-code 999999
    tr -d '\r' <"$HSDESK_SHARED/nomenclature/hs2022-hs$year.csv" | awk -F, 'NR > 1 && $1 != "999999" { print $2 "\t" $1 }' | LC_ALL=C sort >"$work/published"
    # The rows of our file, and each code that only became itself and that nothing else became.
    awk -F'\t' -v OFS='\t' '!/^#/ { n = split($2, to, ","); for (i = 1; i <= n; i++) print $1, to[i] }' "$HSDESK_DATA/goods/hs$year.tsv" >"$work/ours"
    awk -F'\t' 'NR == FNR { old[$1]; new[$2]; next } length($1) == 6 && !($1 in old) && !($1 in new) { print $1 "\t" $1 }' "$work/ours" "$HSDESK_DATA/goods/hs2022.tsv" >>"$work/ours"
    LC_ALL=C sort -o "$work/ours" "$work/ours"
    cmp "$work/published" "$work/ours" || { failed=1; diff "$work/published" "$work/ours" | head; }
    echo "editions: $(cut -f 1 "$work/published" | uniq | wc -l) codes of HS $year, $(wc -l <"$work/published") pairs"
    for code in $(cut -f 1 "$work/published" | uniq | awk 'NR % 400 == 1'); do
        "$HSDESK" --store "$HSDESK_TEST_STORE" show -f tsv --edition "$year" "$code" 2>/dev/null | cut -f 2 >"$work/shown"
        awk -F'\t' -v code="$code" '$1 == code { print $2 }' "$work/published" | cmp -s - "$work/shown" || { echo "editions: $code of HS $year is shown otherwise"; failed=1; }
    done
done
exit $failed
