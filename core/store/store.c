/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/store.h"

#include <errno.h>
#include <lmdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/arena.h"
#include "core/base/file.h"
#include "core/store/location.h"
#include "core/store/ownership.h"

enum { ATTEMPTS = 8 };

struct store {
    MDB_env *env;
    MDB_txn *txn;
    MDB_dbi dbi;
    unsigned generation;
    struct manifest manifest;
};

static const char REBUILD[] = "run `hsdesk-admin build` to make it anew";

unsigned store_generation_number(const char *name)
{
    if (strncmp(name, "gen-", 4) != 0 || strlen(name) != 10 || strspn(name + 4, "0123456789") != 6)
        return 0;
    return (unsigned)strtoul(name + 4, NULL, 10);
}

unsigned store_current(const char *path)
{
    char link[STORE_PATH_MAX + 16], name[64];
    snprintf(link, sizeof link, "%s/current", path);
    ssize_t length = readlink(link, name, sizeof name - 1);
    if (length <= 0)
        return 0;
    name[length] = '\0';
    return store_generation_number(name);
}

static enum hs_status open_values(struct store *store, const char *directory, struct hs_why *why)
{
    char path[STORE_PATH_MAX + 64];
    struct arena arena = { NULL };
    char *text;
    size_t size;
    snprintf(path, sizeof path, "%s/manifest", directory);
    enum hs_status status = file_read(path, MANIFEST_SIZE_MAX, &arena, &text, &size, why);
    if (status == HS_OK)
        status = manifest_parse(text, size, path, &store->manifest, why);
    arena_free(&arena);
    if (status != HS_OK)
        return status;
    /* LMDB believes the page count in the file's header: a file cut short would raise SIGBUS on the first read behind its end. So its size is
     * compared before anything is mapped. */
    struct stat info;
    snprintf(path, sizeof path, "%s/data.mdb", directory);
    if (stat(path, &info) < 0)
        return hs_fail_errno(why, "%s: cannot be examined", path);
    if ((size_t)info.st_size != store->manifest.file.size)
        return hs_fail(why, HS_CORRUPT, "%s: %lld bytes where the manifest says %zu: %s", path, (long long)info.st_size,
                       store->manifest.file.size, REBUILD);
    int error = mdb_env_create(&store->env);
    if (!error)
        error = mdb_env_open(store->env, path, MDB_NOSUBDIR | MDB_RDONLY | MDB_NOLOCK, 0444);
    MDB_envinfo environment;
    if (!error)
        error = mdb_env_info(store->env, &environment);
    if (!error && (environment.me_last_pgno + 1) * (size_t)sysconf(_SC_PAGESIZE) > (size_t)info.st_size)
        return hs_fail(why, HS_CORRUPT, "%s: shorter than its own header says: %s", path, REBUILD);
    if (!error)
        error = mdb_txn_begin(store->env, NULL, MDB_RDONLY, &store->txn);
    if (!error)
        error = mdb_dbi_open(store->txn, NULL, 0, &store->dbi);
    if (error)
        return error == EACCES || error == ENOMEM ? (errno = error, hs_fail_errno(why, "%s: cannot be opened", path))
                                                  : hs_fail(why, error == ENOENT ? HS_NOT_FOUND : HS_CORRUPT, "%s: %s: %s", path, mdb_strerror(error), REBUILD);
    return HS_OK;
}

/* What lies in a store whose own path was checked. */
static enum hs_status check_entries(const char *path, const char *directory, struct hs_why *why)
{
    static const char *const files[] = { "", "/data.mdb", "/manifest" };
    char name[STORE_PATH_MAX + 64];
    snprintf(name, sizeof name, "%s/current", path);
    enum hs_status status = ownership_check_entry(name, why);
    for (size_t i = 0; status == HS_OK && i < sizeof files / sizeof *files; i++) {
        snprintf(name, sizeof name, "%s%s", directory, files[i]);
        status = ownership_check_entry(name, why);
    }
    return status;
}

enum hs_status store_absent(const char *path, struct hs_why *why)
{
    /* Whether a root is enrolled, where `build` is refused, officers cannot see. */
    return hs_fail(why, HS_NOT_FOUND, "store %s: there is none yet: run `hsdesk-admin --store %s build`, or, where a root is enrolled, apply packages", path, path);
}

