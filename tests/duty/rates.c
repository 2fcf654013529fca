/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rates - reads the rates of a schedule and says what became of them; a tool of tests/duty.sh.
 *
 *   rates column us|europe|eaeu csv|tsv|quoted-tsv FILE RATE_COLUMN [CODE_COLUMN FROM TO]
 *       stdout: "refer LINE TEXT" and "differs LINE TEXT PRINTED" (parsed again it is another expression) and "stuck LINE TEXT" (nothing
 *       can be given to compute it), then "total ROWS COMPUTABLE REFER". CODE_COLUMN: only chapters FROM to TO; TO 0: rows of ten digits.
 *   rates oracle FILE
 *       stdout: "different CODE TEXT EXPECTED GOT REASON" and "refer CODE TEXT EXPECTED", then "total ROWS EQUAL REFER DIFFERENT" and the same
 *       as "special" for what is neither Free nor a plain percentage. Every quantity is 1, so is everything else that is asked; the value is 100.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/duty/expression.h"
#include "core/table/csv.h"

enum { FILE_MOST = 64 * 1024 * 1024, CELLS = 16, FED_MAX = 24, TEXT_SIZE = 16384 };

_Noreturn static void stop(const char *reason)
{
    fprintf(stderr, "rates: %s\n", reason);
    exit(2);
}

static struct csv open_table(struct arena *arena, const char *path, const char *format)
{
    struct hs_why why;
    char *bytes;
    size_t size;
    if (file_read(path, FILE_MOST, arena, &bytes, &size, &why) != HS_OK)
        stop(why.text);
    return csv_of(bytes, size, strcmp(format, "csv") == 0 ? ',' : '\t', strcmp(format, "tsv") == 0 ? 0 : '"');
}

static bool next_row(struct csv *csv, struct cell *cells, size_t *count)
{
    struct hs_why why;
    enum hs_status status = csv_next(csv, cells, CELLS, count, &why);
    if (status == HS_INVALID)
        stop(why.text);
    return status == HS_OK;
}

static void put_cell(struct cell cell)
{
    for (size_t i = 0; i < cell.length; i++)
        putchar((unsigned char)cell.text[i] < ' ' ? ' ' : cell.text[i]);
}

/* ---- feeding what is asked for ---- */

struct fed {
    struct expression_input input[FED_MAX];
    struct expression_inputs inputs;
    enum expression_input_kind asked[FED_MAX];
    size_t asked_count;
};

static void feed(struct fed *fed, struct expression_key key, int64_t amount)
{
    struct expression_input *input = &fed->input[fed->inputs.inputs++];
    input->key = key;
    decimal_init(&input->amount);
    decimal_set_integer(&input->amount, amount, 0);
}

static void begin(struct fed *fed)
{
    memset(fed, 0, sizeof *fed);
    fed->inputs.input = fed->input;
    fed->inputs.currency = "USD";
    feed(fed, (struct expression_key) { .kind = INPUT_CUSTOMS_VALUE }, 100);
}

static void end(struct fed *fed)
{
    for (size_t i = 0; i < fed->inputs.inputs; i++)
        decimal_clear(&fed->input[i].amount);
}

/* Evaluates, and gives 1 of whatever is missing until nothing is. */
static void evaluate(const struct expression *expression, struct fed *fed, struct expression_result *result)
{
    struct hs_why why;
    for (;;) {
        if (expression_evaluate(expression, &fed->inputs, result, &why) != HS_OK)
            stop(why.text);
        if (result->outcome != EXPRESSION_MISSING || fed->inputs.inputs == FED_MAX)
            return;
        fed->asked[fed->asked_count++] = result->missing.kind;
        if (result->missing.kind == INPUT_DATE) {
            fed->inputs.month = 6;
            fed->inputs.day = 20;
        } else if (result->missing.kind == INPUT_PROGRAMME) {
            fed->inputs.programme = "S";
        } else {
            feed(fed, result->missing, 1);
        }
    }
}

/* ---- one column ---- */

static enum expression_dialect dialect_of(const char *name)
{
    return strcmp(name, "us") == 0 ? EXPRESSION_US : strcmp(name, "eaeu") == 0 ? EXPRESSION_EAEU : EXPRESSION_EUROPE;
}

static bool is_wanted(struct cell code, int from, int to)
{
    if (to == 0)
        return code.length == 10;
    int chapter = code.length >= 2 ? (code.text[0] - '0') * 10 + code.text[1] - '0' : 0;
    return chapter >= from && chapter <= to;
}

