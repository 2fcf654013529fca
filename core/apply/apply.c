/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/apply/apply.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/apply/child.h"
#include "core/apply/staging.h"
#include "core/apply/values.h"
#include "core/audit/risk_file.h"
#include "core/base/utc.h"
#include "core/store/publish.h"
#include "core/store/store.h"
#include "core/trust/standing.h"
#include "core/trust/state.h"
#include "core/trust/verify.h"

struct applying {
    const struct apply_order *order;
    struct arena arena;
    struct root_chain trusted;
    struct highwater mark;     /* in force */
    struct highwater seen;     /* the same; without its stream where the package is applied already */
    struct highwater packages; /* what the new generation says */
    struct highwater apart;    /* what is kept beside the generations says */
    bool already, behind;      /* behind: the mark on the disk is lower than the one in force */
    struct store_publish *publish;
    struct staging staging;
    bool staged;
    int copy, output;
    struct package *package;
    const struct root_chain *newest;
    struct store *store; /* the generation that stands; NULL: there is none */
    struct values values;
    char *packages_text;
    size_t packages_size;
    const char *stage; /* that is being done */
    char detail[256];
};

static void report(const struct applying *applying, const char *result, const char *detail)
{
    if (applying->order->report)
        applying->order->report(applying->order->context, applying->stage, result, detail);
}

static void progress(const struct applying *applying, uint64_t done, uint64_t all)
{
    if (applying->order->progress)
        applying->order->progress(applying->order->context, applying->stage, done, all);
}

static const struct package_manifest *manifest_of(const struct applying *applying)
{
    return &package_head(applying->package)->manifest;
}

/* ---- what is trusted, and what was seen ---- */

/* A crash may have come between publishing and raising the mark: then it is what was published that says what came last. */
static enum hs_status merge_mark(struct applying *applying, const struct highwater *published, struct hs_why *why)
{
    applying->seen = applying->mark;
    enum hs_status status = highwater_merge(&applying->mark, published, why);
    applying->behind |= applying->mark.count != applying->seen.count || applying->mark.latest != applying->seen.latest;
    for (size_t i = 0; !applying->behind && i < applying->mark.count; i++)
        applying->behind = applying->mark.stream[i].sequence != applying->seen.stream[i].sequence;
    return status;
}

static enum hs_status read_trust(struct applying *applying, struct hs_why *why)
{
    const char *path = applying->order->store;
    if (!state_enrolled(path))
        return hs_fail(why, HS_REFUSED, "store %s: no root is enrolled: run `hsdesk-admin enrol`", path);
    enum hs_status status = state_read_root(path, &applying->arena, &applying->trusted, why);
    if (status == HS_OK)
        status = state_read_highwater(path, &applying->mark, why);
    if (status == HS_OK) { /* asked of store_open: store_current cannot tell an empty store from one that cannot be read just now */
        status = store_open(path, &applying->store, why);
        status = status == HS_NOT_FOUND ? HS_OK : status;
    }
    if (status == HS_OK && applying->store)
        status = standing_read(applying->store, &applying->packages, why);
    applying->behind = false;
    return status == HS_OK ? merge_mark(applying, &applying->packages, why) : status;
}

static void forget_trust(struct applying *applying)
{
    store_close(applying->store);
    applying->store = NULL;
    arena_free(&applying->arena);
}

/* Of a file that is lost or damaged, nothing. */
static enum hs_status read_apart(struct applying *applying, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct risk risk;
    if (risk_file_read(applying->order->store, &arena, &risk, &applying->apart, NULL) != HS_OK)
        applying->apart.count = 0;
    arena_free(&arena);
    return applying->apart.count ? merge_mark(applying, &applying->apart, why) : HS_OK;
}

