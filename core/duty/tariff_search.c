/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/tariff_search.h"

#include <stdio.h>
#include <string.h>

enum { LINES_NAMED = 4 };

/* "1806 20 100 0, 1806 20 900 0, ..." */
static void name_lines(const struct tariff *tariff, const uint32_t *lines, size_t count, enum code_style style, char *out, size_t size)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count && i < LINES_NAMED && length < size; i++) {
        struct tariff_line line;
        char printed[CODE_PRINT_MAX];
        tariff_line(tariff, lines[i], &line);
        code_print(&line.code, style, printed);
        length += (size_t)snprintf(out + length, size - length, "%s%s", i ? ", " : "", printed);
    }
    if (count > LINES_NAMED && length < size)
        snprintf(out + length, size - length, ", ...");
}

enum hs_status tariff_search(const struct tariff *tariff, const struct code *code, enum code_style style, uint32_t *line, struct hs_why *why)
{
    struct tariff_line found;
    uint32_t lines[LINES_NAMED], at = tariff_find(tariff, code);
    if (at != TARIFF_LINE_NONE) {
        tariff_line(tariff, at, &found);
        if (found.declarable) {
            *line = at;
            return HS_OK;
        }
    }
    char typed[CODE_PRINT_MAX], printed[CODE_PRINT_MAX], names[(LINES_NAMED + 1) * (CODE_PRINT_MAX + 2)];
    struct code above = *code;
    size_t count = tariff_below(tariff, &above, LINES_NAMED, lines);
    bool padded = false;
    if (count == 0) { /* 1806200000: what stands before its zeros */
        above = code_prefix(code, code_unpadded_length(code));
        padded = code_length(&above) < code_length(code) && (count = tariff_below(tariff, &above, LINES_NAMED, lines)) > 0;
    }
    while (count == 0 && code_length(&above) > CODE_HEADING) {
        above = code_parent(&above);
        count = tariff_below(tariff, &above, LINES_NAMED, lines);
    }
    code_print(code, CODE_PLAIN, typed);
    code_print(&above, style, printed);
    if (count == 0)
        return hs_fail(why, HS_NOT_FOUND, "code %s: the tariff of %s has no line of heading %s: correct it", typed, tariff_source(tariff)->country,
                       code_prefix(code, CODE_HEADING).digits);
    name_lines(tariff, lines, count, style, names, sizeof names);
    bool is_above = padded || code_length(&above) == code_length(code);
    return hs_fail(why, HS_NOT_FOUND, is_above ? "%s is not declarable; %s has %zu %s: say %s" : "%s is no line of the tariff; %s has %zu %s: say %s", typed,
                   printed, count, count == 1 ? "line" : "lines", names);
}
