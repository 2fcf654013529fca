/* SPDX-License-Identifier: GPL-3.0-or-later */
/* editions.c - what became of codes: the stored value, and the rows it is made from. The reader takes a directory: it gets one with a memory file. */
#include "tests/fuzz/fuzz.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data/editions_source.h"

enum { PATH_SIZE = 128 };
static char directory[] = "/tmp/hsdesk-fuzz-XXXXXX";
static int file = -1;

static void make_path(char path[static PATH_SIZE], const char *below)
{
    snprintf(path, PATH_SIZE, "%s%s", directory, below);
}

static void remove_links(void)
{
    char path[PATH_SIZE];
    make_path(path, "/goods/hs2017.tsv");
    unlink(path);
    make_path(path, "/goods");
    rmdir(path);
    rmdir(directory);
}

static void make_links(void)
{
    char path[PATH_SIZE], target[PATH_SIZE];
    FUZZ_REQUIRE(mkdtemp(directory));
    atexit(remove_links);
    make_path(path, "/goods");
    FUZZ_REQUIRE(mkdir(path, 0700) == 0);
    file = memfd_create("hs2017", 0);
    snprintf(target, sizeof target, "/proc/self/fd/%d", file);
    make_path(path, "/goods/hs2017.tsv");
    FUZZ_REQUIRE(file >= 0 && symlink(target, path) == 0);
}

static void ignore(void *context, const char *path, size_t line, const char *problem)
{
    (void)context;
    (void)line;
    FUZZ_REQUIRE(path && problem && *problem);
}

static void look_up(const struct editions *editions)
{
    for (uint32_t e = 0; e < editions->count; e++) {
        const struct edition *edition = &editions->edition[e];
        for (uint32_t i = edition->first; i < edition->first + edition->count; i++) {
            uint32_t first, count = editions_find(editions, edition, editions->pair[i].was, &first);
            FUZZ_REQUIRE(count && count <= EDITIONS_CHOICES_MAX && first <= i && i - first < count);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct editions editions;
    struct editions_source source;
    struct hs_why why;
    if (file < 0)
        make_links();
    void *bytes = fuzz_copy(data, size);
    if (editions_open(bytes, size, &editions, &why) == HS_OK)
        look_up(&editions);
    free(bytes);
    FUZZ_REQUIRE(ftruncate(file, 0) == 0 && pwrite(file, data, size, 0) == (ssize_t)size);
    if (editions_read(directory, ignore, NULL, &source, &why) == HS_OK)
        look_up(&source.editions);
    editions_free(&source);
    return 0;
}
