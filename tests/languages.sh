#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The same goods in four languages give the same code: 200 goods of tests/languages.tsv, on the store of our own data with no training.
set -u
export LC_ALL=C.UTF-8 # sed is to see letters, not bytes
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
grep -v '^#' "$srcdir/tests/languages.tsv" >"$work/rows"
rows=$(wc -l <"$work/rows")
[ "$rows" -ge 200 ] || { echo "languages: only $rows rows"; exit 1; }
cut -f 1 "$work/rows" >"$work/truth"

# ask NAME: classifies the lines of $work/NAME.text; the first code goes to NAME.code, the guessed language to NAME.lang
ask() {
    "$HSDESK" --store "$HSDESK_TEST_STORE" classify -k 1 -f tsv <"$work/$1.text" >"$work/$1.tsv" || exit 1
    cut -f 3 "$work/$1.tsv" >"$work/$1.code"
    cut -f 7 "$work/$1.tsv" >"$work/$1.lang"
}
# share A B: in how many of 100 lines the two files agree, with one decimal
share() { paste "$1" "$2" | awk -F'\t' '{ n++; same += $1 == $2 } END { printf "%.1f", n ? 100 * same / n : 0 }'; }
floor() { # floor FIGURE LEAST WHAT
    printf '%s\t%s\t(floor %s)\n' "$3" "$1" "$2"
    awk -v a="$1" -v b="$2" 'BEGIN { exit !(a >= b) }' || { echo "languages: $3 is below its floor"; failed=1; }
}

column=2
for language in en az ru tr; do
    cut -f $column "$work/rows" >"$work/$language.text"
    ask $language
    floor "$(share "$work/$language.code" "$work/truth")" "$([ $language = en ] && echo 85 || echo 80)" "$language gives the row's code"
    column=$((column + 1))
done
for language in az ru tr; do
    floor "$(share "$work/$language.code" "$work/en.code")" 90 "$language gives the code that English gives"
    yes $language | head -n "$rows" >"$work/expected"
    floor "$(share "$work/$language.lang" "$work/expected")" 95 "$language is recognised"
done
# As typed without diacritics.
for language in az tr; do
    sed 'y/əƏıİşŞçÇğĞöÖüÜâÂ/eEiIsScCgGoOuUaA/' "$work/$language.text" >"$work/plain.text"
    ask plain
    floor "$(share "$work/plain.code" "$work/en.code")" 76 "$language without diacritics gives the code that English gives"
done
# One letter dropped from the first long word.
for language in en az ru tr; do
    sed -E 's/([[:alpha:]]{3})[[:alpha:]]([[:alpha:]]{3,})/\1\2/' "$work/$language.text" >"$work/typo.text"
    ask typo
    floor "$(share "$work/typo.code" "$work/en.code")" 75 "$language with a letter dropped gives the code that English gives"
done
# Languages that are guessed besides, and goods whose names are like in two.
cut -f 2 "$srcdir/tests/guess.tsv" >"$work/guess.text"
cut -f 1 "$srcdir/tests/guess.tsv" >"$work/expected"
ask guess
floor "$(share "$work/guess.lang" "$work/expected")" 85 'the languages of tests/guess.tsv are recognised'
exit $failed
