#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Dependencies point down: each folder's library links whole against only what it may use, and its sources include nothing else.
set -u
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
echo 'int main(void) { return 0; }' >"$work/main.c"
flags=
grep -q '^HS_LDFLAGS = .*-fsanitize' "$builddir/Makefile" && flags='-fsanitize=address,undefined'
grep -q '^HS_LDFLAGS = .*--coverage' "$builddir/Makefile" && flags="$flags --coverage"

library() { echo "$builddir/$1/lib$(basename "$1").a"; }

# room FOLDER "FOLDERS IT MAY USE, NEAREST FIRST" "OTHER LIBRARIES" "HEADERS OF OTHER LIBRARIES"
room() {
    folder=$1 below=$2 others=$3 headers=$4
    below_libraries=
    for lower in $below; do below_libraries="$below_libraries $(library "$lower")"; done
    # shellcheck disable=SC2086
    if ! $CC $flags -o "$work/a.out" "$work/main.c" -Wl,--whole-archive "$(library "$folder")" -Wl,--no-whole-archive $below_libraries $others -lm 2>"$work/log"; then
        echo "layers: $folder does not link against only: $below $others"
        head -n 20 "$work/log"
        failed=1
    fi
    for file in "$srcdir/$folder"/*.[ch]; do
        for included in $(sed -n 's/^ *# *include "\([^"]*\)".*/\1/p' "$file"); do
            of=${included%/*}
            case " $folder $below " in *" $of "*) ;; *)
                echo "layers: $file includes $included: $folder may use only: $below"
                failed=1 ;;
            esac
        done
        for included in $(sed -n 's/^ *# *include <\([^>]*\)>.*/\1/p' "$file"); do
            case $included in
            curses.h | ncurses.h | readline/* | lmdb.h | sodium.h | unistr.h | unicase.h | unictype.h | uninorm.h | libstemmer.h | gmp.h | seccomp.h | zip.h | expat.h | jansson.h | iconv.h | ini.h)
                case " $headers " in *" $included "*) ;; *)
                    echo "layers: $file includes <$included>: $folder may not"
                    failed=1 ;;
                esac ;;
            esac
        done
    done
}

room core/base '' '-lunistring -lgmp' 'unistr.h gmp.h'
room core/crypto 'core/base' '-lsodium -lunistring' 'sodium.h'
room core/table 'core/base' '-lzip -lexpat -lunistring' 'zip.h expat.h'
room core/lang 'core/base' '-lunistring -lstemmer' 'unistr.h unicase.h unictype.h uninorm.h libstemmer.h'
room core/store 'core/crypto core/base' '-llmdb -lsodium -lunistring' 'lmdb.h'
room core/trust 'core/store core/crypto core/base' '-llmdb -lsodium -lunistring' ''
room core/goods 'core/lang core/store core/crypto core/base' '-lstemmer -llmdb -lsodium -lunistring' ''
room core/duty 'core/goods core/lang core/store core/crypto core/base' '-lstemmer -llmdb -lsodium -lunistring -lgmp' ''
core='core/goods core/store core/lang core/crypto core/base'
externals='-llmdb -lsodium -lstemmer -lunistring'
room core/classify "$core" "$externals" ''
room core/audit "core/trust $core" "$externals" ''
room core/apply "core/audit core/classify core/duty core/trust $core" "$externals -lgmp -lseccomp" 'seccomp.h'
room data "core/apply core/audit core/trust core/classify core/duty core/table $core" "$externals -lgmp -ljansson -lzip -lexpat -linih" 'unistr.h unicase.h uninorm.h jansson.h iconv.h ini.h'
room models "core/audit core/trust core/classify $core" "$externals -lpthread" ''

room keys 'core/trust core/crypto core/base' '-lsodium -lunistring' 'sodium.h'

# Views know the view, the drawing surface and the command table, and core; never a library of the terminal or the store.
for file in "$srcdir"/tui/views/*.[ch]; do
    if grep -nE '# *include <(n?curses|readline|lmdb|sodium)' "$file"; then
        echo "layers: $file: a view may not include that"
        failed=1
    fi
done
# What a merge left open is in no file.
if grep -rnE '^(<<<<<<<|>>>>>>>) ' "$srcdir"/core "$srcdir"/data "$srcdir"/keys "$srcdir"/models "$srcdir"/tests "$srcdir"/tui "$srcdir"/*.md "$srcdir"/*.a[cm]; then
    echo 'layers: a merge was left open'
    failed=1
fi
# Only one file owns curses, and only the prompt readline.
owners=$(grep -lE '# *include <n?curses' "$srcdir"/tui/*.[ch] "$srcdir"/tui/*/*.[ch] | wc -l)
[ "$owners" -le 1 ] || { echo "layers: $owners files include curses.h, one may"; failed=1; }
# What officers run links nothing that trains, imports or signs.
command -v nm >/dev/null || { echo 'layers: nm is missing: install binutils'; failed=1; }
if [ -z "$flags" ] && nm "$builddir/hsdesk" | grep -E ' T (train|risk_train|risk_maker_|refine|tune|goods_read|rules_read|corpus_|origin_draft_|origin_rows_|.*_make$|store_publish)'; then
    echo 'layers: hsdesk links training or importing'
    failed=1
fi
if [ -z "$flags" ] && nm "$builddir/hsdesk" | grep -E ' (T (key_|secret_|sign$|sign_check|pack$|new_root_|encode_|enrol)|[TU] crypto_(sign_(detached|seed_keypair|keypair)|pwhash))'; then
    echo 'layers: hsdesk links what signs'
    failed=1
fi
# Only keys/ signs: what verifies is all that core has.
if nm "$builddir"/core/*/lib*.a 2>/dev/null | grep -E ' U crypto_(sign_(detached|seed_keypair|keypair)|pwhash)'; then
    echo 'layers: core signs'
    failed=1
fi
exit $failed
