/* SPDX-License-Identifier: GPL-3.0-or-later */
/* profile_source.h - reads data/countries/CC.ini (see data/SCHEMA.md) and lays it out as the value that core/duty/profile reads.
 */
#ifndef HS_DATA_PROFILE_SOURCE_H
#define HS_DATA_PROFILE_SOURCE_H

#include <stddef.h>

#include "core/base/status.h"
#include "data/rows.h"

enum { PROFILE_FILE_MAX = 65536, PROFILE_COUNTRIES_MAX = 32 };

struct profile_value {
    char name[16]; /* "profile.az" */
    void *bytes;   /* malloc'ed */
    size_t size;
};

/* One profile from the text of its file. The first problem is reported with its line; HS_INVALID then. */
enum hs_status profile_parse(const char *text, size_t size, const char *file, goods_report *report, void *context, struct profile_value *value,
                             struct hs_why *why);

struct profile_source {
    struct profile_value value[PROFILE_COUNTRIES_MAX];
    size_t values;
};

/* All of DIRECTORY/countries/CC.ini, in order of name; a directory without countries has none. Freed by profiles_free also after a failure. */
enum hs_status profiles_read(const char *directory, goods_report *report, void *context, struct profile_source *source, struct hs_why *why);
void profiles_free(struct profile_source *source);

#endif
