/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/publish.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <lmdb.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/store/location.h"
#include "core/store/ownership.h"
#include "core/store/seal.h"
#include "core/store/store.h"

struct store_publish {
    char path[STORE_PATH_MAX];
    char staging[STORE_PATH_MAX + 32];
    int lock;
    struct manifest manifest;
    const void *bytes[MANIFEST_VALUES_MAX];
    const char *left; /* NULL, or the prefix of what is not carried over */
    char omitted[MANIFEST_VALUES_MAX][MANIFEST_NAME_MAX];
    size_t omissions;
    struct store *carried; /* what values that are carried over are read from; NULL: none are */
};

static enum hs_status sync_path(const char *path, struct hs_why *why)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return hs_fail_errno(why, "%s: cannot be opened for syncing", path);
    int failed = fsync(fd);
    enum hs_status status = failed ? hs_fail_errno(why, "%s: cannot be written to the disk", path) : HS_OK;
    close(fd);
    return status;
}

/* Makes what is missing of the store's path, each synced into the directory that it lies in: a store must not be lost with its own entry. */
static enum hs_status make_directories(const char *path, struct hs_why *why)
{
    char part[STORE_PATH_MAX], above[STORE_PATH_MAX];
    snprintf(above, sizeof above, "%s", path[0] == '/' ? "/" : ".");
    size_t length = strlen(path);
    if (length >= sizeof part)
        return hs_fail(why, HS_USAGE, "store: its path is too long: use a shorter one");
    for (size_t i = 1; i <= length; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0755) == 0) {
            enum hs_status status = sync_path(above, why);
            if (status != HS_OK)
                return status;
        } else if (errno != EEXIST)
            return hs_fail_errno(why, "store %s: %s cannot be made", path, part);
        memcpy(above, part, i + 1);
    }
    return HS_OK;
}

static void remove_directory(const char *path)
{
    char entry[STORE_PATH_MAX + 320];
    DIR *directory = opendir(path);
    if (!directory)
        return;
    for (struct dirent *item; (item = readdir(directory));) {
        if (strcmp(item->d_name, ".") == 0 || strcmp(item->d_name, "..") == 0)
            continue;
        snprintf(entry, sizeof entry, "%s/%s", path, item->d_name);
        unlink(entry);
    }
    closedir(directory);
    rmdir(path);
}

static enum hs_status check_unsigned(const struct store_publish *publish, struct hs_why *why)
{
    char name[STORE_PATH_MAX + 32];
    struct stat info;
    snprintf(name, sizeof name, "%s/state/root", publish->path);
    if (lstat(name, &info) == 0)
        return hs_fail(why, HS_REFUSED, "store %s: a root is enrolled, so only signed packages publish here: use another --store", publish->path);
    return errno == ENOENT || errno == ENOTDIR ? HS_OK : hs_fail_errno(why, "%s: cannot be examined", name);
}

static enum hs_status prepare(struct store_publish *publish, struct hs_why *why)
{
    char name[STORE_PATH_MAX + 32];
    enum hs_status status =
        ownership_check(publish->path, why); /* of what there is of it: nothing is made where others could put something else in its place */
    if (status == HS_OK)
        status = make_directories(publish->path, why);
    if (status == HS_OK)
        status = ownership_check(publish->path, why);
    if (status != HS_OK)
        return status;
    snprintf(name, sizeof name, "%s/lock", publish->path);
    publish->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (publish->lock < 0)
        return hs_fail_errno(why, "store %s: cannot be written", publish->path);
    if (flock(publish->lock, LOCK_EX | LOCK_NB) < 0)
        return errno != EWOULDBLOCK ? hs_fail(why, HS_IO, "%s: cannot be locked (%s): keep the store on a local disk", name, strerror(errno))
                                    : hs_fail(why, HS_REFUSED, "store %s: another process is publishing: wait for it and try again", publish->path);
    snprintf(publish->staging, sizeof publish->staging, "%s/" STORE_STAGING, publish->path);
    remove_directory(publish->staging);
    if (mkdir(publish->staging, 0755) < 0 || chmod(publish->staging, 0755) < 0) /* whatever the umask: a generation is the same everywhere */
        return hs_fail_errno(why, "store %s: cannot be written", publish->path);
    return HS_OK;
}

