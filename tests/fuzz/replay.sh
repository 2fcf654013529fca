#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every seed, and what once broke something and was kept, does no harm to its target.
set -u
failed=0
for corpus in "$srcdir"/tests/fuzz/corpus/*/; do
    target=$(basename "$corpus")
    "$builddir/tests/fuzz/$target" "$corpus" || { echo "fuzz: $target failed on $corpus"; failed=1; }
done
exit $failed
