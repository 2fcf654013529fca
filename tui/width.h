/* SPDX-License-Identifier: GPL-3.0-or-later */
/* width.h - how many columns a terminal gives to a piece of UTF-8. Every table, screen and line editor asks here, and only here.
 *
 * The unit is the cluster: a character and the zero-width ones (combining marks, joiners) behind it, which no cursor may come between. Widths
 * are wcwidth(3)'s, because ncurses and tmux count with it too: a better table of our own would disagree with the terminal. A byte that is
 * not UTF-8 and a control character count one column; they are shown as '?'. LC_CTYPE must be UTF-8 (i18n_start).
 */
#ifndef HS_TUI_WIDTH_H
#define HS_TUI_WIDTH_H

#include <stddef.h>

struct width_cluster {
    size_t length;  /* bytes, at least 1 */
    size_t columns; /* 1 or 2; a mark with nothing to stand on gets a column of its own */
};

/* The cluster at the start of the text; `length` must not be 0. */
struct width_cluster width_cluster(const char *text, size_t length);
/* Where the cluster that ends at offset `at` begins; 0 for 0. */
size_t width_cluster_before(const char *text, size_t at);

size_t width_columns(const char *text, size_t length);
/* How many bytes fit into `columns`, in whole clusters. */
size_t width_fitting(const char *text, size_t length, size_t columns);
/* As width_fitting, but ends behind a space where a word would be cut, and takes at least one cluster: repeated, it wraps a paragraph. */
size_t width_wrapping(const char *text, size_t length, size_t columns);

#endif
