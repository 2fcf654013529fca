/* SPDX-License-Identifier: GPL-3.0-or-later */
/* long_text.h - what a ruling or a letter is about, and what it only says besides.
 *
 * A text of more than LONG_TEXT_WORDS words is not a bag of words: it greets, cites the tariff, quotes the rate, describes the packing. Its sentences are sorted:
 * those with words of procedure ("your letter", "the rate of duty", "subheading") say nothing; of the others those with a head ("the item under
 * consideration is ...", "consists of", "described as") and the first one are kept, at most LONG_TEXT_KEPT words in all.
 */
#ifndef HS_LANG_LONG_TEXT_H
#define HS_LANG_LONG_TEXT_H

#include "core/lang/fold.h"

enum { LONG_TEXT_WORDS = 40, LONG_TEXT_KEPT = 80 };

/* Marks the words that are not kept with ROLE_ASIDE. A text that is not long is left alone. */
void find_heads(const char *text, const struct words *words, unsigned char role[static WORDS_MAX]);

#endif
