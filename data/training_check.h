/* SPDX-License-Identifier: GPL-3.0-or-later */
/* training_check.h - what can be wrong with a TRAINING tariff, which we wrote ourselves: invented rates must still behave as real ones do.
 *
 * Its codes hang on subheadings of HS 2022, each declarable one once; the lines of a subheading cover it: several end with an "Other" line; every rate can be computed
 * when the inputs are given, so that an exercise never ends in a text; every line owes a duty, if only "Free".
 */
#ifndef HS_DATA_TRAINING_CHECK_H
#define HS_DATA_TRAINING_CHECK_H

#include "core/duty/tariff.h"
#include "data/check.h"

void training_check(const struct goods_source *source, const struct tariff *tariff, struct goods_findings *findings);

#endif
