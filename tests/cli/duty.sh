#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# hsdesk duty and the measures of hsdesk show, on tiny tariffs that are imported here; the examples of the manual, whose sums were made by hand:
#
#   AZ  1000 USD x 1.7 = 1700, freight 100 EUR x 1.9 = 190: 1890. Duty 15 % 283.50. VAT 18 % of 1890 + 283.50 = 2173.50: 391.23. Fee 60.
#       283.50 + 391.23 + 60 = 734.73
#   PH  200000: duty 7 % 14000; bank charge 0.125 % 250; brokerage 5300; arrastre 1000; wharfage 500; stamps 280; processing fee 250: landed 221580.
#       VAT 12 % 26589.60. Owed: 14000 + 280 + 250 + 26589.60 = 41119.60
#   US  10000 - 800 - 100 = 9100. Duty 16.5 % 1501.50. 0.3464 % is 31.5224, at least 32.71. 0.125 % is 11.375, rounded 11.38. 1501.50 + 32.71 + 11.38 = 1545.59
#   GB  1000 EUR x 0.8 = 800. Duty 12 % 96. VAT 20 % of 800 + 96 + 40 = 936: 187.20. 96 + 187.20 = 283.20
#   RU  1000 EUR x 100 = 100000. 15 % 15000; 500 kg x 0.6 EUR x 100 = 30000, the greater. VAT 20 % of 130000: 26000. Fee 1067. 57067
by_hand='AZ 734.73
PH 41119.60
US 1545.59
GB 283.20
RU 57067.00'
. "${srcdir:-.}/tests/cli/cli.sh"

mkdir "$work/data"
ln -s "$here/tests/fixture/goods" "$work/data/goods"
ln -s "$here/data/countries" "$work/data/countries"
"$hsdesk_admin" --store "$store" build "$work/data" >/dev/null
listing_before
check duty-no-tariff 4 duty --code 1704903000 --value 1 --currency AZN --origin TR
check duty-no-tariff-for 4 duty --code 1704903000 --value 1 --currency AZN --origin TR --country AZ

# import CC OPTIONS: the tariff in $work/CC.tsv, and the exchange rates in $work/CC.fx where there are any
import() {
    country=$1
    shift
    "$hsdesk_admin" --store "$store" import tsv "$work/$country.tsv" --country "$country" --effective 2018-01-01 "$@" >/dev/null
    [ ! -f "$work/$country.fx" ] || "$hsdesk_admin" --store "$store" import fx-csv "$work/$country.fx" --country "$country" --effective 2018-01-01 >/dev/null
}
printf 'code\ttitle\tunit\tduty\texcise\tvat\tpreference:cis\tveterinary\tconformity\n' >"$work/AZ.tsv"
printf '1704903000\tWhite chocolate\tkg\t15%%\t\t\tFree\t\tyes\n' >>"$work/AZ.tsv"
printf '1806200100\tBlocks\tkg\t15%% MIN 0.5 USD/kg\t\t\t\twith milk\tyes\n1806200900\tOther\tkg\t5%% + EA\t\t\t\t\t\n' >>"$work/AZ.tsv"
printf 'date,currency,units,rate\n2026-01-01,USD,1,1.7\n2026-01-01,EUR,1,1.9\n' >"$work/AZ.fx"
import AZ --training
check duty-side-by-side 4 --header duty --code 1704903000,1806200100 --value 1000 --currency USD --origin TR,UZ --date 2026-02-10
check duty-computed 0 duty --code 1806200100 --value 1000 --currency USD --origin TR --quantity 0.4 --unit TNE --date 2026-02-10
check duty-json 0 -f json duty --code 1704903000 --value 1000000000000000000000000000000 --currency AZN --origin TR --date 2026-02-10
check duty-table 0 -f table duty --code 1704903000 --value 100 --currency AZN --origin TR --date 2026-02-10
check duty-refer 4 duty --code 1806200900 --value 100 --currency AZN --origin TR --date 2026-02-10
check duty-transit 0 duty --code 1704903000 --value 100 --currency AZN --origin TR --procedure transit --date 2026-02-10
check duty-incoterm 0 duty --code 1704903000 --value 100 --currency AZN --origin TR --incoterm CIF --freight 10 --date 2026-02-10
check duty-proof 0 duty --code 1704903000 --value 100 --currency AZN --origin UZ --export UZ --trade UZ --proof 'CT-1 17' --date 2026-02-10
check duty-no-rate 4 duty --code 1704903000 --value 100 --currency GBP --origin TR --date 2026-02-10
check duty-missing-value 4 duty --code 1704903000 --origin TR --date 2026-02-10
check duty-not-declarable 4 duty --code 1806200000 --value 100 --currency AZN --origin TR,UZ
check duty-no-code 2 duty --value 100 --currency AZN --origin TR
check duty-negative 1 duty --code 1704903000 --value -100 --currency AZN --origin TR
check duty-february 1 duty --code 1704903000 --value 100 --currency AZN --origin TR --date 2026-02-31
check duty-origin 1 duty --code 1704903000 --value 100 --currency AZN --origin XX
check duty-zero 1 duty --code 1704903000 --value 100 --currency AZN --origin TR --quantity 0 --unit kg
check duty-unit 1 duty --code 1704903000 --value 100 --currency AZN --origin TR --quantity 5 --unit furlong
check duty-unit-lacks 1 duty --code 1704903000 --value 100 --currency AZN --origin TR --quantity 5
check duty-procedure 1 duty --code 1704903000 --value 100 --currency AZN --origin TR --procedure gift
check duty-country 1 duty --code 1704903000 --country Azerbaijan
# The lines of a tariff by their words; a subheading that it has no line of stays one.
check classify-lines 0 classify -k 4 --country AZ chocolate blocks over 2 kg
check classify-eight 0 classify -k 2 -d 8 --country AZ chocolate blocks over 2 kg
check classify-six 0 classify -k 1 -d 6 --country AZ chocolate blocks over 2 kg
check classify-no-tariff 0 classify -k 1 --country GB chocolate blocks over 2 kg
# The lines of a subheading sum to it.
of_subheading() { "$hsdesk" --store "$store" classify -k 50 "$@" chocolate blocks over 2 kg | awk -F'\t' '$3 ~ /^180620/ { sum += $4 } END { print sum }'; }
echo "$(of_subheading --country AZ) $(of_subheading)" | awk '{ exit !($2 > 0.1 && $1 - $2 < 0.0003 && $2 - $1 < 0.0003) }' || { echo 'FAIL: the lines do not sum to their subheading'; failures=$((failures + 1)); }
check show-line 0 show 1704903000
check show-lines 0 show 180620
check show-not-declarable 4 show 1806200000

