/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/verify.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/store/location.h"
#include "core/store/ownership.h"
#include "core/store/publish.h"
#include "core/store/seal.h"

static const char RESTORE[] = "publish anew, and restore this generation from a copy or remove it";

struct verify {
    const struct store_verifying *order;
    char path[STORE_PATH_MAX];           /* of the store */
    char directory[STORE_PATH_MAX + 32]; /* of the generation */
    uid_t owner;
    unsigned generation;
    size_t problems; /* of this generation */
};

__attribute__((format(printf, 4, 5))) static void problem(struct verify *verify, const char *file, int64_t offset, const char *format, ...)
{
    char text[sizeof((struct hs_why *)0)->text];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    verify->problems++;
    verify->order->problem(verify->order->context, &(struct store_problem) { verify->generation, file, offset, text });
}

/* ---- names, kinds, owners, modes, links ---- */

enum { ANY_MODE = 0 };

/* False where it is not even of its kind, so that it must not be opened. `mode` ANY_MODE: any that lets nobody else write. */
static bool check_entry(struct verify *verify, const char *directory, const char *name, mode_t kind, mode_t mode)
{
    char path[STORE_PATH_MAX + 320];
    struct stat info;
    snprintf(path, sizeof path, "%s%s%s", directory, *name ? "/" : "", name);
    if (lstat(path, &info) < 0) {
        problem(verify, name, -1, "%s: %s", errno == ENOENT ? "missing" : strerror(errno), RESTORE);
        return false;
    }
    if ((info.st_mode & S_IFMT) != kind) {
        problem(verify, name, -1, "not a %s: %s", kind == S_IFDIR ? "directory" : kind == S_IFLNK ? "symbolic link" : "regular file", RESTORE);
        return false;
    }
    if (kind == S_IFLNK)
        return true;
    unsigned has = info.st_mode & 07777;
    if (mode != ANY_MODE && has != mode)
        problem(verify, name, -1, "its mode is %04o: chmod %04o it", has, (unsigned)mode);
    else if (has & 022)
        problem(verify, name, -1, "its mode is %04o, so others may write to it: take that right away", has);
    if (info.st_uid != verify->owner && info.st_uid != 0)
        problem(verify, name, -1, "it belongs to user %u, the store to user %u: find out who changed it", (unsigned)info.st_uid, (unsigned)verify->owner);
    if (kind == S_IFREG && info.st_nlink != 1)
        problem(verify, name, -1, "it has %u names: someone may change it by another: copy it and remove the others", (unsigned)info.st_nlink);
    return true;
}

static bool is_named(const char *name, const char *const *names)
{
    while (*names && strcmp(name, *names) != 0)
        names++;
    return *names != NULL;
}

static enum hs_status check_foreign(struct verify *verify, struct hs_why *why)
{
    static const char *const names[] = { ".", "..", "data.mdb", "manifest", SEAL_FILE, NULL };
    DIR *directory = opendir(verify->directory);
    if (!directory)
        return hs_fail_errno(why, "%s: cannot be listed", verify->directory);
    struct dirent *item;
    while (errno = 0, (item = readdir(directory)))
        if (!is_named(item->d_name, names))
            problem(verify, item->d_name, -1, "no file of a generation: find out whose it is and remove it");
    enum hs_status status = errno ? hs_fail_errno(why, "%s: cannot be listed", verify->directory) : HS_OK;
    closedir(directory);
    return status;
}

/* ---- contents ---- */

/* The manifest as it would be written again: what does not change its meaning is a change too. */
static enum hs_status check_manifest(struct verify *verify, const char *text, size_t size, struct manifest *manifest, struct hs_why *why)
{
    struct hs_why damage;
    char *again = NULL;
    size_t length, same = 0;
    if (manifest_parse(text, size, "manifest", manifest, &damage) != HS_OK) {
        problem(verify, "manifest", -1, "%s", damage.text);
        return HS_CORRUPT;
    }
    FILE *stream = open_memstream(&again, &length);
    if (stream)
        manifest_write(stream, manifest);
    if (!stream || fclose(stream) != 0) {
        free(again);
        return hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", verify->directory);
    }
    while (same < size && same < length && text[same] == again[same])
        same++;
    if (same < size || same < length)
        problem(verify, "manifest", (int64_t)same, "not written as a manifest is: %s", RESTORE);
    free(again);
    return HS_OK;
}

