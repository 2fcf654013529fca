/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys/pack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keys/encode.h"
#include "keys/output_file.h"

struct source {
    const char *path, *name;
    int fd;
    uint64_t size, first_leaf;
};

struct packing {
    const struct pack_plan *plan;
    struct source source[PACKAGE_FILES_MAX];
    struct encode_file file[PACKAGE_FILES_MAX];
    struct writer leaves;
    unsigned char *buffer; /* of PACKAGE_CHUNK */
    uint64_t records;
};

static int name_order(const void *a, const void *b)
{
    return strcmp(((const struct source *)a)->name, ((const struct source *)b)->name);
}

static enum hs_status open_sources(struct packing *packing, struct hs_why *why)
{
    const struct pack_plan *plan = packing->plan;
    for (unsigned i = 0; i < plan->sources; i++) {
        struct source *source = &packing->source[i];
        const char *slash = strrchr(plan->source[i], '/');
        source->path = plan->source[i];
        source->name = slash ? slash + 1 : source->path;
        if (!trust_name_valid(source->name, strlen(source->name), TRUST_NAME_MAX))
            return hs_fail(why, HS_INVALID, "%s: its name is not of [a-z0-9._-], 1 to %d: rename it", source->path, TRUST_NAME_MAX);
        enum hs_status status = package_source_open(source->path, &source->fd, why);
        if (status != HS_OK)
            return status;
        struct stat info;
        if (fstat(source->fd, &info) < 0)
            return hs_fail_errno(why, "%s: cannot be examined", source->path);
        source->size = (uint64_t)info.st_size;
        if (!source->size)
            return hs_fail(why, HS_INVALID, "%s: it is empty: leave it out", source->path);
    }
    qsort(packing->source, plan->sources, sizeof *packing->source, name_order);
    for (unsigned i = 1; i < plan->sources; i++)
        if (strcmp(packing->source[i - 1].name, packing->source[i].name) == 0)
            return hs_fail(why, HS_INVALID, "%s: another source has that name too: rename one", packing->source[i].path);
    return HS_OK;
}

