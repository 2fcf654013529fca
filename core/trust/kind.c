/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trust/kind.h"

#include <string.h>

static const struct {
    const char *words;
    enum trust_role role;
    bool rows, secret;
} kinds[] = {
#define PACKAGE_KIND_ROW(name, words, role, rows, secret) { words, role, rows, secret },
    PACKAGE_KIND_LIST(PACKAGE_KIND_ROW)
#undef PACKAGE_KIND_ROW
};

static const struct {
    const char *words;
    unsigned threshold;
} roles[] = {
#define TRUST_ROLE_ROW(name, words, threshold) { words, threshold },
    TRUST_ROLE_LIST(TRUST_ROLE_ROW)
#undef TRUST_ROLE_ROW
};

static bool is(const char *words, const char *text, size_t length)
{
    return strlen(words) == length && memcmp(words, text, length) == 0;
}

const char *package_kind_words(enum package_kind kind)
{
    return kinds[kind].words;
}

enum trust_role package_kind_role(enum package_kind kind)
{
    return kinds[kind].role;
}

bool package_kind_rows(enum package_kind kind)
{
    return kinds[kind].rows;
}

bool package_kind_secret(enum package_kind kind)
{
    return kinds[kind].secret;
}

bool package_kind_find(const char *words, size_t length, enum package_kind *kind)
{
    for (int k = 0; k < PACKAGE_KIND_COUNT; k++)
        if (is(kinds[k].words, words, length)) {
            *kind = (enum package_kind)k;
            return true;
        }
    return false;
}

const char *trust_role_words(enum trust_role role)
{
    return roles[role].words;
}

unsigned trust_role_threshold(enum trust_role role)
{
    return roles[role].threshold;
}

bool trust_role_find(const char *words, size_t length, enum trust_role *role)
{
    for (int r = 0; r < TRUST_ROLE_COUNT; r++)
        if (is(roles[r].words, words, length)) {
            *role = (enum trust_role)r;
            return true;
        }
    return false;
}

bool trust_role_has_country(enum trust_role role)
{
    return role == ROLE_ORIGIN;
}

bool trust_name_valid(const char *name, size_t length, size_t most)
{
    if (!length || length > most || name[0] == '.')
        return false;
    for (size_t i = 0; i < length; i++)
        if (!((name[i] >= 'a' && name[i] <= 'z') || (name[i] >= '0' && name[i] <= '9') || name[i] == '.' || name[i] == '_' || name[i] == '-'))
            return false;
    return true;
}

bool trust_country_valid(const char country[static 2])
{
    return country[0] >= 'A' && country[0] <= 'Z' && country[1] >= 'A' && country[1] <= 'Z';
}
