#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Bad descriptions: the line is named, the run goes on, and the exit tells.
. "${srcdir:-.}/tests/cli/cli.sh"
printf 'doll\na\0b\ndoll\n\377\376\n\355\240\200\ndoll\n' >"$work/bytes"
{ echo doll; head -c 1000000 /dev/zero | tr '\0' x; echo; echo doll; } >"$work/long"
{ printf doll; head -c 65532 /dev/zero | tr '\0' ' '; echo; } >"$work/longest"
head -c 1000000 /dev/zero >"$work/nul"
latin1=$(printf 'ka\347')
listing_before
check empty-text 4 classify ''
check empty-text 4 classify ' ' '	'
check invalid-text 1 classify "$latin1"
check vague-text 4 classify -k 1 zzzz
input=$work/bytes
check invalid-lines 1 classify -k 1
input=$work/long
check long-line 1 classify -k 1
input=$work/longest
check longest-line 0 classify -k 1
input=$work/nul
check nul-line 1 classify
input=$work
check directory 1 classify
input=/dev/null
finish
