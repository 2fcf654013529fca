/* SPDX-License-Identifier: GPL-3.0-or-later */
/* package.c - the form of a package's head, read from memory. */
#include "core/trust/package.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/utc.h"
#include "core/trust/bytes.h"

enum { NO_KIND = 255 };

static enum hs_status damaged(struct hs_why *why, const char *what)
{
    return hs_fail(why, HS_REFUSED, "package: %s: get the file anew", what);
}

static enum hs_status parse_kind(struct bytes *bytes, struct package_manifest *manifest, struct hs_why *why)
{
    unsigned kind = (unsigned)bytes_number(bytes, 1), stream = (unsigned)bytes_number(bytes, 1);
    if (bytes->cut)
        return damaged(why, "cut short in the manifest");
    if (kind >= PACKAGE_KIND_COUNT)
        return hs_fail(why, HS_REFUSED, "package: kind number %u is not known here: update this program", kind);
    manifest->kind = (enum package_kind)kind;
    if (kind != PACKAGE_ROLLBACK && stream != NO_KIND)
        return damaged(why, "it rolls something back and is no rollback");
    if (kind == PACKAGE_ROLLBACK &&
        (stream >= PACKAGE_KIND_COUNT || stream == PACKAGE_ROLLBACK || package_kind_role((enum package_kind)stream) != ROLE_RELEASE))
        return damaged(why, "it rolls back a kind that is not the release keys' own");
    manifest->stream = (enum package_kind)(kind == PACKAGE_ROLLBACK ? stream : kind);
    return HS_OK;
}

/* The fields of fixed width behind the kind. */
static enum hs_status parse_numbers(struct bytes *bytes, struct package_manifest *manifest, struct hs_why *why)
{
    manifest->sequence = bytes_number(bytes, 8);
    manifest->oldest_tool.major = (uint16_t)bytes_number(bytes, 2);
    manifest->oldest_tool.minor = (uint16_t)bytes_number(bytes, 2);
    manifest->oldest_tool.patch = (uint16_t)bytes_number(bytes, 2);
    uint64_t created = bytes_number(bytes, 8), expires = bytes_number(bytes, 8);
    manifest->effective = (uint32_t)bytes_number(bytes, 4);
    const unsigned char *base = bytes_take(bytes, DIGEST_SIZE), *content = bytes_take(bytes, DIGEST_SIZE);
    manifest->records = bytes_number(bytes, 8);
    manifest->files = (unsigned)bytes_number(bytes, 1);
    if (bytes->cut)
        return damaged(why, "cut short in the manifest");
    if (!manifest->sequence || manifest->sequence > PACKAGE_SEQUENCE_MAX)
        return damaged(why, "its sequence is 0 or beyond 999999999");
    if (created > (uint64_t)UTC_MOST || expires > (uint64_t)UTC_MOST || created >= expires)
        return damaged(why, "it expires before it was created, or a time is beyond the year 9999");
    if (!utc_day_valid(manifest->effective))
        return damaged(why, "the day from which it holds is no day of the calendar");
    manifest->created = (int64_t)created;
    manifest->expires = (int64_t)expires;
    memcpy(manifest->base.bytes, base, DIGEST_SIZE);
    memcpy(manifest->content.bytes, content, DIGEST_SIZE);
    return HS_OK;
}

