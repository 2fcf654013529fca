/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/table/csv.h"

#include <string.h>

struct csv csv_of(char *bytes, size_t size, char separator, char quote)
{
    size_t mark = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    return (struct csv) { .at = bytes + mark, .end = bytes + size, .separator = separator, .quote = quote, .next_line = 1 };
}

static bool is_line_end(const struct csv *csv, const char *at)
{
    return at == csv->end || *at == '\n' || (*at == '\r' && (at + 1 == csv->end || at[1] == '\n'));
}

static bool at_line_end(const struct csv *csv)
{
    return is_line_end(csv, csv->at);
}

static bool ends_cell(const struct csv *csv, const char *at)
{
    if (is_line_end(csv, at))
        return true;
    return *at == csv->separator && (!csv->lenient || at + 1 == csv->end || at[1] != ' ');
}

enum meaning { CLOSES, DOUBLED, TEXT };

/* Of the quote at the cursor, inside a quoted cell. */
static enum meaning meaning_of_quote(const struct csv *csv)
{
    const char *next = csv->at + 1;
    bool pair = next < csv->end && *next == csv->quote;
    if (!csv->lenient)
        return pair ? DOUBLED : CLOSES;
    if (pair)
        return ends_cell(csv, next + 1) ? TEXT : DOUBLED;
    return ends_cell(csv, next) ? CLOSES : TEXT;
}

static struct cell plain_cell(struct csv *csv)
{
    char *start = csv->at;
    while (!at_line_end(csv) && *csv->at != csv->separator)
        csv->at++;
    return (struct cell) { start, (size_t)(csv->at - start) };
}

static enum hs_status quoted_cell(struct csv *csv, struct cell *cell, struct hs_why *why)
{
    char *to = ++csv->at;
    cell->text = to;
    for (;; csv->at++) {
        if (csv->at == csv->end)
            return hs_fail(why, HS_INVALID, "line %zu: a quote is opened and never closed: close it", csv->line);
        if (*csv->at == csv->quote) {
            enum meaning meaning = meaning_of_quote(csv);
            if (meaning == CLOSES)
                break;
            csv->at += meaning == DOUBLED;
            csv->strays += meaning == TEXT;
        }
        if (*csv->at == '\n')
            csv->next_line++;
        *to++ = *csv->at;
    }
    cell->length = (size_t)(to - cell->text);
    csv->at++;
    if (!at_line_end(csv) && *csv->at != csv->separator)
        return hs_fail(why, HS_INVALID, "line %zu: text behind a closing quote: double the quotes inside a cell", csv->line);
    return HS_OK;
}

enum hs_status csv_next(struct csv *csv, struct cell *cells, size_t most, size_t *count, struct hs_why *why)
{
    if (csv->at >= csv->end)
        return HS_NOT_FOUND;
    csv->line = csv->next_line++;
    csv->strays = *count = 0;
    for (;;) {
        struct cell cell;
        if (csv->quote && csv->at < csv->end && *csv->at == csv->quote) {
            enum hs_status status = quoted_cell(csv, &cell, why);
            if (status != HS_OK)
                return status;
        } else {
            cell = plain_cell(csv);
        }
        if (*count < most)
            cells[*count] = cell;
        ++*count;
        if (at_line_end(csv))
            break;
        csv->at++;
    }
    if (csv->at < csv->end && *csv->at == '\r')
        csv->at++;
    if (csv->at < csv->end)
        csv->at++;
    return HS_OK;
}

size_t csv_column(const struct cell *header, size_t count, const char *name)
{
    size_t column = 0;
    while (column < count && (header[column].length != strlen(name) || memcmp(header[column].text, name, header[column].length) != 0))
        column++;
    return column;
}
