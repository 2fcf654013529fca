/* SPDX-License-Identifier: GPL-3.0-or-later */
/* national.h - six-digit results carried on into the lines of a country's tariff.
 *
 * Nothing is learned of national lines: the likelihood of a subheading is shared among its lines by their words (core/classify/overlap.h), so that the lines of
 * a subheading always sum to it. Nothing is padded: a subheading of which the tariff has no line stays one.
 */
#ifndef HS_TUI_NATIONAL_H
#define HS_TUI_NATIONAL_H

#include "tui/country.h"

enum { NATIONAL_LINES_MAX = 512, NATIONAL_WORDS_MAX = 512, NATIONAL_RATE_MAX = 160 };

struct national_line {
    uint32_t line; /* of the tariff */
    double share;  /* of its subheading */
};

/* The declarable lines below a code, at most NATIONAL_LINES_MAX, the likeliest first, ties in order of code; in that order alone, with shares of 0, where
 * `description` is NULL. Returns how many. */
size_t national_lines(const struct country *country, struct classifier *classifier, const struct code *code, const char *description, size_t length,
                      struct national_line lines[static NATIONAL_LINES_MAX]);

/* One result of a classification, deeper. */
struct national_result {
    struct code code;
    uint32_t line; /* TARIFF_LINE_NONE: the subheading itself; of a code that is not so deep as a line, its first one */
    size_t which;  /* of the classification's results */
    double probability;
};

/* The `most` likeliest codes of at most `digits` digits, best first, from a classification at six digits. Lines that agree in these digits count as one.
 * Returns how many. */
size_t national_rank(const struct country *country, struct classifier *classifier, const struct classification *classification, const char *description,
                     size_t length, size_t digits, size_t most, struct national_result *results);

/* The title of a result's code: its own words in the tariff, else the subheading's. Returns `out`. */
const char *national_title(const struct country *country, const struct national_result *result, const char *subheading, char out[static NATIONAL_WORDS_MAX]);

/* The rate that everybody owes on the day, as the calculator reads it; "" where the line has none. Returns `out`. */
const char *national_rate(const struct country *country, uint32_t line, uint32_t day, char out[static NATIONAL_RATE_MAX]);
/* The country's way of printing a code. Returns `out`. */
const char *national_code(const struct country *country, const struct code *code, char out[static CODE_PRINT_MAX]);

#endif
