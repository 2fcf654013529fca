#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The rates of real schedules: how many are computable, that all others are referred with their text, that print and parse agree, and the duty beside
# another implementation's, each difference with its reason. Prints its figures.
set -u
tariffs=$HSDESK_SHARED/tariffs
[ -f "$tariffs/us-hts-2025.csv" ] || { echo 'duty: the tariff schedules are not on this machine'; exit 77; }
rates=$builddir/tests/duty/rates
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
fail() { echo "duty: $*"; failed=1; }

# column NAME ROWS PERCENT ARGUMENTS...: so many rows, at least PERCENT of them computable, the rest referred, none changed by printing.
column() {
    name=$1 rows=$2 floor=$3
    shift 3
    "$rates" column "$@" >"$work/out" || { fail "$name: the tool failed"; return; }
    tail -n 1 "$work/out" | awk -F'\t' -v name="$name" '{ printf "%s: %d rates, %d computable (%.2f %%), %d refer\n", name, $2, $3, 100 * $3 / $2, $4 }'
    tail -n 1 "$work/out" | awk -F'\t' -v rows="$rows" -v floor="$floor" '{ exit !($2 == rows && 100 * $3 >= floor * $2) }' ||
        fail "$name: $rows rates are there, at least $floor % are to be computable"
    if grep -E '^(differs|stuck)' "$work/out" | head -n 20 | grep .; then fail "$name: a rate that printing changes, or that nothing computes"; fi
    grep '^refer' "$work/out" | cut -f 3 | sort | uniq -c | sort -rn | sed 's/^/    refer /' | cut -c 1-150
}

us=$tariffs/us-hts-2025.csv
column 'US general, chapters 1 to 97' 11413 99.5 us csv "$us" 'General Rate of Duty' 'HTS Number' 1 97
column 'US column 2, chapters 1 to 97' 11414 99 us csv "$us" 'Column 2 Rate of Duty' 'HTS Number' 1 97
column 'US special, chapters 1 to 97' 7098 99 us csv "$us" 'Special Rate of Duty' 'HTS Number' 1 97
column 'US general, chapters 98 and 99' 2198 98 us csv "$us" 'General Rate of Duty' 'HTS Number' 98 99
column 'US additional duties' 512 100 us csv "$us" 'Additional Duties'
column 'UK' 11830 99.9 europe csv "$tariffs/uk-ukgt-2021.csv" ukgt_duty_rate
column 'EU' 11830 99 europe csv "$tariffs/uk-ukgt-2021.csv" cet_duty_rate
column 'EAEU' 12998 99.5 eaeu tsv "$tariffs/eaeu-ett-ru.tsv" rate code 0 0
column 'every distinct US text' 2294 96 us quoted-tsv "$tariffs/duty_strings_us.tsv" string
column 'every distinct UK and EU text' 814 98 europe quoted-tsv "$tariffs/duty_strings_uk_eu.tsv" string
column 'every distinct EAEU text' 523 99 eaeu quoted-tsv "$tariffs/duty_strings_eaeu.tsv" string

"$rates" oracle "$tariffs/us-duty-oracle.csv" >"$work/oracle" || fail 'the oracle: the tool failed'
# figures NAME PERCENT: at least PERCENT equal or rightly referred.
figures() {
    awk -F'\t' -v name="$1" '$1 == name { printf "oracle, %s: %d cases, %d equal, %d refer, %d different (%.2f %% equal or refer)\n", name, $2, $3, $4, $5, 100 * ($3 + $4) / $2 }' "$work/oracle"
    awk -F'\t' -v name="$1" -v rows="$2" -v floor="$3" '$1 == name { good = $2 == rows && 100 * ($3 + $4) >= floor * $2 } END { exit !good }' "$work/oracle" ||
        fail "oracle, $1: below $3 % of $2"
}
figures total 12074 99.5
figures special 1586 98.5
awk -F'\t' '$1 == "different" { printf "    %s \"%s\": the oracle %s, here %s: %s\n", $2, $3, $4, $5, $6 } $1 == "refer" { printf "    %s refer \"%s\"\n", $2, $3 }' "$work/oracle"
grep -q UNEXPLAINED "$work/oracle" && fail 'the oracle: a difference without a reason'
exit $failed
