#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A signed package that is applied while the desk is open is taken over between keystrokes; one that is refused is not noticed.
. "${srcdir:-.}/tests/screen/screen.sh"
HSDESK_ADMIN=$hsdesk_admin POSTS_IN=$work
. "$here/tests/apply/posts.sh"
set +e
posts
"$hsdesk_admin" --store "$work/made" build "$here/tests/fixture" >/dev/null || wrong 'no store'
"$hsdesk_admin" --store "$work/made" export model --out model >/dev/null || wrong 'no model'
release model XX 1 model1.pkg model/*
release model XX 2 model2.pkg model/*
expect 0 '' apply model1.pkg
set -e
SCREEN_WITHOUT_STORE=1
screen 80 24
text 'white chocolat'
see_row ' hsdesk · *@desk  *model 1 of 20??-??-??, ok · no national tariff loaded'
set +e
expect 0 '^publish	ok	generation 2$' apply model2.pkg
set -e
text e
see_row ' hsdesk · *@desk  *model 2 of 20??-??-??, ok · no national tariff loaded'
see_row 'Generation 2 was published and is in use now'
see_row ' ▸ 1 1704 90 *'
set +e
expect 3 'is older than 2' apply model1.pkg
set -e
keys Tab
see_cursor 1 4
see_row ' hsdesk · *@desk  *model 2 of 20??-??-??, ok · no national tariff loaded'
[ "$failed" = 0 ]
