# SPDX-License-Identifier: GPL-3.0-or-later
# clock.sh - the programs at another time. Sourced where $work, $hsdesk and $hsdesk_admin are set; afterwards these two run at the time of the last
#
#   clock 2026-12-01              midnight, UTC; those that run are moved on as well
#
# clock.so, which make check builds, is preloaded into them (a sanitizer wants to be asked about that).
clock_library=$PWD/tests/cli/clock.so
[ -f "$clock_library" ] || { echo "clock: $clock_library is missing: make tests/cli/clock.so"; exit 1; }
clock() { date -u -d "$1" +%s >"$work/clock.new" && mv "$work/clock.new" "$work/clock"; }
clocked() {
    # shellcheck disable=SC2016  # for the script that it writes
    printf '#!/bin/sh\nASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=%s HSDESK_TEST_CLOCK=%s exec %s "$@"\n' "$clock_library" "$work/clock" "$2" >"$1"
    chmod +x "$1"
}
clocked "$work/hsdesk" "$hsdesk"
clocked "$work/hsdesk-admin" "$hsdesk_admin"
hsdesk=$work/hsdesk hsdesk_admin=$work/hsdesk-admin
