/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/ownership.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINKS_MAX = 40 }; /* as the kernel follows */

/* A path being followed: what was resolved and checked, and what is left of it, links put in. */
struct walk {
    char at[PATH_MAX];
    char left[2 * PATH_MAX];
    unsigned links;
};

/* Whether this program, as it is called, lies in a directory of theirs. */
static bool owns_program(uid_t owner)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    struct stat info;
    path[length > 0 && path[0] == '/' ? length : 0] = '\0';
    for (; *path; *strrchr(path, '/') = '\0')
        if (lstat(path, &info) == 0 && info.st_uid == owner)
            return true;
    return false;
}

static bool is_trusted(uid_t owner)
{
    return owner == 0 || owner == geteuid() || owns_program(owner);
}

/* Whether a group is its owner alone. Others who have it as their primary group too would have to be looked for among all users; the common name stands against
 * that. */
static bool is_own_group(uid_t owner, gid_t group)
{
    const struct passwd *user = getpwuid(owner);
    if (!user || user->pw_gid != group)
        return false;
    const struct group *entry = getgrgid(group);
    if (!entry || strcmp(entry->gr_name, user->pw_name) != 0)
        return false;
    for (char **member = entry->gr_mem; *member; member++)
        if (strcmp(*member, entry->gr_name) != 0)
            return false;
    return true;
}

/* `end`: the store itself or what is in it, where a sticky directory is no better than another. */
static enum hs_status judge(const char *path, const struct stat *info, bool end, struct hs_why *why)
{
    if (!is_trusted(info->st_uid))
        return hs_fail(why, HS_REFUSED, "store: %s belongs to user %u, who could put another store there: use a store of your own or of root's (--store)", path,
                       (unsigned)info->st_uid);
    bool everybody = info->st_mode & S_IWOTH, group = info->st_mode & S_IWGRP;
    if (S_ISLNK(info->st_mode) || !(everybody || group) || (S_ISDIR(info->st_mode) && (info->st_mode & S_ISVTX) && !end))
        return HS_OK;
    if (!everybody && is_own_group(info->st_uid, info->st_gid))
        return HS_OK;
    return hs_fail(why, HS_REFUSED,
                   "store: %s may be written by others (mode %04o), who could put another store there: run `chmod go-w %s`, or use another --store", path,
                   (unsigned)info->st_mode & 07777, path);
}

static enum hs_status too_long(const char *path, struct hs_why *why)
{
    return hs_fail(why, HS_USAGE, "store %.200s: its path is too long: use a shorter one", path);
}

/* Puts `front` before what is left. */
static bool put_before(struct walk *walk, const char *front)
{
    size_t length = strlen(front), left = strlen(walk->left);
    if (length + 1 + left >= sizeof walk->left)
        return false;
    memmove(walk->left + length + 1, walk->left, left + 1);
    memcpy(walk->left, front, length);
    walk->left[length] = '/';
    return true;
}

static void go_up(struct walk *walk)
{
    char *slash = strrchr(walk->at, '/');
    if (slash)
        *slash = '\0';
}

/* Takes the next name from what is left and appends it; false at the end, or where it does not fit (then at most one byte is free). */
static bool go_down(struct walk *walk, bool *fits)
{
    for (;;) {
        char *name = walk->left + strspn(walk->left, "/");
        size_t length = strcspn(name, "/"), before = strlen(walk->at);
        bool up = length == 2 && memcmp(name, "..", 2) == 0, stays = length == 1 && *name == '.';
        if (!length)
            return false;
        if (up)
            go_up(walk);
        *fits = before + 1 + length < sizeof walk->at;
        if (!up && !stays && *fits)
            snprintf(walk->at + before, sizeof walk->at - before, "/%.*s", (int)length, name);
        memmove(walk->left, name + length, strlen(name + length) + 1);
        if (!up && !stays)
            return *fits;
    }
}

static enum hs_status follow(struct walk *walk, struct hs_why *why)
{
    char target[PATH_MAX];
    ssize_t length = readlink(walk->at, target, sizeof target - 1);
    if (length < 0)
        return hs_fail_errno(why, "%s: cannot be followed", walk->at);
    if (++walk->links > LINKS_MAX) {
        errno = ELOOP;
        return hs_fail_errno(why, "%s: cannot be followed", walk->at);
    }
    target[length] = '\0';
    if (target[0] == '/')
        walk->at[0] = '\0';
    else
        go_up(walk);
    return put_before(walk, target) ? HS_OK : too_long(walk->at, why);
}

static enum hs_status examine(const char *path, bool end, struct stat *info, struct hs_why *why)
{
    if (lstat(path, info) < 0)
        return errno == ENOTDIR ? hs_fail(why, HS_NOT_FOUND, "store: %s lies in what is no directory: check its path", path)
                                : hs_fail_errno(why, "store: %s cannot be examined", path);
    return judge(path, info, end, why);
}

static enum hs_status check(struct walk *walk, struct hs_why *why)
{
    struct stat info;
    bool fits = true;
    enum hs_status status = examine("/", false, &info, why);
    while (status == HS_OK && go_down(walk, &fits)) {
        status = examine(walk->at, false, &info, why);
        if (status == HS_OK && S_ISLNK(info.st_mode))
            status = follow(walk, why);
    }
    if (!fits)
        return too_long(walk->at, why);
    return status == HS_OK ? examine(*walk->at ? walk->at : "/", true, &info, why) : status;
}

enum hs_status ownership_check(const char *path, struct hs_why *why)
{
    struct walk walk = { .links = 0 };
    char here[PATH_MAX] = "";
    if (path[0] != '/' && !getcwd(here, sizeof here))
        return hs_fail_errno(why, "store %s: the directory one is in cannot be told", path);
    if (strlen(path) >= PATH_MAX)
        return too_long(path, why);
    memcpy(walk.left, path, strlen(path) + 1);
    if (!put_before(&walk, here))
        return too_long(path, why);
    enum hs_status status = check(&walk, why);
    return status == HS_NOT_FOUND ? HS_OK : status;
}

enum hs_status ownership_check_entry(const char *path, struct hs_why *why)
{
    struct stat info;
    return examine(path, true, &info, why);
}
