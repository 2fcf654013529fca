/* SPDX-License-Identifier: GPL-3.0-or-later */
/* corpus.h - the rows that a model is made from: our terms and titles, and training rows `code<TAB>description`.
 *
 * Rows that say the same of the same code are merged with their count. A code of a training row that is deeper than the nomenclature becomes a node of its
 * own below its longest known ancestor, if that is at least a subheading; otherwise the row hangs on the ancestor, so that no code is ever offered
 * that the nomenclature does not allow. Order of input does not matter: the same rows give the same bytes.
 */
#ifndef HS_MODELS_CORPUS_H
#define HS_MODELS_CORPUS_H

#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/status.h"
#include "core/classify/examples.h"
#include "core/goods/tree.h"
#include "core/lang/stem.h"

struct corpus_row {
    struct code code;
    const char *text;
    uint32_t copies;
    uint8_t source, strength, language;
};

struct corpus {
    struct arena arena;
    struct corpus_row *row;
    size_t count, room;
};

struct corpus_counts {
    size_t read, skipped, merged;
};

/* A bad row: where it stands and what is wrong. */
typedef void corpus_report(void *context, const char *file, size_t line, const char *problem);

/* The text is copied. HS_NO_MEMORY. */
enum hs_status corpus_add(struct corpus *corpus, const struct corpus_row *row, struct hs_why *why);

/* Adds the rows of a TSV file, or of a part, as EXAMPLE_DECLARED. A row with a bad code, no text, or invalid UTF-8 is reported and skipped, as is one whose chapter `tree` does
 * not know (unless `tree` is NULL). */
enum hs_status corpus_read(struct corpus *corpus, const char *path, const struct tree *tree, corpus_report *report, void *context,
                           struct corpus_counts *counts, struct hs_why *why);

/* The examples of a generation become rows again: those of the `sources`, a sum of CORPUS_OF(source), whose chapters are in `into`. `tree` is what they hang on. Returns how
 * many through `added`. */
#define CORPUS_OF(source) (1u << (source))
enum { CORPUS_WRITTEN = CORPUS_OF(EXAMPLE_TERM) | CORPUS_OF(EXAMPLE_TITLE) };
enum hs_status corpus_add_examples(struct corpus *corpus, const struct tree *tree, const struct examples *examples, unsigned sources, const struct tree *into,
                                   size_t *added, struct hs_why *why);

/* Rows that say the same of the same code become one; sorts. Merging adds counts, so that a big file's parts, merged apart, give what the whole gives. */
void corpus_merge(struct corpus *corpus, struct corpus_counts *counts);
/* Writes merged training rows as a part: a first line that says so, then `code TAB description TAB how often`. corpus_read knows such a file by that line. It is
 * written beside and renamed: a cut one would be trained on as if it were all. */
enum hs_status corpus_write_part(const struct corpus *corpus, const char *path, struct hs_why *why);

/* Merges, extends `tree` by the rows' deeper codes, and lays both out; the results are malloc'ed. */
enum hs_status corpus_lay_out(struct corpus *corpus, const struct tree *tree, struct corpus_counts *counts, void **tree_bytes, size_t *tree_size_out,
                              void **example_bytes, size_t *example_size, struct hs_why *why);

void corpus_free(struct corpus *corpus);

#endif
