#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# refusals.sh - packages that are signed as they must be and cannot be used all the same: refused with their own words and exit 3, the store as it was to the byte.
. "${srcdir:?}/tests/apply/posts.sh"
posts_with_model
number=1
# refused PATTERN KIND CC FILES...
refused() {
    pattern=$1 kind=$2 country=$3
    shift 3
    number=$((number + 1))
    release "$kind" "$country" $number "$number.pkg" --unchecked "$@"
    refused_package "$pattern" "$number.pkg"
}
refused_package() {
    state "$store" >before
    expect 3 "$1" apply "$2"
    grep -q '	refused	' out || { wrong "$2: no row says refused"; cat out; }
    state "$store" | cmp -s - before || wrong "$2: the store was touched"
}
file() { printf "$2" >"$1"; }

# What posts would refuse is not packed: colleagues are not called together for it.
printf 'code\ttitle\tduty\n17049\tOther\t5%%\n' >tariff.tsv
expect 1 'nothing is packed, posts would refuse it: tariff.tsv: line 2' pack --kind tariff --country AZ --sequence 1 --expires $until --root root1 --out none.pkg tariff.tsv
[ ! -e none.pkg ] || wrong 'what cannot be used was packed'

# Kinds
file rows.tsv '1704\tsweets\n'
refused 'file rows.tsv has no place' nomenclature XX rows.tsv
refused 'file rows.tsv has no place' terms XX rows.tsv
refused 'file rows.tsv has no place' risk XX rows.tsv
refused 'belongs to a country' tariff XX rows.tsv

# Tariffs
header='code\ttitle\tduty\n'
file tariff.tsv "${header}1704903000\tWhite chocolate\t15%%\n170490\t\t\n17049\tOther\t5%%\n"
refused 'tariff.tsv: line 4: .*leading zero is lost' tariff AZ tariff.tsv
file source.tsv 'name\tnothing\n'
refused 'has no tariff.tsv' tariff AZ source.tsv
refused 'file rows.tsv has no place' tariff AZ tariff.tsv rows.tsv
file tariff.tsv "${header}"
refused 'declarable lines of 0 digits' tariff AZ tariff.tsv
file tariff.tsv "just words\n"
refused 'columns: ' tariff AZ tariff.tsv
printf 'code\ttitle\tduty\n1704903000\tWhite \377 chocolate\t15%%\n' >tariff.tsv
refused 'tariff.tsv: line 2: not UTF-8' tariff AZ tariff.tsv
file tariff.tsv "${header}1704903000\tWhite chocolate\t15%%\n"
file source.tsv 'digits\t99\n'
refused 'source.tsv: line 1: digits' tariff AZ tariff.tsv source.tsv
file source.tsv 'moon\tfull\n'
refused 'source.tsv: line 1: not `item TAB value`' tariff AZ tariff.tsv source.tsv

# Rates, profiles, rules, vague words
file rates.csv 'date,currency,units,rate\n2026-01-05,EUR,1,1.9\n2026-01-05,EUR,1,2.9\n'
refused 'rates.csv: line 3: EUR of 2026-01-05' fx AZ rates.csv
file rates.csv 'date,currency,units,rate\n2026-01-05,EUR,3,1.9\n'
refused 'rates.csv: line 2: units' fx AZ rates.csv
file one.csv 'date,currency,units,rate\n2026-01-05,EUR,1,1.9\n'
cp one.csv two.csv
refused '2 files, a package of kind fx has one' fx AZ one.csv two.csv
cp "$srcdir/data/countries/GB.ini" gb.ini
refused 'the profile of another country than AZ' country AZ gb.ini
sed '5,$d' gb.ini >short.ini
refused 'short.ini' country AZ short.ini
cp "$srcdir/data/goods/axes.tsv" "$srcdir/data/goods/facts.tsv" "$srcdir/data/goods/vague.tsv" .
refused 'has no axes.tsv' rules XX facts.tsv
# Of what no country owns there is one line of numbers: under another country's an older one would take the place of a newer.
refused 'belongs to no country, and this is of AZ' vague AZ vague.tsv
refused 'belongs to no country, and this is of GE' model GE model/*
printf '170490\tno such axis\tis\twhite\t\n' >facts.tsv
refused 'facts.tsv: line 1: "no such axis" is no axis' rules XX axes.tsv facts.tsv
echo 'stop	xx	word	' >vague.tsv
refused 'vague.tsv: line 1: needs 6 columns' vague XX vague.tsv

# Models: a part missing, a part of nothing, a part damaged in the right size, a promise that is not kept
mkdir parts
cp model/* parts
rm parts/knn
refused 'it has no knn' model XX parts/*
cp model/knn parts
cp model/tree parts/bayes
refused 'Bayes table: not in the form' model XX parts/*
cp model/bayes parts
for part in knn examples bayes vocabulary; do # the last bytes, which opening does not look at
    cp model/$part parts/$part
    size=$(stat -c %s parts/$part)
    dd if=/dev/zero bs=1 count=16 2>/dev/null | tr '\000' '\377' | dd of=parts/$part bs=1 seek=$((size - 16)) conv=notrunc 2>/dev/null
    refused '^hsdesk-admin: ' model XX parts/*
    cp model/$part parts/$part
done
sed '1s/.*/accuracy	1.0/; 2s/^[0-9]*/84/' model/selftest.tsv >parts/selftest.tsv
refused 'it answers 0.9[0-9]* of its [0-9]+ self-test rows, not 1.0000' model XX parts/*
sed 1d model/selftest.tsv >parts/selftest.tsv
refused 'does not say which accuracy' model XX parts/*
echo 'accuracy	0.5' >parts/selftest.tsv
refused 'not one row' model XX parts/*
echo 'accuracy	-1' >parts/selftest.tsv
refused 'no share from 0 to 1' model XX parts/*

# Times
"$HSDESK_ADMIN" pack --kind fx --country AZ --sequence 90 --expires $until --effective 2098-01-01 --root root1 --out later.pkg one.csv
sign later.pkg rates
refused_package 'it holds from 2098-01-01 on: apply it on that day' later.pkg
release fx AZ 91 good.pkg one.csv
cp "$store/state/highwater" kept
sed 's/^latest .*/latest 2098-01-01T00:00:00Z/' kept >"$store/state/highwater"
refused_package 'clock: it says' good.pkg
expect 0 '^clock	behind the latest time seen' status
cp kept "$store/state/highwater"

# Another publisher, no root, a damaged mark
exec 9>"$store/lock"
flock -n 9 || wrong 'the lock is taken'
refused_package 'another process is publishing' good.pkg
exec 9>&-
expect 3 'no root is enrolled' --store "$work/nowhere" apply good.pkg
[ ! -e "$work/nowhere" ] || wrong 'a store was made'
echo garbage >"$store/state/highwater"
state "$store" >before
expect 1 'damaged' apply good.pkg
state "$store" | cmp -s - before || wrong 'a damaged mark was written over'
cp kept "$store/state/highwater"
# The machine's own fault is no refusal, and changes nothing either.
state "$store" >before
(trap '' XFSZ; ulimit -f 8; "$HSDESK_ADMIN" --store "$store" apply model1.pkg >out 2>err) && wrong 'a disk that is full was not noticed'
state "$store" | cmp -s - before || wrong 'a full disk left something'
expect 0 '^mark	ok' apply good.pkg
exit $failed
