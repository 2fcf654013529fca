/* SPDX-License-Identifier: GPL-3.0-or-later */
/* child.h - the two steps of an apply that work on a package's content, each in a confined child (confine.h): building its values, and looking over the whole.
 *
 * HS_REFUSED for content that cannot be used, whatever is wrong with it; HS_IO, HS_NO_MEMORY where the machine failed.
 */
#ifndef HS_APPLY_CHILD_H
#define HS_APPLY_CHILD_H

#include "core/apply/content.h"

struct child_build {
    const struct content_builders *builders;
    const struct package *package; /* verified */
    int copy, output;              /* its file; where its values go, as values_open reads them */
    const char *store;             /* whose generation stands; NULL: there is none */
    uint64_t standing_size;
    void (*waiting)(void *watcher); /* each second; may be NULL */
    void *watcher;
};
enum hs_status child_build(const struct child_build *build, struct hs_why *why);

struct child_check {
    const char *directory;          /* a generation that is on the disk and not published; or NULL */
    const void *risk;               /* a risk model; or NULL */
    size_t size;                    /* bytes to look over */
    void (*waiting)(void *watcher); /* each second; may be NULL */
    void *watcher;
};
enum hs_status child_check(const struct child_check *check, struct hs_why *why);

#endif
