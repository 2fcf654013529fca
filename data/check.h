/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check.h - what can be wrong with the goods data beyond the form of a line.
 *
 * The checks know the whole source at once: codes missing from a chapter or unknown to HS 2022 (data/goods/hs2022.tsv), titles too long, texts that are not in NFC
 * or hold control characters, scripts that do not fit the language, terms given twice, homographs that are not marked, and templates: siblings whose
 * terms differ only by one and the same word, over and over. Those about the rules of goods are made by rules_check, those
 * about editions by editions_check, those about TRAINING tariffs by training_check.
 */
#ifndef HS_DATA_CHECK_H
#define HS_DATA_CHECK_H

#include "core/base/status.h"
#include "data/goods_source.h"

#define GOODS_CHECKS(X)                                                                  \
    X(CODES, "codes", "every code of HS 2022 has its titles, and no other code has")    \
    X(TITLES, "titles", "no title is longer than 12 words")                             \
    X(TEXT, "text", "NFC, no control characters, no white space at an end")             \
    X(SCRIPT, "script", "the letters are those of the language")                        \
    X(TWICE, "twice", "no term stands twice under one code")                            \
    X(HOMOGRAPHS, "homographs", "a term of several codes is marked ambiguous in each")  \
    X(TEMPLATES, "templates", "no siblings whose terms are one pattern filled in")      \
    X(RULE_CODES, "rule-codes", "facts and notes name codes that are there")            \
    X(GOES_TO, "goes-to", "no note leads into its own scope")                           \
    X(CIRCLES, "circles", "no notes lead round in a circle")                            \
    X(TERMS, "terms", "no term contradicts its code's facts")                           \
    X(RESIDUALS, "residuals", "a residual code admits nothing that a named sibling does") \
    X(ANSWERS, "answers", "every answer leads to codes that are there")               \
    X(EDITIONS, "editions", "codes of earlier editions become codes that are there, and every code was some code") \
    X(TRAINING, "training", "TRAINING tariffs hang on codes that are there, cover them, and compute")
enum goods_check {
#define GOODS_CHECK_NAME(name, tag, words) CHECK_##name,
    GOODS_CHECKS(GOODS_CHECK_NAME)
#undef GOODS_CHECK_NAME
    GOODS_CHECK_COUNT
};
const char *goods_check_tag(enum goods_check check);

/* Who hears of each finding, which check and where; and how many each check had. */
struct goods_findings {
    void (*hear)(void *context, enum goods_check check, const char *where);
    void *context;
    size_t found[GOODS_CHECK_COUNT];
};
void goods_found(struct goods_findings *findings, enum goods_check check, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* `source` must have been read without a bad line. HS_NOT_FOUND where the list of codes is missing. */
enum hs_status goods_check(const char *directory, const struct goods_source *source, struct goods_findings *findings, struct hs_why *why);

#endif
