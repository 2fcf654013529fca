/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/risk_cases.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/table/csv.h"
#include "data/import_file.h"
#include "data/rules_parts.h"

/* Behind the fields: the outcome. */
enum { OUTCOME = RISK_STATED, ROLES, CELLS_MAX = 128, WORD_MAX = 64, NONE = -1 };
static const char OUTCOME_NAME[] = "outcome";

/* Other words for a field, as `plain` leaves them: small letters, no ending that says it is a number or a name. Those that a field's own name gives, like
 * "Import Type", are not here. */
static const struct {
    const char *word;
    int role;
} words[] = {
    { "consignee", RISK_IMPORTER },
    { "broker", RISK_DECLARANT },
    { "agent", RISK_DECLARANT },
    { "exporter", RISK_SELLER },
    { "supplier", RISK_SELLER },
    { "shipper", RISK_SELLER },
    { "carrier", RISK_COURIER },
    { "customs office", RISK_OFFICE },
    { "process type", RISK_PROCESS },
    { "procedure", RISK_PROCESS },
    { "use", RISK_IMPORT_USE },
    { "payment type", RISK_PAYMENT },
    { "mode of payment", RISK_PAYMENT },
    { "mode of transport", RISK_TRANSPORT },
    { "transport mode", RISK_TRANSPORT },
    { "hs", RISK_CODE },
    { "hs6", RISK_CODE },
    { "commodity", RISK_CODE },
    { "tariff", RISK_CODE },
    { "country of origin", RISK_ORIGIN },
    { "origin country", RISK_ORIGIN },
    { "country of departure", RISK_DEPARTURE },
    { "country of dispatch", RISK_DEPARTURE },
    { "country of export", RISK_DEPARTURE },
    { "country of origin indicator", RISK_ORIGIN_MARK },
    { "duty rate", RISK_TAX_RATE },
    { "net mass", RISK_MASS },
    { "net weight", RISK_MASS },
    { "item price", RISK_PRICE },
    { "invoice value", RISK_PRICE },
    { "customs value", RISK_PRICE },
    { "value", RISK_PRICE },
    { "finding", OUTCOME },
    { "found", OUTCOME },
    { "fraud", OUTCOME },
    { "irregularity", OUTCOME },
};

static const char *role_name(int role)
{
    return role == OUTCOME ? OUTCOME_NAME : risk_field_name((enum risk_field)role);
}

/* "Importer ID" -> "importer", "Net_Mass" -> "net mass". */
static void plain(struct cell cell, char out[static WORD_MAX])
{
    static const char *const endings[] = { " id", " code", " number", " no" };
    size_t length = 0;
    for (size_t i = 0; i < cell.length && length + 1 < WORD_MAX; i++) {
        char c = cell.text[i] == '_' ? ' ' : (char)tolower((unsigned char)cell.text[i]);
        if (c != ' ' || (length && out[length - 1] != ' '))
            out[length++] = c;
    }
    while (length && out[length - 1] == ' ')
        length--;
    out[length] = '\0';
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t size = strlen(endings[i]);
        if (length > size && strcmp(out + length - size, endings[i]) == 0) {
            out[length - size] = '\0';
            return;
        }
    }
}

static int role_of(struct cell cell, bool own_name)
{
    char word[WORD_MAX], name[WORD_MAX];
    plain(cell, word);
    for (int role = 0; role < ROLES; role++) {
        plain((struct cell) { role_name(role), strlen(role_name(role)) }, name);
        if (strcmp(word, name) == 0)
            return role;
    }
    for (size_t i = 0; !own_name && i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i].word) == 0)
            return words[i].role;
    return NONE;
}

struct reading {
    struct rows rows;
    struct risk_cases *cases;
    size_t column[ROLES], columns, room; /* column: where each is, `columns` where it is not */
};

static size_t place_of(struct cell where, const struct cell *header, size_t count)
{
    char wanted[WORD_MAX], word[WORD_MAX], *end;
    plain(where, wanted);
    unsigned long number = strtoul(wanted, &end, 10);
    if (*wanted && !*end)
        return number >= 1 && number <= count ? number - 1 : count;
    for (size_t i = 0; i < count; i++) {
        plain(header[i], word);
        if (strcmp(word, wanted) == 0)
            return i;
    }
    return count;
}

