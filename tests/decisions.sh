#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Decided cases come out as they are written: the code first, and nothing stated against it; a thin one with its question.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
grep -v '^#' "$srcdir/tests/decisions.tsv" >"$work/cases"
cut -f 1,2 "$work/cases" | "$builddir/tests/decide" "$HSDESK_TEST_STORE" >"$work/answers" || { echo 'decisions: decide failed'; exit 1; }
paste "$work/cases" "$work/answers" | awk -F'\t' '
    { asked = substr($3, 1, 1) == "?" ? substr($3, 2) : "" }
    asked != "" { good = $6 == "thin" && $7 == asked }
    asked == "" { good = $4 == $2 && $6 != "contradicted" }
    { cases++; decided += good; if (!good) printf "decisions: \"%s\" should be %s (%s): %s %s %s %s %s\n", $1, $2, $3, $4, $5, $6, $7, $11 }
    END { printf "decisions: %d of %d as written\n", decided, cases; exit !(cases >= 300 && decided >= 0.9 * cases) }'
