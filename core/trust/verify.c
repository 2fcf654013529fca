/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trust/verify.h"

#include <stdio.h>
#include <string.h>

#include "core/base/utc.h"

/* What the checks of the head share. */
struct checking {
    const struct package_head *head;
    const struct trust_context *context;
    const struct root_chain *newest; /* the chain that ends in the root that judges */
    const struct root *root;
    enum trust_result result;
    char detail[256];
};

const char *trust_check_words(enum trust_check check)
{
    static const char *const words[] = {
#define TRUST_CHECK_WORDS(name, text) [name] = text,
        TRUST_CHECK_LIST(TRUST_CHECK_WORDS)
#undef TRUST_CHECK_WORDS
    };
    return words[check];
}

static void report(const struct trust_context *context, enum trust_check check, enum trust_result result, const char *detail)
{
    if (context->report)
        context->report(context->context, check, result, detail);
}

static enum hs_status check_root(struct checking *checking, struct hs_why *why)
{
    const struct root_chain *chain = &checking->head->chain, *trusted = checking->context->trusted;
    char when[UTC_TEXT_MAX], hex[DIGEST_HEX + 1];
    if (!trusted || !trusted->count)
        return hs_fail(why, HS_REFUSED, "package: no root is trusted here: enrol one, or name one with --root");
    enum hs_status status = root_chain_verify(chain, trusted, why);
    if (status != HS_OK)
        return status;
    checking->newest = chain->count && root_newest(chain)->version > root_newest(trusted)->version ? chain : trusted;
    const struct root *root = checking->root = root_newest(checking->newest);
    utc_print(root->expires, when);
    if (root->expires <= checking->context->now)
        return hs_fail(why, HS_REFUSED, "root %u: it expired at %s: ask for its successor", root->version, when);
    struct digest fingerprint = root_fingerprint(root);
    digest_print(&fingerprint, hex);
    snprintf(checking->detail, sizeof checking->detail, "root %u, expires %s, fingerprint %s", root->version, when, hex);
    return HS_OK;
}

static enum hs_status check_signatures(struct checking *checking, struct hs_why *why)
{
    const struct package_manifest *manifest = &checking->head->manifest;
    const struct root *root = checking->root;
    enum trust_role needed = package_kind_role(manifest->kind);
    const struct root_role *role = root_find_role(root, needed, manifest->country);
    const char *country = trust_role_has_country(needed) ? manifest->country : "";
    if (!role)
        return hs_fail(why, HS_REFUSED, "package: root %u gives nobody the role %s%s%s, which signs %s: ask for a root that does", root->version,
                       trust_role_words(needed), *country ? " " : "", country, package_kind_words(manifest->kind));
    enum hs_status status =
        root_role_signed(root, role, checking->newest, SIGNATURE_DOMAIN_PACKAGE, manifest->bytes, manifest->size, &checking->head->signatures, "package", why);
    snprintf(checking->detail, sizeof checking->detail, "%u of %u asked, role %s%s%s", checking->head->signatures.count, role->threshold,
             trust_role_words(needed), *country ? " " : "", country);
    return status;
}

static enum hs_status check_scope(struct checking *checking, struct hs_why *why)
{
    static const struct digest none = { { 0 } };
    const struct package_manifest *manifest = &checking->head->manifest;
    const struct root *root = checking->root;
    if (strcmp(manifest->product, root->product) != 0)
        return hs_fail(why, HS_REFUSED, "package: it is for product %s, the root for %s: name the right package", manifest->product, root->product);
    if (strcmp(manifest->channel, root->channel) != 0)
        return hs_fail(why, HS_REFUSED, "package: it is of channel %s, the root of %s: name the right package", manifest->channel, root->channel);
    bool own = manifest->kind == PACKAGE_ROOT ? strcmp(manifest->country, "XX") == 0 : root_has_country(root, manifest->country);
    if (!own && manifest->kind != PACKAGE_ORIGIN) /* an issuing authority has its role, so the root names it already */
        return hs_fail(why, HS_REFUSED, "package: it is of country %s, which root %u does not list: name the right package", manifest->country, root->version);
    if (!digest_equal(&manifest->base, &none))
        return hs_fail(why, HS_REFUSED, "package: a difference to another package: this version applies whole ones only: ask for the whole package");
    for (unsigned i = 0; i < manifest->fields; i++)
        if (manifest->field[i].critical)
            return hs_fail(why, HS_REFUSED, "package: its critical field %.*s is not known here: update this program", (int)manifest->field[i].name_length,
                           manifest->field[i].name);
    snprintf(checking->detail, sizeof checking->detail, "%s %s %s %s", manifest->product, manifest->country, manifest->channel,
             package_kind_words(manifest->kind));
    return HS_OK;
}

