/* SPDX-License-Identifier: GPL-3.0-or-later */
/* origin_line.h - certificates of origin as lines of text: what an authority signs and a store takes in.
 *
 * A batch begins with the country and the digest of the line that it continues, of the genesis where it is the first:
 *
 *     hsdesk-origin-1 TAB country TAB digest
 *     number TAB form TAB exporter TAB consignee TAB goods TAB code TAB quantity TAB unit TAB issued TAB until TAB agreement TAB state TAB revoked TAB digest
 *
 * State is `issued`, with revoked empty, or `revoked` with the day, the other fields being repeated as they were issued. The digest is BLAKE2b over the digest
 * of the line before and this line's fields. Every line ends with LF. There is one way only to write a certificate: text without white space at its ends or
 * doubled within, codes digits only, quantities without needless zeros, units as measure.h prints them, days as 2026-02-28, digests lower-case.
 */
#ifndef HS_DUTY_ORIGIN_LINE_H
#define HS_DUTY_ORIGIN_LINE_H

#include "core/duty/origin.h"

enum { ORIGIN_LINE_MAX = 4096 };

struct origin_line {
    struct certificate certificate; /* its texts are in `room`; `revoked` is the day where the line revokes it */
    bool revokes;
    struct digest digest; /* that the line claims to have */
    char room[ORIGIN_LINE_MAX + 1];
};

/* What the first line of a country's chain continues. */
struct digest origin_genesis(const char country[static 2]);

/* The fields without the digest and the tab before it; `revokes`: as a line that does. Returns the length, without a NUL behind it; 0 where it does not fit. */
size_t origin_line_print(const struct certificate *certificate, bool revokes, char out[static ORIGIN_LINE_MAX]);
/* The digest of a line of these fields behind the line with the digest `before`. */
struct digest origin_link(const struct digest *before, const char *fields, size_t length);

/* One line without its LF, the digest behind it read and not checked. HS_INVALID says what is wrong with which field. */
enum hs_status origin_line_parse(const char *line, size_t length, const char country[static 2], struct origin_line *parsed, struct hs_why *why);

/* The first line of a batch. */
enum { ORIGIN_HEADER_MAX = 128 };
enum hs_status origin_header_parse(const char *line, size_t length, char country[static 3], struct digest *before, struct hs_why *why);
size_t origin_header_print(const char country[static 2], const struct digest *before, char out[static ORIGIN_HEADER_MAX]);

/* "kg", "l of total alcohol"; as snprintf. */
int origin_unit_print(enum measure_unit unit, enum measure_part part, char *out, size_t size);

#endif
