/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/generic_columns.h"

#include <stdio.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

#include "core/goods/code.h"
#include "data/rules_parts.h"

/* Their own names; measures are known by generic_kind. */
static const struct {
    const char *name;
    enum generic_role role;
} names[] = { { "code", GENERIC_CODE }, { "indent", GENERIC_INDENT }, { "title", GENERIC_TITLE }, { "unit", GENERIC_UNIT },   { "origins", GENERIC_ORIGINS },
              { "from", GENERIC_FROM }, { "until", GENERIC_UNTIL },   { "kind", GENERIC_KIND },   { "group", GENERIC_GROUP }, { "rate", GENERIC_RATE },
              { "declarable", GENERIC_DECLARABLE }, { "inherited", GENERIC_INHERITED } };

/* What publishers call them. A duty is a measure, so it names its kind. */
static const struct {
    const char *word;
    enum generic_role role;
    enum tariff_kind kind;
} guesses[] = {
    { "hs code", GENERIC_CODE, 0 },
    { "commodity code", GENERIC_CODE, 0 },
    { "commodity", GENERIC_CODE, 0 },
    { "tariff code", GENERIC_CODE, 0 },
    { "tariff line", GENERIC_CODE, 0 },
    { "ahtn code", GENERIC_CODE, 0 },
    { "hs", GENERIC_CODE, 0 },
    { "kod", GENERIC_CODE, 0 },
    { "malın kodu", GENERIC_CODE, 0 },
    { "xif mn kodu", GENERIC_CODE, 0 },
    { "gtip", GENERIC_CODE, 0 },
    { "gtip no", GENERIC_CODE, 0 },
    { "код", GENERIC_CODE, 0 },
    { "код тн вэд", GENERIC_CODE, 0 },
    { "код товара", GENERIC_CODE, 0 },
    { "description", GENERIC_TITLE, 0 },
    { "description of goods", GENERIC_TITLE, 0 },
    { "goods", GENERIC_TITLE, 0 },
    { "malın adı", GENERIC_TITLE, 0 },
    { "ad", GENERIC_TITLE, 0 },
    { "eşyanın tanımı", GENERIC_TITLE, 0 },
    { "наименование", GENERIC_TITLE, 0 },
    { "наименование товара", GENERIC_TITLE, 0 },
    { "indentation", GENERIC_INDENT, 0 },
    { "units", GENERIC_UNIT, 0 },
    { "supplementary unit", GENERIC_UNIT, 0 },
    { "unit of quantity", GENERIC_UNIT, 0 },
    { "ölçü vahidi", GENERIC_UNIT, 0 },
    { "ölçü birimi", GENERIC_UNIT, 0 },
    { "ед. изм.", GENERIC_UNIT, 0 },
    { "единица измерения", GENERIC_UNIT, 0 },
    { "duty rate", GENERIC_MEASURE, TARIFF_DUTY },
    { "rate of duty", GENERIC_MEASURE, TARIFF_DUTY },
    { "import duty", GENERIC_MEASURE, TARIFF_DUTY },
    { "mfn", GENERIC_MEASURE, TARIFF_DUTY },
    { "mfn rate", GENERIC_MEASURE, TARIFF_DUTY },
    { "mfn duty rate", GENERIC_MEASURE, TARIFF_DUTY },
    { "gömrük rüsumu", GENERIC_MEASURE, TARIFF_DUTY },
    { "gümrük vergisi", GENERIC_MEASURE, TARIFF_DUTY },
    { "ставка", GENERIC_MEASURE, TARIFF_DUTY },
    { "ставка пошлины", GENERIC_MEASURE, TARIFF_DUTY },
    { "ввозная пошлина", GENERIC_MEASURE, TARIFF_DUTY },
    { "excise duty", GENERIC_MEASURE, TARIFF_EXCISE },
    { "aksiz", GENERIC_MEASURE, TARIFF_EXCISE },
    { "акциз", GENERIC_MEASURE, TARIFF_EXCISE },
    { "vat rate", GENERIC_MEASURE, TARIFF_VAT },
    { "ədv", GENERIC_MEASURE, TARIFF_VAT },
    { "kdv", GENERIC_MEASURE, TARIFF_VAT },
    { "ндс", GENERIC_MEASURE, TARIFF_VAT },
    { "start date", GENERIC_FROM, 0 },
    { "valid from", GENERIC_FROM, 0 },
    { "end date", GENERIC_UNTIL, 0 },
    { "valid until", GENERIC_UNTIL, 0 },
    { "origin", GENERIC_ORIGINS, 0 },
    { "country of origin", GENERIC_ORIGINS, 0 },
};

