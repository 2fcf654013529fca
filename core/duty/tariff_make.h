/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tariff_make.h - a tariff's value from its lines: for importers and tests, never linked by hsdesk.
 *
 *     tariff_maker_start(&source, &maker, why);
 *     tariff_maker_line(maker, &line, why);          in the order of the schedule, parents first
 *     tariff_maker_measure(maker, &measure, dialect, why);      of the line last given
 *     tariff_maker_finish(maker, &bytes, &size, why);           malloc'ed; or tariff_maker_free
 *
 * All texts are copied, equal ones once; equal rates are parsed and stored once. The same lines give the same bytes.
 */
#ifndef HS_DUTY_TARIFF_MAKE_H
#define HS_DUTY_TARIFF_MAKE_H

#include "core/duty/tariff.h"

struct tariff_maker;

/* HS_INVALID for a country that is not two capitals or digits outside 6 to CODE_MAX. */
enum hs_status tariff_maker_start(const struct tariff_source *source, struct tariff_maker **maker, struct hs_why *why);

/* As tariff_line gives it; its count of measures is not looked at. HS_INVALID for a parent that does not stand before it, a declarable line without a code, an
 * indent above 255. */
enum hs_status tariff_maker_line(struct tariff_maker *maker, const struct tariff_line *line, struct hs_why *why);

/* As tariff_measure gives it. Where the kind owes a rate, the measure's expression is stored, or its text parsed in the dialect where the expression is NULL:
 * the status is then expression_parse's. NULL texts are empty ones. */
enum hs_status tariff_maker_measure(struct tariff_maker *maker, const struct tariff_measure *measure, enum expression_dialect dialect, struct hs_why *why);

/* What the measure last given owes, as it was stored, until the next call; NULL where it owes no rate. */
const struct expression *tariff_maker_stored(const struct tariff_maker *maker);

/* Frees the maker in either case. */
enum hs_status tariff_maker_finish(struct tariff_maker *maker, void **bytes, size_t *size, struct hs_why *why);
void tariff_maker_free(struct tariff_maker *maker);

#endif