/* A package that is applied already is verified as if its stream had not begun: only its number would be in the way. */
static enum hs_status set_seen(struct applying *applying, const struct package_manifest *manifest, struct hs_why *why)
{
    bool apart = package_kind_secret(manifest->stream);
    enum hs_status status = apart ? read_apart(applying, why) : HS_OK;
    applying->seen = applying->mark;
    applying->already = trust_already_applied(manifest, &applying->mark);
    if (status != HS_OK || !applying->already)
        return status;
    /* What was lost, was damaged or is an older one that came from a backup is put right by the package that was applied. Of what a generation
     * does not hold at all, other content took the place. */
    const struct highwater *held = apart ? &applying->apart : &applying->packages;
    if (manifest->kind != PACKAGE_ROOT && (apart || !applying->store || highwater_find(held, manifest->stream, manifest->country)))
        applying->already = trust_already_applied(manifest, held);
    size_t kept = 0;
    for (size_t i = 0; i < applying->seen.count; i++)
        if (highwater_find(&applying->seen, manifest->stream, manifest->country) != &applying->seen.stream[i])
            applying->seen.stream[kept++] = applying->mark.stream[i];
    applying->seen.count = kept;
    return HS_OK;
}

/* ---- verifying ---- */

static void report_check(void *context, enum trust_check check, enum trust_result result, const char *detail)
{
    static const char *const words[] = { [TRUST_PASSED] = "ok", [TRUST_SKIPPED] = "skipped", [TRUST_FAILED] = "refused" };
    struct applying *applying = context;
    if (result == TRUST_FAILED) { /* told once, at the end */
        applying->stage = trust_check_words(check);
        return;
    }
    applying->stage = trust_check_words(check);
    report(applying, words[result], detail);
}

/* Of the source only what fails is told: what passes is told of the copy. */
static void report_failure(void *context, enum trust_check check, enum trust_result result, const char *detail)
{
    (void)detail;
    if (result == TRUST_FAILED)
        ((struct applying *)context)->stage = trust_check_words(check);
}

static void report_chunk(void *context, uint64_t done, uint64_t all)
{
    struct applying *applying = context;
    applying->stage = trust_check_words(TRUST_CHUNKS);
    progress(applying, done, all);
}

static struct trust_context trust_of(struct applying *applying)
{
    return (struct trust_context) { .trusted = &applying->trusted,
                                    .seen = &applying->seen,
                                    .now = applying->order->now,
                                    .tool = applying->order->tool,
                                    .report = report_check,
                                    .progress = report_chunk,
                                    .context = applying };
}

/* A root that is applied already: the chain up to it is the trusted one, or leads there. */
static enum hs_status verify_known_root(struct applying *applying, const struct package *package, struct hs_why *why)
{
    applying->stage = trust_check_words(TRUST_ROOT);
    applying->newest = &applying->trusted;
    enum hs_status status = root_chain_verify(&package_head(package)->chain, &applying->trusted, why);
    return status == HS_OK ? package_check_leaves(package_head(package), why) : status;
}

/* What the head alone refuses is never copied. */
static enum hs_status peek(struct applying *applying, struct hs_why *why)
{
    struct package *package = NULL;
    applying->stage = trust_check_words(TRUST_FORM);
    enum hs_status status = package_open(applying->order->source, &package, why);
    if (status != HS_OK)
        return status;
    const struct package_manifest *manifest = &package_head(package)->manifest;
    status = set_seen(applying, manifest, why);
    struct trust_context context = trust_of(applying);
    context.report = report_failure;
    if (status == HS_OK && applying->already && manifest->kind == PACKAGE_ROOT)
        status = verify_known_root(applying, package, why);
    else if (status == HS_OK)
        status = trust_verify_head(package_head(package), &context, NULL, why);
    package_close(package);
    return status;
}

