/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import_file.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"

static size_t line_of(const char *bytes, size_t offset)
{
    size_t line = 1;
    for (const char *at = bytes; (at = memchr(at, '\n', offset - (size_t)(at - bytes))); at++)
        line++;
    return line;
}

/* The encoding that a byte order mark names, and the mark's size. */
static const char *marked(const char *bytes, size_t size, size_t *mark)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *encoding;
    } marks[] = { { "\xef\xbb\xbf", 3, "UTF-8" }, { "\xff\xfe", 2, "UTF-16LE" }, { "\xfe\xff", 2, "UTF-16BE" } };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (size >= marks[i].size && memcmp(bytes, marks[i].bytes, marks[i].size) == 0) {
            *mark = marks[i].size;
            return marks[i].encoding;
        }
    *mark = 0;
    return NULL;
}

static enum hs_status convert(struct import_file *file, const char *encoding, struct arena *arena, struct hs_why *why)
{
    iconv_t conversion = iconv_open("UTF-8", encoding);
    if (conversion == (iconv_t)-1)
        return hs_fail(why, HS_USAGE, "encoding \"%.40s\": not known here: `iconv -l` lists those that are", encoding);
    size_t room = file->size * 3 + 16, left = room, from_left = file->size; /* no letter of one byte needs more than three, none of two more than four */
    char *out = arena_take(arena, room), *to = out, *from = file->bytes;
    size_t converted = out ? iconv(conversion, &from, &from_left, &to, &left) : 0;
    iconv_close(conversion);
    if (!out)
        return hs_fail(why, HS_NO_MEMORY, "%s: no memory for %zu bytes: close other programs", file->path, room);
    if (converted == (size_t)-1)
        return hs_fail(why, HS_INVALID, "%s: line %zu: not %.40s: name the encoding that the file has", file->path, line_of(out, (size_t)(to - out)), encoding);
    file->bytes = out;
    file->size = (size_t)(to - out);
    return HS_OK;
}

static enum hs_status make_text(const char *encoding, struct arena *arena, struct import_file *file, struct hs_why *why)
{
    size_t mark;
    const char *path = file->path;
    enum hs_status status = HS_OK;
    const char *said = marked(file->bytes, file->size, &mark);
    file->bytes += mark;
    file->size -= mark;
    if (said && strcmp(said, "UTF-8") != 0)
        encoding = said;
    else if (said)
        encoding = NULL;
    if (encoding && strcasecmp(encoding, "UTF-8") != 0)
        status = convert(file, encoding, arena, why);
    if (status != HS_OK)
        return status;
    size_t invalid = text_first_invalid(file->bytes, file->size);
    if (invalid < file->size && file->bytes[invalid] == '\0')
        return hs_fail(why, HS_INVALID, "%s: line %zu: a zero byte: this is no text, or UTF-16 without its mark: name it with --encoding UTF-16LE", path,
                       line_of(file->bytes, invalid));
    if (invalid < file->size)
        return hs_fail(why, HS_INVALID, "%s: line %zu: not UTF-8: name its encoding with --encoding, CP1251 or CP866 where it is Russian", path,
                       line_of(file->bytes, invalid));
    return HS_OK;
}

enum hs_status import_file_read(const char *path, const char *encoding, struct arena *arena, struct import_file *file, struct hs_why *why)
{
    file->path = path;
    enum hs_status status = file_read(path, IMPORT_FILE_MOST, arena, &file->bytes, &file->size, why);
    return status == HS_OK ? make_text(encoding, arena, file, why) : status;
}

enum hs_status import_file_take(const char *path, const char *bytes, size_t size, struct arena *arena, struct import_file *file, struct hs_why *why)
{
    *file = (struct import_file) { path, arena_copy(arena, bytes, size), size };
    if (!file->bytes)
        return hs_fail(why, HS_NO_MEMORY, "%s: no memory for %zu bytes: close other programs", path, size);
    size_t invalid = text_first_invalid(bytes, size); /* other encodings are for the files of publishers */
    return invalid == size ? HS_OK : hs_fail(why, HS_INVALID, "%s: line %zu: not UTF-8: write it in that", path, line_of(bytes, invalid));
}