/* The next chunk of a source, in the buffer. */
static enum hs_status read_chunk(struct packing *packing, const struct source *source, uint64_t chunk, size_t *size, struct hs_why *why)
{
    uint64_t start = chunk * PACKAGE_CHUNK;
    *size = source->size - start < PACKAGE_CHUNK ? (size_t)(source->size - start) : PACKAGE_CHUNK;
    for (size_t got = 0; got < *size;) {
        ssize_t n = pread(source->fd, packing->buffer + got, *size - got, (off_t)(start + got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return hs_fail_errno(why, "%s: cannot be read", source->path);
        if (n == 0)
            return hs_fail(why, HS_IO, "%s: it became shorter while it was read: pack again", source->path);
        got += (size_t)n;
    }
    return HS_OK;
}

static enum hs_status hash_source(struct packing *packing, unsigned number, struct hs_why *why)
{
    struct source *source = &packing->source[number];
    bool rows = package_kind_rows(packing->plan->stream);
    size_t size = 0, first = packing->leaves.size;
    source->first_leaf = first / DIGEST_SIZE;
    for (uint64_t chunk = 0; chunk < hash_tree_leaves(source->size); chunk++) {
        enum hs_status status = read_chunk(packing, source, chunk, &size, why);
        if (status != HS_OK)
            return status;
        struct digest leaf = hash_tree_leaf(chunk, packing->buffer, size);
        writer_bytes(&packing->leaves, leaf.bytes, DIGEST_SIZE);
        for (size_t i = 0; rows && i < size; i++)
            packing->records += packing->buffer[i] == '\n';
    }
    if (rows && packing->buffer[size - 1] != '\n')
        return hs_fail(why, HS_INVALID, "%s: its last line has no end: add a newline", source->path);
    if (packing->leaves.no_memory)
        return writer_status(&packing->leaves, why);
    packing->file[number] =
        (struct encode_file) { .name = source->name, .size = source->size, .root = hash_tree_root(packing->leaves.bytes + first, source->size) };
    return HS_OK;
}

static void encode(const struct packing *packing, struct writer *head)
{
    const struct pack_plan *plan = packing->plan;
    struct writer chain = { .bytes = NULL }, manifest = { .bytes = NULL }, signatures = { .bytes = NULL };
    encode_chain(&chain, plan->chain, plan->chain ? plan->chain->count : 0, NULL, 0, NULL, NULL);
    encode_manifest(&manifest, &(struct encode_manifest) { .product = plan->product,
                                                           .country = plan->country,
                                                           .channel = plan->channel,
                                                           .kind = plan->kind,
                                                           .stream = plan->kind == PACKAGE_ROLLBACK ? plan->stream : ENCODE_NO_STREAM,
                                                           .sequence = plan->sequence,
                                                           .oldest_tool = plan->oldest_tool,
                                                           .created = plan->created,
                                                           .expires = plan->expires,
                                                           .effective = plan->effective,
                                                           .content = encode_content(packing->file, plan->sources),
                                                           .records = packing->records,
                                                           .files = plan->sources,
                                                           .file = packing->file });
    encode_signatures(&signatures, NULL, NULL);
    encode_head(head, &chain, &manifest, &signatures, packing->leaves.bytes, packing->leaves.size / DIGEST_SIZE);
    head->no_memory |= chain.no_memory | manifest.no_memory | signatures.no_memory;
    writer_free(&chain);
    writer_free(&manifest);
    writer_free(&signatures);
}

static enum hs_status copy_sources(struct packing *packing, struct output_file *file, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    for (unsigned i = 0; i < packing->plan->sources; i++) {
        const struct source *source = &packing->source[i];
        for (uint64_t chunk = 0; status == HS_OK && chunk < hash_tree_leaves(source->size); chunk++) {
            size_t size;
            status = read_chunk(packing, source, chunk, &size, why);
            if (status != HS_OK)
                break;
            struct digest leaf = hash_tree_leaf(chunk, packing->buffer, size);
            if (memcmp(leaf.bytes, packing->leaves.bytes + (source->first_leaf + chunk) * DIGEST_SIZE, DIGEST_SIZE) != 0)
                return hs_fail(why, HS_IO, "%s: it changed while it was packed: pack again", source->path);
            status = output_file_write(file, packing->buffer, size, why);
        }
    }
    return status;
}

static enum hs_status write_package(struct packing *packing, const char *path, struct hs_why *why)
{
    struct writer head = { .bytes = NULL };
    struct output_file file = { .fd = -1 };
    struct package_head *check = malloc(sizeof *check);
    uint64_t payload = 0;
    for (unsigned i = 0; i < packing->plan->sources; i++)
        payload += packing->source[i].size;
    encode(packing, &head);
    enum hs_status status = check ? writer_status(&head, why) : hs_fail(why, HS_NO_MEMORY, "package: no memory: close other programs");
    if (status == HS_OK)
        status = package_head_parse(head.bytes, head.size, head.size + payload, check, why);
    if (status == HS_OK)
        status = output_file_start(path, package_kind_secret(packing->plan->stream) ? 0600 : 0644, &file, why);
    if (status == HS_OK)
        status = output_file_write(&file, head.bytes, head.size, why);
    if (status == HS_OK)
        status = copy_sources(packing, &file, why);
    if (status == HS_OK)
        status = output_file_finish(&file, false, why);
    else
        output_file_abandon(&file);
    free(check);
    writer_free(&head);
    return status;
}

enum hs_status pack(const struct pack_plan *plan, const char *path, struct hs_why *why)
{
    if (plan->sources > PACKAGE_FILES_MAX)
        return hs_fail(why, HS_TOO_LARGE, "package: %u files, at most %d: pack them as several", plan->sources, PACKAGE_FILES_MAX);
    struct packing *packing = calloc(1, sizeof *packing);
    unsigned char *buffer = malloc(PACKAGE_CHUNK);
    if (!packing || !buffer) {
        free(packing);
        free(buffer);
        return hs_fail(why, HS_NO_MEMORY, "package: no memory: close other programs");
    }
    packing->plan = plan;
    packing->buffer = buffer;
    for (unsigned i = 0; i < plan->sources; i++)
        packing->source[i].fd = -1;
    enum hs_status status = open_sources(packing, why);
    for (unsigned i = 0; status == HS_OK && i < plan->sources; i++)
        status = hash_source(packing, i, why);
    if (!package_kind_rows(plan->stream))
        packing->records = plan->sources; /* its files are no lines: they are the records */
    if (status == HS_OK)
        status = write_package(packing, path, why);
    for (unsigned i = 0; i < plan->sources; i++)
        if (packing->source[i].fd >= 0)
            close(packing->source[i].fd);
    writer_free(&packing->leaves);
    free(buffer);
    free(packing);
    return status;
}
