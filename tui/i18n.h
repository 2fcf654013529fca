/* SPDX-License-Identifier: GPL-3.0-or-later */
/* i18n.h - the language and the character set that people are spoken to in.
 *
 * Strings for people are marked _(); N_() marks one that stands in a table and is translated where it is used. The translations are glibc's.
 */
#ifndef HS_TUI_I18N_H
#define HS_TUI_I18N_H

#include <libintl.h>
#include <stdbool.h>

#include "core/goods/tree.h"

#define _(text) gettext(text)
#define N_(text) text

/* To be called once, first thing in main. LC_CTYPE is UTF-8 afterwards, whatever the environment says (a fresh machine has no LANG), and
 * LC_NUMERIC stays "C": a figure with a decimal comma would break every script that reads our output. */
void i18n_start(void);

/* The language of titles, from LC_ALL, LC_MESSAGES or LANG. Read from the environment and not from setlocale, which fails for a locale
 * that is not installed, and the titles are ours and not the locale's. */
enum tree_language i18n_language(void);

/* False where the environment names a locale of another character set: the terminal is then taken not to show our signs. */
bool i18n_terminal_is_utf8(void);
/* What stands between two things on a line: "·", or "-" where the terminal would not show it. */
const char *i18n_dot(void);

#endif
