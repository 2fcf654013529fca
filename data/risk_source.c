/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/risk_source.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit/risk_make.h"

static const char BASE[] = "base", EDGE[] = "edge", TYPICAL[] = "typical", POINTS[] = "points";
enum { PLACES = 6, WHOLE_MAX = 12 };

struct reading {
    struct rows rows;
    struct risk_maker *maker;
    size_t points;
    enum hs_status status; /* of what is no fault of the file's */
    struct hs_why why;
};

void risk_number_print(int64_t millionths, char out[static RISK_NUMBER_MAX])
{
    uint64_t size = millionths < 0 ? -(uint64_t)millionths : (uint64_t)millionths;
    int length = snprintf(out, RISK_NUMBER_MAX, "%s%" PRIu64, millionths < 0 ? "-" : "", size / RISK_SCALE);
    if (size % RISK_SCALE == 0)
        return;
    snprintf(out + length, RISK_NUMBER_MAX - (size_t)length, ".%06" PRIu64, size % RISK_SCALE);
    for (size_t end = strlen(out); out[end - 1] == '0'; end--)
        out[end - 1] = '\0';
}

/* Only as risk_number_print writes it. */
static bool read_number(struct reading *reading, struct cell cell, int64_t *millionths)
{
    char printed[RISK_NUMBER_MAX];
    size_t at = 0, whole = 0, places = 0;
    bool negative = cell.length && cell.text[0] == '-';
    *millionths = 0;
    for (at = negative; at < cell.length && whole <= WHOLE_MAX && cell.text[at] >= '0' && cell.text[at] <= '9'; at++, whole++)
        *millionths = *millionths * 10 + (cell.text[at] - '0');
    if (at < cell.length && cell.text[at] == '.')
        for (at++; at < cell.length && places < PLACES && cell.text[at] >= '0' && cell.text[at] <= '9'; at++, places++)
            *millionths = *millionths * 10 + (cell.text[at] - '0');
    bool number = at == cell.length && whole && whole <= WHOLE_MAX;
    for (; number && places < PLACES; places++)
        *millionths *= 10;
    if (negative)
        *millionths = -*millionths;
    if (number)
        risk_number_print(*millionths, printed);
    if (number && strlen(printed) == cell.length && memcmp(printed, cell.text, cell.length) == 0)
        return true;
    return rows_bad(&reading->rows, "\"%.*s\": no number like 12, -0.5 or 1.234567: a point, at most %d places, no zero too many",
                    cell.length > 40 ? 40 : (int)cell.length, cell.text, PLACES);
}

static bool cell_is_word(struct cell cell, const char *word)
{
    return cell.length == strlen(word) && memcmp(cell.text, word, cell.length) == 0;
}

static bool take(struct reading *reading, enum hs_status status, const struct hs_why *why)
{
    if (status == HS_OK)
        return true;
    if (status == HS_INVALID)
        return rows_bad(&reading->rows, "%s", why->text);
    reading->status = status;
    reading->why = *why;
    return false;
}

/* The first line, so that a file of something else says so at once. */
static bool read_base(struct reading *reading, const struct cell *cell, size_t count)
{
    struct hs_why why;
    int64_t base = 0;
    bool sound = count == 2 && cell_is_word(cell[0], BASE);
    if (!sound)
        rows_bad(&reading->rows, "%s", "not `base TAB number`, which comes first in a risk model");
    else
        sound = read_number(reading, cell[1], &base);
    /* What follows is read all the same, to be told. */
    if (take(reading, risk_maker_start(sound ? base : 0, &reading->maker, &why), &why) || reading->status != HS_OK)
        return sound;
    return take(reading, risk_maker_start(0, &reading->maker, &why), &why);
}

static bool read_edge(struct reading *reading, const struct cell *cell)
{
    struct hs_why why;
    uint32_t fields;
    int64_t edge;
    if (!risk_column_find(cell[1].text, cell[1].length, &fields) || fields & (fields - 1))
        return rows_bad(&reading->rows, "\"%.*s\" is no field", cell[1].length > 40 ? 40 : (int)cell[1].length, cell[1].text);
    return read_number(reading, cell[2], &edge) && take(reading, risk_maker_edge(reading->maker, (enum risk_field)__builtin_ctz(fields), edge, &why), &why);
}

