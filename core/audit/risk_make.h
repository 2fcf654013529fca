/* SPDX-License-Identifier: GPL-3.0-or-later */
/* risk_make.h - a risk model from its records: what a training found, or what a package says. Not linked into what officers run.
 *
 * Records are checked one by one, as they come, so that who reads a file can name the line of a bad one.
 */
#ifndef HS_AUDIT_RISK_MAKE_H
#define HS_AUDIT_RISK_MAKE_H

#include "core/audit/risk.h"

struct risk_maker;

/* `base` in millionths of log-odds. */
enum hs_status risk_maker_start(int64_t base, struct risk_maker **maker, struct hs_why *why);
/* Edges first, in the order of fields and rising; then typical prices in the order of codes; then points in the order of columns (as numbers of their bits) and
 * of keys, byte by byte. HS_INVALID says what is wrong with this one: not a number's field, out of order or given twice, out of bounds, a key that does not fit
 * its column. The maker stays as it was, and can be used on. Texts are copied. */
enum hs_status risk_maker_edge(struct risk_maker *maker, enum risk_field field, int64_t edge, struct hs_why *why);
enum hs_status risk_maker_typical(struct risk_maker *maker, const char *code, size_t length, int64_t price, struct hs_why *why);
enum hs_status risk_maker_points(struct risk_maker *maker, uint32_t fields, const char *key, size_t length, int64_t points, struct hs_why *why);
/* Lays the value out, malloc'ed. The maker is freed in either case. */
enum hs_status risk_maker_finish(struct risk_maker *maker, void **bytes, size_t *size, struct hs_why *why);
void risk_maker_free(struct risk_maker *maker);

#endif
