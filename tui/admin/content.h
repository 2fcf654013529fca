/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content.h - what packages of all kinds become: the builders of data/content_source.h, and those that need a trainer as well.
 *
 *     nomenclature    titles.tsv, all codes and what they are called, as data/SCHEMA.md has it for one chapter
 *     terms           terms.tsv, all of them, likewise; a brand is a term whose language is empty
 *
 * Each may bring a selftest.tsv along, which takes the place of the one that the model was packed with.
 */
#ifndef HS_TUI_ADMIN_CONTENT_H
#define HS_TUI_ADMIN_CONTENT_H

#include "core/apply/content.h"

const struct content_builders *admin_content_builders(void);

#endif
