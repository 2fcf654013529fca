# SPDX-License-Identifier: GPL-3.0-or-later
# posts.sh - a post with a root of its own, and packages for it. Sourced by the tests of this folder, the ceremony and the torture.
#
#   posts                         keys (one passphrase), a root for AZ, GE and XX, and the store $store with that root, which holds nothing yet
#   posts_with_model              the same, with the fixture's model applied: model1.pkg, made of the files in model/, of the unsigned store $made
#   expect EXIT PATTERN ARGS...   of hsdesk-admin on $store: its exit, and what must stand in what it says or prints ('' asks for nothing)
#   release KIND CC SEQ OUT [OPTIONS...] FILES...    a package, packed and signed by as many as must
#   generation                    the number of the current one
#   wrong TEXT                    the test has failed
#
# HSDESK and HSDESK_ADMIN name the programs. Everything lies in $work, which goes when the test ends.
set -u
if [ -z "${POSTS_IN:-}" ]; then # a directory of the caller's, who sets store as well
    work=$(mktemp -d) || exit 1
    trap 'rm -rf "$work"' EXIT
    trap 'exit 1' HUP INT TERM
    store=$work/store
fi
work=${POSTS_IN:-$work}
cd "$work" || exit 1
failed=0
secret='several plain words'
until=2099-01-01
unset HSDESK_STORE

wrong() { echo "$(basename "$0" .sh): $*"; failed=1; }
expect() {
    wanted=$1 pattern=$2
    shift 2
    "$HSDESK_ADMIN" --store "$store" "$@" >out 2>err 3<secret </dev/null
    code=$?
    [ "$code" = "$wanted" ] || { wrong "$*: exit $code, not $wanted"; cat out err; }
    [ -z "$pattern" ] || cat out err | grep -Eq -- "$pattern" || { wrong "$*: \"$pattern\" is not said:"; cat out err; }
}
sign() { for key in $2; do "$HSDESK_ADMIN" sign --key "keys/$key.key" --yes --passphrase-fd 3 "$1" 3<secret >/dev/null 2>err || { wrong "$1 is not signed:"; cat err; }; done; }
release() {
    kind=$1 country=$2 sequence=$3 out=$4
    shift 4
    case $kind in fx) signers=rates ;; origin) signers=issuer ;; *) signers='a b' ;; esac
    "$HSDESK_ADMIN" pack --kind "$kind" --country "$country" --sequence "$sequence" --expires $until --effective 2026-01-01 --root root1 --out "$out" "$@" 2>err || { wrong "$out is not packed:"; cat err; }
    sign "$out" "$signers"
}
generation() { readlink "$store/current" | sed 's/^gen-0*//'; }
field() { "$HSDESK_ADMIN" inspect "$1" | sed -n "s/^$2	//p"; }
# Names, modes and bytes, and the times of files; a directory's change when something was in it for a while.
state() { (cd "$1" && find . -printf '%p %M %s ' -type d -printf '-\n' -o -printf '%p %M %s %T@\n' | sort && find . -type f -exec sha256sum {} + | sort -k 2); }

posts() {
    printf '%s\n' "$secret" >secret
    mkdir keys
    for name in r1 r2 r3 r4 r5; do "$HSDESK_ADMIN" keygen --effort interactive --role root --out keys --passphrase-fd 3 $name 3<secret >/dev/null || wrong "no key $name"; done
    for name in a b; do "$HSDESK_ADMIN" keygen --effort interactive --role release --out keys --passphrase-fd 3 $name 3<secret >/dev/null || wrong "no key $name"; done
    "$HSDESK_ADMIN" keygen --effort interactive --role fx --out keys --passphrase-fd 3 rates 3<secret >/dev/null || wrong 'no key rates'
    "$HSDESK_ADMIN" keygen --effort interactive --role origin --country GE --out keys --passphrase-fd 3 issuer 3<secret >/dev/null || wrong 'no key issuer'
    "$HSDESK_ADMIN" pack --kind root --product hsdesk --channel stable --country AZ,GE,XX --expires $until --out root1 keys/*.pub || wrong 'no root'
    sign root1 'r1 r2 r3'
    expect 0 '' enrol root1 --fingerprint "$(field root1 root.fingerprint)"
}

posts_with_model() {
    posts
    made=$work/made
    "$HSDESK_ADMIN" --store "$made" build "$srcdir/tests/fixture" >/dev/null || wrong 'no store'
    "$HSDESK_ADMIN" --store "$made" export model --out model >/dev/null || wrong 'no model'
    release model XX 1 model1.pkg model/*
    expect 0 '' apply model1.pkg
}
