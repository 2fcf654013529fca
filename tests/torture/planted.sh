#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The torture finds bugs in the order of publishing that are planted on purpose: each patch beside this file goes into a copy of its source, which is built into an
# hsdesk-admin of its own. Without a patch the same build must pass.
. "${srcdir:-.}/tests/torture/template.sh"
command -v patch >/dev/null || { echo 'planted: patch is missing: install patch'; exit 77; }
failed=0

# tortured: whether what `check` calls says that all is well; its output in $work/log.
tortured() {
    "$builddir/tests/torture/publish" --order-only "$HSDESK_ADMIN" "$work/store" \
        "$work/hsdesk-admin" --store STORE import tsv "$work/tariff.tsv" --country AZ --effective 2026-05-01 >"$work/log" 2>&1
}

# built SOURCE: hsdesk-admin with $work/SOURCE in the place of the library's.
built() {
    # shellcheck disable=SC2086  # flags
    $TORTURE_COMPILE -c -o "$work/planted.o" "$work/$1" && $TORTURE_LINK -o "$work/hsdesk-admin" $TORTURE_OBJECTS "$work/planted.o" $TORTURE_LIBRARIES
}

copied() {
    mkdir -p "$work/${1%/*}"
    cp "$srcdir/$1" "$work/$1"
    chmod u+w "$work/$1"
}

copied core/store/publish.c
built core/store/publish.c || { echo 'planted: the copy cannot be built'; exit 1; }
code=0
tortured || code=$?
[ $code = 77 ] && { cat "$work/log"; exit 77; }
[ $code = 0 ] || { echo 'FAIL: without a planted bug:'; cat "$work/log"; failed=1; }

for bug in "$srcdir"/tests/torture/*.patch; do
    name=$(basename "$bug" .patch)
    source=$(sed -n 's|^+++ b/||p' "$bug")
    copied "$source"
    patch -s -d "$work" -p1 <"$bug" || { echo "FAIL: $name does not apply: make it anew"; failed=1; continue; }
    built "$source" || { echo "FAIL: $name cannot be built"; failed=1; continue; }
    code=0
    tortured || code=$?
    if [ $code = 1 ] && grep -q '^FAIL: order: ' "$work/log"; then
        echo "$name: $(sed -n 's/^FAIL: order: //p' "$work/log" | head -n 1)"
    else
        echo "FAIL: $name was not found"
        cat "$work/log"
        failed=1
    fi
done
exit $failed
