#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every input that a fuzz target was given or found goes through it.
exec "$builddir/tests/fuzz/facts" "$srcdir"/tests/fuzz/facts.corpus/*