static enum hs_status check_tool(struct checking *checking, struct hs_why *why)
{
    const struct package_version *oldest = &checking->head->manifest.oldest_tool;
    struct package_version own;
    if (package_version_parse(checking->context->tool, &own) != HS_OK)
        return hs_fail(why, HS_INVALID, "package: this program's version \"%s\" is not of the form 1.2.3: build it anew", checking->context->tool);
    if (package_version_compare(&own, oldest) < 0)
        return hs_fail(why, HS_REFUSED, "package: it needs version %u.%u.%u, this is %s: update this program", oldest->major, oldest->minor, oldest->patch,
                       checking->context->tool);
    snprintf(checking->detail, sizeof checking->detail, "%u.%u.%u or newer", oldest->major, oldest->minor, oldest->patch);
    return HS_OK;
}

bool trust_effective(const struct package_manifest *manifest, int64_t now)
{
    char text[UTC_TEXT_MAX];
    uint32_t today;
    utc_print(now + TRUST_CLOCK_TOLERANCE, text);
    return utc_parse_day(text, 10, &today) == HS_OK && manifest->effective <= today;
}

static enum hs_status check_time(struct checking *checking, struct hs_why *why)
{
    const struct package_manifest *manifest = &checking->head->manifest;
    const struct highwater *seen = checking->context->seen;
    int64_t now = checking->context->now;
    char created[UTC_TEXT_MAX], expires[UTC_TEXT_MAX], is[UTC_TEXT_MAX], latest[UTC_TEXT_MAX];
    utc_print(now, is);
    utc_print(manifest->created, created);
    utc_print(manifest->expires, expires);
    if (seen && now < seen->latest) {
        utc_print(seen->latest, latest);
        return hs_fail(why, HS_REFUSED, "clock: it says %s, but it was %s here before: set it right", is, latest);
    }
    if (manifest->created > now + TRUST_CLOCK_TOLERANCE)
        return hs_fail(why, HS_REFUSED, "package: from the future: it was made at %s, the clock says %s: set the clock right, or ask where it came from",
                       created, is);
    if (manifest->expires <= now)
        return hs_fail(why, HS_REFUSED, "package: it expired at %s: ask for a newer one", expires);
    int length = snprintf(checking->detail, sizeof checking->detail, "made %s, expires %s", created, expires);
    if (!trust_effective(manifest, now)) { /* what is released ahead of its day is well signed; apply waits */
        utc_print_day(manifest->effective, is);
        snprintf(checking->detail + length, sizeof checking->detail - (size_t)length, ", not to be applied before %s", is);
    }
    return HS_OK;
}

static enum hs_status check_root_sequence(struct checking *checking, struct hs_why *why)
{
    uint32_t trusted = root_newest(checking->context->trusted)->version;
    if (checking->head->manifest.sequence <= trusted)
        return hs_fail(why, HS_REFUSED, "package: root %llu is not newer than the trusted root %u: there is nothing to do",
                       (unsigned long long)checking->head->manifest.sequence, trusted);
    snprintf(checking->detail, sizeof checking->detail, "root %llu after root %u", (unsigned long long)checking->head->manifest.sequence, trusted);
    return HS_OK;
}

bool trust_already_applied(const struct package_manifest *manifest, const struct highwater *seen)
{
    const struct highwater_stream *last = highwater_find(seen, manifest->stream, manifest->country);
    struct digest id = package_id(manifest);
    return last && last->sequence == manifest->sequence && digest_equal(&last->package, &id);
}

