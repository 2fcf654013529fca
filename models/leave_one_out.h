/* SPDX-License-Identifier: GPL-3.0-or-later */
/* leave_one_out.h - which of our own terms the rest of them would not find.
 *
 * Each exact or usual term is asked of the k-NN index with itself taken out. One whose heading is not among the first three stands alone: it may be rare
 * knowledge, or in the wrong place.
 */
#ifndef HS_MODELS_LEAVE_ONE_OUT_H
#define HS_MODELS_LEAVE_ONE_OUT_H

#include "core/base/status.h"
#include "core/store/store.h"

struct alone_counts {
    size_t asked, found;
};

/* Asks every `stride`-th term of the store's generation. `each` gets the terms that were not found. */
enum hs_status leave_one_out(const struct store *store, unsigned stride, void (*each)(void *context, const char *code, const char *text), void *context,
                             struct alone_counts *counts, struct hs_why *why);

#endif
