#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A store that is missing, half written or damaged: said, exit 1, nothing repaired or written.
. "${srcdir:-.}/tests/cli/cli.sh"
listing_before
mv "$store" "$work/kept"
listing_before
check store-missing 1 classify doll
check store-missing 1 show 17
check store-missing 1 prompt
mkdir "$store"
listing_before
check store-missing 1 classify doll
ln -s gen-000007 "$store/current"
listing_before
check store-dangling 1 classify doll
mkdir "$store/gen-000007"
listing_before
check store-half 1 classify doll
cp "$work"/kept/gen-*/data.mdb "$store/gen-000007/"
listing_before
check store-half 1 classify doll
cp "$work"/kept/gen-*/manifest "$store/gen-000007/"
chmod u+w "$store"/gen-000007/*
truncate -s 8192 "$store/gen-000007/data.mdb"
listing_before
code=0
"$hsdesk" --store "$store" classify doll >"$work/seen.out" 2>"$work/seen.err" || code=$?
[ $code = 1 ] && [ ! -s "$work/seen.out" ] && grep -q '^hsdesk: .*hsdesk-admin build' "$work/seen.err" ||
    { echo "FAIL: store cut short: exit $code"; cat "$work/seen.err"; failures=1; }
finish
