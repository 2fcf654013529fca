#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# hsdesk-admin verify-store: nothing for a whole store, a row for each thing that is wrong, and nothing is touched.
. "${srcdir:-.}/tests/cli/cli.sh"
program=$hsdesk_admin
listing_before
check verify-store-whole 0 verify-store
finish || failures=1
generation=$store/gen-000001
chmod 0644 "$generation/data.mdb"
printf '!!' | dd of="$generation/data.mdb" bs=1 seek=70000 conv=notrunc 2>/dev/null
touch "$generation/notes.txt"
mkdir "$store/building"
ln -sfn gen-000002 "$store/current"
listing_before
check verify-store-harmed 3 verify-store
check verify-store-json 3 -f json verify-store
finish
