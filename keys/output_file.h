/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output_file.h - a file that appears whole, under its name, or not at all.
 */
#ifndef HS_KEYS_OUTPUT_FILE_H
#define HS_KEYS_OUTPUT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "core/base/status.h"

enum { OUTPUT_PATH_MAX = 4096 };

struct output_file {
    int fd;
    char path[OUTPUT_PATH_MAX], beside[OUTPUT_PATH_MAX];
};

/* Starts PATH.new, which is removed first where it was left behind. */
enum hs_status output_file_start(const char *path, mode_t mode, struct output_file *file, struct hs_why *why);
enum hs_status output_file_write(struct output_file *file, const void *bytes, size_t size, struct hs_why *why);
/* Syncs and renames; `over`: what is there under the name may be replaced, else HS_REFUSED. Ends the file in either case. */
enum hs_status output_file_finish(struct output_file *file, bool over, struct hs_why *why);
void output_file_abandon(struct output_file *file);

#endif
