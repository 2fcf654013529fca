#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# goods.sh - packages of kind nomenclature and terms: the model that stands is made anew from its own examples with other titles or terms, and from the same ones it becomes
# the same to the byte; a model that comes after them takes their place.
. "${srcdir:?}/tests/apply/posts.sh"
posts
made=$work/made
local_admin() { "$HSDESK_ADMIN" --store "$made" "$@" >out 2>err || { wrong "$*:"; cat err; }; }
# What the model consists of; not the generation's own words about its packages.
parts() { grep -v -e '^data.mdb ' -e '^packages ' "$1/current/manifest"; }
code_of() { "$HSDESK" --store "$store" classify -k 1 -d 10 -f tsv "$1" 2>/dev/null | cut -f 3; }
number=1
# refused PATTERN KIND FILES...
refused() {
    pattern=$1 kind=$2
    shift 2
    number=$((number + 1))
    release "$kind" XX $number $number.pkg --unchecked "$@"
    state "$store" >before
    expect 3 "$pattern" apply $number.pkg
    state "$store" | cmp -s - before || wrong "$number.pkg: the store was touched"
}

# A model that was trained on declarations, so that there are two: one with them, and what is written alone.
for i in 1 2 3 4 5 6; do printf '170490\tsoft toffee in bags no %s\n8413301000\tinjector lift unit model %s\n' $i $i; done >rows.tsv
local_admin build "$srcdir/tests/fixture"
local_admin train rows.tsv
for kind in model terms nomenclature; do local_admin export $kind --out $kind; done
release terms XX 1 terms1.pkg terms/*
state "$store" >before
expect 3 'apply a package of kind model first' apply terms1.pkg
state "$store" | cmp -s - before || wrong 'terms for no model left something'
release model XX 1 model1.pkg model/*
release nomenclature XX 1 nomenclature1.pkg nomenclature/*
expect 0 '' apply model1.pkg
parts "$store" >model.parts
grep -q '^written.bayes ' model.parts || wrong 'the model has no written one beside it'
for kind in terms nomenclature; do
    expect 0 "^build	ok	$kind XX 1: 11 values" apply ${kind}1.pkg
    parts "$store" | cmp -s - model.parts || { wrong "the same $kind give another model:"; parts "$store" | diff model.parts -; }
done

# Other terms: a new word is found, in both models; one that is left out is gone; what was declared stays.
[ "$(code_of 'dragee sprinkles')" != 170490 ] || wrong 'the word is known already'
mkdir terms2 && cp terms/selftest.tsv terms2
{ grep -v 'bubble gum' terms/terms.tsv; printf '170490\ten\tdragee sprinkles\texact\n170410\t\tOrbit-like pellets\tusual\n'; } | sort >terms2/terms.tsv
sed -i '/bubble gum/d' terms2/selftest.tsv
release terms XX 2 terms2.pkg terms2/*
expect 0 '^publish	ok' apply terms2.pkg
[ "$(code_of 'dragee sprinkles')" = 170490 ] || wrong 'the new term is not found'
"$HSDESK" --store "$store" classify -f table 'dragee sprinkles' 2>&1 >/dev/null | grep -q '^hsdesk: model 1 of [0-9-]*, ok . nomenclature 1 of [0-9-]*, ok . terms 2 of [0-9-]*, ok$' || wrong 'it is not said that the answer rests on terms'
"$HSDESK" --store "$store" show 170410 >out 2>err
grep -q 'bubble gum' out && wrong 'a term that is left out is still shown'
grep -q 'Orbit-like pellets' out || { wrong 'a brand is not shown'; cat out; }
[ "$(code_of 'injector lift unit model 7')" = 8413301000 ] || wrong 'what was declared is gone'
for value in written.bayes bayes selftest; do [ "$(grep "^$value " model.parts)" != "$(parts "$store" | grep "^$value ")" ] || wrong "$value is what it was"; done
for value in parameters written.parameters language editions; do [ "$(grep "^$value " model.parts)" = "$(parts "$store" | grep "^$value ")" ] || wrong "$value is not what it was"; done

# Other titles; a code that is gone leaves its terms to its heading, and the terms of before stay.
mkdir nomenclature2
sed -e 's/^170410	Chewing gum	/170410	Gum for chewing, not swallowed	/' nomenclature/titles.tsv | grep -v '^180632' >nomenclature2/titles.tsv
sed -e '1s/.*/accuracy	0.9/' -e '/^180632/d' nomenclature/selftest.tsv >nomenclature2/selftest.tsv
cmp -s nomenclature/titles.tsv nomenclature2/titles.tsv && wrong 'nothing was changed'
release nomenclature XX 2 nomenclature2.pkg nomenclature2/*
expect 0 '' apply nomenclature2.pkg
"$HSDESK" --store "$store" show 170410 >out 2>err
grep -q 'Gum for chewing, not swallowed' out || { wrong 'the new title is not shown'; cat out; }
[ "$(code_of 'dragee sprinkles')" = 170490 ] || wrong 'terms are gone with the titles'
expect 0 '^terms XX	2, ' status
# A model that comes after them has its own, and the generation does not say that it holds theirs; that they cannot go back is still known.
release model XX 2 model2.pkg model/*
expect 0 '' apply model2.pkg
parts "$store" | cmp -s - model.parts || wrong 'a model that comes after is not as it was packed'
"$HSDESK_ADMIN" --store "$store" status >out
grep -Eq '^(terms|nomenclature) ' out && { wrong 'what is not there any more is said to stand'; cat out; }
grep -q '^terms XX 2 ' "$store/state/highwater" || wrong 'the mark has forgotten the terms'
expect 3 'is older than 2' apply terms1.pkg
# Nor do the last ones come back onto a model that was trained after them.
state "$store" >before
expect 3 'other content took its place since' apply terms2.pkg
state "$store" | cmp -s - before || wrong 'terms that were replayed left something'

# What cannot be used leaves no trace.
number=2
printf '999999\ten\tnothing\texact\n' >terms.tsv
refused 'terms.tsv: line 1: code 999999' terms terms.tsv
printf '170490\ten\tnothing\n' >terms.tsv
refused 'terms.tsv: line 1: needs 4 or 5 columns' terms terms.tsv
printf '170490\txx\tnothing\texact\n' >terms.tsv
refused 'line 1: "xx" is not a language' terms terms.tsv
# Lines that ran together make no term that anybody could describe goods with.
awk 'BEGIN { printf "170490\ten\t"; for (i = 0; i < 20000; i++) printf "word "; printf "\texact\n" }' >terms.tsv
refused 'line 1: code 170490: its text is longer than [0-9]* bytes' terms terms.tsv
awk -F '\t' 'BEGIN { OFS = "\t" } $1 == "170410" { for (i = 0; i < 20000; i++) $3 = $3 " word" } { print }' nomenclature/titles.tsv >titles.tsv
refused 'code 170410: a title is longer than [0-9]* bytes' nomenclature titles.tsv
printf '170490\ten\tsweets \033]0;owned\007\texact\n' >terms.tsv
refused 'terms.tsv: line 1: code 170490: its text holds a control character .byte 1b' terms terms.tsv
printf '# nothing\n' >terms.tsv
refused 'not one row' terms terms.tsv
refused 'terms.tsv has no place' nomenclature terms.tsv
refused 'has no place' nomenclature nomenclature/* terms.tsv
grep -v '^1704	' nomenclature/titles.tsv >titles.tsv
refused 'code 170410: what it stands below' nomenclature titles.tsv
{ cat nomenclature/titles.tsv; grep '^170410' nomenclature/titles.tsv; } >titles.tsv
refused 'code 170410 has two titles' nomenclature titles.tsv
# pack finds what posts would refuse, in what stands beside the rows too.
{ echo 'accuracy	0.9'; head -c 5000000 /dev/zero | tr '\0' 'x'; echo; } >selftest.tsv
local_pack() { "$HSDESK_ADMIN" pack --kind "$1" --country XX --sequence 99 --expires $until --root root1 --out 99.pkg "$2" selftest.tsv 2>err && wrong "$1 is packed"; grep -q 'selftest.tsv: more than' err || { wrong "$1: why it is not packed is not said"; cat err; }; }
local_pack terms terms/terms.tsv
local_pack nomenclature nomenclature/titles.tsv
# Terms that spoil the model are found by its own test.
grep -v '^17' terms/terms.tsv >terms.tsv
refused 'it answers 0.[0-9]* of its [0-9]* self-test rows' terms terms.tsv
# A model of declarations alone takes no terms.
local_admin train --only rows.tsv
local_admin export model --out alone
release model XX 20 alone.pkg alone/*
expect 0 '' apply alone.pkg
refused 'takes none: apply another model first' terms terms/terms.tsv
release nomenclature XX 30 nomenclature30.pkg nomenclature/titles.tsv
expect 0 '^build	ok	nomenclature XX 30: 6 values' apply nomenclature30.pkg
# Lawfully back: old terms under a new number.
release model XX 21 model21.pkg model/*
release terms XX 40 terms40.pkg terms2/*
release rollback XX 41 terms41.pkg --of terms terms/*
for package in model21 terms40; do expect 0 '' apply $package.pkg; done
[ "$(code_of 'dragee sprinkles')" = 170490 ] || wrong 'the new term is not found once more'
expect 0 '^build	ok	terms XX 41' apply terms41.pkg
[ "$(code_of 'dragee sprinkles')" != 170490 ] || wrong 'the rollback did not take the term away'
parts "$store" | cmp -s - model.parts || wrong 'the old terms do not give the old model'
expect 3 'is older than 41' apply terms40.pkg
exit $failed
