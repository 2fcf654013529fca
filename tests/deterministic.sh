#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The same rows give the same bytes: whatever the number of threads, the order of the rows and the run, and whether they come at once or in parts merged apart.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
fail() { echo "deterministic: $*"; exit 1; }
awk 'BEGIN { for (i = 0; i < 600; i++) printf "%s\tgoods of kind %d, lot %d\n", (i % 3 ? "610910" : "1704903000"), i % 37, i % 3 }' >"$work/rows.tsv"
sort -r "$work/rows.tsv" >"$work/reversed.tsv"
for run in 1 2 3; do
    "$HSDESK_ADMIN" --store "$work/s$run" build "$srcdir/tests/fixture" >/dev/null || fail 'build failed'
done
"$HSDESK_ADMIN" --store "$work/s1" train --threads 1 "$work/rows.tsv" >/dev/null || fail 'train failed'
"$HSDESK_ADMIN" --store "$work/s2" train --threads 2 "$work/rows.tsv" >/dev/null || fail 'train failed'
"$HSDESK_ADMIN" --store "$work/s3" train --threads 5 "$work/reversed.tsv" >/dev/null || fail 'train failed'
cmp "$work/s1/current/manifest" "$work/s2/current/manifest" || fail 'two threads gave other bytes than one'
cmp "$work/s1/current/manifest" "$work/s3/current/manifest" || fail 'another order of the rows gave other bytes'

# In two parts, cut where the same rows stand on both sides; a part of a part is a part.
head -n 150 "$work/rows.tsv" >"$work/a.tsv"
tail -n +151 "$work/rows.tsv" >"$work/b.tsv"
"$HSDESK_ADMIN" --store "$work/s3" build "$srcdir/tests/fixture" >/dev/null || fail 'build failed'
for part in a b; do
    "$HSDESK_ADMIN" --store "$work/s3" train --part "$work/$part.part" "$work/$part.tsv" >"$work/$part.out" || fail 'no part was made'
done
grep -qx 'read	150' "$work/a.out" || fail 'the part does not say how many rows were read'
"$HSDESK_ADMIN" --store "$work/s3" train --part "$work/ab.part" "$work/b.part" "$work/a.part" >/dev/null || fail 'parts do not merge'
[ "$(wc -l <"$work/ab.part")" -eq $(($(sort -u "$work/rows.tsv" | wc -l) + 1)) ] || fail 'the rows of a part are not merged'
"$HSDESK_ADMIN" --store "$work/s3" train "$work/ab.part" >/dev/null || fail 'a part does not train'
cmp "$work/s1/current/manifest" "$work/s3/current/manifest" || fail 'parts gave other bytes than the whole'
cp "$work/ab.part" "$work/kept.part"
(ulimit -f 1 && "$HSDESK_ADMIN" --store "$work/s3" train --part "$work/ab.part" "$work/a.tsv" >/dev/null 2>&1) && fail 'a part that does not fit is called done'
cmp "$work/ab.part" "$work/kept.part" || fail 'a part that could not be written whole took the place of another'
sed '2s/[0-9]*$/0/' "$work/ab.part" >"$work/bad.part"
"$HSDESK_ADMIN" --store "$work/s3" train "$work/bad.part" >/dev/null 2>"$work/bad.err" || fail 'one bad row of a part stops a training'
grep -q 'bad.part:2: "0" is not how often a row was met' "$work/bad.err" || fail 'a bad count is not reported with its line'

# The parameters in the program are those that the tuner wrote down.
"$HSDESK_ADMIN" --store "$work/s3" build "$srcdir/tests/fixture" >/dev/null || fail 'build failed'
cp "$work/s3/current/manifest" "$work/built"
"$HSDESK_ADMIN" --store "$work/s3" build --parameters "$srcdir/models/params.tsv" "$srcdir/tests/fixture" >/dev/null || fail 'build failed'
sed 1d "$work/built" >"$work/built.values"
sed 1d "$work/s3/current/manifest" | cmp - "$work/built.values" || fail 'models/params.tsv is not what the program holds'
printf 'mix_knn\t0.9\n' >"$work/other.tsv"
"$HSDESK_ADMIN" --store "$work/s3" build --parameters "$work/other.tsv" "$srcdir/tests/fixture" >/dev/null || fail 'build failed'
sed 1d "$work/s3/current/manifest" | cmp -s - "$work/built.values" && fail 'other parameters make no difference'
exit 0
