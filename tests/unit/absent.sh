#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
echo 'unit tests: cmocka is not installed: install libcmocka-dev and configure again'
exit 77
