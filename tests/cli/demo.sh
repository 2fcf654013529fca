#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# hsdesk demo: what follows works on the training store, which hsdesk-admin build --training makes beside the usual one.
. "${srcdir:-.}/tests/cli/cli.sh"
listing_before
check demo-missing 1 demo
check demo-missing 1 demo classify doll
check demo-twice 2 demo demo
check demo-verb 2 demo frobnicate
"$hsdesk_admin" --store "$store" build --training "$here/tests/fixture" >/dev/null
listing_before
check demo-classify 0 demo classify -k 1 white chocolate bar
check demo-show 0 demo show 170490
input=/dev/null
check demo-prompt 0 demo prompt
check demo-usual 0 prompt
finish
