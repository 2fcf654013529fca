/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mutate.c - stores that were harmed in every way that a disk, a hand or a copy could, each put to verify-store.
 *
 *     mutate [--count N] ADMIN TEMPLATE
 *
 * TEMPLATE is a store of three generations of different content; it is copied for every case. Each kind of harm has its turn, at a random place. verify-store
 * must end by itself with 3 and name the generation or the file; for a bit of data.mdb, where it is to 64 KiB. The template itself must pass.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/store.h"
#include "tests/torture/scratch.h"

enum { GENERATIONS = 3, MANIFEST_ROOM = 16384, PIECE = 65536 };

static char work[SCRATCH_PATH], store[SCRATCH_PATH + 16];
static uint64_t random_state = 3500;
static unsigned newest;
static char harm[256];      /* what was done, for messages */
static long long harmed_at; /* in data.mdb; -1: elsewhere */

static uint32_t below(uint32_t bound)
{
    return scratch_random(&random_state, bound);
}

static const char *any_file(void)
{
    static const char *const names[] = { "data.mdb", "manifest", "seal" };
    return names[below(3)];
}

static unsigned any_generation(void)
{
    return newest - below(GENERATIONS);
}

static void path_in(char path[static SCRATCH_PATH], unsigned generation, const char *name)
{
    snprintf(path, SCRATCH_PATH, "%.400s/gen-%06u%s%.60s", store, generation, *name ? "/" : "", name);
}

static void path_of(char path[static SCRATCH_PATH], const char *name)
{
    snprintf(path, SCRATCH_PATH, "%.400s/%.60s", store, name);
}

static void must(bool done, const char *what)
{
    if (!done)
        scratch_fail(what);
}

/* Files are 0444; a test that is not run as root must make them writable, and put the mode back, so that the mode is not what is found. */
static int open_file(const char *path)
{
    must(chmod(path, 0644) == 0, path);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    must(fd >= 0 && fchmod(fd, 0444) == 0, path);
    return fd;
}

static off_t size_of(const char *path)
{
    struct stat info;
    must(lstat(path, &info) == 0, path);
    return info.st_size;
}

static void put_at(int fd, off_t at, const void *bytes, size_t size)
{
    must(pwrite(fd, bytes, size, at) == (ssize_t)size, harm);
}

/* ---- harms ---- */

static void flip(const char *name)
{
    char path[SCRATCH_PATH];
    unsigned char byte;
    path_in(path, any_generation(), name);
    int fd = open_file(path);
    off_t at = (off_t)below((uint32_t)size_of(path));
    unsigned bit = below(8);
    must(pread(fd, &byte, 1, at) == 1, path);
    byte ^= (unsigned char)(1 << bit);
    put_at(fd, at, &byte, 1);
    close(fd);
    harmed_at = strcmp(name, "data.mdb") == 0 ? at : -1;
    snprintf(harm, sizeof harm, "bit %u of byte %lld of %s", bit, (long long)at, path + strlen(store));
}

static void flip_data(void)
{
    flip("data.mdb");
}
static void flip_manifest(void)
{
    flip("manifest");
}
static void flip_seal(void)
{
    flip("seal");
}

static void cut(void)
{
    char path[SCRATCH_PATH];
    path_in(path, any_generation(), any_file());
    int fd = open_file(path);
    off_t size = size_of(path), to = below(4) ? (off_t)below((uint32_t)size) : size - 1;
    must(ftruncate(fd, to) == 0, path);
    close(fd);
    snprintf(harm, sizeof harm, "%s cut at %lld", path + strlen(store), (long long)to);
}

static void grow(void)
{
    static const char *const tails[] = { "\n", " ", "\r\n", "\0\0\0\0", "sealed\n", "x 1 00\n" };
    char path[SCRATCH_PATH], block[8192];
    path_in(path, any_generation(), any_file());
    int fd = open_file(path);
    if (below(2)) {
        const char *tail = tails[below(6)];
        put_at(fd, size_of(path), tail, *tail ? strlen(tail) : 4);
    } else {
        memset(block, (int)below(256), sizeof block);
        put_at(fd, size_of(path), block, 1 + below(sizeof block));
    }
    close(fd);
    snprintf(harm, sizeof harm, "%s grown", path + strlen(store));
}

