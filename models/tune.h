/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tune.h - a genetic algorithm over the parameters that decide which code comes first.
 *
 * Real-valued genes, each within the range that core/classify/parameters.h gives; tournaments of three, uniform crossover, Gaussian mutation, the two best live on.
 * Seeded: the same trials, seed and generations give the same parameters, whatever the number of threads. Fitness is the mean over the sets of rows of (first
 * place + half of first three) / 1.5. The parameters of calibration are not genes: train fits them.
 */
#ifndef HS_MODELS_TUNE_H
#define HS_MODELS_TUNE_H

#include "core/base/status.h"
#include "models/trial.h"

enum { TUNE_POPULATION = 24, TUNE_SETS_MOST = 8 /* of one trial */ };

struct tune_generation {
    unsigned number;
    double best, mean;
    const struct parameters *parameters; /* the best */
};
typedef void tune_each(void *context, const struct tune_generation *generation);

/* Starts from `parameters` and leaves the best there. */
enum hs_status tune(struct trial *const *trials, size_t count, unsigned seed, unsigned generations, unsigned threads, tune_each *each,
                    void *context, struct parameters *parameters, struct hs_why *why);

#endif
