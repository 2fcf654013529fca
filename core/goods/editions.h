/* SPDX-License-Identifier: GPL-3.0-or-later */
/* editions.h - subheadings of earlier editions of the Harmonized System, and what became of them.
 *
 * The nomenclature of a generation is HS 2022. A code of HS 2017 may have kept its goods, lost them to several codes, or gone: it is followed to its choices, and only a
 * description tells which of them it is. Above EDITIONS_CHOICES_MOST choices that says too little of the goods to be of use: they are to be classified anew.
 * Read in place from the store value "editions" (data/goods/hs2017.tsv and the like, see data/SCHEMA.md), which must outlive it.
 */
#ifndef HS_GOODS_EDITIONS_H
#define HS_GOODS_EDITIONS_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/goods/layout.h"
#include "core/goods/tree.h"

enum {
    EDITIONS_CHOICES_MOST = 10,
    EDITIONS_CHOICES_MAX = 64, /* no code has more: the waste of electrical goods has 24 */
    EDITIONS_PRESENT = 2022
};

struct edition {
    uint32_t year, first, count; /* its pairs */
};

/* Two subheadings, NUL-terminated. */
struct edition_pair {
    char was[8], is[8];
};

struct editions {
    const struct edition *edition; /* by year */
    const struct edition_pair *pair; /* of one edition by `was`, then by `is` */
    uint32_t count, pairs;
};

extern const struct layout_form EDITIONS_FORM;
/* Sections: editions, pairs. HS_CORRUPT. */
enum hs_status editions_open(const void *bytes, size_t size, struct editions *editions, struct hs_why *why);

/* The subheadings of `tree` that the goods of `code` in the edition of `year` may have now, by code; at least one.
 * HS_USAGE for a year that is not there, naming those that are, and for a code that is not six digits long; HS_NOT_FOUND where that edition had no such code, and where the
 * tree lacks one of the choices. */
enum hs_status editions_choices(const struct editions *editions, unsigned year, const struct code *code, const struct tree *tree,
                                uint32_t node[static EDITIONS_CHOICES_MAX], size_t *count, struct hs_why *why);

/* The row of the code in the edition's pairs, from *first on. Returns how many; 0 where it is not named. */
uint32_t editions_find(const struct editions *editions, const struct edition *edition, const char *was, uint32_t *first);

#endif
