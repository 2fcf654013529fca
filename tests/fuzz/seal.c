/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seal.c - the seal of generation 7, whose data is two pieces and a bit: no other bytes pass for it. */
#include "tests/fuzz/fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "core/store/seal.h"

enum { DATA_SIZE = 2 * 65536 + 100, GENERATION = 7 };
static const char MANIFEST[] = "hsdesk generation 1\n";
static char *right;
static size_t right_size;

static int file_of(const void *bytes, size_t size, char path[static 64])
{
    int fd = memfd_create("fuzzed", MFD_CLOEXEC);
    FUZZ_REQUIRE(fd >= 0 && write(fd, bytes, size) == (ssize_t)size);
    snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

static int data_file(char path[static 64])
{
    static char data[DATA_SIZE];
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (char)(i * 7 + i / 251);
    return file_of(data, sizeof data, path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char data_path[64];
    static int data_fd = -1;
    char path[64];
    struct seal_found found;
    struct hs_why why;
    if (data_fd < 0) {
        data_fd = data_file(data_path);
        FILE *stream = open_memstream(&right, &right_size);
        FUZZ_REQUIRE(stream && seal_write(stream, GENERATION, data_path, MANIFEST, sizeof MANIFEST - 1, &why) == HS_OK);
        fclose(stream);
    }
    int fd = file_of(data, size, path);
    FUZZ_REQUIRE(seal_compare(path, GENERATION, data_path, MANIFEST, sizeof MANIFEST - 1, &found, &why) == HS_OK);
    bool same = size == right_size && memcmp(data, right, size) == 0;
    FUZZ_REQUIRE((found.seal_differs < 0) == same &&
                 (!same || (found.intact && found.generation == GENERATION && found.data_differs < 0 && !found.manifest_differs)));
    if (!same) { /* the first byte that differs is that */
        size_t at = 0;
        while (at < size && at < right_size && data[at] == (uint8_t)right[at])
            at++;
        FUZZ_REQUIRE(found.seal_differs == (int64_t)at);
    }
    close(fd);
    return 0;
}
