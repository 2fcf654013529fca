#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A store that others could change, or put another in the place of, is refused by both programs with exit 3 and what to do; a way that only looks open is taken.
# Foreign owners can be made by root alone: the rest is tested by anybody, and by root also as another user.
. "${srcdir:-.}/tests/cli/cli.sh"
chmod 0755 "$work"

wrong() { echo "FAIL: $*"; failures=$((failures + 1)); }
# refused WHAT COMPONENT PATTERN STORE: reading and publishing; nothing may change.
refused() {
    what=$1 component=$2 pattern=$3 at=$4
    listing_before
    for command in "$hsdesk --store $at classify doll" "$hsdesk --store $at prompt" "$hsdesk_admin --store $at build $here/tests/fixture" "$hsdesk_admin --store $at export model --out $work/out"; do
        code=0
        # shellcheck disable=SC2086  # a command line
        $as $command </dev/null >"$work/seen.out" 2>"$work/seen.err" || code=$?
        [ $code = 3 ] || wrong "$what: $command: exit $code, not 3"
        [ ! -s "$work/seen.out" ] || wrong "$what: $command: it answers all the same"
        grep -q "store: $component $pattern" "$work/seen.err" || { wrong "$what: $command: it is not said of $component:"; cat "$work/seen.err"; }
    done
    listing >"$work/listing.after"
    diff "$work/listing.before" "$work/listing.after" || wrong "$what: something was changed"
}
answers() {
    code=0
    $as "$hsdesk" --store "$2" classify -k 1 white chocolate >"$work/seen.out" 2>"$work/seen.err" </dev/null || code=$?
    [ $code = 0 ] || { wrong "$1: exit $code, not 0"; cat "$work/seen.err"; }
}
open_to_all='may be written by others (mode [0-9]*), who could put another store there: run `chmod go-w '
as=
mkdir "$work/above"
mv "$store" "$work/above/desk"
store=$work/above/desk
generation=$store/$(readlink "$store/current")
answers 'nothing is open' "$store"

for mode in 0757 1777 2777 0777; do
    chmod $mode "$store"
    refused "the store, $mode" "$store" "$open_to_all$store\`" "$store"
done
chmod 0755 "$store"
for mode in 0757 0777; do
    chmod $mode "$work/above"
    code=0
    "$hsdesk_admin" --store "$store" verify-store >"$work/seen.out" 2>/dev/null || code=$?
    [ $code = 3 ] && grep -q "^	.	.*$work/above $open_to_all" "$work/seen.out" || { wrong "above, $mode: verify-store: exit $code"; cat "$work/seen.out"; }
    refused "a directory above, $mode" "$work/above" "$open_to_all$work/above\`" "$store"
done
chmod 1777 "$work/above"
answers 'sticky above' "$store"
chmod 0755 "$work/above"
for entry in "$generation" "$generation/data.mdb" "$generation/manifest"; do
    mode=$(stat -c %a "$entry")
    chmod o+w "$entry"
    code=0
    "$hsdesk" --store "$store" classify doll >"$work/seen.out" 2>"$work/seen.err" || code=$?
    [ $code = 3 ] && grep -q "store: $entry $open_to_all" "$work/seen.err" || { wrong "$entry: exit $code"; cat "$work/seen.err"; }
    chmod "$mode" "$entry"
done
# By links, relative ones and up and down: what counts is where they lie and where they lead.
mkdir "$work/links"
ln -s ../above/./desk "$work/links/desk"
ln -s "$work/links" "$work/again"
answers 'by links' "$work/again/desk"
(cd "$work/links" && answers 'a relative path' ../links/../links/desk && [ "$failures" = 0 ]) || failures=$((failures + 1))
chmod 0777 "$work/links"
refused 'a link that others may replace' "$work/links" "$open_to_all" "$work/again/desk"
chmod 0755 "$work/links"
chmod 0777 "$work/above"
refused 'a link into what others may write' "$work/above" "$open_to_all" "$work/links/desk"
chmod 0755 "$work/above"
ln -s loop "$work/loop"
code=0
"$hsdesk" --store "$work/loop" classify doll >"$work/seen.out" 2>"$work/seen.err" || code=$?
[ $code = 1 ] && grep -q 'cannot be followed' "$work/seen.err" || { wrong "a loop: exit $code"; cat "$work/seen.err"; }
# Nothing is begun in a place that others may write.
chmod 0777 "$work/links"
refused 'a new store' "$work/links" "$open_to_all" "$work/links/new/store" 
[ ! -e "$work/links/new" ] || wrong 'a directory was made before it was refused'
chmod 0755 "$work/links"
# Whatever the umask, a store is the publisher's alone.
(umask 0 && "$hsdesk_admin" --store "$work/loose/desk" build "$here/tests/fixture" >/dev/null) || wrong 'umask 0: not built'
answers 'made with umask 0' "$work/loose/desk"