static enum hs_status check_sequence(struct checking *checking, struct hs_why *why)
{
    const struct package_manifest *manifest = &checking->head->manifest;
    const struct highwater *seen = checking->context->seen;
    const char *stream = package_kind_words(manifest->stream);
    unsigned long long sequence = manifest->sequence;
    if (manifest->kind == PACKAGE_ROOT)
        return check_root_sequence(checking, why);
    if (!seen) {
        checking->result = TRUST_SKIPPED;
        snprintf(checking->detail, sizeof checking->detail, "%llu; not held against a store", sequence);
        return HS_OK;
    }
    const struct highwater_stream *last = highwater_find(seen, manifest->stream, manifest->country);
    unsigned long long applied = last ? last->sequence : 0;
    if (trust_already_applied(manifest, seen))
        return hs_fail(why, HS_REFUSED, "package: %s %s %llu is applied already: there is nothing to do", stream, manifest->country, sequence);
    if (last && sequence == applied)
        return hs_fail(why, HS_REFUSED, "package: %s %s %llu was applied with another content: two packages have one number: tell the release keys' holders",
                       stream, manifest->country, sequence);
    if (sequence < applied)
        return hs_fail(why, HS_REFUSED, "package: %s %s %llu is older than %llu, which was applied: going back needs a package of kind rollback", stream,
                       manifest->country, sequence, applied);
    if (last && sequence - applied > TRUST_SEQUENCE_JUMP)
        return hs_fail(why, HS_REFUSED, "package: %s %s jumps from %llu to %llu, more than %d: apply one from between first, or ask where it came from", stream,
                       manifest->country, applied, sequence, TRUST_SEQUENCE_JUMP);
    snprintf(checking->detail, sizeof checking->detail, "%llu after %llu", sequence, applied);
    return HS_OK;
}

static enum hs_status check_leaves(struct checking *checking, struct hs_why *why)
{
    snprintf(checking->detail, sizeof checking->detail, "%llu of %u files", (unsigned long long)checking->head->manifest.leaves,
             checking->head->manifest.files);
    return package_check_leaves(checking->head, why);
}

enum hs_status trust_verify_head(const struct package_head *head, const struct trust_context *context, const struct root_chain **newest, struct hs_why *why)
{
    static enum hs_status (*const check[])(struct checking *, struct hs_why *) = {
        [TRUST_ROOT] = check_root, [TRUST_SIGNATURES] = check_signatures, [TRUST_SCOPE] = check_scope,   [TRUST_TOOL] = check_tool,
        [TRUST_TIME] = check_time, [TRUST_SEQUENCE] = check_sequence,     [TRUST_LEAVES] = check_leaves,
    };
    struct checking checking = { .head = head, .context = context };
    struct hs_why reason;
    for (int c = TRUST_ROOT; c <= TRUST_LEAVES; c++) {
        checking.result = TRUST_PASSED;
        enum hs_status status = check[c](&checking, &reason);
        report(context, (enum trust_check)c, status == HS_OK ? checking.result : TRUST_FAILED, status == HS_OK ? checking.detail : reason.text);
        if (status != HS_OK) {
            if (why)
                *why = reason;
            return status;
        }
    }
    if (newest)
        *newest = checking.newest;
    return HS_OK;
}

static enum hs_status verify_open(struct package *package, const struct trust_context *context, const struct root_chain **newest, struct hs_why *why)
{
    char detail[64];
    const struct package_manifest *manifest = &package_head(package)->manifest;
    snprintf(detail, sizeof detail, "%llu bytes", (unsigned long long)(package_head(package)->size + manifest->payload));
    report(context, TRUST_FORM, TRUST_PASSED, detail);
    enum hs_status status = trust_verify_head(package_head(package), context, newest, why);
    if (status != HS_OK)
        return status;
    status = package_check_payload(package, context->progress, context->context, why);
    snprintf(detail, sizeof detail, "%llu records, %llu bytes", (unsigned long long)manifest->records, (unsigned long long)manifest->payload);
    report(context, TRUST_CHUNKS, status == HS_OK ? TRUST_PASSED : TRUST_FAILED, status == HS_OK ? detail : why->text);
    return status;
}

enum hs_status trust_verify(int fd, const struct trust_context *context, struct package **package, const struct root_chain **newest, struct hs_why *why)
{
    struct hs_why reason;
    enum hs_status status = package_open(fd, package, &reason);
    if (status != HS_OK)
        report(context, TRUST_FORM, TRUST_FAILED, reason.text);
    else
        status = verify_open(*package, context, newest, &reason);
    if (status == HS_OK)
        return HS_OK;
    package_close(*package);
    *package = NULL;
    if (why)
        *why = reason;
    return status;
}
