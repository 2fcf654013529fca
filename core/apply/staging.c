/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/apply/staging.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_ROOM = 320 };

static void name_of(const struct staging *staging, const char *name, char path[static STORE_PATH_MAX + NAME_ROOM])
{
    snprintf(path, STORE_PATH_MAX + NAME_ROOM, "%s/%s", staging->path, name);
}

void staging_end(const struct staging *staging)
{
    char path[STORE_PATH_MAX + NAME_ROOM];
    DIR *directory = opendir(staging->path);
    if (!directory)
        return;
    for (struct dirent *entry; (entry = readdir(directory));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            name_of(staging, entry->d_name, path);
            unlink(path);
        }
    closedir(directory);
    rmdir(staging->path);
}

enum hs_status staging_start(const char *store, struct staging *staging, struct hs_why *why)
{
    int length = snprintf(staging->path, sizeof staging->path, "%s/state/staging", store);
    if (length < 0 || length >= STORE_PATH_MAX)
        return hs_fail(why, HS_USAGE, "store: its path is too long: use a shorter one");
    staging_end(staging);
    if (mkdir(staging->path, 0700) < 0)
        return hs_fail_errno(why, "%s: cannot be made", staging->path);
    return HS_OK;
}

enum hs_status staging_file(const struct staging *staging, const char *name, int *fd, struct hs_why *why)
{
    char path[STORE_PATH_MAX + NAME_ROOM];
    name_of(staging, name, path);
    *fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (*fd < 0)
        return hs_fail_errno(why, "%s: cannot be written", path);
    unlink(path);
    return HS_OK;
}
