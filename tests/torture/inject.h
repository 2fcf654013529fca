/* SPDX-License-Identifier: GPL-3.0-or-later */
/* inject.h - runs a program and makes its n-th system call fail, come short, or be its last; and writes down what it did to files, in order.
 *
 * By ptrace, so that the program is the one that people run. Its children are counted and followed too; a kill ends all of them, as a power cut would.
 * Linux on x86-64 alone: elsewhere inject_possible says no.
 */
#ifndef HS_TESTS_TORTURE_INJECT_H
#define HS_TESTS_TORTURE_INJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum inject_act { INJECT_NOTHING, INJECT_KILL, INJECT_FAIL, INJECT_SHORT };

enum { INJECT_PATIENCE = 60 };

struct inject_plan {
    enum inject_act act;
    long at;   /* the call that it befalls, from 1 */
    int error; /* errno of INJECT_FAIL */
};

/* What a call that succeeded did to files. */
enum file_act { FILE_NONE, FILE_CREATE, FILE_WRITE, FILE_WRITE_SYNCED, FILE_MODE, FILE_SYNC, FILE_RENAME, FILE_REMOVE, FILE_LINK, FILE_MAP_WRITABLE };

struct file_event {
    enum file_act act;
    char path[512], other[512]; /* other: where it was renamed to; what the link names */
};

struct inject_call {
    short number;   /* as the kernel numbers them */
    bool transfers; /* it reads or writes bytes, so it can come short */
};

struct inject_seen {
    struct inject_call *call; /* in order; call[0] is the first */
    long calls;
    struct file_event *event;
    size_t events;
    int status; /* as waitpid gives it */
    bool done;  /* the plan came to pass */
    bool hung;  /* no call and no end for INJECT_PATIENCE seconds, so it was killed */
};

bool inject_possible(void);
/* Runs argv with standard output to /dev/null and standard error to the file `errors`. False where it could not be started or traced. `seen` is freed with
 * inject_free. */
bool inject_run(const char *const argv[], const char *errors, const struct inject_plan *plan, struct inject_seen *seen);
void inject_free(struct inject_seen *seen);

#endif
