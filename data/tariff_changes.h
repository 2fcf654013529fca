/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tariff_changes.h - a decree on a tariff: rates that replace others from a day on; and what differs between two tariffs.
 */
#ifndef HS_DATA_TARIFF_CHANGES_H
#define HS_DATA_TARIFF_CHANGES_H

#include "data/tariff_draft.h"

/* Applies each line of `changes` to the line of its code, and to the declarable lines below it that have no such measure of their own. The old measure stays
 * valid until the day before the new one's first day (its own, else `effective`), and returns behind its last where it has one. A text of GENERIC_ENDS only
 * ends the old. Each line that changed is reported with the old and the new text; what fits no line is reported and left out. */
void draft_change(struct draft *draft, const struct draft *changes, uint32_t effective);

/* Reports the declarable lines that were added, removed or changed, measure by measure. `old` may be NULL: then all were added. Returns how many differ. */
size_t tariff_difference(const struct tariff *old, const struct tariff *new, const struct tariff_sink *sink);

#endif
