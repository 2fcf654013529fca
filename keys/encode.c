/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys/encode.h"

#include <stdlib.h>
#include <string.h>

void writer_free(struct writer *writer)
{
    free(writer->bytes);
    *writer = (struct writer) { .bytes = NULL };
}

void writer_bytes(struct writer *writer, const void *bytes, size_t size)
{
    if (writer->no_memory || !size)
        return;
    if (writer->room - writer->size < size) {
        size_t room = (writer->room ? 2 * writer->room : 256) + size;
        unsigned char *more = realloc(writer->bytes, room);
        if (!more) {
            writer->no_memory = true;
            return;
        }
        writer->bytes = more;
        writer->room = room;
    }
    memcpy(writer->bytes + writer->size, bytes, size);
    writer->size += size;
}

void writer_number(struct writer *writer, uint64_t number, unsigned size)
{
    unsigned char bytes[8];
    for (unsigned i = 0; i < size; i++)
        bytes[i] = (unsigned char)(number >> (8 * i));
    writer_bytes(writer, bytes, size);
}

void writer_text(struct writer *writer, const char *text)
{
    size_t length = strlen(text) > 255 ? 255 : strlen(text);
    writer_number(writer, length, 1);
    writer_bytes(writer, text, length);
}

enum hs_status writer_status(const struct writer *writer, struct hs_why *why)
{
    return writer->no_memory ? hs_fail(why, HS_NO_MEMORY, "package: no memory: close other programs") : HS_OK;
}

static void put_country(struct writer *writer, const char *country)
{
    writer_bytes(writer, *country ? country : "\0\0", 2);
}

static void put_fields(struct writer *writer, const struct encode_field *field, unsigned fields)
{
    writer_number(writer, fields, 1);
    for (unsigned i = 0; i < fields; i++) {
        writer_number(writer, field[i].critical, 1);
        writer_text(writer, field[i].name);
        writer_number(writer, field[i].size, 2);
        writer_bytes(writer, field[i].value, field[i].size);
    }
}

void encode_root(struct writer *writer, const struct encode_root *root)
{
    writer_bytes(writer, ROOT_MAGIC, sizeof ROOT_MAGIC - 1);
    writer_number(writer, root->version, 4);
    writer_text(writer, root->product);
    writer_text(writer, root->channel);
    writer_number(writer, (uint64_t)root->created, 8);
    writer_number(writer, (uint64_t)root->expires, 8);
    writer_number(writer, strlen(root->countries) / 2, 1);
    writer_bytes(writer, root->countries, strlen(root->countries));
    writer_number(writer, root->roles, 1);
    for (unsigned i = 0; i < root->roles; i++) {
        const struct encode_role *role = &root->role[i];
        writer_number(writer, role->role, 1);
        put_country(writer, role->country);
        writer_number(writer, role->threshold, 1);
        writer_number(writer, role->keys, 1);
        for (unsigned k = 0; k < role->keys; k++) {
            writer_number(writer, role->algorithm, 1);
            writer_bytes(writer, role->key + (size_t)k * PUBLIC_KEY_SIZE, PUBLIC_KEY_SIZE);
        }
    }
    put_fields(writer, root->field, root->fields);
}

static void put_files(struct writer *writer, const struct encode_file *file, unsigned files)
{
    for (unsigned i = 0; i < files; i++) {
        writer_text(writer, file[i].name);
        writer_number(writer, file[i].size, 8);
        writer_bytes(writer, file[i].root.bytes, DIGEST_SIZE);
    }
}

void encode_manifest(struct writer *writer, const struct encode_manifest *manifest)
{
    writer_text(writer, manifest->product);
    put_country(writer, manifest->country);
    writer_text(writer, manifest->channel);
    writer_number(writer, manifest->kind, 1);
    writer_number(writer, manifest->stream, 1);
    writer_number(writer, manifest->sequence, 8);
    writer_number(writer, manifest->oldest_tool.major, 2);
    writer_number(writer, manifest->oldest_tool.minor, 2);
    writer_number(writer, manifest->oldest_tool.patch, 2);
    writer_number(writer, (uint64_t)manifest->created, 8);
    writer_number(writer, (uint64_t)manifest->expires, 8);
    writer_number(writer, manifest->effective, 4);
    writer_bytes(writer, manifest->base.bytes, DIGEST_SIZE);
    writer_bytes(writer, manifest->content.bytes, DIGEST_SIZE);
    writer_number(writer, manifest->records, 8);
    writer_number(writer, manifest->files, 1);
    put_files(writer, manifest->file, manifest->files);
    put_fields(writer, manifest->field, manifest->fields);
}

struct digest encode_content(const struct encode_file *file, unsigned files)
{
    struct writer table = { .bytes = NULL };
    put_files(&table, file, files);
    struct package_manifest manifest = { .table = table.bytes, .table_size = table.size };
    struct digest content = package_content(&manifest);
    writer_free(&table);
    return content;
}

void encode_signatures(struct writer *writer, const struct trust_signatures *signatures, const unsigned char *added)
{
    unsigned count = signatures ? signatures->count : 0, at = 0;
    while (added && at < count && memcmp(signatures->entry + (size_t)at * TRUST_SIGNATURE_ENTRY + 1, added + 1, DIGEST_SIZE) < 0)
        at++;
    if (!added)
        at = count;
    writer_number(writer, count + (added != NULL), 1);
    if (count)
        writer_bytes(writer, signatures->entry, (size_t)at * TRUST_SIGNATURE_ENTRY);
    if (added)
        writer_bytes(writer, added, TRUST_SIGNATURE_ENTRY);
    if (count)
        writer_bytes(writer, signatures->entry + (size_t)at * TRUST_SIGNATURE_ENTRY, (size_t)(count - at) * TRUST_SIGNATURE_ENTRY);
}

static void put_root(struct writer *writer, const unsigned char *body, size_t size, const struct trust_signatures *signatures, const unsigned char *added)
{
    writer_number(writer, size, 4);
    writer_bytes(writer, body, size);
    encode_signatures(writer, signatures, added);
}

void encode_chain(struct writer *writer, const struct root_chain *before, unsigned kept, const unsigned char *body, size_t size,
                  const struct trust_signatures *signatures, const unsigned char *added)
{
    writer_number(writer, kept + (body != NULL), 1);
    for (unsigned i = 0; i < kept; i++)
        put_root(writer, before->root[i].body, before->root[i].size, &before->root[i].signatures, NULL);
    if (body)
        put_root(writer, body, size, signatures, added);
}

void encode_head(struct writer *writer, const struct writer *chain, const struct writer *manifest, const struct writer *signatures, const unsigned char *leaves,
                 uint64_t leaf_count)
{
    writer_bytes(writer, PACKAGE_MAGIC, sizeof PACKAGE_MAGIC - 1);
    writer_number(writer, chain->size, 4);
    writer_bytes(writer, chain->bytes, chain->size);
    writer_number(writer, manifest->size, 4);
    writer_bytes(writer, manifest->bytes, manifest->size);
    writer_bytes(writer, signatures->bytes, signatures->size);
    writer_number(writer, leaf_count, 4);
    writer_bytes(writer, leaves, (size_t)leaf_count * DIGEST_SIZE);
}
