/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content_source.h - the builders of core/apply/content.h: what a signed package's files become.
 *
 *     tariff    tariff.tsv, a table as data/SCHEMA.md has it; and source.tsv, rows `item TAB value`: name, digits, training (yes), dialect (us, eaeu, europe)
 *     fx        one csv of dated rates, the whole of them: what the store knew is replaced
 *     country   one profile, as data/countries/CC.ini
 *     origin    batches of lines of certificates, in the order of their files' names, which go on from what the store holds
 *     rules     axes.tsv, and those that there are of facts.tsv, notes.tsv and questions.tsv
 *     vague     vague.tsv: it stands on no axes, so it comes by itself
 *     risk      risk.tsv; its one value goes to STORE/state, where officers cannot read it, and into no generation
 *     model     files called as the values, without an ending; and selftest.tsv
 *
 * They are strict: who imports a publisher's file reads what was repaired or left out; nobody reads that of a package, so one bad line refuses it whole.
 */
#ifndef HS_DATA_CONTENT_SOURCE_H
#define HS_DATA_CONTENT_SOURCE_H

#include "core/apply/content.h"

extern const struct content_builders content_builders;

/* Of all that is wrong with rows, the first thing is told, and how many there are. */
struct content_strict {
    const char *file; /* of problems that name none */
    char problem[400];
    size_t problems;
};
void content_take_row(void *strict, const char *file, size_t line, const char *problem); /* a goods_report */
/* HS_INVALID where there was a problem, else `status`. */
enum hs_status content_strictly(const struct content_strict *strict, enum hs_status status, struct hs_why *why);

/* What they expect, for who writes such files. */
#define CONTENT_TARIFF_LINES "tariff.tsv"
#define CONTENT_TARIFF_SOURCE "source.tsv"
#define CONTENT_SELFTEST "selftest.tsv"
extern const char *const content_dialect[]; /* by enum expression_dialect; NULL behind the last */

#endif
