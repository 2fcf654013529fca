/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state.c - STORE/state: read, and replaced whole. */
#include "core/trust/state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/store/ownership.h"

static const char BESIDE[] = ".new"; /* behind the name of a file that is being written */
enum { STATE_PATH_MAX = 4096, STATE_MAGIC_SIZE = sizeof STATE_ROOT_MAGIC - 1 };

static enum hs_status path_of(const char *store, const char *name, char path[static STATE_PATH_MAX], struct hs_why *why)
{
    int length = snprintf(path, STATE_PATH_MAX, "%s/state%s%s", store, *name ? "/" : "", name);
    return length > 0 && length < STATE_PATH_MAX ? HS_OK : hs_fail(why, HS_USAGE, "store: its path is too long: use a shorter one");
}

/* Whoever could write there could enrol a root of their own, or let old packages in. What is not there yet is in order. */
static enum hs_status check_ownership(const char *store, const char *path, struct hs_why *why)
{
    char directory[STATE_PATH_MAX];
    enum hs_status status = path_of(store, "", directory, why);
    if (status == HS_OK)
        status = ownership_check(directory, why);
    if (status == HS_OK)
        status = ownership_check_entry(path, why);
    return status == HS_NOT_FOUND ? HS_OK : status;
}

static enum hs_status write_and_sync(int fd, const char *bytes, size_t size, const char *path, struct hs_why *why)
{
    while (size) {
        ssize_t written = write(fd, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return hs_fail_errno(why, "%s: cannot be written", path);
        bytes += written;
        size -= (size_t)written;
    }
    return fsync(fd) == 0 ? HS_OK : hs_fail_errno(why, "%s: cannot be written to the disk", path);
}

static enum hs_status sync_directory(const char *path, struct hs_why *why)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return hs_fail_errno(why, "%s: cannot be opened for syncing", path);
    enum hs_status status = fsync(fd) == 0 ? HS_OK : hs_fail_errno(why, "%s: cannot be written to the disk", path);
    close(fd);
    return status;
}

