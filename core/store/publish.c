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

static const char STAGING[] = "building";

static enum hs_status make_directories(const char *path, struct hs_why *why)
{
    char part[STORE_PATH_MAX];
    size_t length = strlen(path);
    if (length >= sizeof part)
        return hs_fail(why, HS_USAGE, "store: its path is too long: use a shorter one");
    for (size_t i = 1; i <= length; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0755) < 0 && errno != EEXIST)
            return hs_fail_errno(why, "store %s: %s cannot be made", path, part);
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

static enum hs_status check_unsigned(const struct store_publish *publish, struct hs_why *why)
{
    char name[STORE_PATH_MAX + 32];
    struct stat info;
    snprintf(name, sizeof name, "%s/state/root", publish->path);
    if (lstat(name, &info) == 0)
        return hs_fail(why, HS_REFUSED, "store %s: a root is enrolled, so only signed packages publish here: use another --store",
                       publish->path);
    return HS_OK;
}

static enum hs_status prepare(struct store_publish *publish, struct hs_why *why)
{
    char name[STORE_PATH_MAX + 32];
    enum hs_status status = make_directories(publish->path, why);
    if (status != HS_OK)
        return status;
    snprintf(name, sizeof name, "%s/lock", publish->path);
    publish->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (publish->lock < 0)
        return hs_fail_errno(why, "store %s: cannot be written", publish->path);
    if (flock(publish->lock, LOCK_EX | LOCK_NB) < 0)
        return errno != EWOULDBLOCK ? hs_fail_errno(why, "%s: cannot be locked: keep the store on a local disk", name) : hs_fail(why, HS_REFUSED, "store %s: another process is publishing: wait for it and try again", publish->path);
    snprintf(publish->staging, sizeof publish->staging, "%s/%s", publish->path, STAGING);
    remove_directory(publish->staging);
    if (mkdir(publish->staging, 0755) < 0)
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

static enum hs_status add_value(struct store_publish *publish, const char *name, const void *bytes, size_t size, const struct digest *digest, struct hs_why *why)
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
    enum hs_status status = HS_OK;
    if (!publish->carried && store_current(publish->path))
        status = store_open(publish->path, &publish->carried, why);
    if (status != HS_OK || !publish->carried)
        return status;
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
            data = (MDB_val){ sizeof padded, padded };
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

static enum hs_status write_manifest(const struct store_publish *publish, const char *path, struct hs_why *why)
{
    FILE *stream = fopen(path, "we");
    if (!stream)
        return hs_fail_errno(why, "%s: cannot be written", path);
    manifest_write(stream, &publish->manifest);
    int failed = fflush(stream) || fsync(fileno(stream)) || fchmod(fileno(stream), 0444);
    enum hs_status status = failed ? hs_fail_errno(why, "%s: cannot be written", path) : HS_OK;
    fclose(stream);
    return status;
}

/* Calls `act` with every gen-NNNNNN of the store. Returns the highest number. */
static unsigned each_generation(const char *path, void (*act)(const char *path, unsigned generation, unsigned bound), unsigned bound)
{
    unsigned highest = 0;
    DIR *directory = opendir(path);
    if (!directory)
        return 0;
    for (struct dirent *item; (item = readdir(directory));) {
        unsigned number;
        char behind;
        if (sscanf(item->d_name, "gen-%6u%c", &number, &behind) != 1)
            continue;
        if (number > highest)
            highest = number;
        if (act)
            act(path, number, bound);
    }
    closedir(directory);
    return highest;
}

static void remove_when_old(const char *path, unsigned generation, unsigned bound)
{
    char name[STORE_PATH_MAX + 32];
    if (generation + STORE_GENERATIONS_KEPT > bound)
        return;
    snprintf(name, sizeof name, "%s/gen-%06u", path, generation);
    remove_directory(name);
}

static enum hs_status publish_staging(struct store_publish *publish, store_publish_look *look, void *context, unsigned *generation, struct hs_why *why)
{
    char file[STORE_PATH_MAX + 64], target[STORE_PATH_MAX + 64], link[STORE_PATH_MAX + 64];
    snprintf(file, sizeof file, "%s/data.mdb", publish->staging);
    int error = write_values(publish, file);
    if (error)
        return hs_fail(why, error == ENOMEM ? HS_NO_MEMORY : HS_IO, "%s: %s: free space on that disk and try again", file,
                       mdb_strerror(error));
    if (chmod(file, 0444) < 0)
        return hs_fail_errno(why, "%s: cannot be made read-only", file);
    enum hs_status status = sync_path(file, why);
    if (status == HS_OK)
        status = manifest_describe_file(file, &publish->manifest.file, why);
    snprintf(file, sizeof file, "%s/manifest", publish->staging);
    if (status == HS_OK)
        status = write_manifest(publish, file, why);
    if (status == HS_OK)
        status = sync_path(publish->staging, why);
    if (status == HS_OK)
        status = store_check(publish->staging, &publish->manifest.file, why);
    if (status == HS_OK && look)
        status = look(context, publish->staging, why);
    if (status != HS_OK)
        return status;
    *generation = each_generation(publish->path, NULL, 0) + 1;
    char name[16];
    snprintf(name, sizeof name, "gen-%06u", *generation % 1000000);
    snprintf(target, sizeof target, "%s/%s", publish->path, name);
    snprintf(file, sizeof file, "%s/current.new", publish->path);
    snprintf(link, sizeof link, "%s/current", publish->path);
    unlink(file);
    if (rename(publish->staging, target) < 0 || symlink(name, file) < 0)
        return hs_fail_errno(why, "%s: cannot be put in place", target);
    status = sync_path(publish->path, why);
    if (status != HS_OK)
        return status;
    if (rename(file, link) < 0)
        return hs_fail_errno(why, "%s: cannot be replaced", link);
    return sync_path(publish->path, why);
}

enum hs_status store_publish_seal(struct store_publish *publish, store_publish_look *look, void *context, unsigned *generation, struct hs_why *why)
{
    enum hs_status status = publish_staging(publish, look, context, generation, why);
    if (status == HS_OK)
        each_generation(publish->path, remove_when_old, *generation);
    return status;
}

enum hs_status store_publish_finish(struct store_publish *publish, unsigned *generation, struct hs_why *why)
{
    enum hs_status status = store_publish_seal(publish, NULL, NULL, generation, why);
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
    each_generation(path, remove_when_old, UINT_MAX);
    remove_directory(path); /* the link, the lock, and itself */
}