/* Whether it is computable; says what is wrong with it otherwise. */
static bool examine(struct cell text, size_t line, enum expression_dialect dialect)
{
    struct arena arena = { 0 };
    struct hs_why why;
    const struct expression *parsed, *again;
    char printed[TEXT_SIZE];
    if (expression_parse(text.text, text.length, dialect, &arena, &parsed, &why) != HS_OK)
        stop(why.text);
    size_t length = expression_print(parsed, printed, sizeof printed);
    if (expression_parse(printed, length, dialect, &arena, &again, &why) != HS_OK || !expression_equal(parsed, again)) {
        printf("differs\t%zu\t", line);
        put_cell(text);
        printf("\t%s\n", printed);
    }
    bool refers = expression_refers(parsed);
    struct fed fed;
    struct expression_result result;
    begin(&fed);
    decimal_init(&result.amount);
    evaluate(parsed, &fed, &result);
    if (refers || result.outcome == EXPRESSION_MISSING) {
        printf("%s\t%zu\t", refers ? "refer" : "stuck", line);
        put_cell(text);
        putchar('\n');
    }
    decimal_clear(&result.amount);
    end(&fed);
    arena_free(&arena);
    return !refers && result.outcome != EXPRESSION_MISSING;
}

static int column(int count, char **arguments)
{
    struct arena arena = { 0 };
    struct cell cells[CELLS];
    size_t cell_count, rows = 0, computable = 0;
    if (count != 4 && count != 7)
        stop("column DIALECT csv|tsv|quoted-tsv FILE RATE_COLUMN [CODE_COLUMN FROM TO]");
    struct csv csv = open_table(&arena, arguments[2], arguments[1]);
    if (!next_row(&csv, cells, &cell_count))
        stop("the file is empty");
    size_t header = cell_count, rate = csv_column(cells, header, arguments[3]), code = count == 7 ? csv_column(cells, header, arguments[4]) : 0;
    if (rate == header || code == header)
        stop("no such column");
    while (next_row(&csv, cells, &cell_count)) {
        if (cell_count <= rate || cells[rate].length == 0 || (count == 7 && !is_wanted(cells[code], atoi(arguments[5]), atoi(arguments[6]))))
            continue;
        rows++;
        computable += examine(cells[rate], csv.line, dialect_of(arguments[0]));
    }
    printf("total\t%zu\t%zu\t%zu\n", rows, computable, rows - computable);
    arena_free(&arena);
    return 0;
}

/* ---- the oracle ---- */

static void feed_unit(struct fed *fed, struct cell code)
{
    static const struct {
        const char *code;
        enum measure_unit unit;
        enum measure_part part;
    } units[] = { { "NO", UNIT_PIECE, PART_WHOLE },
                  { "PCS", UNIT_PIECE, PART_WHOLE },
                  { "KG", UNIT_KILOGRAM, PART_WHOLE },
                  { "L", UNIT_LITRE, PART_WHOLE },
                  { "T", UNIT_TONNE, PART_WHOLE },
                  { "DOZ", UNIT_DOZEN, PART_WHOLE },
                  { "GRS", UNIT_GROSS, PART_WHOLE },
                  { "THS", UNIT_THOUSAND, PART_WHOLE },
                  { "PRS", UNIT_PAIR, PART_WHOLE },
                  { "M2", UNIT_SQUARE_METRE, PART_WHOLE },
                  { "M3", UNIT_CUBIC_METRE, PART_WHOLE },
                  { "BBL", UNIT_BARREL, PART_WHOLE },
                  { "PFL", UNIT_PROOF_LITRE, PART_WHOLE },
                  { "CYK", UNIT_KILOGRAM, PART_CLEAN },
                  { "JWL", UNIT_JEWEL, PART_WHOLE },
                  { "GRL", UNIT_LINE_GROSS, PART_WHOLE },
                  { "KTS", UNIT_KILOGRAM, PART_TOTAL_SUGARS } };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (code.length == strlen(units[i].code) && memcmp(code.text, units[i].code, code.length) == 0)
            feed(fed, (struct expression_key) { .kind = INPUT_QUANTITY, .unit = units[i].unit, .part = units[i].part }, 1);
}

