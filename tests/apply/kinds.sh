#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# kinds.sh - a package of every kind into a post: what comes of it, what is kept beside it, what status says, and a lawful way back.
. "${srcdir:?}/tests/apply/posts.sh"
posts
made=$work/made
local_admin() { "$HSDESK_ADMIN" --store "$made" "$@" >out 2>err || { wrong "$*:"; cat err; }; }
digest_of() { sed -n "s/^$2 //p" "$1/current/manifest"; }
same_value() { [ -n "$(digest_of "$made" "$1")" ] && [ "$(digest_of "$made" "$1")" = "$(digest_of "$store" "$1")" ] || wrong "$1 is not what was packed"; }
same_risk() { rm -rf again && "$HSDESK_ADMIN" --store "$store" export risk --out again >/dev/null && cmp -s again/risk.tsv risk1/risk.tsv; }
no_value() { ! grep -q "^$1 " "$store/current/manifest" || wrong "$1 is there"; }

local_admin build "$srcdir/tests/fixture"
local_admin export model --out model1
local_admin import tsv "$srcdir/tests/fixture/tariff/tariff.tsv" --country AZ --effective 2026-01-01 --training
local_admin import fx-csv "$srcdir/tests/fixture/tariff/rates.csv" --country AZ
local_admin export tariff --country AZ --out tariff1
local_admin export fx --country AZ --out fx1