static bool read_points(struct reading *reading, const struct cell *cell)
{
    struct hs_why why;
    uint32_t fields;
    int64_t points;
    if (!risk_column_find(cell[1].text, cell[1].length, &fields))
        return rows_bad(&reading->rows, "\"%.*s\" is no column: fields of data/SCHEMA.md in their order there, joined by +",
                        cell[1].length > 80 ? 80 : (int)cell[1].length, cell[1].text);
    reading->points++;
    return read_number(reading, cell[3], &points) && take(reading, risk_maker_points(reading->maker, fields, cell[2].text, cell[2].length, points, &why), &why);
}

static bool read_row(void *reader, const struct cell *cell, size_t count)
{
    struct reading *reading = reader;
    struct hs_why why;
    int64_t price;
    if (reading->status != HS_OK)
        return false;
    if (!reading->maker)
        return read_base(reading, cell, count);
    if (count == 3 && cell_is_word(cell[0], EDGE))
        return read_edge(reading, cell);
    if (count == 3 && cell_is_word(cell[0], TYPICAL))
        return read_number(reading, cell[2], &price) && take(reading, risk_maker_typical(reading->maker, cell[1].text, cell[1].length, price, &why), &why);
    if (count == 4 && cell_is_word(cell[0], POINTS))
        return read_points(reading, cell);
    return rows_bad(&reading->rows, "%s", "none of `edge FIELD NUMBER`, `typical CODE NUMBER`, `points COLUMN KEY NUMBER`, tabs between them");
}

enum hs_status risk_source_read(const struct rows_file *file, goods_report *report, void *context, void **bytes, size_t *size, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct reading reading = { .rows = { .report = report, .context = context, .arena = &arena, .given = file, .givens = 1 } };
    enum hs_status status = rows_read(&reading.rows, file->name, read_row, &reading, why);
    if (status == HS_OK && reading.status != HS_OK)
        status = hs_fail(why, reading.status, "%s: %.400s", file->name, reading.why.text);
    if (status == HS_OK && reading.rows.problems)
        status = hs_fail(why, HS_INVALID, "%s: %zu bad lines: correct them", file->name, reading.rows.problems);
    if (status == HS_OK && !reading.points)
        status = hs_fail(why, HS_INVALID, "%s: not one line of points: export a model, or train one", file->name);
    if (status == HS_OK) {
        status = risk_maker_finish(reading.maker, bytes, size, why);
        reading.maker = NULL;
    }
    risk_maker_free(reading.maker);
    arena_free(&arena);
    return status;
}

static void write_number(FILE *stream, int64_t millionths)
{
    char number[RISK_NUMBER_MAX];
    risk_number_print(millionths, number);
    fprintf(stream, "\t%s\n", number);
}

void risk_source_write(FILE *stream, const struct risk *risk)
{
    int64_t amount;
    fputs(BASE, stream);
    write_number(stream, risk_base(risk));
    for (uint32_t i = 0; i < risk_edges(risk); i++) {
        enum risk_field field = risk_edge_at(risk, i, &amount);
        fprintf(stream, "%s\t%s", EDGE, risk_field_name(field));
        write_number(stream, amount);
    }
    for (uint32_t i = 0; i < risk_typicals(risk); i++) {
        const char *code = risk_typical_at(risk, i, &amount);
        fprintf(stream, "%s\t%s", TYPICAL, code);
        write_number(stream, amount);
    }
    for (uint32_t column = 0; column < risk_columns(risk); column++) {
        char name[RISK_COLUMN_NAME_MAX];
        uint32_t first, count = risk_column_points(risk, column, &first);
        risk_column_name(risk_column_fields(risk, column), name);
        for (uint32_t i = first; i < first + count; i++) {
            int32_t points;
            const char *key = risk_points_at(risk, i, &points);
            fprintf(stream, "%s\t%s\t%s", POINTS, name, key);
            write_number(stream, points);
        }
    }
}
