#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# kills.sh - apply killed at KILLS (default 15) moments: the old generation or the new one stands whole, the mark lets nothing older in, and the same package goes in at once
# after it. Neither a lock nor a child is left.
. "${srcdir:?}/tests/apply/posts.sh"
posts_with_model
release model XX 2 model2.pkg model/*
expect 0 '' apply model2.pkg
kills=${KILLS:-15} number=2 before=0 after=0 finished=0
while [ "$number" -le $((kills + 1)) ]; do
    number=$((number + 1))
    release model XX $number next.pkg model/*
    old=$(generation)
    start=$(date +%s%N)
    "$HSDESK_ADMIN" --store "$store" apply next.pkg >out 2>err &
    victim=$!
    # From none to all of the time that one takes here.
    pause=$(((${took:-100000000} * (number - 2)) / kills))
    while [ $(($(date +%s%N) - start)) -lt $pause ] && kill -0 $victim 2>/dev/null; do :; done
    kill -9 $victim 2>/dev/null
    wait $victim 2>/dev/null && finished=$((finished + 1))
    "$HSDESK" --store "$store" classify -k 1 'white chocolate bar' >/dev/null 2>err || { wrong "kill $number: no desk:"; cat err; }
    case $(generation) in
    "$old") before=$((before + 1)) ;;
    $((old + 1))) after=$((after + 1)) ;;
    *) wrong "kill $number: generation $(generation) after $old" ;;
    esac
    moved=$(generation)
    expect 3 'is older than' apply model1.pkg
    start=$(date +%s%N)
    if [ "$moved" = "$old" ]; then
        expect 0 '^mark	ok' apply next.pkg
        took=$(($(date +%s%N) - start))
    else
        expect 0 '^already	ok' apply next.pkg
    fi
    grep -q "^model XX $number " "$store/state/highwater" || wrong "kill $number: the mark is not at $number"
    [ ! -e "$store/building" ] && [ ! -e "$store/state/staging" ] || wrong "kill $number: something is left"
    rm next.pkg
done
echo "kills: $kills, of these $before before the new generation, $after after it, $finished too late"
[ "$before" -gt 0 ] || wrong 'no kill came in time'
expect 0 '' verify-store
exit $failed
