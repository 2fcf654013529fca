/* SPDX-License-Identifier: GPL-3.0-or-later */
/* origin.h - the certificates of origin that a country's authority issued, and what became of them.
 *
 * They come in batches of lines (origin_line.h), each chained to the line before it by a digest, so that a line that was removed or altered shows at the next.
 * The store's value "origin.cc" (cc: the issuing country's two letters, lower case) holds all of them and the head of the chain, read in place; it must outlive
 * every use. It is made by origin_make.h. Opening checks sizes alone; a certificate is checked when it is read, its links to the chain among it.
 *
 * The chain finds what was changed by accident or by hand in a batch or a value. Whoever can write the whole value can also chain it anew: against that stand
 * the signature of the authority on each batch and the ownership of the store.
 */
#ifndef HS_DUTY_ORIGIN_H
#define HS_DUTY_ORIGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/crypto/digest.h"
#include "core/duty/measure.h"
#include "core/goods/code.h"
#include "core/goods/layout.h"

/* Bytes of a field; quantities are digits with a point, above zero. */
enum { ORIGIN_NUMBER_MAX = 64, ORIGIN_WORD_MAX = 31, ORIGIN_TEXT_MAX = 512, ORIGIN_QUANTITY_MAX = 40, ORIGIN_UNIT_MAX = 96 };

struct certificate {
    char issuer[3];                           /* the authority's country, ISO 3166 alpha-2 */
    const char *number;                       /* one of its kind with the issuer, in any case of letters and however spaced */
    const char *form;                         /* "CT-1", "EUR.1" */
    const char *exporter, *consignee, *goods; /* consignee: "" where it is made out to order */
    const char *agreement;                    /* the preference it is for, as the profile of the importing country names it; "": any */
    struct code code;                         /* of the goods; of six digits all countries mean the same */
    const char *quantity;                     /* that it covers, of this unit and part */
    enum measure_unit unit;
    enum measure_part part;
    uint32_t issued, until; /* yyyymmdd, both included; until 0: open */
    uint32_t revoked;       /* since when; 0: it is not */
    uint32_t line;          /* of the chain, from 1 */
};

struct origin {
    struct layout layout;
    char country[3];
};

/* HS_CORRUPT. */
enum hs_status origin_open(const void *bytes, size_t size, struct origin *origin, struct hs_why *why);

uint32_t origin_certificates(const struct origin *origin);
/* In order of number. HS_CORRUPT where it was altered, or a line before it: `certificate` then has what can still be read, texts "" where they cannot. */
enum hs_status origin_certificate(const struct origin *origin, uint32_t at, struct certificate *certificate, struct hs_why *why);

/* By its number, as it may stand on a declaration: in any case of letters, with or without spaces, dots and dashes, and with the form before it ("CT-1 AB
 * 123"). HS_NOT_FOUND; HS_CORRUPT as origin_certificate. */
enum hs_status origin_find(const struct origin *origin, const char *number, struct certificate *certificate, struct hs_why *why);

/* The chain: how many lines, the digest of line `at` from 0, the digest behind the last line. */
uint32_t origin_lines(const struct origin *origin);
struct digest origin_line_digest(const struct origin *origin, uint32_t at);
struct digest origin_head(const struct origin *origin);
/* The certificate (its place in the order of numbers) of line `at`, and whether the line revokes it. False where the value is damaged. */
bool origin_line_of(const struct origin *origin, uint32_t at, uint32_t *certificate, bool *revokes);

/* Every line anew, and every certificate's place. HS_CORRUPT names the first that does not hold. */
enum hs_status origin_check(const struct origin *origin, struct hs_why *why);

/* Certificates of several countries. */
struct origins {
    const struct origin *origin;
    size_t count;
};
/* NULL where there are none of the country. */
const struct origin *origins_of(const struct origins *origins, const char *country);
/* Looks with `country` first ("": none is preferred), then with the others. HS_NOT_FOUND; HS_CORRUPT. */
enum hs_status origins_find(const struct origins *origins, const char *country, const char *number, struct certificate *certificate, struct hs_why *why);

#endif
