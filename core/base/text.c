/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/text.h"

#include <string.h>
#include <unistr.h>

size_t text_first_invalid(const char *text, size_t length)
{
    const uint8_t *bad = u8_check((const uint8_t *)text, length);
    const char *nul = memchr(text, 0, length);
    size_t first = bad ? (size_t)(bad - (const uint8_t *)text) : length;
    return nul && (size_t)(nul - text) < first ? (size_t)(nul - text) : first;
}

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

enum hs_status text_check(const char *text, size_t length, const char *what, struct hs_why *why)
{
    if (length > TEXT_DESCRIPTION_MAX)
        return hs_fail(why, HS_TOO_LARGE, "%s: %zu bytes, at most %d are read: send one description a line", what, length,
                       TEXT_DESCRIPTION_MAX);
    size_t bad = text_first_invalid(text, length);
    if (bad < length)
        return text[bad] == '\0'
                   ? hs_fail(why, HS_INVALID, "%s: a NUL byte at offset %zu: this is not text; remove it", what, bad)
                   : hs_fail(why, HS_INVALID, "%s: byte 0x%02x at offset %zu is not UTF-8: convert the text to UTF-8 first", what,
                             (unsigned char)text[bad], bad);
    for (size_t i = 0; i < length; i++)
        if (!is_space(text[i]))
            return HS_OK;
    return hs_fail(why, HS_VAGUE, "%s: the description is empty: say what the goods are", what);
}

void text_write_tsv(FILE *stream, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte == '\t')
            fputs("\\t", stream);
        else if (byte == '\n')
            fputs("\\n", stream);
        else if (byte == '\\')
            fputs("\\\\", stream);
        else if (byte < 0x20 || byte == 0x7f)
            fprintf(stream, "\\x%02X", byte);
        else
            putc(byte, stream);
    }
}

void text_write_json(FILE *stream, const char *text, size_t length)
{
    putc('"', stream);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte == '"' || byte == '\\')
            fprintf(stream, "\\%c", byte);
        else if (byte < 0x20 || byte == 0x7f)
            fprintf(stream, "\\u%04x", byte);
        else
            putc(byte, stream);
    }
    putc('"', stream);
}

/* C0, DEL, C1 and the bidirectional controls of Unicode 15 (Bidi_Control). */
static bool unsafe_on_screen(ucs4_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

size_t text_for_screen(const char *text, size_t length, char *out, size_t size)
{
    size_t written = 0;
    for (size_t i = 0; i < length;) {
        ucs4_t c;
        int step = u8_mbtoucr(&c, (const uint8_t *)text + i, length - i);
        if (step <= 0) {
            c = 0;
            step = 1;
        }
        size_t need = unsafe_on_screen(c) ? 1 : (size_t)step;
        if (written + need + 1 > size)
            break;
        if (need == 1 && unsafe_on_screen(c))
            out[written] = '?';
        else
            memcpy(out + written, text + i, need);
        written += need;
        i += (size_t)step;
    }
    if (size)
        out[written] = '\0';
    return written;
}

size_t text_squeeze(const char *text, size_t length, char *out)
{
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        if (!is_space(text[i]))
            out[written++] = text[i];
        else if (written && out[written - 1] != ' ')
            out[written++] = ' ';
    }
    while (written && out[written - 1] == ' ')
        written--;
    out[written] = '\0';
    return written;
}
