#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Publishing, killed at random moments and made to fail at its system calls, and read meanwhile (see publish.c, readers.c). `make torture` does all of it.
. "${srcdir:-.}/tests/torture/template.sh"
failed=0
"$builddir/tests/torture/publish" --kills "$(part 1000 20)" --stride "$(part 1 50)" "$HSDESK_ADMIN" "$work/store" \
    "$HSDESK_ADMIN" --store STORE import tsv "$work/tariff.tsv" --country AZ --effective 2026-05-01 || failed=$?
[ $failed = 77 ] && exit 77
"$builddir/tests/torture/readers" --readers 50 --publishes "$(part 200 15)" || failed=1
exit $failed
