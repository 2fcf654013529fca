#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The attack suite put to `apply`.
VERB=apply GOOD=skip exec sh "$srcdir/tests/attacks/attacks.sh"
