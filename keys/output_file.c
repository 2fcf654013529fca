/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum hs_status output_file_start(const char *path, mode_t mode, struct output_file *file, struct hs_why *why)
{
    file->fd = -1;
    int length = snprintf(file->path, sizeof file->path, "%s", path);
    if (length <= 0 || (size_t)length + sizeof ".new" > sizeof file->beside)
        return hs_fail(why, HS_USAGE, "%s: its path is empty or too long: use another one", path);
    snprintf(file->beside, sizeof file->beside, "%.*s.new", length, file->path);
    unlink(file->beside);
    file->fd = open(file->beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    return file->fd < 0 ? hs_fail_errno(why, "%s: cannot be written", file->beside) : HS_OK;
}

enum hs_status output_file_write(struct output_file *file, const void *bytes, size_t size, struct hs_why *why)
{
    for (const char *at = bytes; size;) {
        ssize_t written = write(file->fd, at, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return hs_fail_errno(why, "%s: cannot be written", file->beside);
        at += written;
        size -= (size_t)written;
    }
    return HS_OK;
}

void output_file_abandon(struct output_file *file)
{
    if (file->fd < 0)
        return;
    close(file->fd);
    unlink(file->beside);
    file->fd = -1;
}

static void sync_directory_of(char *path)
{
    char *slash = strrchr(path, '/');
    if (slash)
        slash[slash == path] = '\0';
    int fd = open(slash ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd); /* some media cannot sync a directory; the file's bytes are on it already */
    close(fd);
}

enum hs_status output_file_finish(struct output_file *file, bool over, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    if (fsync(file->fd) < 0 && errno != EINVAL)
        status = hs_fail_errno(why, "%s: cannot be written to the disk", file->beside);
    if (status == HS_OK && over && rename(file->beside, file->path) < 0)
        status = hs_fail_errno(why, "%s: cannot be replaced", file->path);
    if (status == HS_OK && !over && renameat2(AT_FDCWD, file->beside, AT_FDCWD, file->path, RENAME_NOREPLACE) < 0)
        status = errno == EEXIST ? hs_fail(why, HS_REFUSED, "%s: is there already: name another file", file->path)
                                 : hs_fail_errno(why, "%s: cannot be made", file->path);
    if (status != HS_OK) {
        output_file_abandon(file);
        return status;
    }
    close(file->fd);
    file->fd = -1;
    sync_directory_of(file->path);
    return HS_OK;
}
