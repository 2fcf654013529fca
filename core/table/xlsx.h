/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xlsx.h - one sheet of an Office Open XML workbook (ECMA-376, part 1) as rows of texts.
 *
 * Texts are what the cells store: shared and inline strings without their formatting, numbers and dates as the digits in the file (a date is a number of days),
 * the stored result of a formula. A hostile file ends in an error, not in memory: archives and parts beyond the caps, parts that unpack beyond XLSX_RATIO_MAX
 * times their size, and any document type declaration (which could define entities) are refused.
 */
#ifndef HS_TABLE_XLSX_H
#define HS_TABLE_XLSX_H

#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/file.h"
#include "core/base/status.h"

enum {
    XLSX_FILE_MAX = 64 * 1024 * 1024,  /* of the archive */
    XLSX_PART_MAX = 256 * 1024 * 1024, /* of one part, unpacked */
    XLSX_RATIO_MAX = 200,              /* spreadsheets of tariffs unpack to ten or twenty times their size */
    XLSX_PARTS_MAX = 10000,
    XLSX_COLUMNS_MAX = 1024,
    XLSX_CELLS_MAX = 16 * 1024 * 1024
};

struct xlsx_row {
    size_t line; /* the row's number in the sheet, from 1 */
    size_t count;
    const struct cell *cell; /* cells that the file leaves out between others are empty */
};

struct xlsx {
    size_t rows;
    const struct xlsx_row *row; /* empty rows are not among them */
};

/* Reads the named sheet, or the first. Everything is in the arena. HS_INVALID, HS_TOO_LARGE; HS_NOT_FOUND for a sheet that is not there (the message names
 * those that are) and for a missing file. */
enum hs_status xlsx_read(const char *path, const char *sheet, struct arena *arena, struct xlsx *xlsx, struct hs_why *why);
/* The same from bytes in memory; `path` is for messages. */
enum hs_status xlsx_read_bytes(const void *bytes, size_t size, const char *path, const char *sheet, struct arena *arena, struct xlsx *xlsx, struct hs_why *why);

#endif
