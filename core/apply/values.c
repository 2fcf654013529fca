/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/apply/values.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "core/apply/confine.h"
#include "core/trust/bytes.h"

enum { SIZE_BYTES = 8 };

enum hs_status values_take(void *taker, const char *name, const void *bytes, size_t size, struct hs_why *why)
{
    int fd = *(const int *)taker;
    size_t length = strlen(name);
    unsigned char head[1 + MANIFEST_NAME_MAX + SIZE_BYTES];
    if (!length || length >= MANIFEST_NAME_MAX)
        return hs_fail(why, HS_INVALID, "build: value \"%.40s\" has no name that a manifest takes: report this", name);
    head[0] = (unsigned char)length;
    memcpy(head + 1, name, length);
    for (int i = 0; i < SIZE_BYTES; i++)
        head[1 + length + (size_t)i] = (unsigned char)((uint64_t)size >> (8 * i));
    enum hs_status status = confine_write(fd, head, 1 + length + SIZE_BYTES, why);
    return status == HS_OK ? confine_write(fd, bytes, size, why) : status;
}

enum hs_status values_end(int fd, struct hs_why *why)
{
    return confine_write(fd, "", 1, why);
}

static enum hs_status wrong(const char *what, struct hs_why *why)
{
    return hs_fail(why, HS_REFUSED, "build: what it made is not what may be made: %s: do not use this package, and tell who made it", what);
}

static bool is_allowed(const char *name, const char (*allowed)[MANIFEST_NAME_MAX], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(allowed[i], name) == 0)
            return true;
    return false;
}

enum hs_status values_parse(const void *map, size_t all, const char (*allowed)[MANIFEST_NAME_MAX], size_t count, struct values *values, struct hs_why *why)
{
    struct bytes bytes = bytes_of(map, all);
    size_t length;
    values->count = 0;
    for (;;) {
        const char *text = bytes_text(&bytes, &length);
        if (bytes.cut)
            return wrong("it is cut short", why);
        if (!length)
            break;
        if (values->count == CONTENT_VALUES_MAX || length >= MANIFEST_NAME_MAX)
            return wrong("too many values, or a name that is too long", why);
        char *name = values->value[values->count].name;
        memcpy(name, text, length);
        name[length] = '\0';
        if (strlen(name) != length || !is_allowed(name, allowed, count))
            return wrong("a value that is not of this kind and country", why);
        for (size_t i = 0; i < values->count; i++)
            if (strcmp(values->value[i].name, name) == 0)
                return wrong("a value twice", why);
        uint64_t size = bytes_number(&bytes, SIZE_BYTES);
        values->value[values->count].bytes = bytes_take(&bytes, size);
        values->value[values->count].size = (size_t)size;
        if (bytes.cut || !size)
            return wrong("a size that cannot be", why);
        values->count++;
    }
    if (bytes_left(&bytes))
        return wrong("bytes behind its end", why);
    return values->count ? HS_OK : wrong("nothing", why);
}

enum hs_status values_open(int fd, const char (*allowed)[MANIFEST_NAME_MAX], size_t count, struct values *values, struct hs_why *why)
{
    struct stat info;
    values->map = NULL;
    values->count = 0;
    if (fstat(fd, &info) < 0)
        return hs_fail_errno(why, "build: its values cannot be examined");
    if (info.st_size <= 0)
        return wrong("nothing", why);
    void *map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (map == MAP_FAILED)
        return hs_fail_errno(why, "build: its values cannot be read");
    values->map = map;
    values->size = (size_t)info.st_size;
    enum hs_status status = values_parse(map, values->size, allowed, count, values, why);
    if (status != HS_OK)
        values_close(values);
    return status;
}

void values_close(struct values *values)
{
    if (values->map)
        munmap(values->map, values->size);
    values->map = NULL;
    values->count = 0;
}
