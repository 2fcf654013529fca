#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The store that is built from our own data answers the questions that the README promises.
set -u
failed=0
expect() {
    got=$("$HSDESK" --store "$HSDESK_TEST_STORE" classify -k 1 -f tsv "$2" | cut -f 3)
    case $got in
    "$1"*) ;;
    *) echo "goods: \"$2\" gives $got, not $1"; failed=1 ;;
    esac
}
expect 170490 'white chocolate'
expect 170490 'white chocolate bars 100 g' # as in the README's picture
expect 180500 'cocoa powder unsweetened'
expect 610910 'mens cotton t-shirt knitted'
exit $failed