/* What --columns says. */
static enum hs_status as_said(struct reading *reading, const char *columns, const struct cell *header, struct hs_why *why)
{
    struct cell all = { columns, strlen(columns) }, piece;
    while (parts_next(&all, ',', &piece)) {
        const char *equals = memchr(piece.text, '=', piece.length);
        int role = equals ? role_of((struct cell) { piece.text, (size_t)(equals - piece.text) }, true) : NONE;
        size_t at = equals ? place_of((struct cell) { equals + 1, piece.length - (size_t)(equals + 1 - piece.text) }, header, reading->columns) : 0;
        if (role == NONE)
            return hs_fail(why, HS_USAGE, "option --columns: \"%.*s\": write FIELD=COLUMN, FIELD one of data/SCHEMA.md or outcome",
                           piece.length > 60 ? 60 : (int)piece.length, piece.text);
        if (at == reading->columns)
            return hs_fail(why, HS_INVALID, "option --columns: \"%.*s\": the header has no such column: name one by its words or its number",
                           piece.length > 60 ? 60 : (int)piece.length, piece.text);
        reading->column[role] = at;
    }
    return HS_OK;
}

static bool is_taken(const struct reading *reading, size_t column)
{
    for (int role = 0; role < ROLES; role++)
        if (reading->column[role] == column)
            return true;
    return false;
}

static enum hs_status find_columns(struct reading *reading, const char *path, const char *columns, const struct cell *header, struct hs_why *why)
{
    size_t fields = 0;
    for (int role = 0; role < ROLES; role++)
        reading->column[role] = reading->columns;
    enum hs_status status = columns ? as_said(reading, columns, header, why) : HS_OK;
    bool said[ROLES];
    for (int role = 0; role < ROLES; role++)
        said[role] = reading->column[role] < reading->columns;
    for (size_t i = 0; status == HS_OK && i < reading->columns; i++) {
        int role = is_taken(reading, i) ? NONE : role_of(header[i], false);
        if (role == NONE || said[role])
            continue;
        if (reading->column[role] < reading->columns)
            return hs_fail(why, HS_INVALID, "%s: columns %zu and %zu would both be %s: say which with --columns %s=%zu", path, reading->column[role] + 1, i + 1,
                           role_name(role), role_name(role), i + 1);
        reading->column[role] = i;
    }
    for (int role = 0; role < RISK_STATED; role++)
        fields += reading->cases->known[role] = reading->column[role] < reading->columns;
    if (status == HS_OK && reading->column[OUTCOME] == reading->columns)
        return hs_fail(why, HS_INVALID,
                       "%s: no column of its header is known to be the outcome, 1 where something was found, else 0: say which with --columns outcome=NAME",
                       path);
    if (status == HS_OK && !fields)
        return hs_fail(why, HS_INVALID, "%s: no column of its header is known to be a field: say which are with --columns importer=NAME,code=NAME", path);
    return status;
}

/* An empty cell is no number, and not wrong. */
static bool read_number(struct reading *reading, int role, struct cell cell, double *number)
{
    char text[48], *end;
    *number = NAN;
    if (!cell.length)
        return true;
    if (cell.length >= sizeof text || text_squeeze(cell.text, cell.length, text) == 0 || strspn(text, "+-.0123456789eE") != strlen(text))
        return rows_bad(&reading->rows, "%s \"%.*s\": no number", role_name(role), cell.length > 40 ? 40 : (int)cell.length, cell.text);
    *number = strtod(text, &end);
    if (*end || !isfinite(*number))
        return rows_bad(&reading->rows, "%s \"%.*s\": no number", role_name(role), (int)cell.length, cell.text);
    return true;
}

static struct cell cell_of(const struct reading *reading, int role, const struct cell *cell)
{
    return reading->column[role] < reading->columns ? cell[reading->column[role]] : (struct cell) { "", 0 };
}

