/* SPDX-License-Identifier: GPL-3.0-or-later */
/* origin_make.h - batches of certificates of origin, and the value that takes them in: for authorities and for what applies packages, never linked by hsdesk.
 *
 * A store's side, for each file of a package of kind origin, whose country the package states:
 *
 *     origin_make(before, "GE", bytes, size, &value, &value_size, &counts, why);
 *
 * where `before` is the value "origin.ge" of the generation, NULL for none, and the result its successor. A batch may repeat lines that are held already, which
 * then must be the same ones; it must continue a line that is held. So certificates are never taken
 * back, only revoked; and the package format knows no rollback of them.
 *
 * An authority's side:
 *
 *     origin_draft_start("GE", &head, &draft, why);             head: origin_head of what was issued so far, or origin_genesis
 *     origin_draft_add(draft, &certificate, false, why);
 *     origin_draft_finish(draft, &bytes, &size, why);           malloc'ed; or origin_draft_free
 */
#ifndef HS_DUTY_ORIGIN_MAKE_H
#define HS_DUTY_ORIGIN_MAKE_H

#include "core/duty/origin.h"

struct origin_counts {
    uint32_t issued, revoked; /* by this batch */
    uint32_t repeated;        /* lines of it that were held already */
};

/* malloc'ed. HS_INVALID: a line is no certificate, or one that cannot be (its number was used, what it revokes was never issued, or says other things of
 * it); HS_REFUSED: the batch is another country's, continues what is not held, was altered, or tells lines that are held otherwise; HS_CORRUPT: `before` is
 * damaged. `why` names the line. */
enum hs_status origin_make(const struct origin *before, const char country[static 2], const char *bytes, size_t size, void **value, size_t *value_size,
                           struct origin_counts *counts, struct hs_why *why);

struct origin_draft;
enum hs_status origin_draft_start(const char country[static 2], const struct digest *head, struct origin_draft **draft, struct hs_why *why);
/* HS_INVALID names the field. With `revokes` the certificate's own day of revocation is the line's. Whether the number is new is for origin_make to say. */
enum hs_status origin_draft_add(struct origin_draft *draft, const struct certificate *certificate, bool revokes, struct hs_why *why);
/* Frees the draft in either case; HS_INVALID where nothing was added. */
enum hs_status origin_draft_finish(struct origin_draft *draft, char **bytes, size_t *size, struct hs_why *why);
void origin_draft_free(struct origin_draft *draft);

#endif
