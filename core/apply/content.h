/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content.h - what a package of each kind may put into a generation, and who builds it from the package's files.
 *
 *     kind      values                                                        of a country
 *     tariff    tariff.cc                                                     yes
 *     fx        fx.cc                                                         yes
 *     country   profile.cc                                                    yes
 *     origin    origin.cc, which a batch continues                            yes
 *     rules     axes, facts, notes, questions                                 no
 *     vague     vague                                                         no
 *     model     tree, examples, vocabulary, knn, bayes, parameters, language, editions, selftest, and written.*      no
 *
 * A package replaces all values of its kind (those of no other country): one that it lacks is gone afterwards, so that facts never stand on the axes of another
 * package. nomenclature, terms and risk are not applied by this version: codes, titles and terms come inside a model, which is trained on
 * them, and no risk model is read yet.
 *
 * The builders stand on data/, which core does not know: they are handed in as a table. They run in the confined child (confine.h), so they may
 * take memory and compute, and nothing else.
 */
#ifndef HS_APPLY_CONTENT_H
#define HS_APPLY_CONTENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/store/manifest.h"
#include "core/trust/kind.h"
#include "core/trust/package.h"

enum { CONTENT_VALUES_MAX = 16 };

struct content_file {
    char name[TRUST_NAME_MAX + 1];
    const char *bytes;
    size_t size;
};

/* A verified package in memory. */
struct content {
    enum package_kind kind; /* never a rollback: what it rolls back */
    char country[3];
    uint64_t sequence;
    int64_t created;
    uint32_t effective; /* yyyymmdd */
    unsigned files;
    struct content_file file[PACKAGE_FILES_MAX];
    const void *before; /* the first value of the kind in the generation that stands, NULL where it has none: what a batch continues */
    size_t before_size;
};

/* Takes a value: its bytes are used before the call returns. */
typedef enum hs_status content_take(void *taker, const char *name, const void *bytes, size_t size, struct hs_why *why);
/* Makes the values of a package. Whatever is wrong with its files is told with file and line. */
typedef enum hs_status content_build(const struct content *content, content_take *take, void *taker, struct hs_why *why);
struct content_builders {
    content_build *build[PACKAGE_KIND_COUNT]; /* NULL: the program has none for this kind */
};

const struct content_file *content_find(const struct content *content, const char *name);
/* HS_INVALID where the package has a file that is none of the `count` names. */
enum hs_status content_only(const struct content *content, const char *const *name, size_t count, struct hs_why *why);

/* The names of the values that a package of `kind` and `country` replaces; returns how many, 0 for a kind that is not applied. */
size_t content_values(enum package_kind kind, const char *country, char name[static CONTENT_VALUES_MAX][MANIFEST_NAME_MAX]);
/* Whether each country has its own; otherwise the last package applied takes the place of all others of its kind. */
bool content_of_country(enum package_kind kind);
/* HS_REFUSED for what cannot be applied, saying why: a kind that this version does not apply, one of a country under XX, or one without a builder. */
enum hs_status content_check_kind(enum package_kind kind, const char *country, const struct content_builders *builders, struct hs_why *why);

#endif
