/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kind.h - what packages carry, and who signs what.
 */
#ifndef HS_TRUST_KIND_H
#define HS_TRUST_KIND_H

#include <stdbool.h>
#include <stddef.h>

/*        name            in words         signed by      its files are lines of text, and officers must not read them */
#define PACKAGE_KIND_LIST(X)                                              \
    X(PACKAGE_NOMENCLATURE, "nomenclature", ROLE_RELEASE, true, false)    \
    X(PACKAGE_TARIFF, "tariff", ROLE_RELEASE, true, false)                \
    X(PACKAGE_TERMS, "terms", ROLE_RELEASE, true, false)                  \
    X(PACKAGE_VAGUE, "vague", ROLE_RELEASE, true, false)                  \
    X(PACKAGE_MODEL, "model", ROLE_RELEASE, false, false)                 \
    X(PACKAGE_RISK, "risk", ROLE_RELEASE, true, true)                     \
    X(PACKAGE_RULES, "rules", ROLE_RELEASE, true, false)                  \
    X(PACKAGE_FX, "fx", ROLE_FX, true, false)                             \
    X(PACKAGE_COUNTRY, "country", ROLE_RELEASE, true, false)              \
    X(PACKAGE_ORIGIN, "origin", ROLE_ORIGIN, true, false)                 \
    X(PACKAGE_ROOT, "root", ROLE_ROOT, false, false)                      \
    X(PACKAGE_ROLLBACK, "rollback", ROLE_RELEASE, false, false)

/* The threshold is the least that a root may set: whoever holds a root cannot make it weaker. */
/*        name         in words   threshold, at least */
#define TRUST_ROLE_LIST(X)          \
    X(ROLE_ROOT, "root", 3)         \
    X(ROLE_RELEASE, "release", 2)   \
    X(ROLE_FX, "fx", 1)             \
    X(ROLE_ORIGIN, "origin", 1)

enum package_kind {
#define PACKAGE_KIND_NAME(name, words, role, rows, secret) name,
    PACKAGE_KIND_LIST(PACKAGE_KIND_NAME)
#undef PACKAGE_KIND_NAME
    PACKAGE_KIND_COUNT
};

enum trust_role {
#define TRUST_ROLE_NAME(name, words, threshold) name,
    TRUST_ROLE_LIST(TRUST_ROLE_NAME)
#undef TRUST_ROLE_NAME
    TRUST_ROLE_COUNT
};

const char *package_kind_words(enum package_kind kind);
enum trust_role package_kind_role(enum package_kind kind);
/* Whether its files are lines, each ended by LF: then the record count is the number of lines, else that of files. */
bool package_kind_rows(enum package_kind kind);
/* Whether officers must not read its content: what is made of it is kept in STORE/state and not in a generation, and its package is no one else's to read. */
bool package_kind_secret(enum package_kind kind);
/* False where there is none of that name. */
bool package_kind_find(const char *words, size_t length, enum package_kind *kind);

const char *trust_role_words(enum trust_role role);
unsigned trust_role_threshold(enum trust_role role);
bool trust_role_find(const char *words, size_t length, enum trust_role *role);
/* An origin role is bound to the country of its authority; the others are not bound. */
bool trust_role_has_country(enum trust_role role);

/* What names in packages are made of: [a-z0-9._-], 1 to `most` bytes, and neither "." nor ".." nor a leading dot. */
bool trust_name_valid(const char *name, size_t length, size_t most);
/* Two upper-case letters, ISO 3166 alpha-2; XX is what no country owns, such as the nomenclature. */
bool trust_country_valid(const char country[static 2]);

#endif
