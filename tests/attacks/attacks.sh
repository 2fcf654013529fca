#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# attacks.sh - every package of the suite put to a store: each attack refused with exit 3 and its own words, the store as it was to the byte;
# each good one taken.
#
# VERB (default: verify) is what the packages are put to, `hsdesk-admin --store STORE VERB PACKAGE`. GOOD=skip leaves the good ones out, for a verb that changes the store. What is
# applied already, `apply` may say so and exit 0.
set -u
verb=${VERB:-verify}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
"$builddir/tests/attacks/forge" "$work/a" || { echo 'attacks: the packages could not be made'; exit 1; }
failed=0 classes=0 attacks=0 last=
tab=$(printf '\t')

# Names, modes and bytes; access times change by reading, and a directory's time when something stood in it for a while.
case $verb in verify) of_directory='%T@\n' ;; *) of_directory='-\n' ;; esac
state() { (cd "$1" && find . -printf '%p %M %s ' \( -type d -printf "$of_directory" -o -printf '%T@\n' \) | sort && find . -type f -exec sha256sum {} + | sort -k 2); }
for store in fresh used ahead rotated; do
    (umask 077 && : >"$work/a/$store/lock") # enrol leaves it
    state "$work/a/$store" >"$work/$store.before"
done

while IFS=$tab read -r class case store package expected message; do
    [ "$class" = good ] && [ "${GOOD:-}" = skip ] && continue
    case $class in # these could keep a careless reader for ever
    link | device | pipe | socket | endless) limit='timeout 60' ;;
    *) limit= ;;
    esac
    # shellcheck disable=SC2086  # words
    $limit "$HSDESK_ADMIN" --store "$work/a/$store" $verb "$work/a/$package" >"$work/out" 2>"$work/err"
    code=$?
    if [ "$class:$verb:$code" = replayed:apply:0 ] && grep -q '^already' "$work/out"; then
        :
    elif [ "$code" != "$expected" ] || { [ "$expected" != 0 ] && ! grep -Eq -- "$message" "$work/err"; }; then
        echo "attacks: $class $case ($package, store $store): exit $code, said: $(cat "$work/err")"
        failed=1
    fi
    [ "$class" = good ] && continue
    attacks=$((attacks + 1))
    if [ "$class" != "$last" ]; then # a store is looked at after each class, and all of them at the end
        classes=$((classes + 1)) last=$class
        state "$work/a/$store" | cmp -s - "$work/$store.before" || { echo "attacks: $class: the store $store was touched"; failed=1; }
    fi
done <"$work/a/cases.tsv"
for store in fresh used ahead rotated; do
    state "$work/a/$store" | cmp -s - "$work/$store.before" || { echo "attacks: the store $store was touched"; failed=1; }
done
echo "attacks: $classes classes, $attacks cases put to $verb"
[ "$classes" -ge 32 ] && [ "$attacks" -ge 500 ] || { echo 'attacks: fewer than 32 classes or 500 cases'; failed=1; }
exit $failed
