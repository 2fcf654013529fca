#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh 'SOURCES' TARGET... - builds the sources and the targets for libFuzzer with sanitizers in ./fuzz and runs each target FUZZ_RUNS times, or for FUZZ_SECONDS where that
# is shorter. An input that breaks one is left in ./fuzz/found. CLANG, FUZZ_RUNS, FUZZ_SECONDS, srcdir and libraries come from the environment.
set -eu
clang=${CLANG:-clang}
sources=$1
shift
if ! printf '#include <stdint.h>\n#include <stddef.h>\nint LLVMFuzzerTestOneInput(const uint8_t *d, size_t n) { return d && n ? 0 : 0; }\n' |
    "$clang" -fsanitize=fuzzer,address -x c -o /dev/null - 2>/dev/null; then
    echo 'fuzz: clang with libFuzzer is not here: install clang and libclang-rt-14-dev' >&2
    exit 77
fi
flags="-std=gnu17 -g -O1 -D_GNU_SOURCE -I$srcdir -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
mkdir -p fuzz/found
objects=
for source in $sources; do
    case $source in *.c) ;; *) continue ;; esac
    case $source in tui/*) continue ;; esac
    object=fuzz/$(echo "$source" | tr / - | sed 's/\.c$/.o/')
    # shellcheck disable=SC2086
    [ "$object" -nt "$srcdir/$source" ] || "$clang" $flags -fsanitize=fuzzer-no-link -c -o "$object" "$srcdir/$source"
    objects="$objects $object"
done
rm -f fuzz/all.a
# shellcheck disable=SC2086
ar rcs fuzz/all.a $objects
failed=0
for target; do
    mkdir -p "fuzz/corpus/$target"
    # shellcheck disable=SC2086
    "$clang" $flags -fsanitize=fuzzer -o "fuzz/$target" "$srcdir/tests/fuzz/$target.c" fuzz/all.a $libraries
    echo "fuzz: $target"
    "fuzz/$target" -runs="${FUZZ_RUNS:-1000000}" -max_total_time="${FUZZ_SECONDS:-0}" -max_len=8192 -timeout=10 -print_final_stats=1 -verbosity=0 \
        -artifact_prefix="fuzz/found/$target-" "fuzz/corpus/$target" "$srcdir/tests/fuzz/corpus/$target" || failed=1
done
exit $failed
