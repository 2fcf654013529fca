#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The top line says by which signed packages one works and until when, as far as there is room; what has expired comes first and stands out, also while the desk is open.
. "${srcdir:-.}/tests/screen/screen.sh"
. "$here/tests/cli/clock.sh"
clock 2026-12-01
HSDESK_ADMIN=$hsdesk_admin POSTS_IN=$work
at=$PWD
. "$here/tests/apply/posts.sh"
set +e
posts
mkdir "$work/data"
ln -s "$here/tests/fixture/goods" "$work/data/goods"
ln -s "$here/data/countries" "$work/data/countries"
printf 'code\ttitle\tunit\tduty\n1704903000\tWhite chocolate\tkg\t15%%\n' >tariff.tsv
cp "$here/data/countries/AZ.ini" az.ini
{
    "$hsdesk_admin" --store "$work/made" build "$work/data" && "$hsdesk_admin" --store "$work/made" import tsv tariff.tsv --country AZ --effective 2026-01-01 &&
        "$hsdesk_admin" --store "$work/made" export model --out model && "$hsdesk_admin" --store "$work/made" export tariff --country AZ --out tariff
} >/dev/null || wrong 'nothing to pack'
until=2027-11-20
release model XX 7 model.pkg --created 2026-11-20 model/*
release country AZ 2 country.pkg --created 2026-11-01 az.ini
until=2026-12-13
release tariff AZ 8 tariff.pkg --created 2026-11-01 tariff/*
for package in model country tariff; do expect 0 '' apply $package.pkg; done
[ "$failed" = 0 ] || exit 1
set -e
cd "$at"
escape=$(printf '\033')
emphasised() { colours | head -n 1 | grep -q "$escape\[[0-9;]*33m *EXPIRED tariff AZ 8"; }
SCREEN_WITHOUT_STORE=1
screen 140 24
see_row ' hsdesk · *@desk  *generation 3 · model 7 of 2026-11-20, ok · tariff AZ 8 of 2026-11-01, expires in 12 days'
if colours | head -n 1 | grep -q "$escape\[[0-9;]*33m"; then echo 'what has not expired stands out'; exit 1; fi
resize 100 24
see_row ' hsdesk · *@desk  *model 7 of 2026-11-20, ok · tariff AZ 8 of 2026-11-01, expires in 12 days'
resize 80 24
see_row ' hsdesk · *@desk *model 7 ok · tariff AZ 8 expires in 12 days'
# Where there is less room than for all, what is not as it should be goes before who is at the desk.
resize 50 24
see_row 'model 7 ok · tariff AZ 8 expires in 12 days'
resize 140 24
clock 2026-12-13
see_row ' hsdesk · *@desk  *EXPIRED tariff AZ 8 of 2026-11-01 · generation 3 · model 7 of 2026-11-20, ok'
until_true emphasised
resize 40 24
see_row 'EXPIRED tariff AZ 8 · model 7 ok'
resize 24 24
see_row 'EXPIRED tariff AZ 8'
resize 80 24
text 'white chocolate'
see_row ' ▸ 1 1704 90 300 0 * 15%'
keys Tab Enter
see_row ' EXPIRED tariff AZ 8 of 2026-11-01'
clock 2027-11-20
see_row 'EXPIRED model 7 · EXPIRED tariff AZ 8 · EXPIRED profile AZ 2*'

# What is ok gives its place to what will not be so for long.
clock 2026-12-01
until=2026-12-20
printf 'date,currency,units,rate\n2026-01-01,USD,1,1.7\n' >"$work/rates.csv"
(cd "$work" && release fx AZ 3 fx.pkg --created 2026-11-01 rates.csv && expect 0 '' apply fx.pkg && [ "$failed" = 0 ]) || exit 1
keys Escape
see_row 'tariff AZ 8 expires in 12 days · exchange rates AZ 3 expires in 19 days'

# The day of a declaration follows the clock while the desk is open, unless somebody typed it.
keys F3
see_row ' Dates     2026-12-01'
keys Escape
clock 2026-12-02
keys F3
see_row ' Dates     2026-12-02'
keys Escape F2 Tab Tab Tab Tab Tab Tab Tab Tab Tab
see_row '▸Date        2026-12-02'
keys C-u
text 2026-11-30
keys Escape
clock 2026-12-03
keys F3
see_row ' Dates     2026-11-30'
