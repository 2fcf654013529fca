/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arena.h - memory for a request or a build, freed whole.
 *
 * Blocks come from malloc and double in size. What arena_take returns is aligned to 16 bytes, zeroed, and lives until arena_free.
 * Out of memory returns NULL; the caller answers HS_NO_MEMORY.
 */
#ifndef HS_BASE_ARENA_H
#define HS_BASE_ARENA_H

#include <stddef.h>

struct arena {
    struct arena_block *last;
};

void *arena_take(struct arena *arena, size_t size);
/* A copy of `length` bytes with a NUL behind them. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);
void arena_free(struct arena *arena);

#endif