static enum hs_status start(const char *path, bool is_signed, struct store_publish **result, struct hs_why *why)
{
    struct store_publish *publish = calloc(1, sizeof *publish);
    if (!publish)
        return hs_fail(why, HS_NO_MEMORY, "store %s: no memory: close other programs", path);
    publish->lock = -1;
    snprintf(publish->path, sizeof publish->path, "%s", path);
    enum hs_status status = is_signed ? HS_OK : check_unsigned(publish, why);
    if (status == HS_OK)
        status = prepare(publish, why);
    if (status == HS_OK && !is_signed) /* again under the lock: a root may have been enrolled meanwhile */
        status = check_unsigned(publish, why);
    if (status == HS_OK)
        *result = publish;
    else
        store_publish_abandon(publish);
    return status;
}

enum hs_status store_publish_start(const char *path, struct store_publish **result, struct hs_why *why)
{
    return start(path, false, result, why);
}

enum hs_status store_publish_start_signed(const char *path, struct store_publish **result, struct hs_why *why)
{
    return start(path, true, result, why);
}

static enum hs_status add_value(struct store_publish *publish, const char *name, const void *bytes, size_t size, const struct digest *digest,
                                struct hs_why *why)
{
    struct manifest *manifest = &publish->manifest;
    size_t length = strlen(name);
    if (!length || length >= MANIFEST_NAME_MAX || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") != length || size == 0 ||
        manifest->count == MANIFEST_VALUES_MAX || manifest_find(manifest, name))
        return hs_fail(why, HS_INVALID, "store value \"%s\": its name, size or number does not fit a manifest", name);
    size_t at = manifest->count++;
    for (; at > 0 && strcmp(manifest->value[at - 1].name, name) > 0; at--) {
        manifest->value[at] = manifest->value[at - 1];
        publish->bytes[at] = publish->bytes[at - 1];
    }
    memset(&manifest->value[at], 0, sizeof manifest->value[at]);
    memcpy(manifest->value[at].name, name, length);
    manifest->value[at].size = size;
    manifest->value[at].digest = *digest;
    publish->bytes[at] = bytes;
    return HS_OK;
}

enum hs_status store_publish_value(struct store_publish *publish, const char *name, const void *bytes, size_t size, struct hs_why *why)
{
    struct digest digest = manifest_digest(bytes, size);
    return add_value(publish, name, bytes, size, &digest, why);
}

void store_publish_leave(struct store_publish *publish, const char *prefix)
{
    publish->left = prefix;
}

enum hs_status store_publish_omit(struct store_publish *publish, const char *name, struct hs_why *why)
{
    if (publish->omissions == MANIFEST_VALUES_MAX || strlen(name) >= MANIFEST_NAME_MAX)
        return hs_fail(why, HS_TOO_LARGE, "store value \"%.40s\": its name is too long, or too many are left out", name);
    strcpy(publish->omitted[publish->omissions++], name);
    return HS_OK;
}

static bool is_left(const struct store_publish *publish, const char *name)
{
    bool left = strcmp(name, STORE_PACKAGES) == 0 || (publish->left && strncmp(name, publish->left, strlen(publish->left)) == 0);
    for (size_t i = 0; !left && i < publish->omissions; i++)
        left = strcmp(publish->omitted[i], name) == 0;
    return left;
}

enum hs_status store_publish_carry(struct store_publish *publish, const char *prefix, struct hs_why *why)
{
    enum hs_status status = publish->carried ? HS_OK : store_open(publish->path, &publish->carried, why);
    if (status != HS_OK)
        return status == HS_NOT_FOUND ? HS_OK : status;
    const struct manifest *manifest = store_manifest(publish->carried);
    for (size_t i = 0; status == HS_OK && i < manifest->count; i++) {
        const struct manifest_value *value = &manifest->value[i];
        const void *bytes;
        size_t size;
        if (is_left(publish, value->name) || strncmp(value->name, prefix, strlen(prefix)) != 0 || manifest_find(&publish->manifest, value->name))
            continue;
        status = store_value(publish->carried, value->name, &bytes, &size, why);
        if (status == HS_OK)
            status = add_value(publish, value->name, bytes, size, &value->digest, why);
    }
    return status;
}