/* By letters without case; I with and without its dot are one here. */
static bool same_word(struct cell cell, const char *word)
{
    int order = 1;
    while (cell.length && cell.text[0] == ' ') {
        cell.text++;
        cell.length--;
    }
    while (cell.length && cell.text[cell.length - 1] == ' ')
        cell.length--;
    return cell.length && u8_casecmp((const uint8_t *)cell.text, cell.length, (const uint8_t *)word, strlen(word), NULL, UNINORM_NFC, &order) == 0 &&
           order == 0;
}

bool generic_kind(struct cell name, enum tariff_kind *kind, struct cell *group)
{
    const char *colon = memchr(name.text, ':', name.length);
    struct cell word = { name.text, colon ? (size_t)(colon - name.text) : name.length };
    *group = colon ? (struct cell) { colon + 1, name.length - word.length - 1 } : (struct cell) { "", 0 };
    for (int i = 0; i < TARIFF_KIND_COUNT; i++)
        if (same_word(word, tariff_kind_name((enum tariff_kind)i))) {
            *kind = (enum tariff_kind)i;
            return !colon || *kind == TARIFF_PREFERENCE || !tariff_kind_owes(*kind);
        }
    return false;
}

static bool own_name(struct cell name, struct generic_column *column)
{
    memset(column, 0, sizeof *column);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (same_word(name, names[i].name)) {
            column->role = names[i].role;
            return true;
        }
    if (!generic_kind(name, &column->kind, &column->group))
        return false;
    column->role = GENERIC_MEASURE;
    return true;
}

static bool guess(struct cell name, struct generic_column *column)
{
    memset(column, 0, sizeof *column);
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++)
        if (same_word(name, guesses[i].word)) {
            *column = (struct generic_column) { guesses[i].role, guesses[i].kind, { "", 0 }, true };
            return true;
        }
    return false;
}

static bool same_column(const struct generic_column *a, const struct generic_column *b)
{
    if (a->role != b->role || a->role != GENERIC_MEASURE)
        return a->role == b->role && a->role != GENERIC_NONE;
    return a->kind == b->kind && a->group.length == b->group.length && memcmp(a->group.text, b->group.text, a->group.length) == 0;
}

/* "1 code, 2 Tariff rate, 3 Rate": for a message. */
static void print_header(const struct cell *header, size_t count, char *out, size_t size)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count && length + 60 < size; i++)
        length += (size_t)snprintf(out + length, size - length, "%s%zu \"%.*s\"", i ? ", " : "", i + 1, header[i].length > 24 ? 24 : (int)header[i].length,
                                   header[i].text);
}

static enum hs_status unclear(const struct cell *header, size_t count, const char *what, struct hs_why *why)
{
    char found[320];
    print_header(header, count, found, sizeof found);
    return hs_fail(why, HS_INVALID, "columns: %s: the header has %s: say which is which: --columns code=1,title=2,duty=3", what, found);
}

static size_t find_role(const struct generic_columns *columns, enum generic_role role)
{
    size_t at = 0;
    while (at < columns->count && columns->column[at].role != role)
        at++;
    return at;
}

static enum hs_status check(const struct generic_columns *columns, const struct cell *header, size_t count, bool changes, struct hs_why *why)
{
    bool measures = find_role(columns, GENERIC_MEASURE) < columns->count ||
                    (find_role(columns, GENERIC_KIND) < columns->count && find_role(columns, GENERIC_RATE) < columns->count);
    for (size_t i = 0; i < columns->count; i++)
        for (size_t j = 0; j < i; j++)
            if (same_column(&columns->column[i], &columns->column[j])) {
                char what[96];
                snprintf(what, sizeof what, "columns %zu and %zu would be the same", j + 1, i + 1);
                return unclear(header, count, what, why);
            }
    if (find_role(columns, GENERIC_CODE) == columns->count)
        return unclear(header, count, "none is known to hold the codes", why);
    if (!changes && find_role(columns, GENERIC_TITLE) == columns->count)
        return unclear(header, count, "none is known to hold the titles", why);
    return measures ? HS_OK : unclear(header, count, "none is known to hold a rate or a requirement", why);
}