static bool read_case(struct reading *reading, const struct cell *cell, size_t count, struct risk_case *row)
{
    if (count != reading->columns)
        return rows_bad(&reading->rows, "%zu cells, the header has %zu", count, reading->columns);
    for (size_t i = 0; i < count; i++)
        if (text_first_invalid(cell[i].text, cell[i].length) < cell[i].length)
            return rows_bad(&reading->rows, "cell %zu is not valid UTF-8", i + 1);
    struct cell outcome = cell_of(reading, OUTCOME, cell);
    if (outcome.length != 1 || (outcome.text[0] != '0' && outcome.text[0] != '1'))
        return rows_bad(&reading->rows, "%s \"%.*s\": not 0 or 1", OUTCOME_NAME, outcome.length > 40 ? 40 : (int)outcome.length, outcome.text);
    row->found = outcome.text[0] == '1';
    for (int role = 0; role < RISK_TEXTS; role++)
        row->line.text[role] = cell_of(reading, role, cell);
    return read_number(reading, RISK_TAX_RATE, cell_of(reading, RISK_TAX_RATE, cell), &row->line.tax_rate) &&
           read_number(reading, RISK_MASS, cell_of(reading, RISK_MASS, cell), &row->line.mass) &&
           read_number(reading, RISK_PRICE, cell_of(reading, RISK_PRICE, cell), &row->line.price);
}

static enum hs_status read_rows(struct reading *reading, struct csv *csv, struct hs_why *why)
{
    struct cell cell[CELLS_MAX];
    struct hs_why inner;
    size_t count;
    for (;;) {
        enum hs_status status = csv_next(csv, cell, CELLS_MAX, &count, &inner);
        struct risk_case row;
        if (status == HS_NOT_FOUND)
            return HS_OK;
        reading->rows.line = csv->line;
        if (status != HS_OK)
            return hs_fail(why, status, "%s: %.400s", reading->rows.file, inner.text);
        if (count == 1 && cell[0].length == 0)
            continue;
        reading->cases->read++;
        if (!read_case(reading, cell, count, &row)) {
            reading->cases->left_out++;
            continue;
        }
        if (!rows_make_room((void **)&reading->cases->row, reading->cases->count, &reading->room, sizeof row))
            return hs_fail(why, HS_NO_MEMORY, "%s: no memory for its rows: close other programs", reading->rows.file);
        reading->cases->row[reading->cases->count++] = row;
    }
}

enum hs_status risk_cases_read(const char *path, const char *columns, goods_report *report, void *context, struct risk_cases *cases, struct hs_why *why)
{
    struct reading reading = { .cases = cases, .rows = { .report = report, .context = context, .file = path } };
    struct cell header[CELLS_MAX];
    char *bytes = NULL;
    size_t size = 0;
    struct hs_why inner;
    *cases = (struct risk_cases) { .row = NULL };
    enum hs_status status = file_read(path, IMPORT_FILE_MOST, &cases->arena, &bytes, &size, why);
    struct csv csv = csv_of(bytes, size, ',', '"');
    if (status == HS_OK && csv_next(&csv, header, CELLS_MAX, &reading.columns, &inner) != HS_OK)
        status = hs_fail(why, HS_INVALID, "%s: it has no header: name the columns in its first line", path);
    if (status == HS_OK && reading.columns > CELLS_MAX)
        status = hs_fail(why, HS_INVALID, "%s: %zu columns, at most %d are read: leave some out", path, reading.columns, CELLS_MAX);
    if (status == HS_OK)
        status = find_columns(&reading, path, columns, header, why);
    if (status == HS_OK)
        status = read_rows(&reading, &csv, why);
    if (status == HS_OK && !cases->count)
        status = hs_fail(why, HS_INVALID, "%s: not one good row of %zu: see data/SCHEMA.md for what they are like", path, cases->read);
    if (status != HS_OK)
        risk_cases_free(cases);
    return status;
}

void risk_cases_free(struct risk_cases *cases)
{
    free(cases->row);
    arena_free(&cases->arena);
    *cases = (struct risk_cases) { .row = NULL };
}
