/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/width.h"

#include <unistr.h>
#include <wchar.h>

/* Bytes and columns of one character; -1 columns for what is shown as '?'. */
static size_t character(const char *text, size_t length, int *columns)
{
    ucs4_t c;
    int step = u8_mbtoucr(&c, (const uint8_t *)text, length);
    if (step <= 0) {
        *columns = -1;
        return 1;
    }
    *columns = c ? wcwidth((wchar_t)c) : -1;
    return (size_t)step;
}

struct width_cluster width_cluster(const char *text, size_t length)
{
    int columns;
    size_t end = character(text, length, &columns);
    struct width_cluster cluster = { end, columns == 2 ? 2 : 1 };
    if (columns < 0)
        return cluster;
    while (end < length) {
        size_t step = character(text + end, length - end, &columns);
        if (columns != 0)
            break;
        end += step;
    }
    cluster.length = end;
    return cluster;
}

size_t width_cluster_before(const char *text, size_t at)
{
    size_t start = at;
    while (start > 0) {
        int columns;
        do
            start--;
        while (start > 0 && ((unsigned char)text[start] & 0xc0) == 0x80);
        character(text + start, at - start, &columns);
        if (columns != 0)
            break;
    }
    return start;
}

size_t width_columns(const char *text, size_t length)
{
    size_t columns = 0;
    for (size_t at = 0; at < length;) {
        struct width_cluster cluster = width_cluster(text + at, length - at);
        at += cluster.length;
        columns += cluster.columns;
    }
    return columns;
}

size_t width_fitting(const char *text, size_t length, size_t columns)
{
    size_t at = 0;
    while (at < length) {
        struct width_cluster cluster = width_cluster(text + at, length - at);
        if (cluster.columns > columns)
            break;
        columns -= cluster.columns;
        at += cluster.length;
    }
    return at;
}

size_t width_wrapping(const char *text, size_t length, size_t columns)
{
    size_t fits = width_fitting(text, length, columns);
    if (fits == 0 && length)
        return width_cluster(text, length).length;
    if (fits == length)
        return length;
    if (text[fits] == ' ')
        return fits + 1;
    for (size_t at = fits; at > 0; at--)
        if (text[at - 1] == ' ')
            return at;
    return fits;
}