/* A sector that was never written, or holds something else's bytes. */
static void lose_sector(void)
{
    char path[SCRATCH_PATH], was[4096], is[4096];
    path_in(path, any_generation(), "data.mdb");
    int fd = open_file(path);
    size_t size = below(2) ? 512 : 4096;
    off_t at;
    do {
        at = (off_t)(below((uint32_t)((size_t)size_of(path) / size)) * size);
        memset(is, below(2) ? 0 : 0xff, sizeof is);
        must(pread(fd, was, size, at) == (ssize_t)size, path);
    } while (memcmp(was, is, size) == 0);
    put_at(fd, at, is, size);
    close(fd);
    snprintf(harm, sizeof harm, "%zu bytes at %lld of %s lost", size, (long long)at, path + strlen(store));
}

static void add_foreign(void)
{
    static const char *const names[] = { "lock.mdb", ".hidden", "data.mdb~", "data.mdb-lock", "manifest.new", "notes.txt", "core", "gen-000001" };
    char path[SCRATCH_PATH];
    const char *name = names[below(8)];
    if (below(3))
        path_in(path, any_generation(), name);
    else
        path_of(path, below(2) ? "gen-7" : name[0] == 'g' ? "gen-0000001" : name);
    switch (below(4)) {
    case 0:
        must(mkdir(path, 0755) == 0, path);
        break;
    case 1:
        must(symlink("/etc/passwd", path) == 0, path);
        break;
    case 2:
        must(mkfifo(path, 0644) == 0, path);
        break;
    default: {
        int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0444);
        must(fd >= 0, path);
        close(fd);
    }
    }
    snprintf(harm, sizeof harm, "foreign %s", path + strlen(store));
}

static void exchange(const char *first, const char *second)
{
    char beside[SCRATCH_PATH];
    path_of(beside, "beside");
    must(rename(first, beside) == 0 && rename(second, first) == 0 && rename(beside, second) == 0, first);
    snprintf(harm, sizeof harm, "%s and %s exchanged", first + strlen(store), second + strlen(store));
}

static void exchange_generations(void)
{
    char first[SCRATCH_PATH], second[SCRATCH_PATH];
    unsigned generation = any_generation(), other = newest - (newest - generation + 1 + below(GENERATIONS - 1)) % GENERATIONS;
    static const char *const what[] = { "", "data.mdb", "manifest", "seal" };
    const char *name = what[below(4)];
    path_in(first, generation, name);
    path_in(second, other, name);
    exchange(first, second);
    if (*name && below(2)) { /* a second one too, so that two fit and one does not */
        name = strcmp(name, "seal") == 0 ? "manifest" : "seal";
        path_in(first, generation, name);
        path_in(second, other, name);
        exchange(first, second);
    }
}

static void read_manifest(const char *path, char text[static MANIFEST_ROOM])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? -1 : read(fd, text, MANIFEST_ROOM - 64);
    must(size > 0, path);
    text[size] = '\0';
    close(fd);
}

/* The start of line `number`, from 0; NULL behind the last. */
static char *line_of(char *text, unsigned number)
{
    while (number-- && text)
        text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL;
    return text && *text ? text : NULL;
}

