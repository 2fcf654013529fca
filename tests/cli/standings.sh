#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Behind what a verb prints for people stands which signed packages it rests on, and until when they hold; scripts are told where something has expired or will soon.
# The packages are made and signed here; the clock is moved on under the programs.
. "${srcdir:-.}/tests/cli/cli.sh"
. "$here/tests/cli/clock.sh"
program=$hsdesk
clock 2026-12-01
HSDESK_ADMIN=$hsdesk_admin POSTS_IN=$work
local_store=$store store=$work/post
. "$here/tests/apply/posts.sh"
set -e
posts
mkdir "$work/data"
ln -s "$here/tests/fixture/goods" "$work/data/goods"
ln -s "$here/data/countries" "$work/data/countries"
made="$hsdesk_admin --store $work/made"
$made build "$work/data" >/dev/null
printf 'code\ttitle\tunit\tduty\tpreference:cis\n1704903000\tWhite chocolate\tkg\t15%%\tFree\n' >tariff.tsv
$made import tsv tariff.tsv --country AZ --effective 2026-01-01 >/dev/null
printf 'date,currency,units,rate\n2026-01-01,USD,1,1.7\n' >rates.csv
$made import fx-csv rates.csv --country AZ >/dev/null
$made export model --out model >/dev/null
$made export tariff --country AZ --out tariff >/dev/null
cp "$here/data/countries/AZ.ini" az.ini
printf 'number\tform\texporter\tgoods\tcode\tquantity\tunit\tissued\nGE 1\tCT-1\tRioni\tsweets\t170490\t1000\tkg\t2026-01-05\n' >certificates.tsv
for name in axes facts notes questions; do cp "$here/data/goods/$name.tsv" .; done
"$hsdesk_admin" origin issue certificates.tsv --country GE --first --out batch >/dev/null

# applied KIND CC SEQUENCE CREATED EXPIRES FILES...
applied() {
    package=$1-$3.pkg kind=$1 country=$2 sequence=$3 created=$4 until=$5
    shift 5
    release "$kind" "$country" "$sequence" "$package" --created "$created" "$@"
    set +e
    expect 0 '^publish	ok' apply "$package"
    set -e
}
applied model XX 7 2026-11-20 2027-11-20 model/*
applied country AZ 2 2026-11-01 2027-11-20 az.ini
applied tariff AZ 8 2026-11-01 2026-12-13 tariff/*
applied fx AZ 31 2026-11-30 2027-02-01 rates.csv
applied origin GE 1 2026-11-02 2027-11-20 batch
applied rules XX 3 2026-11-02 2027-11-21 axes.tsv facts.tsv notes.tsv questions.tsv
[ "$failed" = 0 ]

# said NAME EXIT ARGS...: as check, of standard error alone; the rows have tests of their own.
printf '#!/bin/sh\nexec "$QUIET" "$@" >/dev/null\n' >"$work/quiet"
chmod +x "$work/quiet"
said() {
    QUIET=$program program=$work/quiet
    export QUIET
    check "$@"
    program=$QUIET
}
duty='duty --code 1704903000 --value 100 --currency USD --origin GE --date 2026-12-01'
listing_before
# A tariff that expires in 12 days: tables say all, scripts are told where it matters to them.
check standings-classify 0 classify -f table -k 1 white chocolate
check standings-quiet 0 classify -k 1 white chocolate
check standings-lines 0 classify -f table -k 1 --country AZ white chocolate
check standings-lines-tsv 0 classify -k 1 --country AZ white chocolate
said standings-show 0 show -f table 1704903000
said standings-heading 0 show -f table 17
said standings-duty 0 $duty -f table
said standings-duty 0 $duty -f json
said standings-duty-proof 0 $duty -f table --export GE --trade GE --proof 'GE 1' --net 10
said standings-origin 0 origin -f table list
said standings-origin 0 origin -f table check
said standings-origin 0 origin -f table show 'GE 1'
said standings-origin-tsv 0 origin check
check standings-prompt 0 prompt
printf '1704903000\twhite chocolate drops\n' >held-out.tsv
program=$hsdesk_admin
said standings-evaluate 0 evaluate -f table held-out.tsv
said standings-evaluate-tsv 0 evaluate held-out.tsv
program=$hsdesk
# Behind the rows: the last thing that is said.
[ "$("$hsdesk" --store "$store" $duty -f table 2>&1 | tail -n 1)" = "$(cat "$golden/standings-duty.err")" ] || { echo 'FAIL: the note is not behind the rows'; failures=1; }
# 31 days are not soon, 30 are.
clock '2026-11-12 23:59:59'
said standings-thirty-one 0 $duty
clock 2026-11-13
said standings-thirty 0 $duty
# One day left, and the last second; then it has expired, is named first, and works on.
clock 2026-12-12
said standings-day 0 $duty
clock '2026-12-12 23:59:59'
said standings-day 0 $duty
clock 2026-12-13
check standings-expired 0 classify -k 1 --country AZ white chocolate
said standings-expired-table 0 classify -f table -k 1 --country AZ white chocolate
said standings-expired-duty 0 $duty
said standings-expired-other 0 classify -k 1 white chocolate
check standings-expired-prompt 0 prompt
# All but the rules, of which a classification says nothing otherwise.
clock 2027-11-20
said standings-all-expired 0 $duty -f table
said standings-all-expired-origin 0 origin list
said standings-all-expired-model 0 classify -k 1 white chocolate
program=$hsdesk_admin
said standings-evaluate-expired 0 evaluate held-out.tsv
program=$hsdesk
# Where a terminal shows no more than ASCII.
LC_ALL=C
export LC_ALL
said standings-ascii 0 $duty
unset LC_ALL
# Built here: nothing vouches for it, which is no news for a script.
store=$work/made
listing_before
said standings-local 0 $duty -f table
said standings-local-tsv 0 $duty
store=$local_store
listing_before
said standings-local-model 0 classify -f table -k 1 white chocolate
finish
