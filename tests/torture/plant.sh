# SPDX-License-Identifier: GPL-3.0-or-later
# plant.sh - bugs in the order of publishing, planted on purpose. Sourced, with $work.
#
#   planted PATTERN STORE COMMAND...   each patch beside this file whose name fits goes into a copy of its source, which is built into an hsdesk-admin of its own:
#                                      the torture must find it. The same build without a patch must pass. COMMAND is what hsdesk-admin is told; it publishes to STORE,
#                                      a generation, or where planted_file is set that file.
#                                      Sets failed=1, or exits 77 where it cannot run.
copied() {
    mkdir -p "$work/${1%/*}"
    cp "$srcdir/$1" "$work/$1"
    chmod u+w "$work/$1"
}

# built SOURCE: hsdesk-admin with $work/SOURCE in the place of the library's.
built() {
    # shellcheck disable=SC2086  # flags
    (cd "$builddir" && $TORTURE_COMPILE -c -o "$work/planted.o" "$work/$1" && $TORTURE_LINK -o "$work/hsdesk-admin" $TORTURE_OBJECTS "$work/planted.o" $TORTURE_LIBRARIES)
}

planted() {
    pattern=$1 planted_store=$2
    shift 2
    command -v patch >/dev/null || { echo 'planted: patch is missing: install patch'; exit 77; }
    for bug in "$srcdir"/tests/torture/$pattern.patch; do
        name=$(basename "$bug" .patch)
        source=$(sed -n 's|^+++ b/||p' "$bug")
        for state in sound planted; do
            copied "$source"
            [ $state = sound ] || patch -s -d "$work" -p1 <"$bug" || { echo "FAIL: $name does not apply: make it anew"; failed=1; continue; }
            [ $state = sound ] && [ "$source" = "${sound_source:-}" ] && continue
            built "$source" || { echo "FAIL: $name ($state) cannot be built"; failed=1; continue; }
            code=0
            "$builddir/tests/torture/publish" --order-only ${planted_file:+--file "$planted_file"} "$HSDESK_ADMIN" "$planted_store" "$work/hsdesk-admin" "$@" >"$work/log" 2>&1 || code=$?
            [ $code = 77 ] && { cat "$work/log"; exit 77; }
            if [ $state = sound ] && [ $code = 0 ]; then
                sound_source=$source
            elif [ $state = planted ] && [ $code = 1 ] && grep -q '^FAIL: order: ' "$work/log"; then
                echo "$name: $(sed -n 's/^FAIL: order: //p' "$work/log" | head -n 1)"
            else
                echo "FAIL: $name, $state: exit $code"
                cat "$work/log"
                failed=1
            fi
        done
    done
}
