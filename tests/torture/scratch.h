/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scratch.h - what the tortures share: stores that are copied, harmed and thrown away, and programs that are run on them.
 *
 * All of it ends the test with a message where the machine itself fails: there is nothing to go on with.
 */
#ifndef HS_TESTS_TORTURE_SCRATCH_H
#define HS_TESTS_TORTURE_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCRATCH_PATH = 512, SCRATCH_PATIENCE = 60 };

__attribute__((noreturn)) void scratch_fail(const char *what);

/* A directory of its own below $TORTURE_DIR, or /dev/shm where that can be written (what is tortured is the order of calls, not the disk), or /tmp. */
void scratch_make(char path[static SCRATCH_PATH]);
/* Directories, regular files and symbolic links, with their modes; `to` is emptied first. */
void scratch_copy(const char *from, const char *to);
void scratch_remove(const char *path);

/* Numbers that are the same in every run. */
uint32_t scratch_random(uint64_t *state, uint32_t below);

struct scratch_ended {
    int status;       /* as waitpid gives it */
    double processor; /* seconds, user and system */
    double wall;      /* seconds */
    char *output;     /* NUL-terminated, both streams; freed by scratch_run's next call */
    size_t size;
};
/* Runs it and waits, for its children too, which must end with it: what outlives it by SCRATCH_PATIENCE seconds ends the test. With `kill_after` at 0 or above
 * it is killed after so many seconds, unless it has ended. */
void scratch_run(const char *const argv[], double kill_after, struct scratch_ended *ended);

bool scratch_succeeded(const struct scratch_ended *ended);

#endif
