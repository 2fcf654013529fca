/* SPDX-License-Identifier: GPL-3.0-or-later */
/* order.h - whether a publishing did things in the order that a power cut allows.
 *
 * A kill loses nothing that was written, so no number of kills shows a missing fsync. What was done to files is therefore gone through as a disk that
 * keeps only what was synced would see it: a file's bytes and mode from its fsync on, a directory's names from its own. When `current` is renamed,
 *
 *     all files of the generation that it names are on the disk, and their directory; the manifest was begun last, when the others were
 *     the generation's own name and that of the new link are on the disk
 *     no older generation was touched
 *
 * What is published without a generation is one file: `file`, below the store. It is renamed into its place when it is on the disk.
 *
 * And then the directory, the store's or the file's, is synced before anything old goes and before the high-water mark is raised, the mark's file is on the
 * disk before its name, nothing is written below a generation's name, and no file is written through a map.
 */
#ifndef HS_TESTS_TORTURE_ORDER_H
#define HS_TESTS_TORTURE_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "tests/torture/inject.h"

/* Calls `tell` with each breach. Returns how many there were. `store`: the absolute path of the store, as the program was told it; `file` NULL: a generation is
 * published. The program published and said so. */
size_t order_check(const char *store, const char *file, const struct file_event *event, size_t events, void (*tell)(const char *breach));

#endif