static void tell_seal(struct verify *verify, const struct seal_found *found, bool data_is_whole)
{
    if (!found->intact) {
        problem(verify, SEAL_FILE, data_is_whole ? found->seal_differs : -1, "damaged: %s", RESTORE);
        return;
    }
    if (found->generation != verify->generation)
        problem(verify, "", -1, "its seal is that of generation %u: directories were exchanged: put them back, or publish anew", found->generation);
    if (found->manifest_differs)
        problem(verify, "manifest", -1, "not the one that was published: %s", RESTORE);
    if (found->data_differs >= 0)
        problem(verify, "data.mdb", found->data_differs, "not the bytes that were published, from here on or within 64 KiB: %s", RESTORE);
    if (found->seal_differs >= 0 && !found->manifest_differs && found->data_differs < 0 && found->generation == verify->generation)
        problem(verify, SEAL_FILE, found->seal_differs, "not written as a seal is: %s", RESTORE);
}

/* `text`: the manifest's. */
static enum hs_status check_data(struct verify *verify, const struct manifest *manifest, const char *text, size_t size, bool sealed,
                                 struct manifest_value *described, struct hs_why *why)
{
    char data[STORE_PATH_MAX + 64], seal[STORE_PATH_MAX + 64];
    size_t before = verify->problems;
    snprintf(data, sizeof data, "%s/data.mdb", verify->directory);
    snprintf(seal, sizeof seal, "%s/" SEAL_FILE, verify->directory);
    enum hs_status status = manifest_describe_file(data, described, why);
    bool whole = status == HS_OK && described->size == manifest->file.size && digest_equal(&described->digest, &manifest->file.digest);
    if (status == HS_OK && sealed) {
        struct seal_found found;
        status = seal_compare(seal, verify->generation, data, text, size, &found, why);
        if (status == HS_OK)
            tell_seal(verify, &found, whole);
    }
    if (status == HS_OK && !whole && verify->problems == before)
        problem(verify, "data.mdb", -1, "not the bytes that the manifest vouches for: %s", RESTORE);
    return status;
}

/* Bytes that are vouched for: now they may be mapped. */
static void check_values(struct verify *verify, const struct manifest_value *described)
{
    struct hs_why damage;
    struct store *store;
    if (store_check(verify->directory, described, &damage) != HS_OK || store_open_directory(verify->directory, &store, &damage) != HS_OK) {
        problem(verify, "data.mdb", -1, "%s", damage.text);
        return;
    }
    if (verify->order->look)
        verify->order->look(verify->order->context, verify->generation, store);
    store_close(store);
}

static enum hs_status check_contents(struct verify *verify, bool sealed, struct hs_why *why)
{
    struct manifest *manifest = malloc(sizeof *manifest);
    struct arena arena = { NULL };
    char path[STORE_PATH_MAX + 64], *text;
    size_t size;
    snprintf(path, sizeof path, "%s/manifest", verify->directory);
    enum hs_status status = manifest ? HS_OK : hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", path);
    if (status == HS_OK)
        status = file_read(path, MANIFEST_SIZE_MAX, &arena, &text, &size, why);
    if (status == HS_TOO_LARGE) {
        problem(verify, "manifest", MANIFEST_SIZE_MAX, "longer than any manifest is: %s", RESTORE);
        status = HS_CORRUPT;
    }
    if (status == HS_OK)
        status = check_manifest(verify, text, size, manifest, why);
    struct manifest_value described;
    if (status == HS_OK)
        status = check_data(verify, manifest, text, size, sealed, &described, why);
    if (status == HS_OK && verify->problems == 0)
        check_values(verify, &described);
    arena_free(&arena);
    free(manifest);
    return status == HS_CORRUPT ? HS_OK : status; /* told as a problem */
}

static enum hs_status check_generation(struct verify *verify, unsigned generation, struct hs_why *why)
{
    verify->generation = generation;
    verify->problems = 0;
    snprintf(verify->directory, sizeof verify->directory, "%s/gen-%06u", verify->path, generation);
    if (!check_entry(verify, verify->directory, "", S_IFDIR, 0755))
        return HS_OK;
    enum hs_status status = check_foreign(verify, why);
    bool data = check_entry(verify, verify->directory, "data.mdb", S_IFREG, 0444), manifest = check_entry(verify, verify->directory, "manifest", S_IFREG, 0444);
    bool sealed = check_entry(verify, verify->directory, SEAL_FILE, S_IFREG, 0444);
    return status == HS_OK && data && manifest ? check_contents(verify, sealed, why) : status;
}

/* ---- the store itself ---- */

