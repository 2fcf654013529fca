/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tariff.h - one country's tariff in force: its lines, and what each of them owes or requires.
 *
 * A tariff is the store's value "tariff.cc" (cc: the country's two letters, lower case), read in place; the value must outlive it. The lines stand in the
 * order of the schedule, parents before children; those that only indent others have an empty code. Rates that a line inherits were resolved
 * when it was made: every declarable line has all of its measures. Texts are the publisher's, UTF-8 and NUL-terminated.
 */
#ifndef HS_DUTY_TARIFF_H
#define HS_DUTY_TARIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/status.h"
#include "core/duty/expression.h"
#include "core/duty/measure.h"
#include "core/goods/code.h"

/* A measure owes a rate, or requires something at the border. */
/*      name                     in files and outputs  owes a rate */
#define TARIFF_KIND_LIST(X)                                                                                                                                    \
    X(TARIFF_DUTY, "duty", true)                                                                                                                               \
    X(TARIFF_PREFERENCE, "preference", true)                                                                                                                   \
    X(TARIFF_COLUMN_2, "column2", true)                                                                                                                        \
    X(TARIFF_ADDITIONAL, "additional", true)                                                                                                                   \
    X(TARIFF_EXCISE, "excise", true)                                                                                                                           \
    X(TARIFF_VAT, "vat", true)                                                                                                                                 \
    X(TARIFF_LICENCE, "licence", false)                                                                                                                        \
    X(TARIFF_VETERINARY, "veterinary", false)                                                                                                                  \
    X(TARIFF_PHYTOSANITARY, "phytosanitary", false)                                                                                                            \
    X(TARIFF_CONFORMITY, "conformity", false)                                                                                                                  \
    X(TARIFF_STAMPS, "stamps", false)                                                                                                                          \
    X(TARIFF_BAN, "ban", false)

enum tariff_kind {
#define TARIFF_KIND_NAME(name, text, rate) name,
    TARIFF_KIND_LIST(TARIFF_KIND_NAME)
#undef TARIFF_KIND_NAME
        TARIFF_KIND_COUNT
};

enum { TARIFF_LINE_NONE = 0xffffffffu, TARIFF_LINE_UNITS = 3 };

struct tariff;

struct tariff_line {
    struct code code; /* empty: it only indents those below it */
    uint32_t parent;  /* a line, or TARIFF_LINE_NONE */
    uint32_t source;  /* its line in the file that was imported, from 1 */
    unsigned indent;
    bool declarable;
    const char *title;                         /* the line's own words, not its parents' */
    enum measure_unit unit[TARIFF_LINE_UNITS]; /* supplementary units; UNIT_NONE behind the last */
    enum measure_part part[TARIFF_LINE_UNITS]; /* what of the goods each counts: litres of pure alcohol are not litres */
    size_t measures;
};

/* Dates are the days on which the measure holds, both included, as yyyymmdd; 0: open. */
struct tariff_measure {
    enum tariff_kind kind;
    bool inherited; /* it stands at a line above */
    uint32_t from, until;
    const char *group;                   /* of a preference: the agreement in the country's profile, or "" where the rate text lists its programmes; of a
                                          * requirement: the authority; else "" */
    const char *origins;                 /* countries that it is limited to, ISO 3166 alpha-2 separated by commas; "": all */
    const char *text;                    /* as published */
    const struct expression *expression; /* NULL where the kind owes no rate */
};

/* Where the tariff comes from. */
struct tariff_source {
    char country[3];    /* ISO 3166 alpha-2 */
    bool training;      /* rates are invented: every screen and output must say so */
    uint32_t effective; /* yyyymmdd */
    unsigned digits;    /* of a declarable line */
    const char *name;   /* the file it was read from */
};

/* Checks what a reader relies on; HS_CORRUPT names the first bad place. The view is allocated in `arena`. */
enum hs_status tariff_open(const void *bytes, size_t size, struct arena *arena, const struct tariff **tariff, struct hs_why *why);

const struct tariff_source *tariff_source(const struct tariff *tariff);
uint32_t tariff_lines(const struct tariff *tariff);
void tariff_line(const struct tariff *tariff, uint32_t line, struct tariff_line *out);
/* `index` below the line's measures. */
void tariff_measure(const struct tariff *tariff, uint32_t line, size_t index, struct tariff_measure *out);

/* The line of exactly this code, declarable ones first; TARIFF_LINE_NONE. */
uint32_t tariff_find(const struct tariff *tariff, const struct code *code);
/* The declarable lines whose codes begin with `code`: the first `most` of them in order of code. Returns how many there are. */
size_t tariff_below(const struct tariff *tariff, const struct code *code, size_t most, uint32_t *lines);

const char *tariff_kind_name(enum tariff_kind kind);
bool tariff_kind_owes(enum tariff_kind kind);

#endif
