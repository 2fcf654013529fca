/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/code.h"

#include <string.h>

enum hs_status code_parse(const char *text, size_t length, struct code *code, struct hs_why *why)
{
    size_t count = 0;
    int shown = length > 40 ? 40 : (int)length;
    memset(code, 0, sizeof *code);
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.' || text[i] == ' ')
            continue;
        if (text[i] < '0' || text[i] > '9')
            return hs_fail(why, HS_INVALID, "code \"%.*s\": a code has only digits, dots and spaces: correct it", shown, text);
        if (count == CODE_MAX)
            return hs_fail(why, HS_INVALID, "code \"%.*s\": more than %d digits: correct it", shown, text, CODE_MAX);
        code->digits[count++] = text[i];
    }
    if (count < CODE_CHAPTER || count == 3)
        return hs_fail(why, HS_INVALID, "code \"%.*s\": %zu digits: a chapter has 2, a heading 4, a subheading 6", shown, text, count);
    return HS_OK;
}

size_t code_length(const struct code *code)
{
    return strlen(code->digits);
}

int code_compare(const struct code *a, const struct code *b)
{
    return memcmp(a->digits, b->digits, sizeof a->digits);
}

struct code code_prefix(const struct code *code, size_t length)
{
    struct code prefix = { { 0 } };
    size_t whole = code_length(code);
    memcpy(prefix.digits, code->digits, length < whole ? length : whole);
    return prefix;
}

bool code_within(const struct code *code, const struct code *ancestor)
{
    return strncmp(code->digits, ancestor->digits, code_length(ancestor)) == 0;
}

struct code code_parent(const struct code *code)
{
    size_t length = code_length(code);
    return code_prefix(code, length <= 2 ? 0 : length <= 4 ? 2 : length <= 6 ? 4 : (length - 1) & ~(size_t)1);
}

size_t code_print(const struct code *code, enum code_style style, char out[static CODE_PRINT_MAX])
{
    static const unsigned char group[][5] = { [CODE_SPACED] = { 4, 2, 3, 3 }, [CODE_DOTTED] = { 4, 2, 2, 2, 2 } };
    size_t written = 0, in_group = 0, which = 0;
    for (const char *digit = code->digits; *digit; digit++) {
        if (style != CODE_PLAIN && in_group && in_group == group[style][which]) {
            out[written++] = style == CODE_SPACED ? ' ' : '.';
            in_group = 0;
            which++;
        }
        out[written++] = *digit;
        in_group++;
    }
    out[written] = '\0';
    return written;
}

size_t code_unpadded_length(const struct code *code)
{
    size_t length = code_length(code);
    while (length > CODE_HEADING && code->digits[length - 1] == '0')
        length--;
    return (length + 1) & ~(size_t)1;
}
