/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code_search.h - a code that a person typed, looked up in the nomenclature, and the words for it when it is not there. */
#ifndef HS_TUI_CODE_SEARCH_H
#define HS_TUI_CODE_SEARCH_H

#include "core/goods/code.h"
#include "tui/session.h"

/* The code's node; for a line of a loaded national tariff that of its subheading. HS_NOT_FOUND where there is no such code. `why` then says what it may be: a subheading padded with zeros ("not declarable"), a line
 * of a national tariff that is not loaded, a code that only declarations use; and it names the nearest ancestor that is known. */
enum hs_status code_search(const struct session *session, const struct code *code, uint32_t *node, struct hs_why *why);

/* Whether a person typed a code or the beginning of one, and no description: digits, with dots and spaces between them. */
bool code_search_is_code(const char *text, size_t length);
/* The code's own node and the written ones below it, in their order, at most `most`. Returns how many. */
size_t code_search_below(const struct tree *tree, const struct code *code, size_t most, uint32_t *nodes);

#endif