printf 'code\ttitle\tduty\n18063100\tFilled\t7%%\n' >"$work/PH.tsv"
printf 'code\ttitle\tduty\n6109100012\tT-shirts\t16.5%%\n' >"$work/US.tsv"
printf 'code\ttitle\tduty\n6109100000\tT-shirts\t12%%\n' >"$work/GB.tsv"
printf 'date,currency,units,rate\n2026-02-01,EUR,1,0.8\n2026-02-05,EUR,1,0.9\n' >"$work/GB.fx"
printf 'code\ttitle\tduty\n1704903000\tWhite chocolate\t15%% MIN 0.6 EUR/kg\n' >"$work/RU.tsv"
printf 'date,currency,units,rate\n2018-01-01,EUR,1,100\n' >"$work/RU.fx"
for country in PH US GB RU; do import "$country"; done
printf 'code\ttitle\tduty\n1704903000\tWhite chocolate\t15%%\n' >"$work/AZ.tsv"
import AZ # this time not a TRAINING one
listing_before
check duty-which 2 duty --code 1704903000 --value 1 --currency AZN --origin TR

# The page's blocks: a command, over several lines, and what it prints.
page=$here/tui/hsdesk-duty.1
examples=0
hsdesk() { "$hsdesk" --store "$store" "$@"; }
run_example() {
    country=$(printf '%s' "$command" | sed -n 's/.*--country \([A-Z]*\).*/\1/p')
    eval "$command" >"$work/seen.example" || true
    if ! diff -u "$work/seen.wanted" "$work/seen.example"; then
        echo "FAIL: the example of $country in the manual prints something else"
        failures=$((failures + 1))
    fi
    total=$(sed -n 's/^total\t\t\t\([0-9.]*\)\t.*/\1/p' "$work/seen.example")
    printf '%s\n' "$by_hand" | grep -qx "$country $total" || { echo "FAIL: $country: $total is not the sum made by hand"; failures=$((failures + 1)); }
    examples=$((examples + 1))
}
in_block=0 command=
while IFS= read -r line; do
    case $in_block$line in
    0.Bd*) in_block=1 command= && : >"$work/seen.wanted" ;;
    1.Ed) in_block=0 && run_example ;;
    1'$ '*) command=${line#\$ } ;;
    1'  '*) command="$command $line" ;;
    1*) printf '%s\n' "$line" >>"$work/seen.wanted" ;;
    esac
    command=${command%\\e}
done <"$page"
# Without a date it is the day on the wall, which is never the same half the world apart.
for zone in XXX-14 XXX+12; do
    day=$(TZ=$zone date +%F)
    TZ=$zone "$hsdesk" --store "$store" duty --code 1704903000 --value 1 --currency AZN --origin TR --country AZ -f tsv 2>/dev/null | grep -q "^line.*, origin TR, $day" || { echo "FAIL: today is not $day where TZ is $zone"; failures=$((failures + 1)); }
done
[ "$examples" = 5 ] || { echo "FAIL: $examples examples, not 5"; failures=$((failures + 1)); }
finish
