/* SPDX-License-Identifier: GPL-3.0-or-later */
/* status.h - what a function came to, and what to tell a person about it.
 *
 * Every function that can fail returns a status. Where a person must be told, it also fills a `struct hs_why` with one
 * line of the form "what: why: what to do". Libraries never print: only a program's edge does. Foreign codes (errno, LMDB)
 * are translated where they enter, by the room that owns that library.
 */
#ifndef HS_BASE_STATUS_H
#define HS_BASE_STATUS_H

/*        name            exit  in words */
#define HS_STATUS_LIST(X)                                 \
    X(HS_OK, 0, "done")                                   \
    X(HS_USAGE, 2, "wrong use")                           \
    X(HS_INVALID, 1, "not valid")                         \
    X(HS_NOT_FOUND, 4, "not found")                       \
    X(HS_VAGUE, 4, "too vague")                           \
    X(HS_CORRUPT, 1, "damaged")                           \
    X(HS_REFUSED, 3, "refused")                           \
    X(HS_IO, 1, "reading or writing failed")              \
    X(HS_NO_MEMORY, 1, "out of memory")                   \
    X(HS_TOO_LARGE, 1, "too large")

enum hs_status {
#define HS_STATUS_NAME(name, exit, words) name,
    HS_STATUS_LIST(HS_STATUS_NAME)
#undef HS_STATUS_NAME
};

struct hs_why {
    enum hs_status status;
    char text[512]; /* cut at a character boundary when longer; printable, no newline */
};

/* Fills `why` (which may be NULL) and returns `status`, so that `return hs_fail(...)` is one line. Control characters in
 * what was formatted are replaced by '?': a message may quote hostile input. */
enum hs_status hs_fail(struct hs_why *why, enum hs_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* As hs_fail, for a system call that set errno: status HS_IO, HS_NOT_FOUND for ENOENT, HS_NO_MEMORY for ENOMEM; ": reason: what to do" is appended, so the format says
 * only what could not be done. */
enum hs_status hs_fail_errno(struct hs_why *why, const char *format, ...) __attribute__((format(printf, 2, 3)));

int hs_exit_code(enum hs_status status);
const char *hs_status_words(enum hs_status status);

#endif
