/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "tui/width.h"

enum { GAP = 2, LAST_COLUMN_LEAST = 8 };

/* A table's cell that waits for its width. */
struct waiting {
    const char *text;
    size_t length, columns;
};

struct output {
    FILE *stream;
    enum output_format format;
    const struct output_column *column;
    size_t columns, at; /* `at`: the cell that comes next in the row */
    bool header_due, no_memory;
    int error; /* errno of the first write that failed */
    struct arena arena;
    struct waiting *waiting;
    size_t cells, room;
};

static void write_header(struct output *output)
{
    for (size_t i = 0; i < output->columns; i++)
        fprintf(output->stream, "%s%c", output->column[i].name, i + 1 < output->columns ? '\t' : '\n');
    output->header_due = false;
}

enum output_format output_format_of(FILE *stream, enum output_format format)
{
    if (format != OUTPUT_AUTOMATIC)
        return format;
    return isatty(fileno(stream)) ? OUTPUT_TABLE : OUTPUT_TSV;
}

struct output *output_open(FILE *stream, enum output_format format, bool header, const struct output_column *columns, size_t count)
{
    struct output *output = calloc(1, sizeof *output);
    if (!output)
        return NULL;
    format = output_format_of(stream, format);
    output->stream = stream;
    output->format = format;
    output->column = columns;
    output->columns = count;
    output->header_due = header || format == OUTPUT_TABLE;
    if (format == OUTPUT_TSV && header)
        write_header(output);
    return output;
}

static void note_error(struct output *output)
{
    if (ferror(output->stream) && !output->error)
        output->error = errno ? errno : EIO;
}

static void keep_for_table(struct output *output, const char *text, size_t length)
{
    if (output->cells == output->room) {
        size_t room = output->room ? 2 * output->room : 64;
        struct waiting *more = realloc(output->waiting, room * sizeof *more);
        if (!more) {
            output->no_memory = true;
            return;
        }
        output->waiting = more;
        output->room = room;
    }
    char *safe = arena_take(&output->arena, length + 1);
    if (!safe) {
        output->no_memory = true;
        return;
    }
    size_t written = text_for_screen(text, length, safe, length + 1);
    output->waiting[output->cells++] = (struct waiting) { safe, written, width_columns(safe, written) };
}

static void write_json_text(struct output *output, const char *text, size_t length)
{
    if (text_first_invalid(text, length) == length) {
        text_write_json(output->stream, text, length);
        return;
    }
    char *safe = malloc(length + 1);
    if (!safe) {
        output->no_memory = true;
        return;
    }
    text_write_json(output->stream, safe, text_for_screen(text, length, safe, length + 1));
    free(safe);
}

/* One cell in any form. `quoted`: a JSON string; otherwise the text is a number or, absent, NULL. */
static void cell(struct output *output, const char *text, size_t length, bool quoted)
{
    FILE *stream = output->stream;
    bool last = output->at + 1 == output->columns;
    if (output->format == OUTPUT_TABLE) {
        keep_for_table(output, text ? text : "", length);
    } else if (output->format == OUTPUT_TSV) {
        text_write_tsv(stream, text ? text : "", length);
        putc(last ? '\n' : '\t', stream);
    } else {
        fprintf(stream, "%s\"%s\":", output->at ? "," : "{", output->column[output->at].name);
        if (!text)
            fputs("null", stream);
        else if (quoted)
            write_json_text(output, text, length);
        else
            fwrite(text, 1, length, stream);
        if (last)
            fputs("}\n", stream);
    }
    output->at = last ? 0 : output->at + 1;
    note_error(output);
}

void output_text(struct output *output, const char *text, size_t length)
{
    cell(output, text, length, true);
}

void output_code(struct output *output, const struct code *code)
{
    char text[CODE_PRINT_MAX];
    size_t length = code_print(code, output->format == OUTPUT_TABLE ? CODE_SPACED : CODE_PLAIN, text);
    cell(output, text, length, true);
}

void output_number(struct output *output, long long number)
{
    char text[32];
    cell(output, text, (size_t)snprintf(text, sizeof text, "%lld", number), false);
}

