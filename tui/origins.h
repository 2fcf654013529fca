/* SPDX-License-Identifier: GPL-3.0-or-later */
/* origins.h - the certificates of origin in the open generation, of all countries that issue any.
 */
#ifndef HS_TUI_ORIGINS_H
#define HS_TUI_ORIGINS_H

#include "core/base/arena.h"
#include "core/duty/origin.h"
#include "tui/session.h"

/* Views in the arena; they live as long as the generation is open. HS_CORRUPT where one cannot be read. */
enum hs_status origins_load(const struct session *session, struct arena *arena, struct origins *origins, struct hs_why *why);

#endif