/* Its own names; those of generations are counted. */
static enum hs_status check_names(struct verify *verify, unsigned **generation, size_t *count, struct hs_why *why)
{
    static const char *const expected[] = { ".", "..", "current", "lock", NULL }, *const directories[] = { "demo", "ledger", "state", "work", NULL };
    DIR *directory = opendir(verify->path);
    if (!directory)
        return hs_fail_errno(why, "store %s: cannot be listed", verify->path);
    enum hs_status status = HS_OK;
    struct dirent *item;
    while (status == HS_OK && (errno = 0, item = readdir(directory))) {
        const char *name = item->d_name;
        unsigned number = store_generation_number(name);
        if (number) {
            unsigned *more = reallocarray(*generation, *count + 1, sizeof **generation);
            if (!more) {
                status = hs_fail(why, HS_NO_MEMORY, "store %s: no memory: close other programs", verify->path);
                break;
            }
            *generation = more;
            more[(*count)++] = number;
        } else if (is_named(name, directories))
            check_entry(verify, verify->path, name, S_IFDIR, ANY_MODE);
        else if (strcmp(name, STORE_STAGING) == 0 || strcmp(name, STORE_NEXT) == 0)
            problem(verify, name, -1, "left by a publishing that was cut off: it harms nothing, and the next one removes it");
        else if (!is_named(name, expected))
            problem(verify, name, -1, "no part of a store: find out whose it is and remove it");
    }
    if (status == HS_OK && errno)
        status = hs_fail_errno(why, "store %s: cannot be listed", verify->path);
    closedir(directory);
    return status;
}

static int by_number(const void *a, const void *b)
{
    unsigned first = *(const unsigned *)a, second = *(const unsigned *)b;
    return (first > second) - (first < second);
}

static void check_current(struct verify *verify, unsigned highest)
{
    unsigned current = store_current(verify->path);
    if (!check_entry(verify, verify->path, "current", S_IFLNK, ANY_MODE))
        return;
    if (!current || current > highest)
        problem(verify, "current", -1, "it names no generation: publish anew");
    else if (current < highest)
        problem(verify, "current", -1, "it names generation %u, but there is %u: a publishing was cut off, or the link was changed: publish anew", current,
                highest);
}

/* Whoever may open the lock keeps publishers away meanwhile; HS_REFUSED where one is at work. */
static enum hs_status take_lock(const char *path, int *lock, struct hs_why *why)
{
    char name[STORE_PATH_MAX + 32];
    snprintf(name, sizeof name, "%s/lock", path);
    *lock = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (*lock >= 0 && flock(*lock, LOCK_SH | LOCK_NB) < 0 && errno == EWOULDBLOCK) {
        close(*lock);
        return hs_fail(why, HS_REFUSED, "store %s: something is being published: wait for it and try again", path);
    }
    return HS_OK;
}

/* The store's own directory, and the way to it, by which sessions would refuse it. */
static void check_path(struct verify *verify)
{
    struct hs_why why;
    size_t before = verify->problems;
    check_entry(verify, verify->path, ".", S_IFDIR, ANY_MODE);
    if (verify->problems == before && ownership_check(verify->path, &why) == HS_REFUSED)
        problem(verify, ".", -1, "%s", why.text);
}

static enum hs_status check_all(struct verify *verify, struct hs_why *why)
{
    unsigned *generation = NULL;
    size_t count = 0;
    check_path(verify);
    check_entry(verify, verify->path, "lock", S_IFREG, 0600);
    enum hs_status status = check_names(verify, &generation, &count, why);
    if (status == HS_OK && count) {
        qsort(generation, count, sizeof *generation, by_number);
        check_current(verify, generation[count - 1]);
    } else if (status == HS_OK)
        status = store_absent(verify->path, why);
    for (size_t i = 0; status == HS_OK && i < count; i++)
        status = check_generation(verify, generation[i], why);
    free(generation);
    return status;
}

enum hs_status store_verify_all(const char *path, const struct store_verifying *verifying, struct hs_why *why)
{
    struct stat info;
    int lock;
    if (stat(path, &info) < 0)
        return hs_fail_errno(why, "store %s: cannot be examined", path);
    struct verify *verify = calloc(1, sizeof *verify);
    if (!verify)
        return hs_fail(why, HS_NO_MEMORY, "store %s: no memory: close other programs", path);
    verify->order = verifying;
    verify->owner = info.st_uid;
    snprintf(verify->path, sizeof verify->path, "%s", path);
    enum hs_status status = take_lock(path, &lock, why);
    if (status == HS_OK) {
        status = check_all(verify, why);
        if (lock >= 0)
            close(lock);
    }
    free(verify);
    return status;
}