static enum hs_status stage(struct applying *applying, struct hs_why *why)
{
    uint64_t size = 0;
    applying->stage = "stage";
    enum hs_status status = staging_start(applying->order->store, &applying->staging, why);
    applying->staged = status == HS_OK;
    if (status == HS_OK)
        status = staging_file(&applying->staging, "package", &applying->copy, why);
    if (status == HS_OK && lseek(applying->order->source, 0, SEEK_SET) < 0)
        status = hs_fail_errno(why, "package: cannot be read from its start");
    if (status == HS_OK)
        status = package_stage(applying->order->source, applying->copy, &size, why);
    if (status == HS_OK && fsync(applying->copy) < 0)
        status = hs_fail_errno(why, "package: its staged copy cannot be written to the disk");
    if (status != HS_OK)
        return status;
    snprintf(applying->detail, sizeof applying->detail, "%" PRIu64 " bytes", size);
    report(applying, "ok", applying->detail);
    return HS_OK;
}

static enum hs_status check_effective(struct applying *applying, struct hs_why *why)
{
    const struct package_manifest *manifest = manifest_of(applying);
    char day[UTC_TEXT_MAX];
    applying->stage = trust_check_words(TRUST_TIME);
    if (trust_effective(manifest, applying->order->now))
        return HS_OK;
    utc_print_day(manifest->effective, day);
    return hs_fail(why, HS_REFUSED, "package: it holds from %s on: apply it on that day", day);
}

static enum hs_status verify(struct applying *applying, struct hs_why *why)
{
    struct package *package = NULL;
    enum hs_status status = package_open(applying->copy, &package, why); /* the number that counts is the copy's */
    if (status != HS_OK)
        return status;
    const struct package_manifest *manifest = &package_head(package)->manifest;
    status = set_seen(applying, manifest, why);
    if (status == HS_OK && applying->already && manifest->kind == PACKAGE_ROOT) {
        applying->package = package;
        return verify_known_root(applying, package, why);
    }
    package_close(package);
    struct trust_context context = trust_of(applying);
    if (status == HS_OK)
        status = trust_verify(applying->copy, &context, &applying->package, &applying->newest, why);
    return status == HS_OK && !applying->already ? check_effective(applying, why) : status;
}

/* ---- building ---- */

static void still_at_it(void *context)
{
    progress(context, 0, 0);
}

static uint64_t standing_size(const struct applying *applying)
{
    return applying->store ? store_manifest(applying->store)->file.size : 0;
}

static enum hs_status build(struct applying *applying, struct hs_why *why)
{
    const struct package_manifest *manifest = manifest_of(applying);
    char name[CONTENT_VALUES_MAX][MANIFEST_NAME_MAX];
    size_t names = content_values(manifest->stream, manifest->country, name), made = 0;
    applying->stage = "build";
    progress(applying, 0, 0);
    enum hs_status status = content_check_kind(manifest->stream, manifest->country, applying->order->builders, why);
    if (status == HS_OK)
        status = staging_file(&applying->staging, "values", &applying->output, why);
    const struct child_build child = { .builders = applying->order->builders,
                                       .package = applying->package,
                                       .copy = applying->copy,
                                       .output = applying->output,
                                       .store = applying->store ? applying->order->store : NULL,
                                       .standing_size = standing_size(applying),
                                       .waiting = still_at_it,
                                       .watcher = applying };
    if (status == HS_OK)
        status = child_build(&child, why);
    if (status == HS_OK)
        status = values_open(applying->output, name, names, &applying->values, why);
    if (status != HS_OK)
        return status;
    for (size_t i = 0; i < applying->values.count; i++)
        made += applying->values.value[i].size;
    snprintf(applying->detail, sizeof applying->detail, "%s %s %" PRIu64 ": %zu values, %zu bytes", package_kind_words(manifest->stream), manifest->country,
             manifest->sequence, applying->values.count, made);
    report(applying, "ok", applying->detail);
    return HS_OK;
}

/* ---- publishing ---- */

/* What the generation says of itself. */
static enum hs_status write_packages(struct applying *applying, struct hs_why *why)
{
    const struct package_manifest *manifest = manifest_of(applying);
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++)
        if (content_supersedes(manifest->stream, (enum package_kind)kind))
            highwater_forget(&applying->packages, (enum package_kind)kind);
    enum hs_status status = highwater_raise(&applying->packages, manifest, applying->order->now, why);
    if (status == HS_OK)
        status = highwater_text(&applying->packages, &applying->packages_text, &applying->packages_size, why);
    return status == HS_OK ? store_publish_value(applying->publish, STORE_PACKAGES, applying->packages_text, applying->packages_size, why) : status;
}

