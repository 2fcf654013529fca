#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Wrong use: exit 2, and what to do. Help and version: exit 0.
. "${srcdir:-.}/tests/cli/cli.sh"
listing_before
check no-terminal 2
check unknown-option 2 classify --frobnicate white chocolate
check unknown-letter 2 classify -q white chocolate
check unknown-verb 2 frobnicate
check hostile-verb 2 "$(printf 'a\033[31m\302\233b')"
check missing-value 2 classify -k
check too-much-value 2 classify --header=yes doll
check number 2 classify -k 0 doll
check number-words 2 classify -k 3x doll
check digits 2 classify -d 5 doll
check country-name 2 classify --country Azerbaijan doll
check format 2 classify -f xml doll
check empty-store 2 --store '' classify doll
check help 0 --help
check help-classify 0 classify --help
check help-show 0 show --help
check version 0 --version
if "$hsdesk_admin" import --help | grep -E '^ +--[a-z-]+ [A-Z]+[a-z]'; then echo 'FAIL: an option runs into its words'; failures=1; fi
check prompt-word 2 prompt now
finish
