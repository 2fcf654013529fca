#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A goods source with a bad line builds nothing: the line is named, the exit code is 1, and the store stays as it was.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
mkdir -p "$work/store"

# bad NAME FILE LINE MESSAGE: one line appended to a copy of the fixture
bad() {
    rm -rf "$work/data"
    cp -R "$srcdir/tests/fixture" "$work/data" && chmod -R u+w "$work/data"
    printf "$3" >>"$work/data/goods/$2"
    number=$(wc -l <"$work/data/goods/$2")
    "$HSDESK_ADMIN" --store "$work/store" build "$work/data" >"$work/out" 2>"$work/err"
    code=$?
    [ $code -eq 1 ] || { echo "sources: $1: exit code $code"; failed=1; }
    grep -q "$2:$number: .*$4" "$work/err" || { echo "sources: $1: not told where and what:"; cat "$work/err"; failed=1; }
    [ -z "$(ls "$work/store")" ] || { echo "sources: $1: something was written"; ls "$work/store"; failed=1; }
}
bad 'too few columns' 17/titles.tsv '170499\tone\n' '6 columns'
bad 'a code of another chapter' 17/titles.tsv '180690\ta\tb\tc\td\t0\n' 'another chapter'
bad 'an empty title' 17/titles.tsv '170499\ta\t\tc\td\t0\n' 'empty'
bad 'a bad flag' 17/titles.tsv '170499\ta\tb\tc\td\tyes\n' 'neither 0 nor 1'
bad 'no code' 17/titles.tsv 'x\ta\tb\tc\td\t0\n' 'only digits'
bad 'a term of a code without titles' 17/terms.tsv '170199\ten\tsugar\tusual\t\n' 'no titles'
bad 'an unknown language' 17/terms.tsv '170490\txx\tsugar\tusual\t\n' 'language'
bad 'an unknown strength' 17/terms.tsv '170490\ten\tsugar\tstrong\t\n' 'strength'
bad 'bytes that are not UTF-8' 17/terms.tsv '170490\ten\tsug\377ar\tusual\t\n' 'UTF-8'
exit $failed