static const char *reason(const struct fed *fed, const struct decimal *exact)
{
    struct decimal thousandths;
    for (size_t i = 0; i < fed->asked_count; i++)
        if (fed->asked[i] == INPUT_DUTY)
            return "the oracle knows the duty of another line; here it was fed as 1";
        else if (fed->asked[i] == INPUT_PART_VALUE)
            return "the oracle takes the customs value for the value that is asked; here it was fed as 1";
    decimal_init(&thousandths);
    decimal_set(&thousandths, exact);
    decimal_trim(&thousandths);
    bool tie = thousandths.scale == 3 && mpz_fdiv_ui(thousandths.integer, 10) == 5;
    decimal_clear(&thousandths);
    return tie ? "half a cent, which the oracle rounds in binary" : "UNEXPLAINED";
}

static bool is_plain(struct cell text)
{
    if (text.length == 4 && memcmp(text.text, "Free", 4) == 0)
        return true;
    for (size_t i = 0; i + 1 < text.length; i++)
        if (!strchr("0123456789.", text.text[i]))
            return false;
    return text.length > 1 && text.text[text.length - 1] == '%';
}

struct figures {
    size_t rows, equal, refer, different;
};

enum comparison { EQUAL, REFERRED, DIFFERENT };

static enum comparison compare(const struct cell *cells, struct arena *arena)
{
    const struct expression *expression;
    struct hs_why why;
    struct fed fed;
    struct expression_result result;
    struct decimal expected, due;
    char got[TEXT_SIZE];
    enum comparison comparison = EQUAL;
    if (expression_parse(cells[1].text, cells[1].length, EXPRESSION_US, arena, &expression, &why) != HS_OK)
        stop(why.text);
    begin(&fed);
    decimal_init(&result.amount);
    decimal_init(&expected);
    decimal_init(&due);
    feed_unit(&fed, cells[2]);
    feed_unit(&fed, cells[3]);
    evaluate(expression, &fed, &result);
    if (decimal_parse(cells[4].text, cells[4].length, DECIMAL_POINT, &expected, &why) != HS_OK)
        stop(why.text);
    if (result.outcome == EXPRESSION_COMPUTED)
        decimal_round(&due, &result.amount, 2, DECIMAL_HALF_UP);
    if (result.outcome != EXPRESSION_COMPUTED)
        comparison = expression_refers(expression) ? REFERRED : DIFFERENT;
    else if (decimal_compare(&due, &expected) != 0)
        comparison = DIFFERENT;
    if (comparison != EQUAL) {
        decimal_print(&due, got, sizeof got);
        printf("%s\t%.*s\t%.*s\t%.*s", comparison == REFERRED ? "refer" : "different", (int)cells[0].length, cells[0].text, (int)cells[1].length, cells[1].text,
               (int)cells[4].length, cells[4].text);
        if (comparison == DIFFERENT)
            printf("\t%s\t%s", got, reason(&fed, &result.amount));
        putchar('\n');
    }
    decimal_clear(&due);
    decimal_clear(&expected);
    decimal_clear(&result.amount);
    end(&fed);
    return comparison;
}

static void count_row(struct figures *figures, enum comparison comparison)
{
    figures->rows++;
    figures->equal += comparison == EQUAL;
    figures->refer += comparison == REFERRED;
    figures->different += comparison == DIFFERENT;
}

static int oracle(int count, char **arguments)
{
    struct arena arena = { 0 };
    struct cell cells[CELLS];
    size_t cell_count;
    struct figures all = { 0 }, special = { 0 };
    if (count != 1)
        stop("oracle FILE");
    struct csv csv = open_table(&arena, arguments[0], "csv");
    next_row(&csv, cells, &cell_count);
    while (next_row(&csv, cells, &cell_count)) {
        if (cell_count != 5)
            stop("the oracle has five columns");
        enum comparison comparison = compare(cells, &arena);
        count_row(&all, comparison);
        if (!is_plain(cells[1]))
            count_row(&special, comparison);
    }
    printf("total\t%zu\t%zu\t%zu\t%zu\n", all.rows, all.equal, all.refer, all.different);
    printf("special\t%zu\t%zu\t%zu\t%zu\n", special.rows, special.equal, special.refer, special.different);
    arena_free(&arena);
    return 0;
}

int main(int count, char **arguments)
{
    if (count >= 2 && strcmp(arguments[1], "column") == 0)
        return column(count - 2, arguments + 2);
    if (count >= 2 && strcmp(arguments[1], "oracle") == 0)
        return oracle(count - 2, arguments + 2);
    stop("column | oracle");
}