static enum hs_status parse_file(struct bytes *bytes, const struct package_file *before, struct package_file *file, struct hs_why *why)
{
    file->name = bytes_text(bytes, &file->name_length);
    file->size = bytes_number(bytes, 8);
    file->root = bytes_take(bytes, DIGEST_SIZE);
    if (bytes->cut)
        return damaged(why, "cut short among the files of the manifest");
    if (!trust_name_valid(file->name, file->name_length, TRUST_NAME_MAX)) {
        if (memchr(file->name, '/', file->name_length) || (file->name_length && file->name[0] == '.'))
            return hs_fail(why, HS_REFUSED, "package: the file name \"%.*s\" leads to another directory: do not use it, and ask where it came from",
                           (int)file->name_length, file->name);
        return hs_fail(why, HS_REFUSED, "package: the file name \"%.*s\" is not of [a-z0-9._-], 1 to %d: pack it under another name", (int)file->name_length,
                       file->name, TRUST_NAME_MAX);
    }
    int order = before ? bytes_compare(before->name, before->name_length, file->name, file->name_length) : -1;
    if (order == 0)
        return hs_fail(why, HS_REFUSED, "package: two files have the name %.*s: get the file anew", (int)file->name_length, file->name);
    if (order > 0)
        return damaged(why, "its files are not sorted by name");
    if (!file->size || file->size > PACKAGE_PAYLOAD_MAX)
        return hs_fail(why, HS_REFUSED, "package: file %.*s has %llu bytes, not 1 to %llu: get the file anew", (int)file->name_length, file->name,
                       (unsigned long long)file->size, (unsigned long long)PACKAGE_PAYLOAD_MAX);
    return HS_OK;
}

static enum hs_status parse_files(struct bytes *bytes, struct package_manifest *manifest, struct hs_why *why)
{
    if (manifest->files > PACKAGE_FILES_MAX)
        return hs_fail(why, HS_REFUSED, "package: %u files, at most %d: split it", manifest->files, PACKAGE_FILES_MAX);
    if ((manifest->files == 0) != (manifest->kind == PACKAGE_ROOT))
        return damaged(why, "it has no files, or is a root and has some");
    manifest->table = bytes->at;
    manifest->payload = manifest->leaves = 0;
    for (unsigned i = 0; i < manifest->files; i++) {
        struct package_file *file = &manifest->file[i];
        enum hs_status status = parse_file(bytes, i ? file - 1 : NULL, file, why);
        if (status != HS_OK)
            return status;
        file->offset = manifest->payload;
        file->first_leaf = (uint32_t)manifest->leaves;
        manifest->payload += file->size;
        manifest->leaves += hash_tree_leaves(file->size);
        if (manifest->leaves > PACKAGE_LEAVES_MAX)
            return hs_fail(why, HS_REFUSED, "package: its files have more than %llu bytes: split it", (unsigned long long)PACKAGE_PAYLOAD_MAX);
    }
    manifest->table_size = (size_t)(bytes->at - manifest->table);
    return HS_OK;
}

enum hs_status package_manifest_parse(const unsigned char *manifest_bytes, size_t size, struct package_manifest *manifest, struct hs_why *why)
{
    struct bytes bytes = bytes_of(manifest_bytes, size);
    if (size > PACKAGE_MANIFEST_MAX)
        return hs_fail(why, HS_REFUSED, "package: a manifest of %zu bytes, at most %d: get the file anew", size, PACKAGE_MANIFEST_MAX);
    manifest->bytes = manifest_bytes;
    manifest->size = size;
    if (!bytes_name(&bytes, manifest->product))
        return damaged(why, "its product is no name of [a-z0-9._-]");
    const unsigned char *country = bytes_take(&bytes, 2);
    if (!country || !trust_country_valid((const char *)country))
        return damaged(why, "its country is not two upper-case letters");
    memcpy(manifest->country, country, 2);
    manifest->country[2] = '\0';
    if (!bytes_name(&bytes, manifest->channel))
        return damaged(why, "its channel is no name of [a-z0-9._-]");
    enum hs_status status = parse_kind(&bytes, manifest, why);
    if (status == HS_OK)
        status = parse_numbers(&bytes, manifest, why);
    if (status == HS_OK)
        status = parse_files(&bytes, manifest, why);
    if (status == HS_OK)
        status = bytes_fields(&bytes, &manifest->fields, manifest->field, "package", why);
    if (status == HS_OK && bytes_left(&bytes))
        return hs_fail(why, HS_REFUSED, "package: %zu bytes behind the end of the manifest: get the file anew", bytes_left(&bytes));
    return status;
}

