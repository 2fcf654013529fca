/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/apply/content.h"

#include <stdio.h>
#include <string.h>

static const char *const rules[] = { "axes", "facts", "notes", "questions", NULL };
static const char *const vague[] = { "vague", NULL };
static const char *const model[] = { "tree",        "examples",      "vocabulary",         "knn",
                                     "bayes",       "parameters",    "language",           "editions",
                                     "selftest",    "written.tree",  "written.examples",   "written.vocabulary",
                                     "written.knn", "written.bayes", "written.parameters", NULL };

/* Either values as they are called, or the stem of one for each country. */
static const struct {
    const char *const *value;
    const char *stem;
} kinds[PACKAGE_KIND_COUNT] = {
    [PACKAGE_TARIFF] = { .stem = "tariff" }, [PACKAGE_FX] = { .stem = "fx" },      [PACKAGE_COUNTRY] = { .stem = "profile" },
    [PACKAGE_ORIGIN] = { .stem = "origin" }, [PACKAGE_RULES] = { .value = rules }, [PACKAGE_VAGUE] = { .value = vague },
    [PACKAGE_MODEL] = { .value = model },
};

const struct content_file *content_find(const struct content *content, const char *name)
{
    for (unsigned i = 0; i < content->files; i++)
        if (strcmp(content->file[i].name, name) == 0)
            return &content->file[i];
    return NULL;
}

enum hs_status content_only(const struct content *content, const char *const *name, size_t count, struct hs_why *why)
{
    for (unsigned i = 0; i < content->files; i++) {
        size_t n = 0;
        while (n < count && strcmp(content->file[i].name, name[n]) != 0)
            n++;
        if (n == count)
            return hs_fail(why, HS_INVALID, "package: file %s has no place in a package of kind %s: pack it without", content->file[i].name,
                           package_kind_words(content->kind));
    }
    return HS_OK;
}

size_t content_values(enum package_kind kind, const char *country, char name[static CONTENT_VALUES_MAX][MANIFEST_NAME_MAX])
{
    size_t count = 0;
    if (kinds[kind].stem)
        snprintf(name[count++], MANIFEST_NAME_MAX, "%s.%c%c", kinds[kind].stem, country[0] | 0x20, country[1] | 0x20);
    for (const char *const *value = kinds[kind].value; value && *value; value++)
        snprintf(name[count++], MANIFEST_NAME_MAX, "%s", *value);
    return count;
}

bool content_of_country(enum package_kind kind)
{
    return kinds[kind].stem != NULL;
}

enum hs_status content_check_kind(enum package_kind kind, const char *country, const struct content_builders *builders, struct hs_why *why)
{
    const char *words = package_kind_words(kind);
    if (kind == PACKAGE_NOMENCLATURE || kind == PACKAGE_TERMS)
        return hs_fail(why, HS_REFUSED, "package: this version applies a %s inside a package of kind model, which is trained on it: ask for that one", words);
    if (!kinds[kind].stem && !kinds[kind].value)
        return hs_fail(why, HS_REFUSED, "package: this version applies no package of kind %s: ask for a newer program", words);
    if (kinds[kind].stem && strcmp(country, "XX") == 0)
        return hs_fail(why, HS_REFUSED, "package: content of kind %s belongs to a country, and this is of XX: pack it under its country", words);
    if (!builders->build[kind])
        return hs_fail(why, HS_REFUSED, "package: this program cannot build content of kind %s: ask for a newer program", words);
    return HS_OK;
}
