#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The torture finds bugs in the order of publishing (see plant.sh); those in that of applying are in applying.sh.
. "${srcdir:-.}/tests/torture/template.sh"
. "$srcdir/tests/torture/plant.sh"
failed=0
planted 'publish-*' "$work/store" --store STORE import tsv "$work/tariff.tsv" --country AZ --effective 2026-05-01
exit $failed
