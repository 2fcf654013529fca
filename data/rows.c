/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/rows.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

enum { FILE_MOST = 64 * 1024 * 1024 };

bool rows_bad(struct rows *rows, const char *format, ...)
{
    char problem[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem, sizeof problem, format, arguments);
    va_end(arguments);
    rows->problems++;
    rows->report(rows->context, rows->file, rows->line, problem);
    return false;
}

const char *rows_keep(struct rows *rows, struct cell cell)
{
    const char *copy = arena_copy(rows->arena, cell.text, cell.length);
    return copy ? copy : "";
}

bool rows_make_room(void **array, size_t count, size_t *room, size_t item)
{
    if (count < *room)
        return true;
    size_t wanted = *room ? *room * 2 : 1024;
    void *more = realloc(*array, wanted * item);
    if (!more)
        return false;
    *array = more;
    *room = wanted;
    return true;
}

static enum hs_status read_bytes(const struct rows *rows, const char *path, const char **bytes, size_t *size, struct hs_why *why)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char *read = NULL;
    if (!rows->given) {
        enum hs_status status = file_read(path, FILE_MOST, rows->arena, &read, size, why);
        *bytes = read;
        return status;
    }
    for (size_t i = 0; i < rows->givens; i++)
        if (strcmp(rows->given[i].name, name) == 0) {
            *bytes = rows->given[i].bytes;
            *size = rows->given[i].size;
            return HS_OK;
        }
    return hs_fail(why, HS_NOT_FOUND, "%s: it is not there: add it", name);
}

enum hs_status rows_read(struct rows *rows, const char *path, rows_each *each, void *reader, struct hs_why *why)
{
    size_t size, length;
    const char *bytes = NULL, *line;
    struct cell cells[ROWS_CELLS];
    rows->file = arena_copy(rows->arena, path, strlen(path));
    rows->line = 0;
    if (!rows->file)
        return hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", path);
    enum hs_status status = read_bytes(rows, path, &bytes, &size, why);
    if (status != HS_OK)
        return status;
    struct lines lines = lines_of(bytes, size);
    while (lines_next(&lines, &line, &length)) {
        rows->line = lines.number;
        if (length == 0 || line[0] == '#')
            continue;
        if (text_first_invalid(line, length) < length)
            rows_bad(rows, "%s", "not valid UTF-8");
        else
            each(reader, cells, cells_of(line, length, cells, ROWS_CELLS));
    }
    return HS_OK;
}
