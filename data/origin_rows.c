/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/origin_rows.h"

#include <string.h>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/base/utc.h"
#include "core/duty/entry.h"
#include "core/duty/origin_line.h"

#define COLUMN_LIST(X)                                                                                                                                         \
    X(NUMBER, "number", true)                                                                                                                                  \
    X(FORM, "form", true)                                                                                                                                      \
    X(EXPORTER, "exporter", true)                                                                                                                              \
    X(GOODS, "goods", true)                                                                                                                                    \
    X(CODE, "code", true)                                                                                                                                      \
    X(QUANTITY, "quantity", true)                                                                                                                              \
    X(UNIT, "unit", true)                                                                                                                                      \
    X(ISSUED, "issued", true)                                                                                                                                  \
    X(CONSIGNEE, "consignee", false)                                                                                                                           \
    X(UNTIL, "until", false)                                                                                                                                   \
    X(AGREEMENT, "agreement", false)
enum column {
#define COLUMN_NAME(id, name, needed) id,
    COLUMN_LIST(COLUMN_NAME)
#undef COLUMN_NAME
        COLUMNS
};
static const struct {
    const char *name;
    bool needed;
} columns[] = {
#define COLUMN_ROW(id, name, needed) { name, needed },
    COLUMN_LIST(COLUMN_ROW)
#undef COLUMN_ROW
};

enum { CELLS_MAX = 64, ABSENT = CELLS_MAX };

struct reading {
    size_t at[COLUMNS]; /* in a row; ABSENT */
    size_t count;       /* cells of the header */
    char text[COLUMNS][ORIGIN_LINE_MAX + 1], quantity[ORIGIN_LINE_MAX + 1];
};

static enum hs_status find_columns(struct reading *reading, const char *file, const char *line, size_t length, struct hs_why *why)
{
    struct cell cells[CELLS_MAX];
    for (size_t column = 0; column < COLUMNS; column++)
        reading->at[column] = ABSENT;
    reading->count = cells_of(line, length, cells, CELLS_MAX);
    for (size_t i = 0; i < reading->count && i < CELLS_MAX; i++) {
        size_t column = 0;
        while (column < COLUMNS && (strlen(columns[column].name) != cells[i].length || memcmp(columns[column].name, cells[i].text, cells[i].length) != 0))
            column++;
        if (column == COLUMNS || reading->at[column] != ABSENT)
            return hs_fail(why, HS_INVALID,
                           "%s: line 1: column \"%.*s\": %s: the first line names number, form, exporter, consignee, goods, code, quantity, unit, issued, "
                           "until, agreement",
                           file, (int)(cells[i].length < 40 ? cells[i].length : 40), cells[i].text, column == COLUMNS ? "not known" : "twice");
        reading->at[column] = i;
    }
    for (size_t column = 0; column < COLUMNS; column++)
        if (columns[column].needed && reading->at[column] == ABSENT)
            return hs_fail(why, HS_INVALID, "%s: line 1: no column %s: the first line must name it", file, columns[column].name);
    return HS_OK;
}

/* ---- one row ---- */

static enum hs_status take_texts(struct reading *reading, const char *line, size_t length, struct hs_why *why)
{
    struct cell cells[CELLS_MAX];
    size_t count = cells_of(line, length, cells, CELLS_MAX);
    if (text_first_invalid(line, length) < length)
        return hs_fail(why, HS_INVALID, "not UTF-8: convert the file first");
    if (length > ORIGIN_LINE_MAX || count != reading->count)
        return hs_fail(why, HS_INVALID, "%zu cells, where the first line has %zu: correct the row", count, reading->count);
    for (size_t column = 0; column < COLUMNS; column++) {
        struct cell cell = reading->at[column] < count ? cells[reading->at[column]] : (struct cell) { "", 0 };
        text_squeeze(cell.text, cell.length, reading->text[column]);
    }
    return HS_OK;
}

static enum hs_status take_quantity(struct reading *reading, struct certificate *certificate, struct hs_why *why)
{
    struct decimal quantity;
    decimal_init(&quantity);
    enum hs_status status = decimal_parse(reading->text[QUANTITY], strlen(reading->text[QUANTITY]), DECIMAL_EITHER, &quantity, why);
    if (status == HS_OK) {
        decimal_trim(&quantity);
        decimal_print(&quantity, reading->quantity, sizeof reading->quantity);
        certificate->quantity = reading->quantity;
    }
    decimal_clear(&quantity);
    return status;
}

static enum hs_status take_day(const struct reading *reading, enum column column, uint32_t *day, struct hs_why *why)
{
    const char *text = reading->text[column];
    if (!*text && !columns[column].needed)
        return HS_OK;
    return utc_parse_day(text, strlen(text), day) == HS_OK
               ? HS_OK
               : hs_fail(why, HS_INVALID, "%s \"%.40s\": no day of the calendar: write it as 2026-02-28", columns[column].name, text);
}

static enum hs_status take_row(struct reading *reading, const char *line, size_t length, struct origin_draft *draft, struct hs_why *why)
{
    enum hs_status status = take_texts(reading, line, length, why);
    struct certificate certificate = { .number = reading->text[NUMBER],
                                       .form = reading->text[FORM],
                                       .exporter = reading->text[EXPORTER],
                                       .consignee = reading->text[CONSIGNEE],
                                       .goods = reading->text[GOODS],
                                       .agreement = reading->text[AGREEMENT] };
    if (status == HS_OK)
        status = code_parse(reading->text[CODE], strlen(reading->text[CODE]), &certificate.code, why);
    if (status == HS_OK)
        status = take_quantity(reading, &certificate, why);
    if (status == HS_OK)
        status = entry_unit(reading->text[UNIT], strlen(reading->text[UNIT]), &certificate.unit, &certificate.part, why);
    if (status == HS_OK)
        status = take_day(reading, ISSUED, &certificate.issued, why);
    if (status == HS_OK)
        status = take_day(reading, UNTIL, &certificate.until, why);
    return status == HS_OK ? origin_draft_add(draft, &certificate, false, why) : status;
}

enum hs_status origin_rows_read(const char *bytes, size_t size, const char *file, goods_report *report, void *context, struct origin_draft *draft,
                                struct hs_why *why)
{
    struct lines lines = lines_of(bytes, size);
    struct reading reading;
    struct hs_why problem;
    const char *line;
    size_t length, problems = 0;
    if (!lines_next(&lines, &line, &length))
        return hs_fail(why, HS_INVALID, "%s: it is empty: the first line names the columns, the others are certificates", file);
    enum hs_status status = find_columns(&reading, file, line, length, why);
    while (status == HS_OK && lines_next(&lines, &line, &length)) {
        if (!length || *line == '#')
            continue;
        enum hs_status row = take_row(&reading, line, length, draft, &problem);
        if (row == HS_NO_MEMORY)
            status = hs_fail(why, row, "%s", problem.text);
        else if (row != HS_OK)
            report(context, file, lines.number, problem.text);
        problems += row != HS_OK;
    }
    if (status == HS_OK && problems)
        return hs_fail(why, HS_INVALID, "%s: %zu rows are no certificates: correct them; nothing was made", file, problems);
    return status;
}
