#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# risk.sh - a risk model lies beside the generations, so it says itself which package it was made of: a crash before the mark is raised lets nothing older in, and what was put
# in its place is not taken for it. It can be read by nobody else, wherever it goes.
. "${srcdir:?}/tests/apply/posts.sh"
posts_with_model
fixture=$srcdir/tests/fixture/risk
"$HSDESK_ADMIN" --store "$made" train-risk "$fixture/train.csv" --valid "$fixture/valid.csv" >/dev/null 2>err && "$HSDESK_ADMIN" --store "$made" export risk --out risk >/dev/null || { cat err; exit 1; }
umask 0
[ "$(stat -c %a model1.pkg)" = 644 ] || wrong 'a package that is no secret is kept from others'
for number in 1 2 3; do
    mkdir risk$number
    sed "1s/.*/base	-$number/" risk/risk.tsv >risk$number/risk.tsv
    release risk XX $number risk$number.pkg risk$number/risk.tsv
    [ "$(stat -c %a risk$number.pkg)" = 600 ] || wrong "others can read package $number"
done
base() { rm -rf out.risk; "$HSDESK_ADMIN" --store "$store" export risk --out out.risk >/dev/null 2>err || cat err; sed -n 's/^base	//p' out.risk/risk.tsv; }
expect 0 '' apply risk1.pkg
[ "$(find "$store/state" -type f -perm /077)" = '' ] || wrong 'others can read the state'
cp "$store/state/highwater" mark1
cp "$store/state/risk" state1
expect 0 '' apply risk3.pkg
cp "$store/state/highwater" mark3

# As a crash leaves it between the model and the mark.
cp mark1 "$store/state/highwater"
expect 0 '^risk XX	3, ' status
state "$store" >before
expect 3 'is older than 3' apply risk2.pkg
expect 3 'is older than 3' apply risk1.pkg
state "$store" | cmp -s - before || wrong 'what is older left something'
expect 0 '^already	ok' apply risk3.pkg
grep -q '^risk XX 3 ' "$store/state/highwater" || wrong 'the mark was not raised to what the model says'
[ "$(base)" = -3 ] || wrong 'not the third model'

# An old one that came back, from a backup for instance, is told from the one that was applied.
cp state1 "$store/state/risk"
expect 0 '^risk	.* of package 1, but 3 was applied' status
expect 3 'state/risk.* of package 1, but 3 was applied' verify-store
state "$store" >before
expect 3 'is older than 3' apply risk1.pkg
state "$store" | cmp -s - before || wrong 'the old package of an old model left something'
expect 0 '^publish	ok	state/risk$' apply risk3.pkg
[ "$(base)" = -3 ] || wrong 'the model did not come back'
expect 0 '' verify-store
cp "$made/state/risk" "$store/state/risk"
expect 0 '^risk	.* of no package, but 3 was applied' status
expect 0 '^publish	ok	state/risk$' apply risk3.pkg
rm "$store/state/risk"
expect 3 'state/risk.*no risk model' verify-store
expect 0 '^publish	ok	state/risk$' apply risk3.pkg
expect 0 '^risk XX	3, created .*, ok$' status

# What a crash left beside it is not kept for good.
echo secret >"$store/state/risk.new"
release vague XX 1 vague1.pkg "$srcdir/data/goods/vague.tsv"
expect 0 '' apply vague1.pkg
[ ! -e "$store/state/risk.new" ] || wrong 'half a risk model is kept'

# Who could have put another one there is told, before it is read.
if [ "$(id -u)" = 0 ]; then
    chown 54321 "$store/state/risk"
    for verb in 'export risk --out other' "evaluate-risk $fixture/valid.csv"; do
        # shellcheck disable=SC2086  # words
        expect 3 'state/risk belongs to user' $verb
    done
    chown 0 "$store/state/risk"
fi
# What cannot be read at all is told too.
mv "$store/state/highwater" kept.highwater
ln -s highwater "$store/state/highwater"
expect 3 'state/highwater' verify-store
rm "$store/state/highwater"
mv kept.highwater "$store/state/highwater"
chmod 622 "$store/state/risk"
expect 3 'state/risk may be written by others' evaluate-risk "$fixture/valid.csv"
exit $failed
