# SPDX-License-Identifier: GPL-3.0-or-later
# cli.sh - the real program at the command line, held against golden files. Sourced by every test of this folder.
#
#   check NAME EXIT ARGS...       runs `hsdesk ARGS` (or $program) on a store of tests/fixture, standard input from $input (default: nothing); the exit code, standard
#                                 output and standard error must be those of golden/NAME.out and golden/NAME.err (no file: nothing is written)
#   finish                        fails when a check did, or when anything in the store was touched
#
# Figures that training moves are masked: a probability is 0.####, a version VERSION. GOLDEN=write makes the golden files anew, to be read before they are believed.
# HSDESK and HSDESK_ADMIN name the programs; make check runs this in the build directory with srcdir set.
set -eu

here=$(cd "${srcdir:-.}" && pwd)
hsdesk=${HSDESK:-$PWD/hsdesk}
hsdesk_admin=${HSDESK_ADMIN:-$PWD/hsdesk-admin}
program=$hsdesk
golden=$here/tests/cli/golden
work=$(mktemp -d)
store=$work/desk
input=/dev/null
failures=0
unset LANG LC_ALL LC_CTYPE LC_MESSAGES LANGUAGE HSDESK_STORE HSDESK_COUNTRY || true
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

"$hsdesk_admin" --store "$store" build "$here/tests/fixture" >/dev/null

# Every file's name, mode, time and digest.
listing() {
    (cd "$work" && find . ! -name 'seen.*' ! -name 'listing.*' -printf '%p %M %s %T@\n' | grep -v '^\. ' | sort)
    (cd "$store" 2>/dev/null && find . -type f -exec sha256sum {} + | sort -k 2) || true
}

masked() { sed -E -e "s|$work|WORK|g;s|$here|SOURCE|g" -e 's/\b[01]\.[0-9]{4}\b/0.####/g' -e 's/^hsdesk [0-9][0-9.]*$/hsdesk VERSION/' "$1"; }

# compare NAME KIND: what was seen against the golden file.
compare() {
    expected=$golden/$1.$2
    masked "$work/seen.$2" >"$work/seen.masked"
    if [ "${GOLDEN:-}" = write ]; then
        if [ -s "$work/seen.masked" ]; then cp "$work/seen.masked" "$expected"; else rm -f "$expected"; fi
    fi
    [ -f "$expected" ] || expected=/dev/null
    diff -u "$expected" "$work/seen.masked" || { echo "FAIL: $1: what it wrote to std$2 differs"; failures=$((failures + 1)); }
}

check() {
    name=$1 expected_exit=$2
    shift 2
    seen_exit=0
    "$program" --store "$store" "$@" <"$input" >"$work/seen.out" 2>"$work/seen.err" || seen_exit=$?
    if [ "$seen_exit" != "$expected_exit" ]; then
        echo "FAIL: $name: exit $seen_exit, not $expected_exit"
        failures=$((failures + 1))
    fi
    compare "$name" out
    compare "$name" err
}

listing_before() { listing >"$work/listing.before"; }
finish() {
    listing >"$work/listing.after"
    if ! diff "$work/listing.before" "$work/listing.after"; then
        echo "FAIL: the store was touched"
        failures=$((failures + 1))
    fi
    [ "$failures" = 0 ]
}
