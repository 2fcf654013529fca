#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# hsdesk demo: what follows works on the training store, which hsdesk-admin build --training makes beside the usual one.
. "${srcdir:-.}/tests/cli/cli.sh"
listing_before
check demo-missing 1 demo
check demo-missing 1 demo classify doll
check demo-twice 2 demo demo
check demo-verb 2 demo frobnicate
finish
