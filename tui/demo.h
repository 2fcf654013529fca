/* SPDX-License-Identifier: GPL-3.0-or-later */
/* demo.h - `hsdesk demo [VERB ...]`: whatever follows works on the training store, STORE/demo, beside the store that is used otherwise. */
#ifndef HS_TUI_DEMO_H
#define HS_TUI_DEMO_H

#include "tui/options.h"

/* Puts the training store in the place of --store. HS_IO where there is none, with the command that makes it. */
enum hs_status demo_prepare(struct options *options, struct hs_why *why);

#endif
