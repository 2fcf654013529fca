#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# hsdesk show: the path and the terms of a code, and the words for one that is not there.
. "${srcdir:-.}/tests/cli/cli.sh"
listing_before
check show-chapter 0 show 17
check show-subheading 0 show 170490
check show-subheading 0 show 1704 90
check show-subheading 0 show 1704.90
check show-padded 4 show 1806200000
check show-padded-heading 4 show 180600
check show-deeper 4 show 1704903000
check show-unknown 4 show 170499
check show-unknown-chapter 4 show 77
check show-letters 1 show 17O4
check show-long 1 show 1704903000000
check show-short 1 show 1
check show-empty 1 show ''
check show-nothing 2 show
finish
