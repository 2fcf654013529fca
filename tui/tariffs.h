/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tariffs.h - which national tariffs the open generation holds, in words for the screens and the prompt. */
#ifndef HS_TUI_TARIFFS_H
#define HS_TUI_TARIFFS_H

#include "tui/session.h"

enum { TARIFFS_WORDS_MAX = 128 };

/* "tariff AZ", "no national tariff loaded"; a training tariff says that its rates are invented, whatever else is loaded, and a damaged one that it cannot be read. Returns `out`. */
const char *tariffs_words(const struct session *session, char out[static TARIFFS_WORDS_MAX]);

#endif
