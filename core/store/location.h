/* SPDX-License-Identifier: GPL-3.0-or-later */
/* location.h - where the store is.
 */
#ifndef HS_STORE_LOCATION_H
#define HS_STORE_LOCATION_H

#include "core/base/status.h"

enum { STORE_PATH_MAX = 4000 };

/* The training store lies in the store, under this name: a store of its own. */
#define STORE_DEMO "demo"

/* `named` (the --store option, or NULL), else $HSDESK_STORE, else /var/lib/hsdesk where it exists, else $XDG_DATA_HOME/hsdesk, else
 * $HOME/.local/share/hsdesk. The directory need not exist. */
enum hs_status store_locate(const char *named, char path[static STORE_PATH_MAX], struct hs_why *why);

#endif
