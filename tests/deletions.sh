#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Without the word that decides, a good description is thin and the right question is asked; it never turns into a confident wrong answer.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
grep -v '^#' "$srcdir/tests/deletions.tsv" >"$work/cases"
cut -f 1,2 "$work/cases" | sed 's/\[[^]]*\]//; s/  */ /g' | "$builddir/tests/decide" "$HSDESK_TEST_STORE" >"$work/answers" || { echo 'deletions: decide failed'; exit 1; }
paste "$work/cases" "$work/answers" | awk -F'\t' '
    { cases++; good = $6 == "thin" && $7 == $3; thin += good }
    !good { printf "deletions: \"%s\" %s should ask for %s: %s %s %s %s\n", $1, $2, $3, $4, $5, $6, $7 }
    $4 != $2 && $5 >= 0.7 && $6 != "thin" { wrong++; printf "deletions: \"%s\" is confidently wrong: %s %s\n", $1, $4, $5 }
    END { printf "deletions: %d of %d thin with the right question, %d confidently wrong\n", thin, cases, wrong; exit !(cases >= 200 && thin >= 0.9 * cases && !wrong) }'
