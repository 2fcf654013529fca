/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate.h - honest probabilities: fitted on rows that the model has not seen.
 *
 * A sample of the training rows is left out together with its near-duplicates (cosine at least 0.7), a model is made of the rest, and the sample is asked. Fitted are
 * the slopes of "none of these" (the event: the true code is not among those that either member supports), its height and the sharpness of the mixture (by the
 * likelihood of the first place's being right), and the probabilities from which on 90 and 95 in 100 first places are right. With fewer than CALIBRATE_ROWS_LEAST training rows nothing is changed.
 */
#ifndef HS_MODELS_CALIBRATE_H
#define HS_MODELS_CALIBRATE_H

#include "core/base/status.h"
#include "core/classify/examples.h"
#include "core/classify/parameters.h"
#include "core/classify/query.h"
#include "models/index.h"

enum { CALIBRATE_ROWS_LEAST = 300, CALIBRATE_ROWS_MOST = 2400 };

enum hs_status calibrate(const struct feature_index *index, const struct tree *tree, const struct examples *examples, unsigned threads,
                         struct parameters *parameters, struct hs_why *why);

#endif
