#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# apply of a signed tariff of 50 codes, of terms and of a risk model, killed at random moments and made to fail at its system calls (see publish.c), and its mark raised too early (see plant.sh). `make torture` does all of it.
. "${srcdir:?}/tests/apply/posts.sh"
. "$srcdir/tests/torture/plant.sh"
part() { [ "${TORTURE:-}" = all ] && echo "$1" || echo "$2"; }
posts
made=$work/made
{
    "$HSDESK_ADMIN" --store "$made" build "$srcdir/tests/fixture" && "$HSDESK_ADMIN" --store "$made" export model --out model1
    "$HSDESK_ADMIN" --store "$made" import tsv "$srcdir/tests/fixture/tariff/tariff.tsv" --country AZ --effective 2026-01-01 --training
    "$HSDESK_ADMIN" --store "$made" import fx-csv "$srcdir/tests/fixture/tariff/rates.csv" --country AZ
    "$HSDESK_ADMIN" --store "$made" export tariff --country AZ --out tariff1 && "$HSDESK_ADMIN" --store "$made" export fx --country AZ --out fx1
    awk 'BEGIN { print "code\ttitle\tunit\tduty"; for (i = 0; i < 50; i++) printf "17049%02d000\tSweets of kind %d\tkg\t%d%%\n", i, i, i % 20 }' >50.tsv
    for kind in terms risk; do
        [ $kind = terms ] || "$HSDESK_ADMIN" --store "$made" train-risk "$srcdir/tests/fixture/risk/train.csv" --valid "$srcdir/tests/fixture/risk/valid.csv"
        "$HSDESK_ADMIN" --store "$made" export $kind --out ${kind}1 && mkdir ${kind}2
    done
    printf '170490\ten\tdragee sprinkles\texact\n' | cat terms1/terms.tsv - >terms2/terms.tsv
    sed '1s/.*/base	-1/' risk1/risk.tsv >risk2/risk.tsv
    "$HSDESK_ADMIN" --store "$made" import tsv 50.tsv --country AZ --effective 2026-01-01
    "$HSDESK_ADMIN" --store "$made" export tariff --country AZ --out tariff2
} >out 2>err || { cat err; exit 1; }
release model XX 1 model1.pkg model1/*
release tariff AZ 1 tariff1.pkg tariff1/*
release fx AZ 1 fx1.pkg fx1/*
release tariff AZ 2 tariff2.pkg tariff2/*
for kind in terms risk; do for number in 1 2; do release $kind XX $number $kind$number.pkg $kind$number/*; done; done
for package in model1 tariff1 fx1 risk1; do expect 0 '' apply $package.pkg; done
[ $failed = 0 ] || exit 1
"$builddir/tests/torture/publish" --once --kills "$(part 1000 20)" --stride "$(part 1 50)" "$HSDESK_ADMIN" "$store" "$HSDESK_ADMIN" --store STORE apply "$work/tariff2.pkg" || failed=$?
[ $failed = 77 ] && exit 77
"$builddir/tests/torture/publish" --once --kills "$(part 500 5)" --stride "$(part 1 150)" "$HSDESK_ADMIN" "$store" "$HSDESK_ADMIN" --store STORE apply "$work/terms2.pkg" || failed=1
"$builddir/tests/torture/publish" --once --kills "$(part 500 10)" --stride "$(part 1 50)" --file state/risk "$HSDESK_ADMIN" "$store" "$HSDESK_ADMIN" --store STORE apply "$work/risk2.pkg" || failed=1
planted 'apply-*' "$store" --store STORE apply "$work/tariff2.pkg"
planted_file=state/risk
planted 'state-*' "$store" --store STORE apply "$work/risk2.pkg"
exit $failed
