/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/torture/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void scratch_fail(const char *what)
{
    fprintf(stderr, "torture: %s: %s\n", what, strerror(errno));
    exit(2);
}

void scratch_make(char path[static SCRATCH_PATH])
{
    const char *base = getenv("TORTURE_DIR");
    if (!base)
        base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(path, SCRATCH_PATH, "%s/hsdesk-torture-XXXXXX", base);
    if (!mkdtemp(path))
        scratch_fail(path);
}

static bool is_dot(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static void join(char path[static SCRATCH_PATH], const char *directory, const char *name)
{
    if (snprintf(path, SCRATCH_PATH, "%s/%s", directory, name) >= SCRATCH_PATH) {
        errno = ENAMETOOLONG;
        scratch_fail(directory);
    }
}

void scratch_remove(const char *path)
{
    char inner[SCRATCH_PATH];
    struct stat info;
    if (lstat(path, &info) < 0)
        return;
    if (S_ISDIR(info.st_mode)) {
        DIR *directory = opendir(path);
        if (!directory)
            scratch_fail(path);
        for (struct dirent *item; (item = readdir(directory));)
            if (!is_dot(item->d_name)) {
                join(inner, path, item->d_name);
                scratch_remove(inner);
            }
        closedir(directory);
    }
    if (remove(path) < 0)
        scratch_fail(path);
}

static void copy_file(const char *from, const char *to, mode_t mode)
{
    static char piece[1 << 16];
    ssize_t got;
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (in < 0 || out < 0)
        scratch_fail(in < 0 ? from : to);
    while ((got = read(in, piece, sizeof piece)) > 0)
        if (write(out, piece, (size_t)got) != got)
            scratch_fail(to);
    if (got < 0 || fchmod(out, mode & 07777) < 0)
        scratch_fail(from);
    close(in);
    close(out);
}

static void copy_into(const char *from, const char *to)
{
    char inner[SCRATCH_PATH], other[SCRATCH_PATH], link[SCRATCH_PATH];
    struct stat info;
    DIR *directory = opendir(from);
    if (!directory || mkdir(to, 0755) < 0)
        scratch_fail(directory ? to : from);
    for (struct dirent *item; (item = readdir(directory));) {
        if (is_dot(item->d_name))
            continue;
        join(inner, from, item->d_name);
        join(other, to, item->d_name);
        if (lstat(inner, &info) < 0)
            scratch_fail(inner);
        if (S_ISDIR(info.st_mode))
            copy_into(inner, other);
        else if (S_ISLNK(info.st_mode)) {
            ssize_t length = readlink(inner, link, sizeof link - 1);
            link[length > 0 ? length : 0] = '\0';
            if (symlink(link, other) < 0)
                scratch_fail(other);
        } else
            copy_file(inner, other, info.st_mode);
    }
    closedir(directory);
    if (stat(from, &info) < 0 || chmod(to, info.st_mode & 07777) < 0)
        scratch_fail(to);
}

void scratch_copy(const char *from, const char *to)
{
    scratch_remove(to);
    copy_into(from, to);
}

uint32_t scratch_random(uint64_t *state, uint32_t below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % below;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void kill_later(pid_t child, double seconds)
{
    int fd = (int)syscall(SYS_pidfd_open, child, 0);
    struct timespec wait = { (time_t)seconds, (long)(1e9 * (seconds - (double)(time_t)seconds)) };
    if (fd < 0)
        scratch_fail("pidfd_open");
    ppoll(&(struct pollfd) { .fd = fd, .events = POLLIN }, 1, &wait, NULL);
    kill(child, SIGKILL);
    close(fd);
}

void scratch_run(const char *const argv[], double kill_after, struct scratch_ended *ended)
{
    static char *output;
    static int fd = -1;
    struct rusage usage;
    struct stat info;
    if (fd < 0 && (fd = memfd_create("output", MFD_CLOEXEC)) < 0)
        scratch_fail("memfd_create");
    if (ftruncate(fd, 0) < 0 || lseek(fd, 0, SEEK_SET) < 0)
        scratch_fail("output");
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
        scratch_fail("prctl");
    double started = now();
    pid_t child = fork();
    if (child == 0) {
        dup2(fd, 1);
        dup2(fd, 2);
        execv(argv[0], (char *const *)(uintptr_t)argv);
        _exit(126);
    }
    if (child < 0)
        scratch_fail("fork");
    if (kill_after >= 0)
        kill_later(child, kill_after);
    if (wait4(child, &ended->status, 0, &usage) != child || fstat(fd, &info) < 0)
        scratch_fail(argv[0]);
    ended->wall = now() - started;
    alarm(SCRATCH_PATIENCE);
    while (wait(NULL) > 0)
        ;
    alarm(0);
    ended->processor = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + 1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    free(output);
    output = calloc(1, (size_t)info.st_size + 1);
    if (!output || pread(fd, output, (size_t)info.st_size, 0) != info.st_size)
        scratch_fail("output");
    ended->output = output;
    ended->size = (size_t)info.st_size;
}

bool scratch_succeeded(const struct scratch_ended *ended)
{
    return WIFEXITED(ended->status) && WEXITSTATUS(ended->status) == 0;
}
