/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recheck.h - whether a generation makes sense: what digests cannot tell.
 *
 *     model        every code has its parent, every array fits every other to its last entry (model_check), also of the written model
 *     rules        they open on their axes
 *     editions     they open
 *     tariff.cc    every line has its parent, and every rate evaluates, with whatever it asks for given, or refers to a person
 *     fx.cc        every rate is one
 *     profile.cc   it opens, and is that country's
 *     origin.cc    its chain holds from the first line to the last, and is that country's
 *     selftest     the model answers with the accuracy that it was packed with
 *
 * Before a generation of packages is published (in the confined child), and for whoever looks over a store.
 */
#ifndef HS_APPLY_RECHECK_H
#define HS_APPLY_RECHECK_H

#include "core/base/status.h"
#include "core/store/store.h"

/* HS_CORRUPT or HS_INVALID names the value and what is wrong with it. A generation without a model is HS_INVALID. */
enum hs_status recheck(const struct store *store, struct hs_why *why);

#endif