void output_decimal(struct output *output, double number, int decimals)
{
    char text[352]; /* the longest double with a few decimals */
    int length = snprintf(text, sizeof text, "%.*f", decimals, number);
    cell(output, text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1, false);
}

void output_exact(struct output *output, const char *digits)
{
    cell(output, digits, strlen(digits), false);
}

void output_probability(struct output *output, double probability)
{
    output_decimal(output, probability, 4);
}

void output_absent(struct output *output)
{
    cell(output, NULL, 0, false);
}

/* 0: no limit, the stream is no terminal. */
static size_t terminal_columns(FILE *stream)
{
    struct winsize size;
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) < 0 || !isatty(fileno(stream)))
        return 0;
    return size.ws_col ? size.ws_col : 80;
}

static void write_padding(FILE *stream, size_t columns)
{
    while (columns--)
        putc(' ', stream);
}

static void write_table_cell(const struct output *output, size_t column, size_t width, const char *text, size_t length, size_t columns)
{
    bool last = column + 1 == output->columns;
    bool right = output->column[column].kind == OUTPUT_NUMBER;
    size_t shown = length;
    if (columns > width) {
        shown = width_fitting(text, length, width - 1);
        columns = width_columns(text, shown) + 1;
    }
    if (right)
        write_padding(output->stream, width - columns);
    fwrite(text, 1, shown, output->stream);
    if (shown < length)
        putc('~', output->stream);
    if (!right && !last)
        write_padding(output->stream, width - columns);
    if (last)
        putc('\n', output->stream);
    else
        write_padding(output->stream, GAP);
}

/* The widths that the waiting rows need; the last text column gives way to the terminal's edge. */
static void find_widths(const struct output *output, size_t width[static OUTPUT_COLUMNS_MAX])
{
    size_t sum = 0, cut = output->columns;
    for (size_t i = 0; i < output->columns; i++) {
        width[i] = output->header_due ? strlen(output->column[i].name) : 0;
        if (output->column[i].kind == OUTPUT_TEXT)
            cut = i;
    }
    for (size_t i = 0; i < output->cells; i++)
        if (output->waiting[i].columns > width[i % output->columns])
            width[i % output->columns] = output->waiting[i].columns;
    for (size_t i = 0; i < output->columns; i++)
        sum += width[i] + (i ? GAP : 0);
    size_t limit = terminal_columns(output->stream);
    if (limit && sum > limit && cut < output->columns) {
        size_t others = sum - width[cut];
        width[cut] = limit > others + LAST_COLUMN_LEAST ? limit - others : LAST_COLUMN_LEAST;
    }
}

static void write_table(struct output *output)
{
    size_t width[OUTPUT_COLUMNS_MAX];
    find_widths(output, width);
    if (output->header_due)
        for (size_t i = 0; i < output->columns; i++) {
            const char *name = output->column[i].name;
            write_table_cell(output, i, width[i], name, strlen(name), strlen(name));
        }
    output->header_due = false;
    for (size_t i = 0; i < output->cells; i++) {
        const struct waiting *waiting = &output->waiting[i];
        size_t column = i % output->columns;
        write_table_cell(output, column, width[column], waiting->text, waiting->length, waiting->columns);
    }
    output->cells = 0;
    arena_free(&output->arena);
}

enum hs_status output_flush(struct output *output, struct hs_why *why)
{
    if (output->format == OUTPUT_TABLE && output->cells)
        write_table(output);
    if (fflush(output->stream) != 0 && !output->error)
        output->error = errno;
    note_error(output);
    if (output->error) {
        errno = output->error;
        return hs_fail_errno(why, "standard output: it could not be written whole");
    }
    if (output->no_memory)
        return hs_fail(why, HS_NO_MEMORY, "standard output: no memory for the table: ask for -f tsv");
    return HS_OK;
}

enum hs_status output_close(struct output *output, struct hs_why *why)
{
    enum hs_status status = output_flush(output, why);
    arena_free(&output->arena);
    free(output->waiting);
    free(output);
    return status;
}
