/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import_file.h - a file as text: read whole, converted to UTF-8 where it is in another encoding.
 *
 * A byte order mark (UTF-8, UTF-16 of either order) is believed and dropped. Without one the bytes must be UTF-8, or the encoding is named: iconv knows it by
 * that name (CP866, CP1251, KOI8-R, UTF-16LE). Nothing is guessed: the Russian encodings of one byte a letter cannot be told apart safely.
 */
#ifndef HS_DATA_IMPORT_FILE_H
#define HS_DATA_IMPORT_FILE_H

#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/status.h"

enum { IMPORT_FILE_MOST = 256 * 1024 * 1024 };

struct import_file {
    const char *path;
    char *bytes; /* in the arena; readers may change them */
    size_t size;
};

/* `encoding` NULL: UTF-8 or what the mark says. HS_INVALID names the first line that does not fit, and HS_USAGE an encoding that iconv does not know. */
enum hs_status import_file_read(const char *path, const char *encoding, struct arena *arena, struct import_file *file, struct hs_why *why);

/* The same for UTF-8 that somebody read already, and which is copied; `path` is for messages. */
enum hs_status import_file_take(const char *path, const char *bytes, size_t size, struct arena *arena, struct import_file *file, struct hs_why *why);

#endif
