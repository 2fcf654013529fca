/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack.c - pack and revoke: what is to be signed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/utc.h"
#include "keys/new_root.h"
#include "keys/pack.h"
#include "tui/admin/content.h"
#include "tui/admin/trust.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

const struct option_spec admin_pack_options[] = {
    { '\0', "kind", "K", N_("nomenclature, tariff, terms, vague, model, risk, rules, fx, country, origin, root or rollback") },
    { '\0', "of", "K", N_("of a rollback: the kind whose old content this is") },
    { '\0', "product", "P", N_("default: the root's") },
    { '\0', "country", "CC", N_("whose content this is, XX: no country's own; of a root the list of all, such as AZ,GE,XX") },
    { '\0', "channel", "C", N_("default: the root's") },
    { '\0', "sequence", "N", N_("one more than the last of this kind and country; of a root it is known") },
    { '\0', "base", "F", N_("the package that a difference is to: not in this version") },
    { '\0', "created", "T", N_("default: now") },
    { '\0', "expires", "T", N_("after which posts do not apply it any more") },
    { '\0', "effective", "D", N_("from which day it holds; default: the day of creation") },
    { '\0', "oldest-tool", "V", N_("the oldest version that can apply it; default: this one") },
    { '\0', "unchecked", NULL, N_("do not try whether this version can use the content: it is for a newer one") },
    { '\0', "root", "F", N_("the root package whose chain goes along (default: what the store has enrolled)") },
    { '\0', "threshold", "ROLE=N", N_("of a root: how many of a role's keys must sign; may be repeated") },
    { '\0', "out", "F", N_("the package; nothing may be there") },
    { 0 },
};
const struct option_spec admin_revoke_options[] = {
    { '\0', "root", "F", N_("the root package to start from (default: what the store has enrolled)") },
    { '\0', "add", "F", N_("a public key that comes instead; may be repeated") },
    { '\0', "threshold", "ROLE=N", N_("how many of a role's keys must sign; may be repeated") },
    { '\0', "created", "T", N_("default: now") },
    { '\0', "expires", "T", N_("default: as long from now as the root before was made for") },
    { '\0', "oldest-tool", "V", N_("the oldest version that can apply it; default: this one") },
    { '\0', "out", "F", N_("the package; nothing may be there") },
    { 0 },
};

enum { ID_DIGITS_LEAST = 16 };

/* What pack and revoke have in common. */
struct making {
    const struct options *options;
    struct arena arena;
    struct root_chain chain; /* empty where there is none */
    int64_t created, expires;
    struct package_version oldest_tool;
    const char *out;
};

static enum hs_status start(struct making *making, bool chain_needed, struct hs_why *why)
{
    const struct options *options = making->options;
    const char *tool = options_value(options, "oldest-tool");
    making->out = options_value(options, "out");
    making->created = time(NULL);
    making->expires = 0;
    if (!making->out)
        return hs_fail(why, HS_USAGE, "option --out: say which file the package is to be");
    if (package_version_parse(tool ? tool : PACKAGE_VERSION, &making->oldest_tool) != HS_OK)
        return hs_fail(why, HS_USAGE, "option --oldest-tool: \"%s\" is no version: write 1.2.3", tool ? tool : PACKAGE_VERSION);
    enum hs_status status = admin_time(options, "created", &making->created, why);
    if (status == HS_OK)
        status = admin_time(options, "expires", &making->expires, why);
    if (status != HS_OK)
        return status;
    status = admin_roots(options, &making->arena, &making->chain, why);
    return status == HS_NOT_FOUND && !chain_needed && !options_value(options, "root") ? HS_OK : status;
}

static enum hs_status take_thresholds(const struct options *options, unsigned threshold[static TRUST_ROLE_COUNT], struct hs_why *why)
{
    for (size_t i = 0; i < options->given_count; i++) {
        const char *value = options->given[i].value, *equals = strchr(value, '=');
        enum trust_role role;
        if (!options->given[i].spec->name || strcmp(options->given[i].spec->name, "threshold") != 0)
            continue;
        char *end = NULL;
        unsigned long number = equals ? strtoul(equals + 1, &end, 10) : 0;
        if (!equals || !trust_role_find(value, (size_t)(equals - value), &role) || end == equals + 1 || *end || !number || number > ROOT_KEYS_MAX)
            return hs_fail(why, HS_USAGE, "option --threshold: \"%s\" will not do: write release=3 for instance", value);
        threshold[role] = (unsigned)number;
    }
    return HS_OK;
}

static enum hs_status add_key(struct new_root *root, const char *path, struct hs_why *why)
{
    struct key_card card;
    enum hs_status status = key_read_card(path, &card, why);
    return status == HS_OK ? new_root_add_key(root, &card, why) : status;
}

