/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit_words.h - what schedules write in their column of supplementary units.
 */
#ifndef HS_DATA_UNIT_WORDS_H
#define HS_DATA_UNIT_WORDS_H

#include "core/base/file.h"
#include "core/duty/measure.h"

/* A code of UN/CEFACT Recommendation 20, a word of rates, or what the US and the EAEU print there ("No.", "prs.", "1000 шт"). False for a unit that no rate
 * counts by (carat, watt): such a unit is left out of the line. */
bool unit_word(struct cell cell, enum measure_unit *unit, enum measure_part *part);

/* A word that unit_word reads as just this, for who writes a tariff; false where there is none. */
enum { UNIT_WORD_MAX = 96 };
bool unit_word_of(enum measure_unit unit, enum measure_part part, char word[static UNIT_WORD_MAX]);

#endif
