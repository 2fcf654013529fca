/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/apply/child.h"

#include "core/apply/confine.h"
#include "core/apply/recheck.h"
#include "core/apply/values.h"
#include "core/audit/risk.h"

/* What a confined child may have: so many times the payload for its values, and memory beside. A model's values are its files; a tariff's are some times its
 * text; terms make the model that stands anew. Time is for the slowest machine that a post may have. */
enum { VALUES_TIMES = 16, MEMORY_TIMES = 24, CHILD_SECONDS = 600 };
#define CHILD_MEMORY (UINT64_C(1) << 30)
#define CHILD_FILE (UINT64_C(64) << 20)

static enum hs_status as_refusal(enum hs_status status, struct hs_why *why)
{
    if (status == HS_OK || status == HS_IO || status == HS_NO_MEMORY)
        return status;
    return why->status = HS_REFUSED;
}

/* ---- building ---- */

struct building {
    const struct child_build *build;
    struct content content;
    int output;
};

/* The generation that stands, opened after the fork as every other. */
static enum hs_status open_standing(void *context, struct hs_why *why)
{
    struct building *building = context;
    struct store *standing = NULL;
    enum hs_status status = building->build->store ? store_open(building->build->store, &standing, why) : HS_OK;
    building->content.standing = standing;
    return status;
}

static enum hs_status build_values(void *context, struct hs_why *why)
{
    struct building *building = context;
    struct content *content = &building->content;
    enum hs_status status = content_load(building->build->package, content, why); /* freed with the child */
    if (status == HS_OK)
        status = building->build->builders->build[content->kind](content, values_take, &building->output, why);
    return status == HS_OK ? values_end(building->output, why) : status;
}

enum hs_status child_build(const struct child_build *build, struct hs_why *why)
{
    struct building building = { .build = build, .output = build->output };
    uint64_t payload = package_head(build->package)->manifest.payload;
    const struct confinement confinement = { .what = "build",
                                             .read_fd = build->copy,
                                             .write_fd = build->output,
                                             .memory = CHILD_MEMORY + MEMORY_TIMES * (payload + build->standing_size),
                                             .file_size = CHILD_FILE + VALUES_TIMES * payload + 2 * build->standing_size,
                                             .seconds = CHILD_SECONDS,
                                             .prepare = open_standing,
                                             .work = build_values,
                                             .context = &building,
                                             .waiting = build->waiting,
                                             .watcher = build->watcher };
    return as_refusal(confine(&confinement, why), why);
}

/* ---- looking over ---- */

struct checking {
    const struct child_check *check;
    struct store *store;
};

static enum hs_status open_generation(void *context, struct hs_why *why)
{
    struct checking *checking = context;
    return checking->check->directory ? store_open_directory(checking->check->directory, &checking->store, why) : HS_OK;
}

static enum hs_status check_all(void *context, struct hs_why *why)
{
    const struct checking *checking = context;
    struct risk risk;
    enum hs_status status = checking->store ? recheck(checking->store, why) : HS_OK;
    if (status == HS_OK && checking->check->risk)
        status = risk_open(checking->check->risk, checking->check->size, &risk, why);
    if (status == HS_OK && checking->check->risk)
        status = risk_check(&risk, why);
    return status;
}

enum hs_status child_check(const struct child_check *check, struct hs_why *why)
{
    struct checking checking = { .check = check };
    const struct confinement confinement = { .what = "check",
                                             .read_fd = -1,
                                             .write_fd = -1,
                                             .memory = CHILD_MEMORY + 2 * (uint64_t)check->size,
                                             .file_size = 0,
                                             .seconds = CHILD_SECONDS,
                                             .prepare = open_generation,
                                             .work = check_all,
                                             .context = &checking,
                                             .waiting = check->waiting,
                                             .watcher = check->watcher };
    return as_refusal(confine(&confinement, why), why);
}
