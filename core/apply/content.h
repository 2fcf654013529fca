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
 *     nomenclature, terms    of a model's: tree, examples, vocabulary, knn, bayes, selftest, and the same of written.*      no
 *
 *     risk      no value of a generation, which officers can read: STORE/state/risk (core/audit/risk_file.h)      no
 *
 * A package replaces all values of its kind (those of no other country): one that it lacks is gone afterwards, so that facts never stand on the axes of another
 * package. A nomenclature and terms make the model that stands anew, from its own examples and by its own parameters, with other titles or other terms; a model
 * that is applied after them was trained on its own, and takes their place (content_supersedes).
 *
 * The builders stand on data/ and models/, which core does not know: they are handed in as a table. They run in the confined child (confine.h), so they may
 * take memory and compute, and nothing else.
 */
#ifndef HS_APPLY_CONTENT_H
#define HS_APPLY_CONTENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/store/store.h"
#include "core/trust/kind.h"
#include "core/trust/package.h"

enum { CONTENT_VALUES_MAX = 16 };

struct content_file {
    char name[TRUST_NAME_MAX + 1];
    char *bytes; /* NUL behind the last */
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
    const struct store *standing; /* the generation that stands, which a batch continues and a nomenclature makes anew; NULL: there is none */
    bool alone;                   /* nothing is built: the files are looked at as far as they go by themselves, before anybody signs them */
};

/* Takes a value: its bytes are used before the call returns. */
typedef enum hs_status content_take(void *taker, const char *name, const void *bytes, size_t size, struct hs_why *why);
/* Makes the values of a package. Whatever is wrong with its files is told with file and line. */
typedef enum hs_status content_build(const struct content *content, content_take *take, void *taker, struct hs_why *why);
struct content_builders {
    content_build *build[PACKAGE_KIND_COUNT]; /* NULL: the program has none for this kind */
};

/* Takes over what the manifest says, and reads all files, chunk by chunk against their leaves; what is set of the rest stays. content_unload frees the files.
 */
enum hs_status content_load(const struct package *package, struct content *content, struct hs_why *why);
void content_unload(struct content *content);

const struct content_file *content_find(const struct content *content, const char *name);
/* HS_INVALID where the package has a file that is none of the `count` names. */
enum hs_status content_only(const struct content *content, const char *const *name, size_t count, struct hs_why *why);

/* A value of the generation that stands; *bytes NULL where it has none of that name. */
enum hs_status content_standing(const struct content *content, const char *name, const void **bytes, size_t *size, struct hs_why *why);

/* The names of the values that a package of `kind` and `country` replaces; returns how many, 0 for a kind that is not applied. */
size_t content_values(enum package_kind kind, const char *country, char name[static CONTENT_VALUES_MAX][MANIFEST_NAME_MAX]);
/* Whether content of `kind` brings its own of `other`, so that what was applied of that is no longer in the generation. */
bool content_supersedes(enum package_kind kind, enum package_kind other);
/* HS_REFUSED for what cannot be applied, saying why: a kind that this version does not apply, one of a country under XX, one of none under a country, or one
 * without a builder. */
enum hs_status content_check_kind(enum package_kind kind, const char *country, const struct content_builders *builders, struct hs_why *why);

#endif
