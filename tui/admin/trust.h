/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trust.h - what the verbs about keys and packages share.
 */
#ifndef HS_TUI_ADMIN_TRUST_H
#define HS_TUI_ADMIN_TRUST_H

#include <stdint.h>

#include "core/base/arena.h"
#include "core/trust/package.h"
#include "core/trust/root.h"
#include "keys/key_file.h"
#include "tui/options.h"

/* A passphrase in locked memory; given back with secret_give_back. */
struct passphrase {
    char *text;
    size_t length;
};

/* The first line of the descriptor that --passphrase-fd names, or, without it, from the terminal, unseen; `twice`: it is asked for again and must be
 * the same. */
enum hs_status admin_passphrase(const struct options *options, const char *what, bool twice, struct passphrase *passphrase, struct hs_why *why);

/* Opens a package that a person named: `fd` stays open for the package's life. */
enum hs_status admin_open_package(const char *path, int *fd, struct package **package, struct hs_why *why);

/* The chain of the package that --root names, verified in itself, or else the one that the store has enrolled. HS_NOT_FOUND where there is neither. */
enum hs_status admin_roots(const struct options *options, struct arena *arena, struct root_chain *chain, struct hs_why *why);

/* Rows `field value` of all that a package states. */
enum hs_status admin_print_package(const struct options *options, const struct package_head *head, struct hs_why *why);

/* An option that is a time, or a day; `seconds` and `day` stay where it was not given. */
enum hs_status admin_time(const struct options *options, const char *name, int64_t *seconds, struct hs_why *why);
enum hs_status admin_day(const struct options *options, const char *name, uint32_t *day, struct hs_why *why);

#endif
