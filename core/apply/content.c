/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/apply/content.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit/risk_file.h"

static const char *const rules[] = { "axes", "facts", "notes", "questions", NULL };
static const char *const vague[] = { "vague", NULL };
static const char *const risk[] = { RISK_FILE_NAME, NULL };
static const char *const goods[] = { "tree",         "examples",         "vocabulary",         "knn",         "bayes",         "selftest",
                                     "written.tree", "written.examples", "written.vocabulary", "written.knn", "written.bayes", NULL };
static const char *const model[] = { "tree",        "examples",      "vocabulary",         "knn",
                                     "bayes",       "parameters",    "language",           "editions",
                                     "selftest",    "written.tree",  "written.examples",   "written.vocabulary",
                                     "written.knn", "written.bayes", "written.parameters", NULL };

/* Either values as they are called, or the stem of one for each country. */
static const struct {
    const char *const *value;
    const char *stem;
} kinds[PACKAGE_KIND_COUNT] = {
    [PACKAGE_TARIFF] = { .stem = "tariff" },   [PACKAGE_FX] = { .stem = "fx" },
    [PACKAGE_COUNTRY] = { .stem = "profile" }, [PACKAGE_ORIGIN] = { .stem = "origin" },
    [PACKAGE_RULES] = { .value = rules },      [PACKAGE_VAGUE] = { .value = vague },
    [PACKAGE_MODEL] = { .value = model },      [PACKAGE_NOMENCLATURE] = { .value = goods },
    [PACKAGE_TERMS] = { .value = goods },      [PACKAGE_RISK] = { .value = risk },
};

static enum hs_status load_file(const struct package *package, unsigned number, struct content_file *file, struct hs_why *why)
{
    const struct package_file *entry = &package_head(package)->manifest.file[number];
    unsigned char *buffer = malloc(PACKAGE_CHUNK);
    enum hs_status status = HS_OK;
    uint64_t got = 0;
    memcpy(file->name, entry->name, entry->name_length);
    file->name[entry->name_length] = '\0';
    file->size = (size_t)entry->size;
    file->bytes = malloc(file->size + 1);
    if (!buffer || !file->bytes)
        status = hs_fail(why, HS_NO_MEMORY, "%s: no memory for %zu bytes: close other programs", file->name, file->size);
    for (uint64_t chunk = 0; status == HS_OK && got < entry->size; chunk++) {
        size_t length;
        status = package_read(package, number, chunk, buffer, &length, why);
        if (status == HS_OK)
            memcpy(file->bytes + got, buffer, length);
        got += length;
    }
    if (status == HS_OK)
        file->bytes[file->size] = '\0';
    free(buffer);
    return status;
}

enum hs_status content_load(const struct package *package, struct content *content, struct hs_why *why)
{
    const struct package_manifest *manifest = &package_head(package)->manifest;
    enum hs_status status = HS_OK;
    content->kind = manifest->stream;
    memcpy(content->country, manifest->country, sizeof content->country);
    content->sequence = manifest->sequence;
    content->created = manifest->created;
    content->effective = manifest->effective;
    for (content->files = 0; status == HS_OK && content->files < manifest->files; content->files++)
        status = load_file(package, content->files, &content->file[content->files], why);
    return status;
}

void content_unload(struct content *content)
{
    while (content->files)
        free(content->file[--content->files].bytes);
}

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

enum hs_status content_standing(const struct content *content, const char *name, const void **bytes, size_t *size, struct hs_why *why)
{
    *bytes = NULL;
    *size = 0;
    if (!content->standing || !manifest_find(store_manifest(content->standing), name))
        return HS_OK;
    return store_value(content->standing, name, bytes, size, why);
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

bool content_supersedes(enum package_kind kind, enum package_kind other)
{
    return kind == PACKAGE_MODEL && (other == PACKAGE_NOMENCLATURE || other == PACKAGE_TERMS);
}

enum hs_status content_check_kind(enum package_kind kind, const char *country, const struct content_builders *builders, struct hs_why *why)
{
    const char *words = package_kind_words(kind);
    if (!kinds[kind].stem && !kinds[kind].value)
        return hs_fail(why, HS_REFUSED, "package: this version applies no package of kind %s: ask for a newer program", words);
    if (kinds[kind].stem && strcmp(country, "XX") == 0)
        return hs_fail(why, HS_REFUSED, "package: content of kind %s belongs to a country, and this is of XX: pack it under its country", words);
    if (!kinds[kind].stem &&
        strcmp(country, "XX") != 0) /* each country has a line of numbers of its own, and in all of them together nothing says what is older */
        return hs_fail(why, HS_REFUSED, "package: content of kind %s belongs to no country, and this is of %.2s: pack it under XX", words, country);
    if (!builders->build[kind])
        return hs_fail(why, HS_REFUSED, "package: this program cannot build content of kind %s: ask for a newer program", words);
    return HS_OK;
}
