/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rules_check.h - what can be wrong with the rules of goods beyond the form of a line.
 *
 * Their codes are codes; no note leads below its own scope or round in a circle; no term of a code states what the code's facts deny; a residual code that has facts of its own
 * shuts out what its named siblings' facts admit; answers lead to codes. (That every axis and value has its words in four languages is seen to when they are read.)
 */
#ifndef HS_DATA_RULES_CHECK_H
#define HS_DATA_RULES_CHECK_H

#include "data/check.h"
#include "data/rules_source.h"

enum hs_status rules_check(const struct goods_source *source, const struct rules *rules, struct goods_findings *findings, struct hs_why *why);

#endif
