/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facts.h - what a description states of the goods, and where.
 *
 * Values by the words of the lexicon (longest match, all languages at once), numbers with their units, percentages bound to the material beside them. "without cocoa",
 * "not knitted", "sugar-free", "kakao olmayan" state the denial. Where shares are given, a material with less than the largest is `minor`: it is there, but does not
 * decide what the goods are made of. A number with a comma and three digits ("1,000") states nothing: it may be either.
 * One pass over the folded words; nothing is allocated.
 */
#ifndef HS_GOODS_FACTS_H
#define HS_GOODS_FACTS_H

#include "core/goods/lexicon.h"
#include "core/lang/fold.h"

enum { FACTS_MAX = 48 };

struct fact {
    uint32_t start, length; /* bytes of the description */
    uint32_t number_of;     /* the value, or of a number its unit's dimension */
    float number;           /* in the dimension's base */
    float share;            /* per cent of the whole; below 0 where none is given */
    uint8_t axis;           /* enum axis */
    bool is_number, denied, minor;
};

struct facts {
    size_t count;
    uint32_t axes; /* a bit for each axis that something is stated on */
    struct fact fact[FACTS_MAX];
};

/* `words` are those of `text`, which was folded before. What lies behind FACTS_MAX facts is not looked at. */
void facts_find(const struct lexicon *lexicon, const char *text, size_t length, const struct words *words, struct facts *facts);

/* Whether anything positive is stated on an axis. */
bool facts_on_axis(const struct facts *facts, enum axis axis);

#endif