/* Values of a page's size and more land on overflow pages, whose payload starts 16 bytes into a page; smaller ones are padded to that size. */
static int write_values(const struct store_publish *publish, const char *path)
{
    MDB_env *env = NULL;
    MDB_txn *txn = NULL;
    MDB_dbi dbi;
    size_t total = 1 << 20;
    for (size_t i = 0; i < publish->manifest.count; i++)
        total += publish->manifest.value[i].size + (1 << 16);
    int error = mdb_env_create(&env);
    if (!error)
        error = mdb_env_set_mapsize(env, (total + 0xfffff) & ~(size_t)0xfffff);
    if (!error)
        error = mdb_env_open(env, path, MDB_NOSUBDIR | MDB_NOLOCK, 0644);
    if (!error)
        error = mdb_txn_begin(env, NULL, 0, &txn);
    if (!error)
        error = mdb_dbi_open(txn, NULL, 0, &dbi);
    for (size_t i = 0; !error && i < publish->manifest.count; i++) {
        const struct manifest_value *value = &publish->manifest.value[i];
        MDB_val key = { strlen(value->name), (void *)(uintptr_t)value->name };
        char padded[VALUE_ALIGNED_SIZE] = { 0 };
        MDB_val data = { value->size, (void *)(uintptr_t)publish->bytes[i] };
        if (value->size < sizeof padded) {
            memcpy(padded, publish->bytes[i], value->size);
            data = (MDB_val) { sizeof padded, padded };
        }
        error = mdb_put(txn, dbi, &key, &data, MDB_NOOVERWRITE);
    }
    if (!error) {
        error = mdb_txn_commit(txn);
        txn = NULL;
    }
    if (txn)
        mdb_txn_abort(txn);
    if (env)
        mdb_env_close(env);
    return error;
}

/* Ends a file that was written: on the disk with its mode, or not at all. */
static enum hs_status end_file(FILE *stream, const char *path, enum hs_status status, struct hs_why *why)
{
    bool failed = fflush(stream) || ferror(stream) || fchmod(fileno(stream), 0444) || fsync(fileno(stream));
    if (status == HS_OK && failed)
        status = hs_fail_errno(why, "%s: cannot be written", path);
    if (fclose(stream) && status == HS_OK)
        status = hs_fail_errno(why, "%s: cannot be written", path);
    return status;
}

/* The seal, and then, as the last file of the generation, the manifest. */
static enum hs_status write_manifest(const struct store_publish *publish, unsigned generation, struct hs_why *why)
{
    char path[STORE_PATH_MAX + 64], data[STORE_PATH_MAX + 64], *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);
    if (memory)
        manifest_write(memory, &publish->manifest);
    if (!memory || fclose(memory) != 0) {
        free(text);
        return hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", publish->staging);
    }
    snprintf(data, sizeof data, "%s/data.mdb", publish->staging);
    snprintf(path, sizeof path, "%s/" SEAL_FILE, publish->staging);
    FILE *stream = fopen(path, "we");
    enum hs_status status = stream ? seal_write(stream, generation, data, text, size, why) : hs_fail_errno(why, "%s: cannot be written", path);
    if (stream)
        status = end_file(stream, path, status, why);
    snprintf(path, sizeof path, "%s/manifest", publish->staging);
    stream = status == HS_OK ? fopen(path, "we") : NULL;
    if (stream) {
        fwrite(text, 1, size, stream);
        status = end_file(stream, path, HS_OK, why);
    } else if (status == HS_OK)
        status = hs_fail_errno(why, "%s: cannot be written", path);
    free(text);
    return status;
}

/* The generations of the store, one after the other. */
struct generations {
    unsigned highest;
    unsigned old; /* one that is `STORE_GENERATIONS_KEPT` below `bound` or more; 0: none */
};

static enum hs_status look_through(const char *path, unsigned bound, struct generations *found, struct hs_why *why)
{
    *found = (struct generations) { 0 };
    DIR *directory = opendir(path);
    if (!directory)
        return hs_fail_errno(why, "store %s: cannot be listed", path);
    struct dirent *item;
    while (errno = 0, (item = readdir(directory))) {
        unsigned number = store_generation_number(item->d_name);
        if (number > found->highest)
            found->highest = number;
        if (number && number + STORE_GENERATIONS_KEPT <= bound)
            found->old = number;
    }
    enum hs_status status = errno ? hs_fail_errno(why, "store %s: cannot be listed", path) : HS_OK;
    closedir(directory);
    return status;
}

/* A generation is first taken out of sight as a whole, so that a crash leaves none in parts. */
static bool retire(const char *path, unsigned generation)
{
    char name[STORE_PATH_MAX + 32], staging[STORE_PATH_MAX + 32];
    snprintf(name, sizeof name, "%s/gen-%06u", path, generation);
    snprintf(staging, sizeof staging, "%s/" STORE_STAGING, path);
    if (rename(name, staging) < 0)
        return false;
    remove_directory(staging);
    return true;
}

