/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/tariff_lines.h"

#include <string.h>

enum { LEVELS_MAX = 32 }; /* no schedule indents so deep */

/* Appends a title without the colons and spaces at its end. Returns the new length. */
static size_t append(char *out, size_t size, size_t length, const char *title)
{
    size_t wanted = strlen(title);
    while (wanted && strchr(": ", title[wanted - 1]))
        wanted--;
    if (!wanted)
        return length;
    const char *between = length ? ": " : "";
    size_t before = strlen(between);
    if (length + before + 1 >= size)
        return length;
    memcpy(out + length, between, before);
    length += before;
    if (wanted > size - length - 1)
        for (wanted = size - length - 1; wanted && ((unsigned char)title[wanted] & 0xc0) == 0x80;)
            wanted--;
    memcpy(out + length, title, wanted);
    return length + wanted;
}

size_t tariff_line_words(const struct tariff *tariff, uint32_t number, char *out, size_t size)
{
    uint32_t path[LEVELS_MAX];
    size_t levels = 0, length = 0;
    struct tariff_line line;
    for (uint32_t at = number; at != TARIFF_LINE_NONE && levels < LEVELS_MAX; at = line.parent) {
        tariff_line(tariff, at, &line);
        size_t digits = code_length(&line.code);
        if (at != number && digits && digits <= CODE_SUBHEADING)
            break;
        path[levels++] = at;
    }
    while (levels--) {
        tariff_line(tariff, path[levels], &line);
        length = append(out, size, length, line.title);
    }
    if (size)
        out[length] = '\0';
    return length;
}

bool tariff_general_rate(const struct tariff *tariff, uint32_t number, uint32_t day, struct tariff_measure *measure)
{
    struct tariff_line line;
    bool found = false;
    tariff_line(tariff, number, &line);
    for (size_t i = 0; i < line.measures; i++) {
        struct tariff_measure each;
        tariff_measure(tariff, number, i, &each);
        if (each.kind != TARIFF_DUTY || *each.origins || (each.from && day < each.from) || (each.until && day > each.until))
            continue;
        if (!found || each.from > measure->from)
            *measure = each;
        found = true;
    }
    return found;
}
