/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/verbs/description_lines.h"

#include <string.h>

static const char BYTE_ORDER_MARK[] = "\xef\xbb\xbf";

static size_t kept(const struct description_lines *lines)
{
    return lines->length < sizeof lines->text - 1 ? lines->length : sizeof lines->text - 1;
}

bool description_lines_next(struct description_lines *lines)
{
    int byte, last = EOF;
    lines->length = 0;
    while ((byte = getc_unlocked(lines->stream)) != EOF && byte != '\n') {
        if (lines->length < sizeof lines->text - 1)
            lines->text[lines->length] = (char)byte;
        lines->length++;
        last = byte;
    }
    if (byte == EOF && (lines->length == 0 || ferror(lines->stream)))
        return false;
    lines->number++;
    if (byte == '\n' && last == '\r')
        lines->length--;
    if (lines->number == 1 && kept(lines) >= 3 && memcmp(lines->text, BYTE_ORDER_MARK, 3) == 0) {
        memmove(lines->text, lines->text + 3, kept(lines) - 3);
        lines->length -= 3;
    }
    lines->text[kept(lines)] = '\0';
    return true;
}
