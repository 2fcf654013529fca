/* SPDX-License-Identifier: GPL-3.0-or-later */
/* goods_source.h - reads what we wrote about goods: DATADIR/goods/NN/{titles,terms,brands}.tsv and goods/guess.tsv (see data/SCHEMA.md).
 *
 * Every bad line is reported with its file and line number; a source with one is not used. Texts live in the source's arena.
 */
#ifndef HS_DATA_GOODS_SOURCE_H
#define HS_DATA_GOODS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/status.h"
#include "core/classify/examples.h"
#include "core/goods/tree.h"
#include "core/lang/guess.h"
#include "data/rows.h"

#define GOODS_TITLES "titles.tsv"
#define GOODS_TERMS "terms.tsv"

extern const char *const goods_strength[]; /* by enum example_strength; NULL behind the last */

struct goods_title {
    struct code code;
    const char *text[TREE_LANGUAGE_COUNT]; /* in the order of tree_language; never NULL */
    bool residual;
};

struct goods_term {
    struct code code;
    const char *text;
    enum language language; /* LANGUAGE_UNKNOWN for a brand */
    enum example_strength strength;
    const char *practice; /* a country, or "" */
    const char *file;
    size_t line;
};

struct goods_source {
    struct arena arena;
    struct goods_title *title; /* by code */
    size_t titles;
    struct goods_term *term; /* by file, in its order */
    size_t terms;
    struct guess_sample *sample; /* of goods/guess.tsv, where it is there: languages that no terms are written in */
    size_t samples;
};

/* HS_NOT_FOUND where `directory` has no goods/NN; HS_INVALID after at least one report. */
enum hs_status goods_read(const char *directory, goods_report *report, void *context, struct goods_source *source, struct hs_why *why);
/* The same from files in memory: titles.tsv, terms.tsv or both, each of all chapters; the language of a term may be empty, as that of a brand. Terms hang on
 * the titles, or where there are none on `known`. The bytes are needed only until this returns. */
enum hs_status goods_read_given(const struct rows_file *file, size_t files, const struct tree *known, goods_report *report, void *context,
                                struct goods_source *source, struct hs_why *why);
void goods_free(struct goods_source *source);

/* The tree of the titles, in the form that tree_open reads; malloc'ed. HS_INVALID where a parent is missing. */
enum hs_status goods_tree(const struct goods_source *source, void **bytes, size_t *size, struct hs_why *why);

#endif