# Without a model there is no desk; whatever is refused leaves no trace.
release tariff AZ 1 tariff1.pkg tariff1/*
state "$store" >before
expect 3 'apply a package of kind model first' apply tariff1.pkg
state "$store" | cmp -s - before || wrong 'a refused package left something'
expect 0 '^generation	none$' status

release model XX 1 model1.pkg model1/*
expect 0 '^publish	ok	generation 1$' apply model1.pkg
for value in tree examples vocabulary knn bayes parameters language; do same_value $value; done
"$HSDESK" --store "$store" classify -k 1 'white chocolate bar' >out || wrong 'no desk on what was applied'
state "$store" >before
expect 0 '^already	ok' apply model1.pkg
state "$store" | cmp -s - before || wrong 'a package that is applied already changed the store'

cp "$srcdir/data/countries/AZ.ini" az.ini
release country AZ 1 country1.pkg az.ini
expect 0 '' apply country1.pkg
expect 0 '^publish	ok	generation 3$' apply tariff1.pkg
same_value tree
"$HSDESK" --store "$store" show 1704903000 --country AZ >out 2>err || { wrong 'the tariff cannot be shown'; cat err; }
grep -q '15% MIN 0.5 USD/kg' out || { wrong 'the tariff has not its rate'; cat out; }
release fx AZ 1 fx1.pkg fx1/*
expect 0 '' apply fx1.pkg
same_value fx.az
for name in axes facts notes questions vague; do cp "$srcdir/data/goods/$name.tsv" .; done
release rules XX 1 rules1.pkg axes.tsv facts.tsv notes.tsv questions.tsv
expect 0 '' apply rules1.pkg
release vague XX 1 vague1.pkg vague.tsv
expect 0 '' apply vague1.pkg
for value in axes facts notes questions vague profile.az tariff.az fx.az; do grep -q "^$value " "$store/current/manifest" || wrong "$value is gone"; done
# Rules take each other's place whole: facts never stand on the axes of another package.
release rules XX 2 rules2.pkg axes.tsv
expect 0 '' apply rules2.pkg
no_value facts
no_value questions
grep -q '^vague ' "$store/current/manifest" || wrong 'vague words went with the rules'

# Certificates come in batches of their authority, one after the other; each continues the last, and none is taken back.
printf 'number\tform\texporter\tgoods\tcode\tquantity\tunit\tissued\nGE 1\tCT-1\tRioni\tsweets\t170490\t1000\tkg\t2026-01-05\nGE 2\tCT-1\tRioni\tsweets\t170490\t5\tkg\t2026-01-05\n' >certificates.tsv
"$HSDESK_ADMIN" origin issue certificates.tsv --country GE --first --out batch1 >/dev/null || wrong 'no batch'
"$HSDESK_ADMIN" origin revoke 'GE 2' --country GE --before batch1 --out batch2 >/dev/null || wrong 'no second batch'
sed 's/\t1000\t/\t9000\t/' certificates.tsv >rewritten.tsv
"$HSDESK_ADMIN" origin issue rewritten.tsv --country GE --first --out batch3 >/dev/null || wrong 'no third batch'
release origin GE 2 origin2.pkg batch2
state "$store" >before
expect 3 'continues one that is not held' apply origin2.pkg
release origin GE 3 origin3.pkg batch3
sed 's/1000/9000/' batch1 >batch4
release origin GE 4 origin4.pkg batch4
expect 3 'batch4: line 2: certificate of origin GE 1: it does not follow' apply origin4.pkg
"$HSDESK_ADMIN" pack --kind origin --country GE --sequence 5 --expires $until --effective 2026-01-01 --root root1 --out origin5.pkg batch1 || wrong 'no package'
"$HSDESK_ADMIN" sign --key keys/a.key --yes --passphrase-fd 3 origin5.pkg 3<secret >/dev/null 2>err
expect 3 '' apply origin5.pkg
! "$HSDESK_ADMIN" pack --kind rollback --of origin --country GE --sequence 5 --expires $until --root root1 --out origin6.pkg batch1 2>err || wrong 'release keys roll certificates back'
grep -q "not the release keys' own" err || { wrong 'why not is not said'; cat err; }
state "$store" | cmp -s - before || wrong 'certificates that were refused left something'
release origin GE 1 origin1.pkg batch1
expect 0 '^build	ok	origin GE 1' apply origin1.pkg
expect 0 '^build	ok	origin GE 2' apply origin2.pkg
"$HSDESK" --store "$store" origin list --date 2026-02-01 >out || wrong 'no certificates are listed'
[ "$(cut -f 1-3 out)" = "$(printf 'GE\tGE 1\tvalid\nGE\tGE 2\trevoked')" ] || { wrong 'the certificates are not as issued'; cat out; }
expect 3 'is held otherwise' apply origin3.pkg

# A risk model is secret: it comes into no generation.
local_admin train-risk "$srcdir/tests/fixture/risk/train.csv" --valid "$srcdir/tests/fixture/risk/valid.csv"
local_admin export risk --out risk1
[ "$(stat -c %a risk1/risk.tsv)" = 600 ] || wrong 'others can read what was exported'
release risk XX 1 risk1.pkg risk1/risk.tsv
old=$(generation)
expect 0 '^publish	ok	state/risk$' apply risk1.pkg
[ "$(generation)" = "$old" ] || wrong 'a risk model made a generation'
! grep -q '^risk ' "$store/current/manifest" || wrong 'officers can read the risk model'
[ "$(stat -c %a "$store/state/risk")" = 600 ] || wrong 'state/risk can be read by others'
same_risk || wrong 'the risk model is not what was packed'
expect 0 '^auc	' evaluate-risk "$srcdir/tests/fixture/risk/valid.csv"
expect 0 '^risk XX	1, created .*, ok$' status
expect 0 '^already	ok' apply risk1.pkg
# One that was damaged is found, and comes back by its package.
printf '\377' | dd of="$store/state/risk" bs=1 seek=60 conv=notrunc 2>/dev/null
expect 3 'state/risk is damaged' verify-store
expect 0 '^risk	.*damaged.*apply' status
expect 0 '^publish	ok	state/risk$' apply risk1.pkg
same_risk || wrong 'the risk model did not come back'
expect 0 '' verify-store
sed 's/^base.*/base	nan/' risk1/risk.tsv >risk.tsv
release risk XX 2 risk2.pkg --unchecked risk.tsv
state "$store" >before
expect 3 'risk.tsv: line 1: ' apply risk2.pkg
state "$store" | cmp -s - before || wrong 'a risk model that is none left something'

