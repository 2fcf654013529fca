/* SPDX-License-Identifier: GPL-3.0-or-later */
/* package_file.c - a package on a file descriptor: taken over from outside, its head read once, its chunks one at a time. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/trust/package.h"

struct package {
    int fd;
    unsigned char *bytes;
    struct package_head head;
};

static enum hs_status check_regular(int fd, const char *path, uint64_t *size, struct hs_why *why)
{
    struct stat info;
    if (fstat(fd, &info) < 0)
        return hs_fail_errno(why, "%s: cannot be examined", path);
    if (!S_ISREG(info.st_mode))
        return hs_fail(why, HS_REFUSED, "%s: %s, no file: name the package itself", path,
                       S_ISDIR(info.st_mode)    ? "a directory"
                       : S_ISFIFO(info.st_mode) ? "a pipe"
                                                : "a device");
    *size = (uint64_t)info.st_size;
    if (*size > PACKAGE_SIZE_MAX)
        return hs_fail(why, HS_REFUSED, "%s: %llu bytes, a package has at most %llu: name another file", path, (unsigned long long)*size,
                       (unsigned long long)PACKAGE_SIZE_MAX);
    return HS_OK;
}

enum hs_status package_source_open(const char *path, int *fd, struct hs_why *why)
{
    uint64_t size;
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
    if (*fd < 0 && errno == ELOOP)
        return hs_fail(why, HS_REFUSED, "%s: a symbolic link: name the package itself", path);
    if (*fd < 0 && errno == ENXIO)
        return hs_fail(why, HS_REFUSED, "%s: a socket, no file: name the package itself", path);
    if (*fd < 0)
        return hs_fail_errno(why, "%s: cannot be opened", path);
    enum hs_status status = check_regular(*fd, path, &size, why);
    if (status != HS_OK) {
        close(*fd);
        *fd = -1;
    }
    return status;
}

static enum hs_status write_all(int fd, const unsigned char *bytes, size_t size, struct hs_why *why)
{
    while (size) {
        ssize_t written = write(fd, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return hs_fail_errno(why, "package: its staged copy cannot be written");
        bytes += written;
        size -= (size_t)written;
    }
    return HS_OK;
}

enum hs_status package_stage(int from, int to, uint64_t *size, struct hs_why *why)
{
    unsigned char *buffer = malloc(PACKAGE_CHUNK);
    enum hs_status status = buffer ? HS_OK : hs_fail(why, HS_NO_MEMORY, "package: no memory: close other programs");
    *size = 0;
    while (status == HS_OK) {
        ssize_t got = read(from, buffer, PACKAGE_CHUNK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            status = hs_fail_errno(why, "package: cannot be read");
        if (got <= 0)
            break;
        *size += (uint64_t)got;
        if (*size > PACKAGE_SIZE_MAX)
            status = hs_fail(why, HS_REFUSED, "package: it does not end after %llu bytes, the most that one has: name another file",
                             (unsigned long long)PACKAGE_SIZE_MAX);
        else
            status = write_all(to, buffer, (size_t)got, why);
    }
    free(buffer);
    return status;
}

static enum hs_status read_at(int fd, unsigned char *buffer, size_t size, uint64_t offset, struct hs_why *why)
{
    size_t got = 0;
    while (got < size) {
        ssize_t n = pread(fd, buffer + got, size - got, (off_t)(offset + got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return hs_fail_errno(why, "package: cannot be read");
        if (n == 0)
            return hs_fail(why, HS_REFUSED, "package: it became shorter while it was read: copy it to the disk first");
        got += (size_t)n;
    }
    return HS_OK;
}

enum hs_status package_open(int fd, struct package **result, struct hs_why *why)
{
    uint64_t size;
    *result = NULL;
    enum hs_status status = check_regular(fd, "package", &size, why);
    if (status != HS_OK)
        return status;
    size_t taken = size < PACKAGE_HEAD_MAX ? (size_t)size : PACKAGE_HEAD_MAX;
    struct package *package = malloc(sizeof *package);
    unsigned char *bytes = malloc(taken ? taken : 1);
    if (!package || !bytes) {
        free(package);
        free(bytes);
        return hs_fail(why, HS_NO_MEMORY, "package: no memory: close other programs");
    }
    package->fd = fd;
    package->bytes = bytes;
    status = read_at(fd, bytes, taken, 0, why);
    if (status == HS_OK)
        status = package_head_parse(bytes, taken, size, &package->head, why);
    if (status == HS_OK)
        *result = package;
    else
        package_close(package);
    return status;
}

void package_close(struct package *package)
{
    if (!package)
        return;
    free(package->bytes);
    free(package);
}

const struct package_head *package_head(const struct package *package)
{
    return &package->head;
}

enum hs_status package_read(const struct package *package, unsigned file, uint64_t chunk, unsigned char buffer[static PACKAGE_CHUNK], size_t *length,
                            struct hs_why *why)
{
    const struct package_file *entry = &package->head.manifest.file[file];
    uint64_t start = chunk * PACKAGE_CHUNK;
    *length = entry->size - start < PACKAGE_CHUNK ? (size_t)(entry->size - start) : PACKAGE_CHUNK;
    enum hs_status status = read_at(package->fd, buffer, *length, package->head.size + entry->offset + start, why);
    if (status != HS_OK)
        return status;
    struct digest leaf = hash_tree_leaf(chunk, buffer, *length);
    if (memcmp(leaf.bytes, package->head.leaves + (entry->first_leaf + chunk) * DIGEST_SIZE, DIGEST_SIZE) != 0)
        return hs_fail(why, HS_REFUSED, "package: chunk %llu of file %.*s is not what was signed: get the file anew", (unsigned long long)chunk + 1,
                       (int)entry->name_length, entry->name);
    return HS_OK;
}

enum hs_status package_check_leaves(const struct package_head *head, struct hs_why *why)
{
    const struct package_manifest *manifest = &head->manifest;
    for (unsigned i = 0; i < manifest->files; i++) {
        const struct package_file *file = &manifest->file[i];
        struct digest root = hash_tree_root(head->leaves + (size_t)file->first_leaf * DIGEST_SIZE, file->size);
        if (memcmp(root.bytes, file->root, DIGEST_SIZE) != 0)
            return hs_fail(why, HS_REFUSED, "package: the leaf hashes of file %.*s are not those that were signed: get the file anew", (int)file->name_length,
                           file->name);
    }
    if (manifest->kind == PACKAGE_ROOT) {
        const struct root *root = root_newest(&head->chain);
        struct digest fingerprint = root ? root_fingerprint(root) : (struct digest) { { 0 } };
        if (!root || !digest_equal(&fingerprint, &manifest->content) || manifest->sequence != root->version)
            return hs_fail(why, HS_REFUSED, "package: its manifest is for another root than it carries: get the file anew");
        return HS_OK;
    }
    struct digest content = package_content(manifest);
    if (!digest_equal(&content, &manifest->content))
        return hs_fail(why, HS_REFUSED, "package: its content hash is not that of its files: get the file anew");
    return HS_OK;
}

static uint64_t count_lines(const unsigned char *bytes, size_t size)
{
    uint64_t lines = 0;
    for (const unsigned char *at = bytes, *end = bytes + size; (at = memchr(at, '\n', (size_t)(end - at))); at++)
        lines++;
    return lines;
}

static enum hs_status check_payload(const struct package *package, unsigned char *buffer, void (*progress)(void *context, uint64_t done, uint64_t all),
                                    void *context, struct hs_why *why)
{
    const struct package_manifest *manifest = &package->head.manifest;
    uint64_t records = 0, done = 0;
    bool rows = package_kind_rows(manifest->stream);
    for (unsigned i = 0; i < manifest->files; i++) {
        const struct package_file *file = &manifest->file[i];
        size_t length = 0;
        for (uint64_t chunk = 0, chunks = hash_tree_leaves(file->size); chunk < chunks; chunk++) {
            enum hs_status status = package_read(package, i, chunk, buffer, &length, why);
            if (status != HS_OK)
                return status;
            records += rows ? count_lines(buffer, length) : 0;
            done += length;
            if (progress)
                progress(context, done, manifest->payload);
        }
        if (rows && buffer[length - 1] != '\n')
            return hs_fail(why, HS_REFUSED, "package: the last line of file %.*s has no end: pack it anew", (int)file->name_length, file->name);
    }
    if (!rows)
        records = manifest->files;
    if (records != manifest->records)
        return hs_fail(why, HS_REFUSED, "package: %llu records are there, the manifest states %llu: pack it anew", (unsigned long long)records,
                       (unsigned long long)manifest->records);
    return HS_OK;
}

enum hs_status package_check_payload(const struct package *package, void (*progress)(void *context, uint64_t done, uint64_t all), void *context,
                                     struct hs_why *why)
{
    unsigned char *buffer = malloc(PACKAGE_CHUNK);
    if (!buffer)
        return hs_fail(why, HS_NO_MEMORY, "package: no memory: close other programs");
    enum hs_status status = check_payload(package, buffer, progress, context, why);
    free(buffer);
    return status;
}