enum hs_status store_open(const char *path, struct store **result, struct hs_why *why)
{
    char directory[STORE_PATH_MAX + 32];
    enum hs_status owned = ownership_check(path, why);
    if (owned != HS_OK)
        return owned;
    for (int attempt = 0;; attempt++) {
        errno = 0;
        unsigned generation = store_current(path);
        if (!generation && errno && errno != ENOENT && errno != ENOTDIR)
            return hs_fail_errno(why, "store %s: cannot be read", path);
        if (!generation)
            return store_absent(path, why);
        struct store *store = calloc(1, sizeof *store);
        if (!store)
            return hs_fail(why, HS_NO_MEMORY, "store %s: no memory: close other programs", path);
        store->generation = generation;
        snprintf(directory, sizeof directory, "%s/gen-%06u", path, generation);
        enum hs_status status = check_entries(path, directory, why);
        if (status == HS_OK)
            status = open_values(store, directory, why);
        if (status == HS_OK) {
            *result = store;
            return HS_OK;
        }
        store_close(store);
        /* The link may have moved on, and the generation been removed, between reading it and opening its files. */
        if (status != HS_NOT_FOUND || attempt == ATTEMPTS)
            return status == HS_NOT_FOUND
                       ? hs_fail(why, HS_CORRUPT, "store %s: generation %u is named but not whole: %s", path, generation, REBUILD)
                       : status;
    }
}

void store_close(struct store *store)
{
    if (!store)
        return;
    if (store->txn)
        mdb_txn_abort(store->txn);
    if (store->env)
        mdb_env_close(store->env);
    free(store);
}

unsigned store_generation(const struct store *store)
{
    return store->generation;
}

const struct manifest *store_manifest(const struct store *store)
{
    return &store->manifest;
}

static const char DAMAGED_VALUE[] = "generation %u: %s does not have the digest that the manifest gives: %s";

static bool value_is_whole(const struct manifest_value *value, const void *bytes)
{
    struct digest digest = manifest_digest(bytes, value->size);
    return digest_equal(&digest, &value->digest);
}

enum hs_status store_value(const struct store *store, const char *name, const void **bytes, size_t *size, struct hs_why *why)
{
    const struct manifest_value *value = manifest_find(&store->manifest, name);
    if (!value)
        return hs_fail(why, HS_NOT_FOUND, "generation %u: it holds no %s: %s", store->generation, name, REBUILD);
    MDB_val key = { strlen(name), (void *)(uintptr_t)name }, data;
    int error = mdb_get(store->txn, store->dbi, &key, &data);
    size_t stored = value->size < VALUE_ALIGNED_SIZE ? VALUE_ALIGNED_SIZE : value->size;
    if (error || data.mv_size != stored)
        return hs_fail(why, HS_CORRUPT, "generation %u: %s is damaged (%s): %s", store->generation, name,
                       error ? mdb_strerror(error) : "its size differs from the manifest's", REBUILD);
    if (value->size < VALUE_CHECKED_SIZE && !value_is_whole(value, data.mv_data))
        return hs_fail(why, HS_CORRUPT, DAMAGED_VALUE, store->generation, name, REBUILD);
    *bytes = data.mv_data;
    *size = value->size;
    return HS_OK;
}

/* The whole file: its values, and what LMDB keeps around them. */
static enum hs_status verify_file(const struct store *store, struct hs_why *why)
{
    const struct manifest_value *said = &store->manifest.file;
    struct manifest_value found;
    const char *path;
    mdb_env_get_path(store->env, &path);
    enum hs_status status = manifest_describe_file(path, &found, why);
    if (status == HS_OK && (found.size != said->size || !digest_equal(&found.digest, &said->digest)))
        status = hs_fail(why, HS_CORRUPT, "%s: not the bytes that its manifest vouches for: %s", path, REBUILD);
    return status;
}

static enum hs_status verify_values(const struct store *store, struct hs_why *why)
{
    for (size_t i = 0; i < store->manifest.count; i++) {
        const struct manifest_value *value = &store->manifest.value[i];
        const void *bytes;
        size_t size;
        enum hs_status status = store_value(store, value->name, &bytes, &size, why);
        if (status != HS_OK)
            return status;
        if (!value_is_whole(value, bytes))
            return hs_fail(why, HS_CORRUPT, DAMAGED_VALUE, store->generation, value->name, REBUILD);
    }
    return HS_OK;
}

enum hs_status store_verify(const struct store *store, struct hs_why *why)
{
    enum hs_status whole = verify_file(store, why); /* before LMDB walks pages that may be damaged */
    return whole == HS_OK ? verify_values(store, why) : whole;
}

enum hs_status store_open_directory(const char *directory, struct store **result, struct hs_why *why)
{
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        return hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", directory);
    enum hs_status status = open_values(store, directory, why);
    if (status == HS_OK)
        *result = store;
    else
        store_close(store);
    return status;
}

enum hs_status store_check(const char *directory, const struct manifest_value *described, struct hs_why *why)
{
    struct store *store = NULL;
    enum hs_status status = store_open_directory(directory, &store, why);
    if (status == HS_OK && (store->manifest.file.size != described->size || !digest_equal(&store->manifest.file.digest, &described->digest)))
        status = hs_fail(why, HS_CORRUPT, "%s: its manifest does not say what was written: check the disk", directory);
    if (status == HS_OK)
        status = verify_values(store, why);
    store_close(store);
    return status;
}
