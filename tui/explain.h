/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain.h - the words in which a classification and its reasons are told, on the screens and at the prompt alike.
 *
 * What the program says is a supplementary opinion and is worded so. Lines come one by one, as UTF-8 that is NOT yet safe for a screen: it quotes
 * examples and the description.
 */
#ifndef HS_TUI_EXPLAIN_H
#define HS_TUI_EXPLAIN_H

#include <stddef.h>

#include "core/classify/classifier.h"
#include "core/goods/tree.h"

enum explain_kind {
    EXPLAIN_HEADING, /* "Path", "Like" */
    EXPLAIN_LINE,    /* what stands below a heading */
    EXPLAIN_REMARK   /* the last word, about all of it */
};

/* `text` lives until the call returns. `indent`: columns. */
typedef void explain_line(void *context, enum explain_kind kind, int indent, const char *text);

enum { EXPLAIN_NUMBER_MAX = 8, EXPLAIN_FLAGS_MAX = 96 };

/* 0.857 -> ".86"; never "1.00" or ".00": neither certainty nor impossibility is ours to claim. */
const char *explain_number(double probability, char out[static EXPLAIN_NUMBER_MAX]);
/* likely from 0.7, the least at which a declared code may be called different (DOMAIN.md); possible from 0.2; else weak. */
const char *explain_likelihood(double probability);
/* The flags' names in DESIGN.md's order, comma-joined; for scripts, so not translated. */
const char *explain_flags(unsigned flags, char out[static EXPLAIN_FLAGS_MAX]);

/* The path from the chapter down to `node`. */
void explain_path(const struct tree *tree, uint32_t node, enum tree_language language, explain_line *line, void *context);
/* Everything there is to say about one result: its path, what both members think, like examples, the words that spoke, and warnings.
 * `description` is the one that was classified. */
void explain_result(const struct tree *tree, const struct classification *classification, size_t which, const char *description, enum tree_language language,
                    explain_line *line, void *context);
/* The same in at most four lines without headings, for the pane below a list: the codes of the path first. What holds for the whole description is said with
 * the first result only. */
void explain_briefly(const struct tree *tree, const struct classification *classification, size_t which, const char *description, enum tree_language language,
                     explain_line *line, void *context);

#endif
