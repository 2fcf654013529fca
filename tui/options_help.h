/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options_help.h - --help and --version, from the tables of options.h. */
#ifndef HS_TUI_OPTIONS_HELP_H
#define HS_TUI_OPTIONS_HELP_H

#include <stdio.h>

#include "tui/options.h"

/* What every verb knows: --store, -f, --header, --help, --version. Ends with an empty row. */
extern const struct option_spec options_common[];

/* The program's help, or, where `verb` is not NULL, that verb's. */
void options_print_help(FILE *stream, const struct program_spec *program, const struct verb_spec *verb);
void options_print_version(FILE *stream, const struct program_spec *program);

#endif
