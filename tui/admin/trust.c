/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/admin/trust.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/utc.h"
#include "core/store/location.h"
#include "core/trust/state.h"

enum hs_status admin_open_package(const char *path, int *fd, struct package **package, struct hs_why *why)
{
    *package = NULL;
    enum hs_status status = package_source_open(path, fd, why);
    if (status != HS_OK)
        return status;
    status = package_open(*fd, package, why);
    if (status != HS_OK) {
        close(*fd);
        *fd = -1;
    }
    return status;
}

static enum hs_status roots_of_package(const char *path, struct arena *arena, struct root_chain *chain, struct hs_why *why)
{
    int fd;
    struct package *package;
    enum hs_status status = admin_open_package(path, &fd, &package, why);
    if (status != HS_OK)
        return status;
    const struct root_chain *found = &package_head(package)->chain;
    char *copy = arena_copy(arena, (const char *)found->bytes, found->size);
    if (!copy)
        status = hs_fail(why, HS_NO_MEMORY, "root: no memory: close other programs");
    else if (!found->count)
        status = hs_fail(why, HS_REFUSED, "%s: it carries no root: name a package of kind root", path);
    if (status == HS_OK)
        status = root_chain_parse((const unsigned char *)copy, found->size, chain, why);
    if (status == HS_OK)
        status = root_chain_verify(chain, NULL, why);
    package_close(package);
    close(fd);
    return status;
}

enum hs_status admin_roots(const struct options *options, struct arena *arena, struct root_chain *chain, struct hs_why *why)
{
    char store[STORE_PATH_MAX];
    const char *path = options_value(options, "root");
    if (path)
        return roots_of_package(path, arena, chain, why);
    enum hs_status status = store_locate(options->store, store, why);
    return status == HS_OK ? state_read_root(store, arena, chain, why) : status;
}

enum hs_status admin_time(const struct options *options, const char *name, int64_t *seconds, struct hs_why *why)
{
    const char *value = options_value(options, name);
    if (value && utc_parse(value, strlen(value), seconds) != HS_OK)
        return hs_fail(why, HS_USAGE, "option --%s: \"%s\" is no time in UTC: write 2026-11-22T11:17:09Z or 2026-11-22", name, value);
    return HS_OK;
}

enum hs_status admin_day(const struct options *options, const char *name, uint32_t *day, struct hs_why *why)
{
    const char *value = options_value(options, name);
    if (value && utc_parse_day(value, strlen(value), day) != HS_OK)
        return hs_fail(why, HS_USAGE, "option --%s: \"%s\" is no day: write 2026-11-22", name, value);
    return HS_OK;
}

static void row(struct output *output, const char *field, const char *value, size_t length)
{
    output_text(output, field, strlen(field));
    output_text(output, value, length);
}

static void row_text(struct output *output, const char *field, const char *value)
{
    row(output, field, value, strlen(value));
}

static void row_number(struct output *output, const char *field, uint64_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRIu64, value);
    row_text(output, field, text);
}

static void row_time(struct output *output, const char *field, int64_t seconds)
{
    char text[UTC_TEXT_MAX];
    utc_print(seconds, text);
    row_text(output, field, text);
}

static void row_digest(struct output *output, const char *field, const struct digest *digest)
{
    char text[DIGEST_HEX + 1];
    digest_print(digest, text);
    row_text(output, field, text);
}