/* The manifest made to say something else, in a form that can be read. */
static void change_manifest(void)
{
    char path[SCRATCH_PATH], text[MANIFEST_ROOM];
    unsigned lines = 0, kind = below(8);
    path_in(path, any_generation(), "manifest");
    read_manifest(path, text);
    while (line_of(text, lines))
        lines++;
    char *line = line_of(text, 2 + below(lines - 2)), *next = strchr(line, '\n') + 1, *space = strchr(line, ' ');
    switch (kind) {
    case 0:
        memmove(line, next, strlen(next) + 1);
        break; /* a value is not there */
    case 1:
        memmove(space + 2, space + 1, strlen(space + 1) + 1), space[1] = '0';
        break; /* 012: the same number */
    case 2:
        memmove(next, next - 1, strlen(next - 1) + 1), next[-1] = '\r';
        break; /* the same line to a lenient reader */
    case 3:
        memmove(text + 3, text, strlen(text) + 1), memcpy(text, "\xef\xbb\xbf", 3);
        break;
    case 4:
        next[-2] = next[-2] == 'a' ? 'b' : 'a';
        break; /* another digest */
    case 5:
        space[1] = space[1] == '9' ? '8' : (char)(space[1] + 1);
        break; /* another size */
    case 6:
        space[-1] = space[-1] == 'z' ? 'y' : (char)(space[-1] + 1);
        break; /* another name */
    default:
        text[strlen(text) - 1] = '\0'; /* no last newline */
    }
    int fd = open_file(path);
    must(ftruncate(fd, 0) == 0, path);
    put_at(fd, 0, text, strlen(text));
    close(fd);
    snprintf(harm, sizeof harm, "%s changed (kind %u)", path + strlen(store), kind);
}

/* Data changed and the manifest's line on the file made to fit: only values and seal can tell. */
static void forge_manifest(void)
{
    char path[SCRATCH_PATH], data[SCRATCH_PATH], text[MANIFEST_ROOM], hex[DIGEST_HEX + 1];
    unsigned generation = any_generation();
    struct manifest_value described;
    struct hs_why why;
    unsigned char byte;
    path_in(data, generation, "data.mdb");
    path_in(path, generation, "manifest");
    int fd = open_file(data);
    off_t at = (off_t)below((uint32_t)size_of(data));
    must(pread(fd, &byte, 1, at) == 1, data);
    byte ^= 1;
    put_at(fd, at, &byte, 1);
    close(fd);
    must(manifest_describe_file(data, &described, &why) == HS_OK, data);
    digest_print(&described.digest, hex);
    read_manifest(path, text);
    memcpy(strchr(line_of(text, 1), '\n') - DIGEST_HEX, hex, DIGEST_HEX);
    fd = open_file(path);
    put_at(fd, 0, text, strlen(text));
    close(fd);
    snprintf(harm, sizeof harm, "byte %lld of %s changed, and its manifest", (long long)at, data + strlen(store));
}

static void change_mode(void)
{
    static const mode_t modes[] = { 0644, 0666, 0400, 0555, 0000, 04444, 0600, 0664, 02444 };
    char path[SCRATCH_PATH];
    mode_t mode = modes[below(9)];
    switch (below(5)) {
    case 0:
        path_in(path, any_generation(), ""), mode = below(2) ? 0775 : 0777;
        break;
    case 1:
        path_of(path, "lock"), mode = below(2) ? 0666 : 0644;
        break;
    case 2:
        path_of(path, "."), mode = below(2) ? 0777 : 0775;
        break;
    default:
        path_in(path, any_generation(), any_file());
    }
    must(chmod(path, mode) == 0, path);
    snprintf(harm, sizeof harm, "mode of %s made %04o", path + strlen(store), (unsigned)mode);
}

static void change_current(void)
{
    char path[SCRATCH_PATH], to[64];
    unsigned kind = below(6);
    path_of(path, "current");
    must(unlink(path) == 0, path);
    snprintf(to, sizeof to,
             kind == 0   ? "gen-%06u"
             : kind == 1 ? "./gen-%06u"
             : kind == 2 ? "gen-%06u/"
                         : "gen-9%05u",
             kind == 0 ? newest - 1 - below(GENERATIONS - 1) : newest);
    if (kind == 5)
        must(mkdir(path, 0755) == 0, path);
    else if (kind != 4)
        must(symlink(to, path) == 0, path);
    snprintf(harm, sizeof harm, "current: %s", kind == 5 ? "a directory" : kind == 4 ? "gone" : to);
}

