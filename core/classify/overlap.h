/* SPDX-License-Identifier: GPL-3.0-or-later */
/* overlap.h - a whole shared out among a few texts, by how far each has the words of a description.
 *
 * For the lines into which a country divides a subheading: nothing was learned of them, but their titles have words. Features are weighed as k-NN weighs them
 * (knn.h): what all texts have tells them apart in nothing and counts for none, nor does a word of the description that no text has. What is left is compared
 * by Dice (1945), weighted, and a text's share is in proportion to OVERLAP_FLOOR + likeness ^ 2. The last text is taken for the one that leaves the others'
 * rest, "Other", as schedules have it, and has OVERLAP_LAST times the floor.
 *
 * Measured on 2,755 parcel lines under their right US subheading, which has 6 lines on average: the right line is first in 40 % (26 % were the last one like
 * the others, 22 % by chance), and the first one's mean share is 40 % too; log loss 1.66 (1.76; 1.78). Likeness without the square, floors of 0.03 and 0.2, and
 * exp(2 likeness) lost by 0.01 to 0.1. So short a text says little, and the shares say that.
 */
#ifndef HS_CLASSIFY_OVERLAP_H
#define HS_CLASSIFY_OVERLAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/classify/knn.h"
#include "core/classify/vocabulary.h"
#include "core/lang/features.h"

#define OVERLAP_FLOOR 0.1
#define OVERLAP_LAST 3.0

struct overlap_feature {
    uint32_t hash;
    float weight;
};

/* The distinct features of a text, in ascending order of their hashes. */
struct overlap_text {
    size_t count;
    struct overlap_feature *feature;
};

/* Weighs the features of a text, into `arena`. An empty text when out of memory. */
void overlap_weigh(const struct vocabulary *vocabulary, const struct knn *knn, const struct features *features, struct arena *arena, struct overlap_text *text);

/* The shares of `count` texts, which sum to one; none for count 0. False when `arena` has no memory to give: then nothing is written. */
bool overlap_share(const struct overlap_text *description, const struct overlap_text *texts, size_t count, struct arena *arena, double *share);

#endif