static void print_manifest(struct output *output, const struct package_manifest *manifest)
{
    static const struct digest none = { { 0 } };
    char text[TRUST_NAME_MAX + DIGEST_HEX + 64], hex[DIGEST_HEX + 1], day[UTC_TEXT_MAX];
    struct digest id = package_id(manifest), root;
    row_text(output, "product", manifest->product);
    row_text(output, "country", manifest->country);
    row_text(output, "channel", manifest->channel);
    row_text(output, "kind", package_kind_words(manifest->kind));
    if (manifest->kind == PACKAGE_ROLLBACK)
        row_text(output, "rolls_back", package_kind_words(manifest->stream));
    row_number(output, "sequence", manifest->sequence);
    snprintf(text, sizeof text, "%u.%u.%u", manifest->oldest_tool.major, manifest->oldest_tool.minor, manifest->oldest_tool.patch);
    row_text(output, "oldest_tool", text);
    row_time(output, "created", manifest->created);
    row_time(output, "expires", manifest->expires);
    utc_print_day(manifest->effective, day);
    row_text(output, "effective", day);
    if (digest_equal(&manifest->base, &none))
        row_text(output, "base", "");
    else
        row_digest(output, "base", &manifest->base);
    row_digest(output, "content", &manifest->content);
    row_number(output, "records", manifest->records);
    for (unsigned i = 0; i < manifest->files; i++) {
        const struct package_file *file = &manifest->file[i];
        memcpy(root.bytes, file->root, DIGEST_SIZE);
        digest_print(&root, hex);
        snprintf(text, sizeof text, "%.*s %" PRIu64 " %s", (int)file->name_length, file->name, file->size, hex);
        row_text(output, "file", text);
    }
    for (unsigned i = 0; i < manifest->fields; i++) {
        const struct bytes_field *field = &manifest->field[i];
        snprintf(text, sizeof text, "field.%.*s%s", (int)field->name_length, field->name, field->critical ? " (critical)" : "");
        row(output, text, (const char *)field->value, field->size);
    }
    row_digest(output, "package", &id);
}

/* Who signed; `root` names the role of each key, where it is known. */
static void print_signatures(struct output *output, const char *field, const struct trust_signatures *signatures, const struct root *root)
{
    for (unsigned i = 0; i < signatures->count; i++) {
        char text[DIGEST_HEX + 64], hex[DIGEST_HEX + 1];
        struct digest id;
        memcpy(id.bytes, signatures->entry + (size_t)i * TRUST_SIGNATURE_ENTRY + 1, DIGEST_SIZE);
        const struct root_role *role = root ? root_find_key(root, &id, NULL) : NULL;
        digest_print(&id, hex);
        snprintf(text, sizeof text, "%s %s%s%s", hex, role ? trust_role_words(role->role) : "unknown", role && *role->country ? " " : "",
                 role ? role->country : "");
        row_text(output, field, text);
    }
}

static void print_root(struct output *output, const struct root *root)
{
    char text[3 * ROOT_COUNTRIES_MAX + 1] = "", line[DIGEST_HEX + 64];
    struct digest fingerprint = root_fingerprint(root);
    row_number(output, "root.version", root->version);
    row_digest(output, "root.fingerprint", &fingerprint);
    row_text(output, "root.product", root->product);
    row_text(output, "root.channel", root->channel);
    for (unsigned i = 0; i < root->countries; i++)
        snprintf(text + 3 * i, sizeof text - 3 * i, "%.2s%s", root->country + 2 * i, i + 1 < root->countries ? "," : "");
    row_text(output, "root.countries", text);
    row_time(output, "root.created", root->created);
    row_time(output, "root.expires", root->expires);
    for (unsigned i = 0; i < root->roles; i++) {
        const struct root_role *role = &root->role[i];
        const char *space = *role->country ? " " : "";
        snprintf(line, sizeof line, "%s%s%s %u of %u", trust_role_words(role->role), space, role->country, role->threshold, role->keys);
        row_text(output, "root.role", line);
        for (unsigned k = 0; k < role->keys; k++) {
            char hex[DIGEST_HEX + 1];
            struct digest id = public_key_id(role->key + (size_t)k * TRUST_KEY_ENTRY + 1);
            digest_print(&id, hex);
            snprintf(line, sizeof line, "%s %s%s%s", hex, trust_role_words(role->role), space, role->country);
            row_text(output, "root.key", line);
        }
    }
}

enum hs_status admin_print_package(const struct options *options, const struct package_head *head, struct hs_why *why)
{
    static const struct output_column columns[] = { { "field", OUTPUT_TEXT }, { "value", OUTPUT_TEXT } };
    struct output *output = output_open(stdout, options->format, options->header, columns, 2);
    const struct root *newest = root_newest(&head->chain);
    if (!output)
        return hs_fail(why, HS_NO_MEMORY, "output: no memory: close other programs");
    print_manifest(output, &head->manifest);
    print_signatures(output, "signature", &head->signatures, newest);
    if (newest) {
        print_root(output, newest);
        print_signatures(output, "root.signature", &newest->signatures, newest);
    }
    return output_close(output, why);
}
