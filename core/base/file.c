/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum hs_status read_all(int fd, const char *path, size_t most, struct arena *arena, char **bytes, size_t *size,
                               struct hs_why *why)
{
    struct stat info;
    if (fstat(fd, &info) < 0)
        return hs_fail_errno(why, "%s: cannot be examined", path);
    if (!S_ISREG(info.st_mode))
        return hs_fail(why, HS_INVALID, "%s: not a regular file: name the file itself", path);
    if ((size_t)info.st_size > most)
        return hs_fail(why, HS_TOO_LARGE, "%s: %lld bytes, at most %zu are read: split it", path, (long long)info.st_size, most);
    char *buffer = arena_take(arena, (size_t)info.st_size + 1);
    if (!buffer)
        return hs_fail(why, HS_NO_MEMORY, "%s: no memory for %lld bytes: close other programs", path, (long long)info.st_size);
    size_t got = 0;
    while (got < (size_t)info.st_size) {
        ssize_t n = read(fd, buffer + got, (size_t)info.st_size - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return hs_fail_errno(why, "%s: cannot be read", path);
        if (n == 0)
            break;
        got += (size_t)n;
    }
    *bytes = buffer;
    *size = got;
    return HS_OK;
}

enum hs_status file_read(const char *path, size_t most, struct arena *arena, char **bytes, size_t *size, struct hs_why *why)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return hs_fail_errno(why, "%s: cannot be opened", path);
    enum hs_status status = read_all(fd, path, most, arena, bytes, size, why);
    close(fd);
    return status;
}

struct lines lines_of(const char *bytes, size_t size)
{
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        return (struct lines){ bytes + 3, bytes + size, 0 };
    return (struct lines){ bytes, bytes + size, 0 };
}

int lines_next(struct lines *lines, const char **line, size_t *length)
{
    if (lines->at >= lines->end)
        return 0;
    const char *newline = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
    const char *stop = newline ? newline : lines->end;
    *line = lines->at;
    lines->at = newline ? newline + 1 : lines->end;
    if (stop > *line && stop[-1] == '\r')
        stop--;
    *length = (size_t)(stop - *line);
    lines->number++;
    return 1;
}

size_t cells_of(const char *line, size_t length, struct cell *cells, size_t most)
{
    size_t count = 0;
    const char *end = line + length;
    for (;;) {
        const char *tab = memchr(line, '\t', (size_t)(end - line));
        const char *stop = tab ? tab : end;
        if (count < most)
            cells[count] = (struct cell){ line, (size_t)(stop - line) };
        count++;
        if (!tab)
            return count;
        line = tab + 1;
    }
}
