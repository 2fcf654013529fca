/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/verbs/show_tariff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/base/utc.h"
#include "tui/basis.h"
#include "tui/country.h"

enum { LINES_MAX = 512 };

static void write_row(struct output *output, const char *kind, const struct code *code, const char *text)
{
    output_text(output, kind, strlen(kind));
    output_code(output, code);
    output_text(output, text, strlen(text));
}

/* "AZ preference cis Free from 2026-01-01 until 2026-12-31 for TR, TRAINING" */
static void write_measure(struct output *output, const struct tariff *tariff, const struct code *code, const struct tariff_measure *measure)
{
    const struct tariff_source *source = tariff_source(tariff);
    char text[2048], from[UTC_TEXT_MAX] = "", until[UTC_TEXT_MAX] = "";
    if (measure->from)
        utc_print_day(measure->from, from);
    if (measure->until)
        utc_print_day(measure->until, until);
    snprintf(text, sizeof text, "%s %s%s%s%s%s%s%s%s%s%s%s%s", source->country, tariff_kind_name(measure->kind), *measure->group ? " " : "", measure->group,
             *measure->text ? " " : "", measure->text, *from ? " from " : "", from, *until ? " until " : "", until, *measure->origins ? " for " : "", measure->origins,
             source->training ? ", TRAINING" : "");
    write_row(output, "measure", code, text);
}

/* What stands between the subheading and the line. */
static void write_above(struct output *output, const struct tariff *tariff, uint32_t number)
{
    struct tariff_line line;
    tariff_line(tariff, number, &line);
    size_t length = code_length(&line.code);
    if (length && length <= CODE_SUBHEADING)
        return;
    if (line.parent != TARIFF_LINE_NONE)
        write_above(output, tariff, line.parent);
    write_row(output, "path", &line.code, line.title);
}

static void write_line(struct output *output, const struct tariff *tariff, uint32_t number)
{
    struct tariff_line line;
    struct tariff_measure measure;
    write_above(output, tariff, number);
    tariff_line(tariff, number, &line);
    for (size_t i = 0; i < line.measures; i++) {
        tariff_measure(tariff, number, i, &measure);
        write_measure(output, tariff, &line.code, &measure);
    }
}

/* False where it has nothing on the code. */
static bool show_tariff(struct output *output, const struct tariff *tariff, const struct code *code)
{
    uint32_t lines[LINES_MAX];
    size_t count = tariff_below(tariff, code, LINES_MAX, lines);
    for (size_t i = 0; i < count && i < LINES_MAX; i++)
        write_line(output, tariff, lines[i]);
    return count > 0;
}

void show_tariffs(struct output *output, const struct session *session, const char *named, const struct code *code, struct standings *standings)
{
    char loaded[COUNTRIES_MAX][3];
    size_t count = country_loaded(session, loaded);
    const char *variable = getenv("HSDESK_COUNTRY");
    if (!named && variable && *variable)
        named = variable;
    if (code_length(code) < CODE_SUBHEADING)
        return;
    for (size_t i = 0; i < count; i++) {
        struct country country;
        struct hs_why why;
        if ((named && strcasecmp(named, loaded[i]) != 0) || country_open(session, loaded[i], &country, &why) != HS_OK)
            continue;
        if (show_tariff(output, country.duty.tariff, code))
            basis_tariff(session, loaded[i], standings);
        country_close(&country);
    }
}
