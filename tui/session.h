/* SPDX-License-Identifier: GPL-3.0-or-later */
/* session.h - the store's current generation, opened for one sitting: a verb, the prompt or the screens.
 *
 * What a classification points at lives in the open generation: session_refresh ends that life when it returns SESSION_MOVED.
 */
#ifndef HS_TUI_SESSION_H
#define HS_TUI_SESSION_H

#include "core/base/status.h"
#include "core/classify/classifier.h"
#include "core/store/store.h"
#include "core/trust/state.h"

/* As deep as all countries agree: what is shown while no national tariff is loaded. */
enum { SESSION_DIGITS = 6 };

struct session;

/* `named` is --store or NULL. A store that is not there is HS_IO here, not HS_NOT_FOUND: exit 4 is for goods that were not found, and a script
 * must not take a missing store for a vague description. */
enum hs_status session_open(const char *named, struct session **session, struct hs_why *why);
void session_close(struct session *session);

enum session_move {
    SESSION_STAYED,
    SESSION_MOVED,  /* a newer generation was published and is open now */
    SESSION_FAILED, /* one was published but cannot be opened: `why`, told once a generation; the old one stays open */
};
/* Costs one readlink while nothing is new. To be called between keystrokes. */
enum session_move session_refresh(struct session *session, struct hs_why *why);

struct classifier *session_classifier(const struct session *session);
const struct tree *session_tree(const struct session *session);
unsigned session_generation(const struct session *session);
/* The open generation, for values that the classifier does not hold; it lives until session_refresh says SESSION_MOVED. */
const struct store *session_store(const struct session *session);
/* Which signed packages the open generation was made of, read when it was opened; it lives as long. */
const struct highwater *session_packages(const struct session *session);
/* The store's directory. */
const char *session_path(const struct session *session);
/* Whether the tree has codes deeper than six digits of its own. */
bool session_has_tariff(const struct session *session);
/* How many digits to show where nobody said: six, or fewer when the tree is not so deep. */
size_t session_digits(const struct session *session);

#endif
