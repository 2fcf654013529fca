#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Certificates of origin: an authority issues and revokes, a store takes the batches, the officer looks one up, and `hsdesk duty` computes a claim both ways.
#
#   White chocolate, 1000 AZN, from Georgia: with the preference VAT 18 % of 1000, 180, and the fee 15: 195. Without it duty 15 % 150, VAT 18 % of 1150 is 207, fee
#   15: 372.
. "${srcdir:-.}/tests/cli/cli.sh"

mkdir "$work/data"
ln -s "$here/tests/fixture/goods" "$work/data/goods"
ln -s "$here/data/countries" "$work/data/countries"
"$hsdesk_admin" --store "$store" build "$work/data" >/dev/null
printf 'code\ttitle\tunit\tduty\tpreference:cis\n1704903000\tWhite chocolate\tkg\t15%%\tFree\n1806310000\tFilled\tkg\t15%%\tFree\n' >"$work/AZ.tsv"
"$hsdesk_admin" --store "$store" import tsv "$work/AZ.tsv" --country AZ --effective 2018-01-01 >/dev/null
check origin-none 4 origin list
check origin-none-from 4 origin show 1 --from GE

# ---- the authority ----
program=$hsdesk_admin
printf 'number\tform\texporter\tconsignee\tgoods\tcode\tquantity\tunit\tissued\tuntil\tagreement\n' >"$work/one.tsv"
{
    printf '# January\nGE 0001\tCT-1\tRioni  Ltd\tX\311\231z\311\231r MMC\twhite chocolate\t1704.90\t1 000,00\tKGM\t2026-01-05\t2026-12-31\tcis\n\n'
    printf 'GE 0002\tCT-1\tRioni Ltd\t\twhite chocolate\t170490\t500\tkg\t2026-01-05\t2026-01-31\t\n'
    printf 'GE 0003\tCT-1\tRioni Ltd\t\tfilled bars\t180631\t0.5\tt\t2026-01-05\t\t\n'
} >>"$work/one.tsv"
check origin-issue-where 2 origin issue "$work/one.tsv" --country GE --out "$work/none.batch"
check origin-issue 0 --header origin issue "$work/one.tsv" --country GE --first --out "$work/1.batch"
check origin-issue-there 3 origin issue "$work/one.tsv" --country GE --first --out "$work/1.batch"
check origin-issue-again 1 origin issue "$work/one.tsv" --country GE --before "$work/1.batch" --out "$work/none.batch"
check origin-issue-both 2 origin issue "$work/one.tsv" --country GE --first --before "$work/1.batch" --out "$work/none.batch"
check origin-revoke 0 origin revoke 'ct-1 ge0002' --day 2026-02-01 --country GE --before "$work/1.batch" --out "$work/2.batch"
check origin-revoke-unknown 4 origin revoke 'GE 9' --country GE --before "$work/1.batch" --out "$work/none.batch"
check origin-revoke-twice 1 origin revoke 'GE 0002' --country GE --before "$work/1.batch" --before "$work/2.batch" --out "$work/none.batch"
check origin-no-out 2 origin issue "$work/one.tsv" --country GE --first
check origin-no-country 2 origin issue "$work/one.tsv" --first --out "$work/none.batch"
check origin-action 2 origin forge "$work/one.tsv" --country GE
sed 's/\t0.5\tt\t/\t-1\tt\t/;s/2026-01-31/2026-02-30/' "$work/one.tsv" >"$work/bad.tsv"
check origin-issue-bad 1 origin issue "$work/bad.tsv" --country GE --first --out "$work/none.batch"
sed '1s/form/formm/' "$work/one.tsv" >"$work/bad.tsv"
check origin-issue-column 1 origin issue "$work/bad.tsv" --country GE --first --out "$work/none.batch"
[ ! -e "$work/none.batch" ] || { echo 'FAIL: a batch was written all the same'; failures=$((failures + 1)); }

# What is made is a package's content as it is: every line a record.
"$hsdesk_admin" pack --kind origin --product hsdesk --channel stable --country GE --sequence 1 --expires 2099-01-01 --out "$work/1.pkg" "$work/1.batch" >/dev/null
"$hsdesk_admin" inspect "$work/1.pkg" | grep -qx 'records	4' || { echo 'FAIL: the batch is not packed as four lines'; failures=$((failures + 1)); }

