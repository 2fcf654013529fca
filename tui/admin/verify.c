/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verify.c - verify and inspect: what a package is worth, and what it states. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/store/location.h"
#include "core/trust/verify.h"
#include "tui/admin/trust.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

const struct option_spec admin_verify_options[] = {
    { '\0', "root", "F", N_("the root package to trust; then no store is asked (default: the store's root and high-water mark)") },
    { '\0', "time", "T", N_("as if it were this time; default: now") },
    { 0 },
};

struct verifying {
    const struct options *options;
    struct arena arena;
    struct root_chain trusted;
    struct highwater seen;
    struct output *output;
};

static void report(void *context, enum trust_check check, enum trust_result result, const char *detail)
{
    static const char *const words[] = { [TRUST_PASSED] = "ok", [TRUST_SKIPPED] = "skipped", [TRUST_FAILED] = "refused" };
    struct output *output = ((struct verifying *)context)->output;
    output_text(output, trust_check_words(check), strlen(trust_check_words(check)));
    output_text(output, words[result], strlen(words[result]));
    output_text(output, detail, strlen(detail));
}

static enum hs_status run(struct verifying *verifying, struct hs_why *why)
{
    static const struct output_column columns[] = { { "check", OUTPUT_TEXT }, { "result", OUTPUT_TEXT }, { "detail", OUTPUT_TEXT } };
    const struct options *options = verifying->options;
    struct trust_context context = { .trusted = &verifying->trusted, .now = time(NULL), .tool = PACKAGE_VERSION, .report = report, .context = verifying };
    char store[STORE_PATH_MAX];
    struct package *package = NULL;
    int fd = -1;
    enum hs_status status = admin_time(options, "time", &context.now, why);
    if (status == HS_OK)
        status = admin_roots(options, &verifying->arena, &verifying->trusted, why);
    if (status == HS_NOT_FOUND && !options_value(options, "root"))
        return hs_fail(why, HS_REFUSED, "verify: no root is trusted here: name one with --root, or enrol one");
    if (status == HS_OK && !options_value(options, "root")) {
        context.seen = &verifying->seen;
        status = store_locate(options->store, store, why);
        if (status == HS_OK)
            status = state_read_highwater(store, &verifying->seen, why);
    }
    if (status == HS_OK)
        status = package_source_open(options->operand[0], &fd, why);
    if (status != HS_OK)
        return status;
    verifying->output = output_open(stdout, options->format, options->header, columns, 3);
    status = verifying->output ? trust_verify(fd, &context, &package, NULL, why) : hs_fail(why, HS_NO_MEMORY, "output: no memory: close other programs");
    package_close(package);
    close(fd);
    struct hs_why output_why;
    if (verifying->output && output_close(verifying->output, &output_why) != HS_OK && status == HS_OK) {
        *why = output_why;
        status = output_why.status;
    }
    return status;
}

int admin_verify(const struct options *options)
{
    struct hs_why why;
    struct verifying *verifying = calloc(1, sizeof *verifying);
    enum hs_status status = verifying ? HS_OK : hs_fail(&why, HS_NO_MEMORY, "verify: no memory: close other programs");
    if (status == HS_OK) {
        verifying->options = options;
        status = run(verifying, &why);
        arena_free(&verifying->arena);
    }
    free(verifying);
    return status == HS_OK ? 0 : options_complain(options, &why);
}

int admin_inspect(const struct options *options)
{
    struct hs_why why;
    struct package *package;
    int fd;
    enum hs_status status = admin_open_package(options->operand[0], &fd, &package, &why);
    if (status == HS_OK) {
        status = admin_print_package(options, package_head(package), &why);
        package_close(package);
        close(fd);
    }
    return status == HS_OK ? 0 : options_complain(options, &why);
}
