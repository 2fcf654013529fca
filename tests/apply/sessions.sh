#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# sessions.sh - many sessions reading through many publishes: no error, and none ever sees values of two generations.
#
# PUBLISHES (default 20) packages are applied while SESSIONS (default 50) readers open the store, hold one tariff against the other again and again, and go on. Each generation
# has two values that say its number, so that a mixture shows. The full test is PUBLISHES=200.
. "${srcdir:?}/tests/apply/posts.sh"
publishes=${PUBLISHES:-20} sessions=${SESSIONS:-50}
posts_with_model
# Rates that say their number, day after day; each package is signed before the readers start.
numbered() {
    printf 'date,currency,units,rate\n2026-01-01,EUR,1,1.%06d\n2026-01-02,USD,1,1.%06d\n' "$1" "$1" >rates.csv
    release fx AZ "$1" "fx$1.pkg" rates.csv
}
for number in $(seq 1 "$publishes"); do numbered "$number"; done
expect 0 '' apply fx1.pkg
"$builddir/tests/apply/readers" "$store" "$sessions" "$work/stop" >readers.out 2>&1 &
readers=$!
start=$(date +%s%N)
for number in $(seq 2 "$publishes"); do expect 0 '^mark	ok' apply "fx$number.pkg"; done
echo "sessions: $publishes publishes in $((($(date +%s%N) - start) / 1000000)) ms"
: >stop
wait $readers || wrong 'a session failed'
cat readers.out
exit $failed