/* A section with its size before it. */
static const unsigned char *take_section(struct bytes *bytes, size_t most, size_t *size)
{
    *size = (size_t)bytes_number(bytes, 4);
    return *size <= most ? bytes_take(bytes, *size) : NULL;
}

enum hs_status package_head_parse(const unsigned char *head_bytes, size_t size, uint64_t file_size, struct package_head *head, struct hs_why *why)
{
    struct bytes bytes = bytes_of(head_bytes, size);
    size_t section;
    const unsigned char *magic = bytes_take(&bytes, sizeof PACKAGE_MAGIC - 1);
    if (!magic || memcmp(magic, PACKAGE_MAGIC, 6) != 0)
        return hs_fail(why, HS_REFUSED, "package: this is no package of hsdesk: name the file that was sent");
    if (memcmp(magic, PACKAGE_MAGIC, sizeof PACKAGE_MAGIC - 1) != 0)
        return hs_fail(why, HS_REFUSED, "package: it is of format %.2s, this program reads 01: update this program", (const char *)magic + 6);
    const unsigned char *chain = take_section(&bytes, ROOT_CHAIN_SIZE_MAX, &section);
    if (!chain)
        return damaged(why, "cut short in the root chain, or that is too large");
    enum hs_status status = root_chain_parse(chain, section, &head->chain, why);
    if (status != HS_OK)
        return status;
    const unsigned char *manifest = take_section(&bytes, PACKAGE_MANIFEST_MAX, &section);
    if (!manifest)
        return damaged(why, "cut short in the manifest, or that is too large");
    status = package_manifest_parse(manifest, section, &head->manifest, why);
    if (status == HS_OK)
        status = bytes_signatures(&bytes, &head->signatures, "package", why);
    if (status != HS_OK)
        return status;
    uint64_t leaves = bytes_number(&bytes, 4);
    if (!bytes.cut && leaves != head->manifest.leaves)
        return hs_fail(why, HS_REFUSED, "package: %llu leaf hashes for files of %llu chunks: get the file anew", (unsigned long long)leaves,
                       (unsigned long long)head->manifest.leaves);
    head->leaves = bytes_take(&bytes, leaves * DIGEST_SIZE);
    if (!head->leaves)
        return damaged(why, "cut short among the leaf hashes");
    head->size = (uint64_t)(bytes.at - head_bytes);
    uint64_t whole = head->size + head->manifest.payload;
    if (file_size < whole)
        return hs_fail(why, HS_REFUSED, "package: cut short: %llu of %llu bytes are here: get the file anew", (unsigned long long)file_size,
                       (unsigned long long)whole);
    if (file_size > whole)
        return hs_fail(why, HS_REFUSED, "package: %llu bytes behind its end: get the file anew", (unsigned long long)(file_size - whole));
    return HS_OK;
}

struct digest package_id(const struct package_manifest *manifest)
{
    return digest_of("hsdesk package", manifest->bytes, manifest->size);
}

struct digest package_content(const struct package_manifest *manifest)
{
    return digest_of("hsdesk content", manifest->table, manifest->table_size);
}

enum hs_status package_version_parse(const char *text, struct package_version *version)
{
    uint16_t *part[] = { &version->major, &version->minor, &version->patch };
    for (int i = 0; i < 3; i++) {
        char *end;
        if (*text < '0' || *text > '9')
            return HS_INVALID;
        unsigned long number = strtoul(text, &end, 10);
        if (number > UINT16_MAX || *end != (i < 2 ? '.' : '\0'))
            return HS_INVALID;
        *part[i] = (uint16_t)number;
        text = end + 1;
    }
    return HS_OK;
}

int package_version_compare(const struct package_version *a, const struct package_version *b)
{
    int order = (a->major > b->major) - (a->major < b->major);
    if (!order)
        order = (a->minor > b->minor) - (a->minor < b->minor);
    return order ? order : (a->patch > b->patch) - (a->patch < b->patch);
}
