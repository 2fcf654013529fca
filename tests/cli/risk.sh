#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# hsdesk-admin train-risk, evaluate-risk, export risk: what they say of rows and columns, and that what fails leaves the model that was there.
. "${srcdir:-.}/tests/cli/cli.sh"
program=$hsdesk_admin
files=$here/tests/fixture/risk
fail() { echo "FAIL: $*"; failures=$((failures + 1)); }
# Names, modes and bytes; the times of directories change where a publisher looks whether it may.
snapshot() { (cd "$store" && find . -printf '%p %M\n' | sort && find . -type f -exec sha256sum {} + | sort -k 2) >"$work/seen.snapshot.$1"; }
before() { snapshot before; }
untouched() { snapshot after; cmp "$work/seen.snapshot.before" "$work/seen.snapshot.after" || fail "$1"; }

# Nothing is there yet, and bad input makes nothing.
before
check risk-none 4 evaluate-risk "$files/valid.csv"
check risk-export-none 4 export risk --out "$work/none"
check risk-no-valid 2 train-risk "$files/train.csv"
check risk-no-file 4 train-risk "$files/nothing.csv" --valid "$files/valid.csv"
printf 'Importer,Outcome\nA,1\nB,1\n' >"$work/seen.same"
check risk-same 1 train-risk "$work/seen.same" --valid "$files/valid.csv"
printf 'Importer,Result\nA,1\nB,0\n' >"$work/seen.outcome"
check risk-no-outcome 1 train-risk "$work/seen.outcome" --valid "$files/valid.csv"
printf 'Importer,Consignee,Outcome\nA,B,1\nB,C,0\n' >"$work/seen.twice"
check risk-twice 1 train-risk "$work/seen.twice" --valid "$files/valid.csv"
printf '' >"$work/seen.empty"
check risk-empty 1 train-risk "$work/seen.empty" --valid "$files/valid.csv"
check risk-only-word 2 train-risk "$files/train.csv" --valid "$files/valid.csv" --only importer,owner
check risk-only-order 2 train-risk "$files/train.csv" --valid "$files/valid.csv" --only origin+code
check risk-only-absent 1 train-risk "$files/train.csv" --valid "$files/valid.csv" --only courier
check risk-columns 2 train-risk "$files/train.csv" --valid "$files/valid.csv" --columns owner=Importer
check risk-columns-where 1 train-risk "$files/train.csv" --valid "$files/valid.csv" --columns importer=Owner
untouched 'what was refused touched the store'
[ ! -e "$store/state" ] || fail 'what was refused made STORE/state'

check risk-train 0 train-risk "$files/train.csv" --valid "$files/valid.csv" --header
[ "$(stat -c %a "$store/state/risk")" = 600 ] || fail 'others may read the risk model'
[ "$(stat -c %a "$store/state")" = 700 ] || fail 'others may look into STORE/state'
! grep -rq 'Dorn & Co' "$store"/gen-* || fail 'a generation, which officers can read, names an importer'
cp "$store/state/risk" "$work/seen.first"
"$hsdesk_admin" --store "$store" train-risk "$files/train.csv" --valid "$files/valid.csv" >/dev/null
cmp "$work/seen.first" "$store/state/risk" || fail 'the same rows give other bytes'

before
check risk-evaluate 0 evaluate-risk "$files/valid.csv"
check risk-unlike 0 evaluate-risk "$files/valid.csv" --unlike "$files/train.csv"
check risk-json 0 -f json evaluate-risk "$files/valid.csv"
check risk-export 0 export risk --out "$work/seen.out.d"
[ "$(stat -c %a "$work/seen.out.d/risk.tsv")" = 600 ] || fail 'others may read what was exported'
cp "$work/seen.out.d/risk.tsv" "$work/seen.out"
compare risk-text out
# Bad rows are told with their lines and left out; the others count.
{ cat "$files/valid.csv"; printf 'D1,2026-03-01,Baku,Ark Trade,,170490,TR,TR,15,10,40,2\nD2,short\nD3,2026-03-01,Baku,Ark Trade,,170490,TR,TR,15,ten,40,0\nD4,2026-03-01,\377,,,,,,,,,0\n'; } >"$work/seen.bad"
check risk-bad-rows 0 evaluate-risk "$work/seen.bad"
{ cat "$files/valid.csv"; printf 'D1,"never closed\n'; } >"$work/seen.quote"
check risk-quote 1 train-risk "$files/train.csv" --valid "$work/seen.quote"
check risk-one-kind 1 evaluate-risk "$work/seen.same"
untouched 'what reads touched the store'

# Columns that the header does not name.
sed '1s/.*/a,b,c,d,e,f,g,h,i,j,k,l/' "$files/train.csv" >"$work/seen.a"
sed '1s/.*/a,b,c,d,e,f,g,h,i,j,k,l/' "$files/valid.csv" >"$work/seen.b"
"$hsdesk_admin" --store "$store" train-risk "$work/seen.a" --valid "$work/seen.b" \
    --columns 'office=c,importer=d,seller=5,code=F,origin=g,departure=h,tax_rate=i,mass=j,price=k,outcome=12' >/dev/null || fail 'columns cannot be named'
cmp "$work/seen.first" "$store/state/risk" || fail 'columns that are named give another model than those that are known'
check risk-only 0 train-risk "$files/train.csv" --valid "$files/valid.csv" --only importer,code+origin

# A model that was damaged is not used, and training it anew is the remedy.
printf 'X' | dd of="$store/state/risk" bs=1 seek=500 conv=notrunc 2>/dev/null
before
check risk-damaged 1 evaluate-risk "$files/valid.csv"
untouched 'a damaged model was touched'
"$hsdesk_admin" --store "$store" train-risk "$files/train.csv" --valid "$files/valid.csv" >/dev/null || fail 'a damaged model cannot be made anew'
cmp "$work/seen.first" "$store/state/risk" || fail 'the model made anew is another'
# A full disk leaves the one that was there.
before
(trap '' XFSZ; ulimit -f 1; "$hsdesk_admin" --store "$store" train-risk "$files/train.csv" --valid "$files/valid.csv" >/dev/null 2>"$work/seen.err") && fail 'a full disk was not noticed'
untouched 'a full disk left something'
[ "$failures" = 0 ]