static enum hs_status pack_root(struct making *making, struct new_root *root, struct hs_why *why)
{
    const struct options *options = making->options;
    root->before = making->chain.count ? &making->chain : NULL;
    root->product = options_value(options, "product");
    root->channel = options_value(options, "channel");
    root->countries = options_value(options, "country");
    root->created = making->created;
    root->expires = making->expires;
    root->oldest_tool = making->oldest_tool;
    long version = root->before ? (long)root_newest(root->before)->version + 1 : 1, stated = version;
    if (!making->expires)
        return hs_fail(why, HS_USAGE, "option --expires: say until when the root is to be used");
    enum hs_status status = options_number(options, "sequence", 1, 999999999, &stated, why);
    if (status == HS_OK && stated != version)
        status = hs_fail(why, HS_USAGE, "option --sequence: the root that comes next is %ld: leave it out", version);
    if (status == HS_OK)
        status = take_thresholds(options, root->threshold, why);
    if (status == HS_OK && root->before && !options->operands)
        status = new_root_take_keys(root, NULL, why);
    for (int i = 0; status == HS_OK && i < options->operands; i++)
        status = add_key(root, options->operand[i], why);
    return status == HS_OK ? new_root_pack(root, making->out, why) : status;
}

static enum hs_status discard(void *taker, const char *name, const void *bytes, size_t size, struct hs_why *why)
{
    (void)taker, (void)name, (void)bytes, (void)size, (void)why;
    return HS_OK;
}

static enum hs_status check_package(int fd, struct hs_why *why)
{
    const struct content_builders *builders = admin_content_builders();
    struct package *package = NULL;
    struct content content = { .alone = true };
    enum hs_status status = package_open(fd, &package, why);
    if (status != HS_OK)
        return status;
    const struct package_manifest *manifest = &package_head(package)->manifest;
    status = content_check_kind(manifest->stream, manifest->country, builders, why);
    if (status == HS_OK)
        status = content_load(package, &content, why);
    if (status == HS_OK)
        status = builders->build[content.kind](&content, discard, NULL, why);
    content_unload(&content);
    package_close(package);
    return status;
}

/* Content that no post can use is found before colleagues are called together to sign it. */
static enum hs_status check_packed(const char *path, struct hs_why *why)
{
    struct hs_why inner;
    int fd = -1;
    enum hs_status status = package_source_open(path, &fd, &inner);
    if (status == HS_OK)
        status = check_package(fd, &inner);
    if (fd >= 0)
        close(fd);
    if (status == HS_OK)
        return HS_OK;
    unlink(path);
    return hs_fail(why, status, "pack: nothing is packed, posts would refuse it: %s", inner.text);
}

/* What no post could ever apply is not made, however well its content is. */
static enum hs_status check_use(const struct options *options, const struct pack_plan *plan, struct hs_why *why)
{
    const struct root *newest = plan->chain ? root_newest(plan->chain) : NULL;
    char expires[UTC_TEXT_MAX];
    uint32_t last;
    utc_print(plan->expires, expires);
    if (plan->expires <= plan->created)
        return hs_fail(why, HS_USAGE, "option --expires: %s is not after the package was created: give a later day", expires);
    if (utc_parse_day(expires, 10, &last) == HS_OK && plan->effective > last)
        return hs_fail(why, HS_USAGE, "option --effective: it lies behind %s, when the package expires: correct one of them", expires);
    if (newest && plan->kind != PACKAGE_ORIGIN && !options_value(options, "unchecked") && !root_has_country(newest, plan->country))
        return hs_fail(why, HS_REFUSED, "pack: root %u does not list country %s, so posts would refuse it: correct --country, or make the next root with it",
                       newest->version, plan->country);
    return HS_OK;
}

static enum hs_status pack_content(struct making *making, enum package_kind kind, struct hs_why *why)
{
    const struct options *options = making->options;
    const struct root *newest = root_newest(&making->chain);
    const char *of = options_value(options, "of"), *product = options_value(options, "product"), *channel = options_value(options, "channel");
    struct pack_plan plan = { .kind = kind,
                              .stream = kind,
                              .country = options_value(options, "country"),
                              .created = making->created,
                              .expires = making->expires,
                              .oldest_tool = making->oldest_tool,
                              .chain = newest ? &making->chain : NULL,
                              .source = options->operand,
                              .sources = (unsigned)options->operands };
    char day[UTC_TEXT_MAX];
    long sequence = 0;
    plan.product = product ? product : newest ? newest->product : NULL;
    plan.channel = channel ? channel : newest ? newest->channel : NULL;
    utc_print(plan.created, day);
    utc_parse_day(day, 10, &plan.effective);
    if ((kind == PACKAGE_ROLLBACK) != (of != NULL) || (of && !package_kind_find(of, strlen(of), &plan.stream)))
        return hs_fail(why, HS_USAGE, "option --of: it names the kind that a rollback rolls back, and stands with no other kind");
    if (!plan.product || !plan.channel)
        return hs_fail(why, HS_USAGE, "pack: no root says for which product and channel: name --root, or --product and --channel");
    if (!plan.country || strlen(plan.country) != 2 || !trust_country_valid(plan.country))
        return hs_fail(why, HS_USAGE, "option --country: say whose content this is, two upper-case letters, XX for what no country owns");
    if (!making->expires)
        return hs_fail(why, HS_USAGE, "option --expires: say until when it may be applied");
    if (!options->operands)
        return hs_fail(why, HS_USAGE, "pack: no SRC: name the files");
    enum hs_status status = options_number(options, "sequence", 1, 999999999, &sequence, why);
    if (status == HS_OK && !sequence)
        status = hs_fail(why, HS_USAGE, "option --sequence: say which number this is, one more than the last of this kind and country");
    if (status == HS_OK)
        status = admin_day(options, "effective", &plan.effective, why);
    plan.sequence = (uint64_t)sequence;
    if (status == HS_OK)
        status = check_use(options, &plan, why);
    if (status == HS_OK)
        status = pack(&plan, making->out, why);
    return status == HS_OK && !options_value(options, "unchecked") ? check_packed(making->out, why) : status;
}

