/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay.c - runs a target on every file of the directories named; 1 when one of them cannot be read or holds no file. */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>

#include "core/base/arena.h"
#include "core/base/file.h"

enum { INPUT_MOST = 1 << 24, PATH_SIZE = 4096 };

static enum hs_status replay_directory(const char *directory, struct hs_why *why)
{
    size_t inputs = 0;
    enum hs_status status = HS_OK;
    DIR *entries = opendir(directory);
    if (!entries)
        return hs_fail_errno(why, "%s: cannot be opened", directory);
    for (const struct dirent *entry; status == HS_OK && (entry = readdir(entries));) {
        char path[PATH_SIZE], *bytes;
        size_t size;
        struct arena arena = { NULL };
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
        status = file_read(path, INPUT_MOST, &arena, &bytes, &size, why);
        if (status == HS_OK) {
            LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
            inputs++;
        }
        arena_free(&arena);
    }
    closedir(entries);
    if (status == HS_OK && !inputs)
        status = hs_fail(why, HS_NOT_FOUND, "%s: no input in it: run `make fuzz-seeds`", directory);
    return status;
}

int main(int count, char **argument)
{
    for (int i = 1; i < count; i++) {
        struct hs_why why;
        if (replay_directory(argument[i], &why) != HS_OK) {
            fprintf(stderr, "%s\n", why.text);
            return 1;
        }
    }
    return count > 1 ? 0 : 2;
}
