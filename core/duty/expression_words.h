/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expression_words.h - the words of rate texts: units, parts, currencies and phrases; for the parser, and for importers that meet the same units in a column.
 *
 * Schedules break words across lines ("thou- sand"), drop spaces ("on thebattery", "pf.liter") and vary case. Phrases are therefore
 * compared without spaces, without a hyphen before a space, and without ASCII case, and must end where a word ends.
 */
#ifndef HS_DUTY_EXPRESSION_WORDS_H
#define HS_DUTY_EXPRESSION_WORDS_H

#include "core/duty/expression.h"

struct cursor {
    const char *at, *end;
};

void words_skip_space(struct cursor *cursor);
/* Moves behind the phrase where it stands next; otherwise nothing moves. */
bool words_take(struct cursor *cursor, const char *phrase);
/* The longest unit word; `part` is PART_WHOLE unless the word says otherwise ("clean kg"). */
bool words_take_unit(struct cursor *cursor, enum measure_unit *unit, enum measure_part *part);
/* The longest name of a part that is valued (behind a percentage), or that is measured (behind a unit, perhaps after a slash or comma). */
bool words_take_valued_part(struct cursor *cursor, enum measure_part *part);
bool words_take_measured_part(struct cursor *cursor, enum measure_part *part);
/* EUR, a word or sign that stands for one currency alone, or three capitals before a slash. */
bool words_take_currency(struct cursor *cursor, char currency[static 4]);

#endif