# Forward, and lawfully back.
sed 's/15% MIN 0.5 USD.kg/25%/' tariff1/tariff.tsv >tariff.tsv
cp tariff1/source.tsv .
release tariff AZ 2 tariff2.pkg tariff.tsv source.tsv
expect 0 '' apply tariff2.pkg
"$HSDESK" --store "$store" show 1704903000 --country AZ >out
grep -q '25%' out || wrong 'the second tariff is not in force'
expect 3 'is older than 2' apply tariff1.pkg
release rollback AZ 3 tariff3.pkg --of tariff tariff1/*
expect 0 '^build	ok	tariff AZ 3' apply tariff3.pkg
"$HSDESK" --store "$store" show 1704903000 --country AZ >out
grep -q '15% MIN 0.5 USD/kg' out || wrong 'the rollback did not bring the first tariff back'
expect 3 'is older than 3' apply tariff2.pkg
expect 0 '^tariff AZ	3, created .*, expires 2099-01-01T00:00:00Z, from 2026-01-01, ok$' status
expect 0 '^model XX	1, ' status
expect 0 '^root	1, expires 2099-01-01T00:00:00Z, ok$' status
[ "$(ls -d "$store"/gen-* | wc -l)" = 3 ] || wrong 'not three generations are kept'

# The mark in force is the higher of the two: the generation's own stands where a crash kept the other from being raised.
cp "$store/state/highwater" kept
grep -v '^tariff' kept >"$store/state/highwater"
expect 3 'is older than 3' apply tariff2.pkg
expect 0 '^already	ok' apply tariff3.pkg
cmp -s kept "$store/state/highwater" || wrong 'the mark was not raised to what the generation says'
# A generation of before that was put back, by hand or from a backup, does not hold what was applied last: that comes back, and nothing older.
old=$(generation)
ln -sfn "gen-$(printf %06d $((old - 1)))" "$store/current"
"$HSDESK" --store "$store" show 1704903000 --country AZ >out
grep -q '25%' out || wrong 'the generation of before is not the second tariff'
expect 3 'is older than 3' apply tariff2.pkg
expect 0 '^publish	ok' apply tariff3.pkg
"$HSDESK" --store "$store" show 1704903000 --country AZ >out
grep -q '15% MIN 0.5 USD/kg' out || wrong 'what was applied last did not come back'
expect 0 '^already	ok' apply tariff3.pkg
# What a crash left is removed by the next one, and harms nobody.
mkdir "$store/building" "$store/state/staging"
echo half >"$store/building/data.mdb"
echo half >"$store/state/staging/package"
until=2026-12-05
release fx AZ 2 fx2.pkg fx1/*
case $(date +%Y%m) in 202611) expect 0 '' apply fx2.pkg ;; *) until=2099-01-01; release fx AZ 3 fx3.pkg fx1/*; expect 0 '' apply fx3.pkg ;; esac
[ ! -e "$store/building" ] && [ ! -e "$store/state/staging" ] || wrong 'what a crash left is still there'

# A root by itself, and one that comes with content.
until=2099-01-01
"$HSDESK_ADMIN" pack --kind root --root root1 --expires 2099-06-01 --out root2 || wrong 'no second root'
sign root2 'r1 r2 r3'
old=$(generation)
expect 0 '^root	ok	root 2 is trusted now' apply root2
expect 0 '^already	ok' apply root2
[ "$(generation)" = "$old" ] || wrong 'a root made a generation'
expect 0 '^root	2, expires 2099-06-01T00:00:00Z, ok$' status
"$HSDESK_ADMIN" pack --kind root --root root2 --expires 2099-07-01 --out root3 || wrong 'no third root'
sign root3 'r1 r2 r3'
"$HSDESK_ADMIN" pack --kind vague --country XX --sequence 2 --expires $until --effective 2026-01-01 --root root3 --out vague2.pkg vague.tsv || wrong 'no package with a root'
sign vague2.pkg 'a b'
expect 0 '^root	ok	root 3 is trusted now' apply vague2.pkg
expect 0 '^root	3, ' status

# Generations that were lost are made anew from the packages that were applied last.
rm -rf "$store"/gen-* "$store/current"
expect 3 'is older than 3' apply tariff2.pkg
expect 0 '^publish	ok' apply model1.pkg
"$HSDESK" --store "$store" classify -k 1 'white chocolate bar' >out || wrong 'no desk on what came back'

# Nothing but apply publishes here.
printf '170490\twhite chocolate\n' >rows.tsv
for verb in "build $srcdir/tests/fixture" "train rows.tsv" "train-risk $srcdir/tests/fixture/risk/train.csv --valid $srcdir/tests/fixture/risk/valid.csv" "import fx-csv fx1/rates.csv --country AZ" "origin take batch1 --country GE"; do
    # shellcheck disable=SC2086  # words
    expect 3 'only signed packages publish here' $verb
done
exit $failed