/* Removes what a crash left half written, of whichever file: some of it is secret. */
static void remove_halves(const char *directory)
{
    char path[STATE_PATH_MAX + 320];
    DIR *entries = opendir(directory);
    if (!entries)
        return;
    for (struct dirent *entry; (entry = readdir(entries));) {
        size_t length = strlen(entry->d_name), suffix = sizeof BESIDE - 1;
        if (length <= suffix || strcmp(entry->d_name + length - suffix, BESIDE) != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
        unlink(path);
    }
    closedir(entries);
}

/* The whole new file beside the old one, then in its place: a crash leaves one of the two. */
enum hs_status state_replace(const char *store, const char *name, const char *bytes, size_t size, struct hs_why *why)
{
    char directory[STATE_PATH_MAX], path[STATE_PATH_MAX], beside[STATE_PATH_MAX + 8];
    enum hs_status status = path_of(store, "", directory, why);
    if (status == HS_OK)
        status = path_of(store, name, path, why);
    if (status != HS_OK)
        return status;
    if (mkdir(directory, 0700) < 0 && errno != EEXIST)
        return hs_fail_errno(why, "%s: cannot be made", directory);
    if ((status = check_ownership(store, path, why)) != HS_OK)
        return status;
    remove_halves(directory);
    snprintf(beside, sizeof beside, "%s%s", path, BESIDE);
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return hs_fail_errno(why, "%s: cannot be written", beside);
    status = write_and_sync(fd, bytes, size, beside, why);
    if (close(fd) < 0 && status == HS_OK)
        status = hs_fail_errno(why, "%s: cannot be written", beside);
    if (status == HS_OK && rename(beside, path) < 0)
        status = hs_fail_errno(why, "%s: cannot be replaced", path);
    if (status != HS_OK) {
        unlink(beside);
        return status;
    }
    status = sync_directory(directory, why);
    return status == HS_OK ? sync_directory(store, why) : status;
}

enum hs_status state_read(const char *store, const char *name, size_t most, struct arena *arena, char **bytes, size_t *size, struct hs_why *why)
{
    char path[STATE_PATH_MAX];
    enum hs_status status = path_of(store, name, path, why);
    if (status == HS_OK)
        status = check_ownership(store, path, why);
    return status == HS_OK ? file_read(path, most, arena, bytes, size, why) : status;
}

bool state_enrolled(const char *store)
{
    char path[STATE_PATH_MAX];
    struct stat info;
    return path_of(store, "root", path, NULL) == HS_OK && (lstat(path, &info) == 0 || (errno != ENOENT && errno != ENOTDIR));
}

bool state_hidden(const char *store)
{
    char path[STATE_PATH_MAX];
    struct stat info;
    return path_of(store, "root", path, NULL) == HS_OK && lstat(path, &info) < 0 && errno == EACCES;
}

enum hs_status state_read_root(const char *store, struct arena *arena, struct root_chain *chain, struct hs_why *why)
{
    char path[STATE_PATH_MAX], *bytes;
    size_t size;
    struct hs_why inner;
    enum hs_status status = path_of(store, "root", path, why);
    if (status == HS_OK && !state_enrolled(store))
        return hs_fail(why, HS_NOT_FOUND, "store %s: no root is enrolled: run `hsdesk-admin enrol`", store);
    if (status == HS_OK)
        status = check_ownership(store, path, why);
    if (status == HS_OK)
        status = file_read(path, STATE_MAGIC_SIZE + ROOT_CHAIN_SIZE_MAX, arena, &bytes, &size, why);
    if (status != HS_OK)
        return status;
    if (size < STATE_MAGIC_SIZE || memcmp(bytes, STATE_ROOT_MAGIC, STATE_MAGIC_SIZE) != 0)
        return hs_fail(why, HS_CORRUPT, "%s: it does not start with " STATE_ROOT_MAGIC ": restore it from a backup", path);
    status = root_chain_parse((const unsigned char *)bytes + STATE_MAGIC_SIZE, size - STATE_MAGIC_SIZE, chain, &inner);
    if (status == HS_OK)
        status = root_chain_verify(chain, NULL, &inner);
    if (status == HS_OK && !chain->count)
        status = hs_fail(&inner, HS_CORRUPT, "it holds no root");
    return status == HS_OK ? HS_OK : hs_fail(why, HS_CORRUPT, "%s: damaged: %s: restore it from a backup", path, inner.text);
}

enum hs_status state_write_root(const char *store, const struct root_chain *chain, struct hs_why *why)
{
    size_t size = STATE_MAGIC_SIZE + chain->size;
    char *bytes = malloc(size);
    if (!bytes)
        return hs_fail(why, HS_NO_MEMORY, "store %s: no memory: close other programs", store);
    memcpy(bytes, STATE_ROOT_MAGIC, STATE_MAGIC_SIZE);
    memcpy(bytes + STATE_MAGIC_SIZE, chain->bytes, chain->size);
    enum hs_status status = state_replace(store, "root", bytes, size, why);
    free(bytes);
    return status;
}

enum hs_status state_read_highwater(const char *store, struct highwater *highwater, struct hs_why *why)
{
    char path[STATE_PATH_MAX], *bytes;
    size_t size;
    struct stat info;
    struct arena arena = { NULL };
    enum hs_status status = path_of(store, "highwater", path, why);
    if (status != HS_OK)
        return status;
    highwater->latest = 0;
    highwater->count = 0;
    if (lstat(path, &info) < 0 && errno == ENOENT)
        return HS_OK;
    status = check_ownership(store, path, why);
    if (status == HS_OK)
        status = file_read(path, HIGHWATER_SIZE_MAX, &arena, &bytes, &size, why);
    if (status == HS_OK)
        status = highwater_parse(bytes, size, path, highwater, why);
    arena_free(&arena);
    return status;
}

enum hs_status state_write_highwater(const char *store, const struct highwater *highwater, struct hs_why *why)
{
    char *text = NULL;
    size_t size;
    enum hs_status status = highwater_text(highwater, &text, &size, why);
    if (status == HS_OK)
        status = state_replace(store, "highwater", text, size, why);
    free(text);
    return status;
}