# ---- the store ----
check origin-take-order 3 origin take "$work/2.batch" --country GE
sed '3d' "$work/1.batch" >"$work/removed.batch"
check origin-take-removed 3 origin take "$work/removed.batch" --country GE
sed '2s/1000/9000/' "$work/1.batch" >"$work/altered.batch"
check origin-take-altered 3 origin take "$work/altered.batch" --country GE
check origin-take-country 3 origin take "$work/1.batch" --country TR
check origin-take 0 origin take "$work/1.batch" "$work/2.batch" --country GE
check origin-take-again 0 origin take "$work/1.batch" --country GE
# The chain goes on from what the store holds; an authority that forgot it is found out.
printf 'number\tform\texporter\tgoods\tcode\tquantity\tunit\tissued\nGE 0004\tCT-1\tKura\twafers\t190532\t20\tkg\t2026-02-05\n' >"$work/three.tsv"
check origin-issue-on 0 origin issue "$work/three.tsv" --country GE --out "$work/3.batch"
"$hsdesk_admin" origin issue "$work/three.tsv" --country GE --first --out "$work/forgot.batch" >/dev/null
check origin-take-forgot 3 origin take "$work/forgot.batch" --country GE
check origin-take-next 0 origin take "$work/3.batch" --country GE
"$hsdesk_admin" --store "$store" build "$work/data" >/dev/null # which keeps them

# ---- the officer ----
program=$hsdesk
# One byte of a store changed by hand is seen before the chain is even asked.
desk=$store store=$work/harmed
cp -r "$desk" "$store"
chmod -R u+w "$store"
sed -i 's/filled bars/gilled bars/' "$store/current/data.mdb"
check origin-harmed 1 origin show 'GE 0003'
store=$desk
{
    printf '# so far\nGE\tGE 0001\t1704903000\t400 kg\t2026-02-01\nGE\tct-1 ge0001\t1704903000\t0.5 t\t2026-02-02\nGE\tGE 0001\t1704903000\t101 kg\t2026-02-03\n'
    printf 'GE\tGE 0002\t1704903000\t5 kg\t2026-02-03\nGE\tGE 0003\t1704903000\t5 kg\t2026-02-03\nGE\tGE 0008\t1704903000\t5 kg\t2026-02-03\nUZ\tUZ 1\t1704903000\t5 kg\t2026-02-03\n'
    printf 'TR\tGE 0001\t1704903000\t5 kg\t2026-02-03\nGE\tGE 0001\t1704903000\t5 l\t2027-02-03\n'
} >"$work/uses.tsv"
printf 'GE\tGE 0001\t1704903000\t400\t2026-02-01\n' >"$work/bad.tsv"
listing_before
check origin-show 0 origin show 'ct-1 ge 0001' --date 2026-02-10
check origin-show-revoked 3 origin show GE0002 --date 2026-01-10
check origin-show-early 3 origin show GE0001 --date 2026-01-01 --from GE
check origin-show-unknown 4 origin show 'GE 0009'
check origin-show-country 4 origin show 'GE 0001' --from TR
check origin-show-which 2 origin show
check origin-list 0 --header origin list --date 2026-02-10
check origin-list-state 0 -f json origin list --state revoked --date 2026-02-10
check origin-check 0 --header origin check
check origin-word 2 origin lose
check origin-rates 0 --header origin rates --uses "$work/uses.tsv"
check origin-rates-none 2 origin rates
check origin-show-uses 0 origin show 'GE 0001' --date 2026-02-10 --uses "$work/uses.tsv"
check origin-uses-bad 1 origin rates --uses "$work/bad.tsv"
check origin-uses-missing 1 origin rates --uses "$work/nothing.tsv"

claim() { name=$1 exit=$2; shift 2; check "$name" "$exit" duty --value '1000 AZN' --origin GE --export GE --trade GE --date 2026-02-10 "$@"; }
claim origin-duty 0 --code 1704903000 --net 400 --proof 'GE 0001'
claim origin-duty-used 0 --code 1704903000 --net 400 --used '601 kg' --proof 'GE 0001'
claim origin-duty-revoked 0 --code 1704903000 --net 400 --proof 'GE 0002'
claim origin-duty-goods 0 --code 1806310000 --net 400 --proof 'GE 0001'
claim origin-duty-unknown 0 --code 1704903000 --net 400 --proof 'GE 0009'
claim origin-duty-uncounted 4 --code 1704903000 --proof 'GE 0001'
finish
