/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verify_store.c - verify-store: what is wrong with a store, on its disk and in what it means. */
#include <stdlib.h>
#include <string.h>

#include "core/apply/recheck.h"
#include "core/audit/risk_file.h"
#include "core/store/location.h"
#include "core/store/verify.h"
#include "core/trust/state.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

struct verifying_store {
    struct output *output;
    size_t problems;
};

static void tell(void *context, const struct store_problem *problem)
{
    struct verifying_store *verifying = context;
    struct output *output = verifying->output;
    verifying->problems++;
    if (problem->generation)
        output_number(output, problem->generation);
    else
        output_absent(output);
    output_text(output, problem->file, strlen(problem->file));
    if (problem->offset >= 0)
        output_number(output, problem->offset);
    else
        output_absent(output);
    output_text(output, problem->text, strlen(problem->text));
}

/* A generation of which every byte is as it was published: whether it makes sense. */
static void look(void *context, unsigned generation, const struct store *store)
{
    struct hs_why why;
    if (recheck(store, &why) != HS_OK)
        tell(context, &(struct store_problem) { generation, "data.mdb", -1, why.text });
}

static void tell_damage(struct verifying_store *verifying, const char *file, enum hs_status status, const struct hs_why *why)
{
    if (status != HS_OK && status != HS_NOT_FOUND)
        tell(verifying, &(struct store_problem) { 0, file, -1, why->text });
}

/* What the store itself keeps of trust and of risks. */
static void look_at_state(struct verifying_store *verifying, const char *path)
{
    struct arena arena = { NULL };
    struct root_chain chain;
    struct risk risk;
    struct hs_why why;
    struct highwater *mark = calloc(1, sizeof *mark), *packages = calloc(1, sizeof *packages);
    tell_damage(verifying, "state/root", state_read_root(path, &arena, &chain, &why), &why);
    enum hs_status status = mark ? state_read_highwater(path, mark, &why) : hs_fail(&why, HS_NO_MEMORY, "verify-store: no memory: close other programs");
    tell_damage(verifying, "state/highwater", status, &why);
    enum hs_status risks =
        packages ? risk_file_read(path, &arena, &risk, packages, &why) : hs_fail(&why, HS_NO_MEMORY, "verify-store: no memory: close other programs");
    tell_damage(verifying, "state/" RISK_FILE_NAME, risks, &why);
    if (status == HS_OK && (risks == HS_OK || risks == HS_NOT_FOUND))
        tell_damage(verifying, "state/" RISK_FILE_NAME, risk_file_matches(path, packages, mark, risks == HS_OK ? &why : NULL), &why);
    free(packages);
    free(mark);
    arena_free(&arena);
}

int admin_verify_store(const struct options *options)
{
    static const struct output_column columns[] = {
        { "generation", OUTPUT_NUMBER }, { "file", OUTPUT_TEXT }, { "offset", OUTPUT_NUMBER }, { "problem", OUTPUT_TEXT }
    };
    struct verifying_store verifying = { output_open(stdout, options->format, options->header, columns, 4), 0 };
    struct store_verifying order = { .problem = tell, .look = look, .context = &verifying };
    char path[STORE_PATH_MAX];
    struct hs_why why, output_why;
    enum hs_status status =
        verifying.output ? store_locate(options->store, path, &why) : hs_fail(&why, HS_NO_MEMORY, "output: no memory: close other programs");
    if (status == HS_OK)
        status = store_verify_all(path, &order, &why);
    if (status == HS_OK && !state_hidden(path))
        look_at_state(&verifying, path);
    else if (status == HS_OK)
        options_note(options, _("state: not yours to read, so it was not looked through: run this as who keeps the store"));
    if (status == HS_OK && verifying.problems)
        status = hs_fail(&why, HS_REFUSED, "store %s: something is wrong with it: each row says what to do", path);
    int code = status == HS_OK ? 0 : options_complain(options, &why);
    if (verifying.output && output_close(verifying.output, &output_why) != HS_OK)
        code = options_complain(options, &output_why);
    return code;
}