static enum hs_status keep_root(struct applying *applying, struct hs_why *why)
{
    applying->stage = "root";
    enum hs_status status = state_write_root(applying->order->store, applying->newest, why);
    snprintf(applying->detail, sizeof applying->detail, "root %" PRIu32 " is trusted now", root_newest(applying->newest)->version);
    if (status == HS_OK)
        report(applying, "ok", applying->detail);
    return status;
}

/* What was built makes sense; the root that came along is kept before any of it stands. */
static enum hs_status check(struct applying *applying, const char *directory, const char *what, struct hs_why *why)
{
    struct child_check child = { .directory = directory, .size = standing_size(applying), .waiting = still_at_it, .watcher = applying };
    applying->stage = "check";
    progress(applying, 0, 0);
    for (size_t i = 0; i < applying->values.count; i++)
        child.size += applying->values.value[i].size;
    if (!directory) {
        child.risk = applying->values.value[0].bytes;
        child.size = applying->values.value[0].size;
    }
    enum hs_status status = child_check(&child, why);
    if (status != HS_OK)
        return status;
    report(applying, "ok", what);
    if (applying->newest != &applying->trusted)
        status = keep_root(applying, why);
    applying->stage = "publish";
    return status;
}

/* Called with the generation on the disk, that no reader knows yet. */
static enum hs_status look(void *context, const char *directory, struct hs_why *why)
{
    return check(context, directory, "the new generation makes sense", why);
}

static enum hs_status give_values(struct applying *applying, struct hs_why *why)
{
    const struct package_manifest *manifest = manifest_of(applying);
    char name[CONTENT_VALUES_MAX][MANIFEST_NAME_MAX];
    size_t names = content_values(manifest->stream, manifest->country, name);
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < names; i++)
        status = store_publish_omit(applying->publish, name[i], why);
    for (size_t i = 0; status == HS_OK && i < applying->values.count; i++)
        status = store_publish_value(applying->publish, applying->values.value[i].name, applying->values.value[i].bytes, applying->values.value[i].size, why);
    return status;
}

static enum hs_status publish_generation(struct applying *applying, struct hs_why *why)
{
    unsigned generation;
    applying->stage = "publish";
    progress(applying, 0, 0);
    enum hs_status status = give_values(applying, why);
    if (status == HS_OK)
        status = write_packages(applying, why);
    if (status == HS_OK)
        status = store_publish_carry(applying->publish, "", why);
    if (status == HS_OK)
        status = store_publish_commit(applying->publish, look, applying, &generation, why);
    if (status != HS_OK)
        return status;
    snprintf(applying->detail, sizeof applying->detail, "generation %u", generation);
    report(applying, "ok", applying->detail);
    return HS_OK;
}

/* What officers may not read is no part of a generation. */
static enum hs_status publish_apart(struct applying *applying, struct hs_why *why)
{
    if (applying->values.count != 1)
        return hs_fail(why, HS_REFUSED, "package: it makes no value: pack it anew");
    /* The child's values lie one behind the other at any address; this one is used where it lies. */
    const void *aligned = arena_copy(&applying->arena, applying->values.value[0].bytes, applying->values.value[0].size);
    if (!aligned)
        return hs_fail(why, HS_NO_MEMORY, "risk model: no memory: close other programs");
    applying->values.value[0].bytes = aligned;
    enum hs_status status = check(applying, NULL, "the risk model makes sense", why);
    applying->apart.count = 0;
    applying->apart.latest = 0;
    if (status == HS_OK)
        status = highwater_raise(&applying->apart, manifest_of(applying), manifest_of(applying)->created, why); /* the same package, the same bytes */
    if (status == HS_OK)
        status = risk_file_write(applying->order->store, applying->values.value[0].bytes, applying->values.value[0].size, &applying->apart, why);
    if (status == HS_OK)
        report(applying, "ok", "state/" RISK_FILE_NAME);
    return status;
}