/* A file replaced by a link to the very same bytes, or given a second name. */
static void change_link(void)
{
    char path[SCRATCH_PATH], outside[SCRATCH_PATH];
    path_in(path, any_generation(), any_file());
    snprintf(outside, sizeof outside, "%.400s/outside", work);
    unlink(outside);
    bool hard = below(2);
    if (hard)
        must(link(path, outside) == 0, path);
    else
        must(rename(path, outside) == 0 && symlink(outside, path) == 0, path);
    snprintf(harm, sizeof harm, "%s %s", path + strlen(store), hard ? "has a second name" : "is a link");
}

static void remove_something(void)
{
    char path[SCRATCH_PATH];
    switch (below(4)) {
    case 0:
        path_of(path, "lock");
        break;
    case 1:
        path_in(path, newest, "");
        break; /* the current one, whole */
    default:
        path_in(path, any_generation(), any_file());
    }
    scratch_remove(path);
    snprintf(harm, sizeof harm, "%s removed", path + strlen(store));
}

static void (*const harms[])(void) = {
    flip_data,   flip_data,      flip_data,   flip_manifest,   flip_manifest,        flip_seal,       flip_seal,       cut,
    cut,         grow,           lose_sector, add_foreign,     exchange_generations, change_manifest, change_manifest, forge_manifest,
    change_mode, change_current, change_link, remove_something
};
enum { HARMS = sizeof harms / sizeof *harms };

/* ---- */

/* Whether a row of data.mdb names the 64 KiB in which the byte is. */
static bool names_place(const char *output)
{
    for (const char *at = output; (at = strstr(at, "\tdata.mdb\t")); at++) {
        char *end;
        long long offset = strtoll(at + 10, &end, 10);
        if (end != at + 10 && offset <= harmed_at && harmed_at < offset + PIECE)
            return true;
    }
    return false;
}

static bool is_found(const char *const verify[])
{
    struct scratch_ended ended;
    scratch_run(verify, -1, &ended);
    bool found = WIFEXITED(ended.status) && WEXITSTATUS(ended.status) == 3 && strchr(ended.output, '\t') && (harmed_at < 0 || names_place(ended.output));
    if (!found)
        printf("FAIL: %s: %s %d: %s\n", harm, WIFEXITED(ended.status) ? "exit" : "signal",
               WIFEXITED(ended.status) ? WEXITSTATUS(ended.status) : WTERMSIG(ended.status), ended.output);
    return found;
}

int main(int argc, char **argv)
{
    long count = 3500, failures = 0;
    int at = 1;
    if (argc > 2 && strcmp(argv[1], "--count") == 0) {
        count = atol(argv[2]);
        at = 3;
    }
    if (argc - at != 2) {
        fprintf(stderr, "usage: mutate [--count N] ADMIN TEMPLATE\n");
        return 2;
    }
    scratch_make(work);
    snprintf(store, sizeof store, "%s/store", work);
    newest = store_current(argv[at + 1]);
    const char *const verify[] = { argv[at], "--store", store, "-f", "tsv", "verify-store", NULL };
    struct scratch_ended ended;
    scratch_copy(argv[at + 1], store);
    scratch_run(verify, -1, &ended);
    if (newest < GENERATIONS || !scratch_succeeded(&ended) || ended.size) {
        printf("FAIL: the store is not whole to begin with: %s\n", ended.output);
        return 1;
    }
    for (long i = 0; i < count; i++) {
        scratch_copy(argv[at + 1], store);
        harmed_at = -1;
        harms[i % HARMS]();
        failures += !is_found(verify);
    }
    printf("mutate: %ld stores of %d kinds of harm, %ld not found\n", count, HARMS, failures);
    scratch_remove(work);
    return failures ? 1 : 0;
}
