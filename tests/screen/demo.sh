#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The screens on the training store say on every one of them that its rates are invented; the usual store knows nothing of it.
. "${srcdir:-.}/tests/screen/screen.sh"
"$hsdesk_admin" --store "$store" build --training "$here/tests/fixture" >/dev/null
SCREEN_WITHOUT_STORE=1 screen 80 24 demo
see_row ' hsdesk · *@demo  *generation 1 unsigned · TRAINING TARIFF AZ, rates invented'
text 'white chocolate'
see_row ' ▸ 1 1704 90 *'
keys Tab
see_cursor 1 4
keys Enter
see_row ' Path'
see_row ' hsdesk · *@demo  *generation 1 unsigned · TRAINING TARIFF AZ, rates invented'
keys F1
see_row ' hsdesk · *@demo  *generation 1 unsigned · TRAINING TARIFF AZ, rates invented'