static enum hs_status publish(struct applying *applying, struct hs_why *why)
{
    enum hs_status status = build(applying, why);
    if (status != HS_OK)
        return status;
    return package_kind_secret(manifest_of(applying)->stream) ? publish_apart(applying, why) : publish_generation(applying, why);
}

static enum hs_status raise_mark(struct applying *applying, struct hs_why *why)
{
    const struct package_manifest *manifest = manifest_of(applying);
    applying->stage = "mark";
    enum hs_status status = highwater_raise(&applying->mark, manifest, applying->order->now, why);
    if (status == HS_OK)
        status = state_write_highwater(applying->order->store, &applying->mark, why);
    snprintf(applying->detail, sizeof applying->detail, "%s %s %" PRIu64, package_kind_words(manifest->stream), manifest->country, manifest->sequence);
    if (status == HS_OK)
        report(applying, "ok", applying->detail);
    return status;
}

/* ---- the whole ---- */

/* A root, and what is kept apart, is kept by the store itself. */
static bool still_held(const struct applying *applying)
{
    const struct package_manifest *manifest = manifest_of(applying);
    return manifest->kind == PACKAGE_ROOT || package_kind_secret(manifest->stream) || highwater_find(&applying->packages, manifest->stream, manifest->country);
}

static enum hs_status lock(struct applying *applying, struct hs_why *why)
{
    applying->stage = "lock";
    enum hs_status status = store_publish_start_signed(applying->order->store, &applying->publish, why);
    if (status != HS_OK)
        return status;
    forget_trust(applying); /* what was read before the lock may have changed meanwhile */
    status = read_trust(applying, why);
    if (status == HS_OK)
        report(applying, "ok", "no other process publishes");
    return status;
}

static enum hs_status run(struct applying *applying, struct hs_why *why)
{
    applying->stage = "root";
    enum hs_status status = read_trust(applying, why);
    if (status == HS_OK)
        status = peek(applying, why);
    if (status == HS_OK)
        status = lock(applying, why);
    if (status == HS_OK)
        status = stage(applying, why);
    if (status == HS_OK)
        status = verify(applying, why);
    if (status == HS_OK && applying->behind) { /* a crash came between publishing and raising it, and what is published next may say less of itself */
        applying->stage = "mark";
        status = state_write_highwater(applying->order->store, &applying->mark, why);
    }
    if (status == HS_OK && applying->already) {
        applying->stage = "already";
        if (!still_held(applying))
            return hs_fail(why, HS_REFUSED,
                           "package: it is applied already, and other content took its place since: it does not come back; ask for a newer one");
        report(applying, "ok", "this package is applied: there is nothing to do");
        return HS_OK;
    }
    if (status == HS_OK)
        status = manifest_of(applying)->kind == PACKAGE_ROOT ? keep_root(applying, why) : publish(applying, why);
    return status == HS_OK ? raise_mark(applying, why) : status;
}

enum hs_status apply(const struct apply_order *order, struct hs_why *why)
{
    struct hs_why reason;
    struct applying *applying = calloc(1, sizeof *applying);
    if (!applying)
        return hs_fail(why, HS_NO_MEMORY, "apply: no memory: close other programs");
    applying->order = order;
    applying->copy = applying->output = -1;
    enum hs_status status = run(applying, &reason);
    if (status != HS_OK)
        report(applying, status == HS_REFUSED ? "refused" : "failed", reason.text);
    values_close(&applying->values);
    package_close(applying->package);
    if (applying->copy >= 0)
        close(applying->copy);
    if (applying->output >= 0)
        close(applying->output);
    if (applying->staged)
        staging_end(&applying->staging);
    if (applying->publish)
        store_publish_abandon(applying->publish);
    free(applying->packages_text);
    forget_trust(applying);
    free(applying);
    if (status != HS_OK && why)
        *why = reason;
    return status;
}
