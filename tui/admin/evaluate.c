/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <string.h>

#include "core/store/location.h"
#include "models/evaluate.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

const struct option_spec admin_evaluate_options[] = {
    { '\0', "without-rules", NULL, N_("as if there were no facts, notes and vague words") },
    { 0 },
};

struct printing {
    const struct options *options;
    struct output *output;
    const char *set;
};

static void print_figure(void *context, const struct evaluation_figure *figure)
{
    const struct printing *printing = context;
    struct output *output = printing->output;
    output_text(output, printing->set, strlen(printing->set));
    output_text(output, figure->metric, strlen(figure->metric));
    if (figure->digits)
        output_number(output, figure->digits);
    else
        output_absent(output);
    if (figure->k)
        output_number(output, figure->k);
    else
        output_absent(output);
    if (figure->member)
        output_text(output, figure->member, strlen(figure->member));
    else
        output_absent(output);
    output_text(output, figure->slice, strlen(figure->slice));
    output_decimal(output, figure->value, 4);
    output_number(output, (long long)figure->n);
}

static void report_row(void *context, const char *file, size_t line, const char *problem)
{
    const struct printing *printing = context;
    admin_report_row((void *)(uintptr_t)printing->options, file, line, problem);
}

int admin_evaluate(const struct options *options)
{
    static const struct output_column columns[] = { { "set", OUTPUT_TEXT },    { "metric", OUTPUT_TEXT }, { "digits", OUTPUT_NUMBER }, { "k", OUTPUT_NUMBER },
                                                    { "member", OUTPUT_TEXT }, { "slice", OUTPUT_TEXT },  { "value", OUTPUT_NUMBER },  { "n", OUTPUT_NUMBER } };
    char path[STORE_PATH_MAX];
    struct store *store = NULL;
    struct hs_why why;
    struct printing printing = { options, output_open(stdout, options->format, options->header, columns, sizeof columns / sizeof *columns), "" };
    enum hs_status status = printing.output ? store_locate(options->store, path, &why) : hs_fail(&why, HS_NO_MEMORY, "output: no memory");
    if (status == HS_OK)
        status = store_open(path, &store, &why);
    for (int i = 0; status == HS_OK && i < options->operands; i++) {
        const char *slash = strrchr(options->operand[i], '/');
        printing.set = slash ? slash + 1 : options->operand[i];
        status = evaluate(store, options->operand[i], !options_value(options, "without-rules"), report_row, print_figure, &printing, &why);
    }
    int code = status == HS_OK ? 0 : options_complain(options, &why);
    if (printing.output && output_close(printing.output, &why) != HS_OK)
        code = options_complain(options, &why);
    store_close(store);
    return code;
}
