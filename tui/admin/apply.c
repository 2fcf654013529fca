/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/apply/apply.h"
#include "core/store/location.h"
#include "tui/admin/content.h"
#include "tui/admin/trust.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

struct showing {
    struct output *output;
    char shown[48]; /* what stands on the progress line */
    time_t since;   /* of the step that does not know how far it is */
};

/* One line on a terminal, replaced as the work goes on. */
static void show_progress(void *context, const char *stage, uint64_t done, uint64_t all)
{
    struct showing *showing = context;
    char text[sizeof showing->shown];
    if (all)
        snprintf(text, sizeof text, "%s %3u %%", stage, (unsigned)(done * 100 / all));
    else {
        size_t length = strlen(stage);
        if (strncmp(showing->shown, stage, length) != 0 || showing->shown[length] != ' ')
            showing->since = time(NULL);
        snprintf(text, sizeof text, "%s ... %u s", stage, (unsigned)(time(NULL) - showing->since));
    }
    if (!isatty(STDERR_FILENO) || strcmp(text, showing->shown) == 0)
        return;
    fprintf(stderr, "\r%-*s", (int)sizeof text - 1, text);
    memcpy(showing->shown, text, sizeof text);
}

static void end_progress(struct showing *showing)
{
    if (showing->shown[0])
        fprintf(stderr, "\r%*s\r", (int)sizeof showing->shown - 1, "");
    showing->shown[0] = '\0';
}

static void show_row(void *context, const char *stage, const char *result, const char *detail)
{
    struct showing *showing = context;
    end_progress(showing);
    output_text(showing->output, stage, strlen(stage));
    output_text(showing->output, result, strlen(result));
    output_text(showing->output, detail, strlen(detail));
}

int admin_apply(const struct options *options)
{
    static const struct output_column columns[] = { { "stage", OUTPUT_TEXT }, { "result", OUTPUT_TEXT }, { "detail", OUTPUT_TEXT } };
    char path[STORE_PATH_MAX];
    struct hs_why why;
    struct showing showing = { .output = output_open(stdout, options->format, options->header, columns, 3) };
    struct apply_order order = { .store = path,
                                 .source = -1,
                                 .now = time(NULL),
                                 .tool = PACKAGE_VERSION,
                                 .builders = admin_content_builders(),
                                 .report = show_row,
                                 .progress = show_progress,
                                 .context = &showing };
    enum hs_status status = showing.output ? store_locate(options->store, path, &why) : hs_fail(&why, HS_NO_MEMORY, "output: no memory: close other programs");
    if (status == HS_OK)
        status = package_source_open(options->operand[0], &order.source, &why);
    if (status == HS_OK)
        status = apply(&order, &why);
    end_progress(&showing);
    if (order.source >= 0)
        close(order.source);
    int code = status == HS_OK ? 0 : options_complain(options, &why);
    if (showing.output && output_close(showing.output, &why) != HS_OK)
        code = options_complain(options, &why);
    return code;
}
