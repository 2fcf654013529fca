/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"

static const char TITLE[] = "hsdesk generation 1", FILE_NAME[] = "data.mdb";

static enum hs_status parse_line(const char *line, size_t length, struct manifest_value *value)
{
    char copy[MANIFEST_NAME_MAX + DIGEST_HEX + 32];
    if (length >= sizeof copy || memchr(line, 0, length))
        return HS_CORRUPT;
    memcpy(copy, line, length);
    copy[length] = '\0';
    char *space = strchr(copy, ' ');
    char *last = strrchr(copy, ' ');
    if (!space || last == space || (size_t)(space - copy) >= MANIFEST_NAME_MAX || space == copy)
        return HS_CORRUPT;
    *space = *last = '\0';
    char *end;
    memset(value, 0, sizeof *value);
    memcpy(value->name, copy, (size_t)(space - copy));
    value->size = strtoull(space + 1, &end, 10);
    if (end != last || end == space + 1 || space[1] == '-' || space[1] == '+' || space[1] == ' ')
        return HS_CORRUPT;
    return digest_parse(last + 1, strlen(last + 1), &value->digest);
}

enum hs_status manifest_parse(const char *text, size_t length, const char *path, struct manifest *manifest, struct hs_why *why)
{
    struct lines lines = lines_of(text, length);
    const char *line;
    size_t size;
    manifest->count = 0;
    if (!lines_next(&lines, &line, &size) || size != sizeof TITLE - 1 || memcmp(line, TITLE, size) != 0)
        return hs_fail(why, HS_CORRUPT, "%s: the first line is not \"%s\": build the store anew", path, TITLE);
    if (!lines_next(&lines, &line, &size) || parse_line(line, size, &manifest->file) != HS_OK || strcmp(manifest->file.name, FILE_NAME) != 0)
        return hs_fail(why, HS_CORRUPT, "%s: line 2 does not describe %s: build the store anew", path, FILE_NAME);
    while (lines_next(&lines, &line, &size)) {
        if (manifest->count == MANIFEST_VALUES_MAX || parse_line(line, size, &manifest->value[manifest->count]) != HS_OK ||
            (manifest->count &&
             strcmp(manifest->value[manifest->count - 1].name, manifest->value[manifest->count].name) >= 0))
            return hs_fail(why, HS_CORRUPT, "%s: line %zu is damaged: build the store anew", path, lines.number);
        manifest->count++;
    }
    return HS_OK;
}

const struct manifest_value *manifest_find(const struct manifest *manifest, const char *name)
{
    for (size_t i = 0; i < manifest->count; i++)
        if (strcmp(manifest->value[i].name, name) == 0)
            return &manifest->value[i];
    return NULL;
}

static void write_line(FILE *stream, const struct manifest_value *value)
{
    char hex[DIGEST_HEX + 1];
    digest_print(&value->digest, hex);
    fprintf(stream, "%s %zu %s\n", value->name, value->size, hex);
}

void manifest_write(FILE *stream, const struct manifest *manifest)
{
    fprintf(stream, "%s\n", TITLE);
    write_line(stream, &manifest->file);
    for (size_t i = 0; i < manifest->count; i++)
        write_line(stream, &manifest->value[i]);
}

enum hs_status manifest_describe_file(const char *path, struct manifest_value *value, struct hs_why *why)
{
    memset(value, 0, sizeof *value);
    memcpy(value->name, FILE_NAME, sizeof FILE_NAME);
    return digest_of_file("hsdesk store file", path, &value->digest, &value->size, why);
}

struct digest manifest_digest(const void *bytes, size_t size)
{
    return digest_of("hsdesk store value", bytes, size);
}
