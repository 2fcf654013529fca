#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A trained generation keeps the written model beside the trained one, whatever is trained later, and tells what each source says.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
fail() { echo "two-sources: $*"; exit 1; }
store=$work/desk
parts='tree examples vocabulary knn bayes parameters'
digest() { awk -v name="$1" '$1 == name { print $2, $3 }' "$store/current/manifest"; }
cat >"$work/rows.tsv" <<'END'
610910	white chocolate
610910	white chocolate shirt
610910	white chocolate tee
END
printf '170490\twhite chocolate bar\n' >"$work/ask.tsv"

"$HSDESK_ADMIN" --store "$store" build "$srcdir/tests/fixture" >/dev/null || fail 'build failed'
for part in $parts; do digest "$part" >"$work/$part"; done
[ -z "$(digest written.tree)" ] || fail 'an untrained generation holds its model twice'
"$HSDESK_ADMIN" --store "$store" evaluate "$work/ask.tsv" >"$work/untrained" || fail 'evaluate failed'
grep -q '	learned	' "$work/untrained" && fail 'an untrained generation has no second source'

for run in first second; do
    "$HSDESK_ADMIN" --store "$store" train "$work/rows.tsv" >/dev/null || fail "the $run training failed"
    for part in $parts; do
        digest "written.$part" | cmp -s - "$work/$part" || fail "after the $run training written.$part is not the $part of before"
    done
done
"$HSDESK_ADMIN" --store "$store" evaluate "$work/ask.tsv" >"$work/trained" || fail 'evaluate failed'
value() { awk -F'\t' -v member="$1" '$2 == "top" && $3 == 6 && $4 == 1 && $5 == member && $6 == "all" { print $7 }' "$work/trained"; }
[ "$(value written)" = 1.0000 ] || fail 'what is written does not know white chocolate any more'
[ "$(value learned)" = 0.0000 ] || fail 'what was learned is not what the rows said'
grep -q 'error_correlation	6	1	learned,written' "$work/trained" || fail 'the correlation of their errors is not told'
printf 'white chocolate bar\n1\n' | "$HSDESK" --store "$store" prompt >"$work/prompt" || fail 'the prompt failed'
grep -q 'learned from declarations: 6109 10 \.' "$work/prompt" || fail 'the prompt does not tell what was learned'
grep -q 'written in our terms: 1704 90 \.' "$work/prompt" || fail 'the prompt does not tell what is written'
grep -q 'what was learned and what is written differ' "$work/prompt" || fail 'the prompt does not say that they differ'

"$HSDESK_ADMIN" --store "$store" train --only "$work/rows.tsv" >/dev/null || fail 'training on the rows alone failed'
[ -z "$(digest written.tree)" ] || fail 'a model of declarations alone has a written one beside it'
