#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# verify-store finds every store that was harmed, and passes the one that was not (see mutate.c). `make torture` harms 3,500.
. "${srcdir:-.}/tests/torture/template.sh"
"$builddir/tests/torture/mutate" --count "$(part 3500 70)" "$HSDESK_ADMIN" "$work/store"
