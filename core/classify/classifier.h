/* SPDX-License-Identifier: GPL-3.0-or-later */
/* classifier.h - a description in, ranked codes with their reasons out.
 *
 * The door to this room: it holds the opened parts of a generation (tree, examples, vocabulary, k-NN, Bayes, ensemble) and the scratch memory
 * of one thread. A query allocates nothing. What a result points at lives in the store's map, or in the session until its next query.
 */
#ifndef HS_CLASSIFY_CLASSIFIER_H
#define HS_CLASSIFY_CLASSIFIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/classify/ensemble.h"
#include "core/classify/ruling.h"
#include "core/classify/sources.h"
#include "core/goods/tree.h"
#include "core/store/store.h"

enum {
    CLASSIFY_RANKS = 50,      /* a member's rank is given when it is among its first so many */
    CLASSIFY_EVIDENCE = 3,    /* examples and words shown for a code */
    CLASSIFY_RESULTS_MAX = 50 /* results of one query at the most */
};

enum classify_flag {
    CLASSIFY_VAGUE = 1,         /* "none of these" has more than half of the probability, or a vagueness rule refuses */
    CLASSIFY_AGREE = 2,         /* both members put the same code first */
    CLASSIFY_DISAGREE = 4,      /* they do not */
    CLASSIFY_RESIDUAL = 8,      /* the code is an "other" subheading */
    CLASSIFY_UNKNOWN_WORDS = 16, /* some word of the description is known to no example */
    CLASSIFY_CONTRADICTS = 32    /* a stated fact contradicts the code, or a note excludes the goods from it */
};

struct classify_example {
    const char *text; /* NUL-terminated, as it was written or declared */
    float similarity; /* 0 to 1 */
    uint32_t node;    /* where the example hangs */
    bool declared;    /* from a training row; otherwise from our own terms and titles */
};

struct classify_word {
    uint32_t start, length; /* bytes of the description as it was given */
    float weight;           /* how far it spoke for this code against its rivals, in nats */
};

struct classify_result {
    uint32_t node;
    double probability;
    unsigned knn_rank, bayes_rank; /* from 1; 0 = not in its first CLASSIFY_RANKS */
    unsigned flags;                /* enum classify_flag */
    size_t examples, words, reasons;
    struct ruling_reason reason[RULING_REASONS];
    struct classify_example example[CLASSIFY_EVIDENCE];
    struct classify_word word[CLASSIFY_EVIDENCE];
};

/* What one source alone says, best first. */
struct classify_opinion {
    size_t count;
    uint32_t node[CLASSIFY_EVIDENCE];
    double share[CLASSIFY_EVIDENCE];
};

struct classification {
    size_t count;            /* results given, best first, ties by code */
    double none;             /* the share of "none of these"; with all codes' probabilities it sums to one */
    unsigned flags;          /* those that hold for the whole description */
    const char *language;    /* the guess, two letters; "" when there is nothing to guess by */
    const struct rules *rules; /* those of the generation, which reasons and question are rows of; NULL before any query */
    struct vagueness vague;  /* what the description lacks, if a rule says so */
    struct classify_opinion source[SOURCE_COUNT]; /* filled in where results are explained and the generation holds both */
    uint32_t question;       /* what to ask next; ASSESS_NOTHING where nothing would help */
    struct classify_result result[CLASSIFY_RESULTS_MAX];
};

struct classifier;

/* Opens the parts of the store's generation. The store must outlive the classifier. */
enum hs_status classifier_open(const struct store *store, struct classifier **classifier, struct hs_why *why);
void classifier_close(struct classifier *classifier);
const struct tree *classifier_tree(const struct classifier *classifier);
const struct rules *classifier_rules(const struct classifier *classifier);

/* The at most `most` best codes of `digits` digits (a code that is not so deep stands for itself). `text` must have passed text_check. Evidence is filled in
 * for the first `explained` results only: that costs more than the ranking. */
void classify(struct classifier *classifier, const char *text, size_t length, size_t digits, size_t most, size_t explained,
              struct classification *classification);

/* After classify: instead of its results these nodes, at the digits of that query, best first, ties by code; at most CLASSIFY_RESULTS_MAX. For goods whose codes are narrowed
 * down already. Probabilities remain those among all codes, so that they tell when none of the given ones fits; no evidence is filled in. */
void classifier_narrow(struct classifier *classifier, const uint32_t *node, size_t count, struct classification *classification);

/* How a whole is shared among `count` texts, lines of a tariff in its order as a rule, by their likeness to a description (overlap.h); the shares sum to one. The last query stays
 * what it was. False, and equal shares, when out of memory. */
bool classifier_share(struct classifier *classifier, const char *text, size_t length, const char *const *among, size_t count, double *share);

/* For measuring: whether facts, notes and vague words have a say. They do until this is called. */
void classifier_use_rules(struct classifier *classifier, bool use);

/* What may be said of a declared code, given the last query; `declared` has the digits of that query. */
void classifier_assess(const struct classifier *classifier, const struct code *declared, const struct assess_limits *limits, struct assessment *assessment);

/* One opinion's best codes of `digits` digits for the last query, best first: at most `most` nodes and their probabilities. Returns how many. */
size_t classifier_best(const struct classifier *classifier, enum classify_member member, size_t digits, size_t most, uint32_t *node,
                       double *probability);

/* What each source alone makes of the last query, whose text must still be there: at most `most` nodes of `digits` digits, best first, and their shares. 0 where the
 * generation has but one source, or this one nothing to say. Asking the written one costs another query. */
bool classifier_has_sources(const struct classifier *classifier);
size_t classifier_source_best(struct classifier *classifier, enum classify_source source, size_t digits, size_t most, uint32_t *node, double *share);

/* The terms and training rows that hang on `node` itself: calls `each` in order until it returns false. */
void classifier_each_example(const struct classifier *classifier, uint32_t node,
                             bool (*each)(void *context, const char *text, unsigned count, bool declared), void *context);

#endif