# The group's: only of a group that is its owner alone.
own=$(id -gn)
if [ "$own" = "$(id -un)" ] && [ -z "$(getent group "$own" | cut -d: -f4)" ]; then
    chmod 0775 "$work/above" "$store"
    answers "the owner's own group" "$store"
    chmod 0755 "$work/above" "$store"
fi
if [ "$(id -u)" = 0 ] && id nobody >/dev/null 2>&1 && command -v setpriv >/dev/null; then
    group=$(getent group | awk -F: '$3 != 0 { print $3; exit }')
    chgrp "$group" "$store"
    chmod 0775 "$store"
    refused "another group's" "$store" "$open_to_all" "$store"
    chmod 0755 "$store"
    chown 54321 "$work/above"
    refused "another's directory above" "$work/above" "belongs to user 54321, who" "$store"
    chown root "$work/above"
    for entry in "$store" "$generation" "$store/current"; do
        chown -h 54321 "$entry"
        code=0
        "$hsdesk" --store "$store" classify doll >"$work/seen.out" 2>"$work/seen.err" || code=$?
        [ $code = 3 ] && grep -q "store: $entry belongs to user 54321, who" "$work/seen.err" || { wrong "another's $entry: exit $code"; cat "$work/seen.err"; }
        chown -h root "$entry"
    done
    mkdir -m 1777 "$work/sticky"
    ln -s "$store" "$work/sticky/desk"
    answers 'our link in a sticky directory' "$work/sticky/desk"
    chown -h 54321 "$work/sticky/desk"
    refused "another's link in a sticky directory" "$work/sticky/desk" 'belongs to user ' "$work/sticky/desk"
    # Whoever could put another program in the place of this one need not put another store anywhere: a checkout of theirs is run as it was built.
    mkdir "$work/built"
    cp "$hsdesk" "$work/built/"
    cp -a "$store" "$work/built/"
    chown 54321 "$work/built"
    refused "another's directory" "$work/built" 'belongs to user 54321, who' "$work/built/desk"
    hsdesk_before=$hsdesk hsdesk=$work/built/hsdesk
    answers 'where the program was built' "$work/built/desk"
    hsdesk=$hsdesk_before
    # As an officer: the store of root is read; one of a third user is not, nor one of root's in a directory of a third user.
    cp "$hsdesk" "$hsdesk_admin" "$work/"
    hsdesk=$work/hsdesk hsdesk_admin=$work/hsdesk-admin
    as="setpriv --reuid nobody --regid $(id -g nobody) --clear-groups"
    if $as "$hsdesk" --version >/dev/null 2>&1; then
        answers "an officer in root's store" "$store"
        # What an officer may not see is not said to be missing.
        mkdir -m 0700 "$store/state"
        : >"$store/state/root"
        $as "$hsdesk_admin" --store "$store" status >"$work/seen.out" 2>&1 || wrong 'an officer gets no status'
        grep -q '^root	kept in STORE/state, which is not yours to read$' "$work/seen.out" || { wrong 'an officer is told of the root:'; cat "$work/seen.out"; }
        $as "$hsdesk_admin" --store "$store" verify-store 2>&1 | grep -q 'state: not yours to read' || wrong 'an officer is not told what was not looked through'
        for command in verify apply; do
            if $as "$hsdesk_admin" --store "$store" $command "$generation/manifest" >"$work/seen.out" 2>&1; then wrong "an officer may $command"; fi
            if grep -q 'no root is' "$work/seen.out"; then wrong "$command tells an officer that there is no root"; cat "$work/seen.out"; fi
        done
        rm -r "$store/state"
        mkdir "$work/officer"
        cp -a "$store" "$work/officer/"
        chown -Rh nobody "$work/officer"
        answers "an officer in a store of their own" "$work/officer/desk"
        chown 1 "$work/officer"
        refused "an officer in a third user's directory" "$work/officer" 'belongs to user 1, who' "$work/officer/desk"
    fi
    as=
else
    echo 'writable: foreign owners were not tested: that needs root, a user nobody and setpriv'
fi

# What a store trusts.
mkdir "$store/state"
: >"$store/state/root"
for mode in 0770 0707 1777; do
    chmod $mode "$store/state"
    [ $mode != 0770 ] || { [ "$(id -u)" = 0 ] && chgrp "${group:-1}" "$store/state"; } || continue
    code=0
    "$hsdesk_admin" --store "$store" apply "$generation/manifest" >"$work/seen.out" 2>"$work/seen.err" || code=$?
    [ $code = 3 ] && grep -q "store: $store/state $open_to_all" "$work/seen.err" || { wrong "state, $mode: exit $code"; cat "$work/seen.err"; }
done
chmod 0700 "$store/state"
chmod 0666 "$store/state/root"
code=0
"$hsdesk_admin" --store "$store" apply "$generation/manifest" >"$work/seen.out" 2>"$work/seen.err" || code=$?
[ $code = 3 ] && grep -q "store: $store/state/root $open_to_all" "$work/seen.err" || { wrong "state/root: exit $code"; cat "$work/seen.err"; }
[ "$failures" = 0 ]