static enum hs_status run_pack(struct making *making, struct new_root *root, struct hs_why *why)
{
    const char *words = options_value(making->options, "kind");
    enum package_kind kind;
    if (!words || !package_kind_find(words, strlen(words), &kind))
        return hs_fail(why, HS_USAGE, "option --kind: \"%s\" is none: see `hsdesk-admin pack --help`", words ? words : "");
    if (options_value(making->options, "base"))
        return hs_fail(why, HS_USAGE, "option --base: this version packs whole content only: leave it out");
    enum hs_status status = start(making, false, why);
    if (status == HS_OK)
        status = kind == PACKAGE_ROOT ? pack_root(making, root, why) : pack_content(making, kind, why);
    return status;
}

/* The key whose id starts with these digits. */
static enum hs_status find_key(const struct root *root, const char *digits, struct digest *id, struct hs_why *why)
{
    size_t length = strlen(digits), found = 0;
    if (length < ID_DIGITS_LEAST || length > DIGEST_HEX)
        return hs_fail(why, HS_USAGE, "revoke: \"%s\" is no key id: give at least %d of its digits, as inspect shows them", digits, ID_DIGITS_LEAST);
    for (unsigned i = 0; i < root->roles; i++)
        for (unsigned k = 0; k < root->role[i].keys; k++) {
            char hex[DIGEST_HEX + 1];
            struct digest candidate = public_key_id(root->role[i].key + (size_t)k * TRUST_KEY_ENTRY + 1);
            digest_print(&candidate, hex);
            if (strncmp(hex, digits, length) == 0) {
                *id = candidate;
                found++;
            }
        }
    if (found != 1)
        return hs_fail(why, HS_NOT_FOUND, "revoke: root %u has %zu keys whose id starts with %s: see `hsdesk-admin inspect`", root->version, found, digits);
    return HS_OK;
}

/* That those who are left can still sign for the role; no root says so as helpfully. */
static enum hs_status check_enough_left(const struct root *before, const struct new_root *root, const struct digest *revoked, struct hs_why *why)
{
    const struct root_role *role = root_find_key(before, revoked, NULL);
    unsigned left = 0, asked = root->threshold[role->role] ? root->threshold[role->role] : role->threshold;
    for (size_t i = 0; i < root->keys; i++)
        left += root->key[i].role == role->role && strcmp(root->key[i].country, role->country) == 0;
    if (left && left < asked) /* a role of nobody is none: of fx or origin it may go */
        return hs_fail(why, HS_REFUSED, "revoke: role %s would have %u keys, %u must sign: make another with keygen and name it with --add",
                       trust_role_words(role->role), left, asked);
    return HS_OK;
}

static enum hs_status run_revoke(struct making *making, struct new_root *root, struct hs_why *why)
{
    const struct options *options = making->options;
    struct digest id;
    enum hs_status status = start(making, true, why);
    if (status != HS_OK)
        return status;
    const struct root *before = root_newest(&making->chain);
    root->before = &making->chain;
    root->created = making->created;
    root->expires = making->expires ? making->expires : making->created + (before->expires - before->created);
    root->oldest_tool = making->oldest_tool;
    status = find_key(before, options->operand[0], &id, why);
    if (status == HS_OK)
        status = take_thresholds(options, root->threshold, why);
    if (status == HS_OK)
        status = new_root_take_keys(root, &id, why);
    for (size_t i = 0; status == HS_OK && i < options->given_count; i++)
        if (options->given[i].spec->name && strcmp(options->given[i].spec->name, "add") == 0)
            status = add_key(root, options->given[i].value, why);
    if (status == HS_OK)
        status = check_enough_left(before, root, &id, why);
    return status == HS_OK ? new_root_pack(root, making->out, why) : status;
}

static int run(const struct options *options, enum hs_status (*act)(struct making *, struct new_root *, struct hs_why *))
{
    struct hs_why why;
    struct making *making = calloc(1, sizeof *making);
    struct new_root *root = calloc(1, sizeof *root);
    enum hs_status status = making && root ? HS_OK : hs_fail(&why, HS_NO_MEMORY, "pack: no memory: close other programs");
    if (status == HS_OK) {
        making->options = options;
        status = act(making, root, &why);
        arena_free(&making->arena);
    }
    free(root);
    free(making);
    return status == HS_OK ? 0 : options_complain(options, &why);
}

int admin_pack(const struct options *options)
{
    return run(options, run_pack);
}

int admin_revoke(const struct options *options)
{
    return run(options, run_revoke);
}