static void remove_old(const char *path, unsigned bound)
{
    struct generations found;
    while (look_through(path, bound, &found, NULL) == HS_OK && found.old && retire(path, found.old))
        ;
}

/* The whole generation in STORE/building, on the disk and checked. */
static enum hs_status write_staging(struct store_publish *publish, unsigned generation, struct hs_why *why)
{
    char file[STORE_PATH_MAX + 64];
    snprintf(file, sizeof file, "%s/data.mdb", publish->staging);
    int error = write_values(publish, file);
    if (error)
        return hs_fail(why, error == ENOMEM ? HS_NO_MEMORY : HS_IO, "%s: %s: free space on that disk and try again", file, mdb_strerror(error));
    if (chmod(file, 0444) < 0)
        return hs_fail_errno(why, "%s: cannot be made read-only", file);
    enum hs_status status = sync_path(file, why);
    if (status == HS_OK)
        status = manifest_describe_file(file, &publish->manifest.file, why);
    if (status == HS_OK)
        status = write_manifest(publish, generation, why);
    if (status == HS_OK)
        status = sync_path(publish->staging, why);
    return status == HS_OK ? store_check(publish->staging, &publish->manifest.file, why) : status;
}

/* Puts it in its place and names it. */
static enum hs_status switch_to(const struct store_publish *publish, unsigned generation, struct hs_why *why)
{
    char target[STORE_PATH_MAX + 64], file[STORE_PATH_MAX + 64], link[STORE_PATH_MAX + 64], name[16];
    snprintf(name, sizeof name, "gen-%06u", generation);
    snprintf(target, sizeof target, "%s/%s", publish->path, name);
    snprintf(file, sizeof file, "%s/" STORE_NEXT, publish->path);
    snprintf(link, sizeof link, "%s/current", publish->path);
    unlink(file);
    if (rename(publish->staging, target) < 0)
        return hs_fail_errno(why, "%s: cannot be put in place", target);
    enum hs_status status = symlink(name, file) < 0 ? hs_fail_errno(why, "%s: cannot be made", file) : sync_path(publish->path, why);
    if (status == HS_OK && rename(file, link) < 0)
        status = hs_fail_errno(why, "%s: cannot be replaced", link);
    if (status == HS_OK)
        return sync_path(publish->path, why);
    unlink(file);
    errno = 0;
    unsigned current = store_current(publish->path);
    if (current ? current != generation : errno == ENOENT) /* no reader has seen it; where that cannot be known, it stays */
        retire(publish->path, generation);
    return status;
}

static enum hs_status publish_staging(struct store_publish *publish, store_publish_look *look, void *context, unsigned *generation, struct hs_why *why)
{
    struct generations found;
    enum hs_status status = look_through(publish->path, 0, &found, why);
    *generation = found.highest + 1;
    if (status == HS_OK && *generation > STORE_GENERATION_MAX)
        status = hs_fail(why, HS_TOO_LARGE, "store %s: generation %u was the last that can be numbered: build a new store", publish->path, found.highest);
    if (status == HS_OK)
        status = write_staging(publish, *generation, why);
    if (status == HS_OK && look)
        status = look(context, publish->staging, why);
    return status == HS_OK ? switch_to(publish, *generation, why) : status;
}

enum hs_status store_publish_commit(struct store_publish *publish, store_publish_look *look, void *context, unsigned *generation, struct hs_why *why)
{
    enum hs_status status = publish_staging(publish, look, context, generation, why);
    if (status == HS_OK)
        remove_old(publish->path, *generation);
    return status;
}

enum hs_status store_publish_finish(struct store_publish *publish, unsigned *generation, struct hs_why *why)
{
    enum hs_status status = store_publish_commit(publish, NULL, NULL, generation, why);
    store_publish_abandon(publish);
    return status;
}

void store_publish_abandon(struct store_publish *publish)
{
    if (publish->staging[0])
        remove_directory(publish->staging);
    store_close(publish->carried);
    if (publish->lock >= 0)
        close(publish->lock);
    free(publish);
}

void store_remove(const char *path)
{
    remove_old(path, UINT_MAX);
    remove_directory(path); /* the link, the lock, and itself */
}