/* ---- as the caller says ---- */

/* Where a named column is: by its number, or by its words in the header. */
static size_t place_of(struct cell where, const struct cell *header, size_t count)
{
    size_t number = 0;
    for (size_t i = 0; i < where.length && number <= GENERIC_COLUMNS_MAX; i++)
        number = where.text[i] >= '0' && where.text[i] <= '9' ? number * 10 + (size_t)(where.text[i] - '0') : GENERIC_COLUMNS_MAX + 1;
    if (number >= 1 && number <= count)
        return number - 1;
    for (size_t i = 0; i < count; i++) {
        char word[128];
        snprintf(word, sizeof word, "%.*s", (int)where.length, where.text);
        if (same_word(header[i], word))
            return i;
    }
    return count;
}

static enum hs_status as_said(const char *named, const struct cell *header, size_t count, struct generic_columns *columns, struct hs_why *why)
{
    char mark = strchr(named, '\n') ? '\n' : ',';
    struct cell all = { named, strlen(named) }, piece;
    bool numbers = true;
    while (parts_next(&all, mark, &piece)) {
        const char *equals = memchr(piece.text, '=', piece.length);
        struct generic_column column;
        if (piece.length == 0 || piece.text[0] == '#')
            continue;
        struct cell name = { piece.text, equals ? (size_t)(equals - piece.text) : 0 };
        if (!equals || !own_name(name, &column))
            return hs_fail(why, HS_USAGE,
                           "columns: \"%.*s\": write NAME=NUMBER or NAME=HEADER, NAME as in data/SCHEMA.md: code, title, indent, unit, duty, ...",
                           piece.length > 60 ? 60 : (int)piece.length, piece.text);
        struct cell where = { equals + 1, piece.length - name.length - 1 };
        while (where.length && (where.text[where.length - 1] == '\r' || where.text[where.length - 1] == ' '))
            where.length--;
        size_t at = place_of(where, header, count);
        if (at == count || columns->column[at].role != GENERIC_NONE) {
            char what[120];
            snprintf(what, sizeof what, "\"%.*s\" %s", where.length > 60 ? 60 : (int)where.length, where.text,
                     at == count ? "is none of them" : "is named twice");
            return unclear(header, count, what, why);
        }
        numbers = numbers && where.length && where.text[0] >= '0' && where.text[0] <= '9';
        columns->column[at] = column;
    }
    size_t code = find_role(columns, GENERIC_CODE);
    struct code first;
    columns->headless = numbers && code < count && code_parse(header[code].text, header[code].length, &first, NULL) == HS_OK;
    return HS_OK;
}

enum hs_status generic_columns_find(const char *named, const struct cell *header, size_t count, bool changes, struct generic_columns *columns,
                                    struct hs_why *why)
{
    memset(columns, 0, sizeof *columns);
    if (count > GENERIC_COLUMNS_MAX)
        return hs_fail(why, HS_INVALID, "columns: %zu, more than %d: leave some out", count, GENERIC_COLUMNS_MAX);
    columns->count = count;
    if (named) {
        enum hs_status status = as_said(named, header, count, columns, why);
        return status == HS_OK ? check(columns, header, count, changes, why) : status;
    }
    for (size_t i = 0; i < count; i++)
        own_name(header[i], &columns->column[i]);
    for (size_t i = 0; i < count; i++) {
        struct generic_column guessed;
        bool taken = columns->column[i].role != GENERIC_NONE || !guess(header[i], &guessed);
        for (size_t j = 0; j < count && !taken; j++) /* a name stands before a guess; two guesses are unclear */
            taken = same_column(&columns->column[j], &guessed) && !columns->column[j].guessed;
        if (!taken)
            columns->column[i] = guessed;
    }
    return check(columns, header, count, changes, why);
}
