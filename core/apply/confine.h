/* SPDX-License-Identifier: GPL-3.0-or-later */
/* confine.h - work on bytes that others made, in a child that can do nothing but compute.
 *
 * The child is forked, limited in address space, processor time and file size, and confined with seccomp: it may take and give back memory (never executable),
 * read the one descriptor at offsets, write to the other and to the pipe of its answer, and end. Any other system call kills it, and that is a refusal. Of
 * what it answers the caller believes nothing that it did not check: the status is one of a few, the text is made printable.
 *
 * It must be called where the process has one thread. The child ends with its parent.
 */
#ifndef HS_APPLY_CONFINE_H
#define HS_APPLY_CONFINE_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

struct confinement {
    const char *what;   /* for messages: "build" */
    int read_fd;        /* -1: none */
    int write_fd;       /* -1: none */
    uint64_t memory;    /* bytes beyond what this process has mapped already */
    uint64_t file_size; /* that write_fd may become long */
    unsigned seconds;   /* of processor time */
    /* In the child, before it is confined: opens what it needs. May be NULL. */
    enum hs_status (*prepare)(void *context, struct hs_why *why);
    enum hs_status (*work)(void *context, struct hs_why *why);
    void *context;
    void (*waiting)(void *watcher); /* in the parent, each second until it ends. May be NULL */
    void *watcher;
};

/* What `prepare` or `work` came to. A child that was killed, or answered nonsense, gives HS_REFUSED. HS_IO where it could not be started or confined: the work
 * is never done unconfined. */
enum hs_status confine(const struct confinement *confinement, struct hs_why *why);

/* For work: all of it to write_fd, by write alone. */
enum hs_status confine_write(int fd, const void *bytes, size_t size, struct hs_why *why);

#endif
