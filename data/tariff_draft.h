/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tariff_draft.h - a tariff on its way from rows to a value: lines with their parents, measures with what they inherit.
 *
 *     draft_start(&draft, dialect, &report);
 *     a reader hands rows to draft_take, by draft_sink; or draft_load takes over a tariff
 *     draft_inherit, draft_add_rates, draft_change as the format wants
 *     draft_make; draft_free
 *
 * Texts are copied into the draft. Memory that ran out is remembered and told by the next function that returns a status.
 */
#ifndef HS_DATA_TARIFF_DRAFT_H
#define HS_DATA_TARIFF_DRAFT_H

#include "core/duty/tariff.h"
#include "data/tariff_row.h"

/* A measure of a line; the next one of the same line behind it. */
struct draft_measure {
    struct tariff_measure measure; /* its expression is NULL where the text is still to be parsed */
    struct draft_measure *next;
};

struct draft_line {
    struct tariff_line line; /* `measures` is not kept */
    struct draft_measure *first, *last;
};

struct draft_counts {
    size_t rows, lines, declarable;                  /* what was taken, what became a line, which of these can be declared */
    size_t rates, referred, inherited, requirements; /* of the measures of declarable lines */
    size_t without_duty, units_unknown;
};

struct draft {
    struct arena arena;
    struct draft_line *line;
    size_t lines, room;
    enum expression_dialect dialect;
    struct tariff_sink sink; /* takes rows; reports go where the caller said */
    struct draft_counts counts;
    size_t left_out, repaired; /* reports of these kinds */
    void (*report)(void *context, enum import_action action, size_t line, const struct code *code, const char *detail);
    void *context;
    bool loaded; /* most of it is a tariff that was reported on before: only what is new is reported */
    bool out_of_memory;
};

/* Sets up draft->sink, which is what readers are given. `report` is called for every report, theirs and the draft's. */
void draft_start(struct draft *draft, enum expression_dialect dialect,
                 void (*report)(void *context, enum import_action action, size_t line, const struct code *code, const char *detail), void *context);
void draft_free(struct draft *draft);

/* Every line and measure of a tariff that exists. */
enum hs_status draft_load(struct draft *draft, const struct tariff *tariff, struct hs_why *why);

/* A measure behind those of the line; a copy. NULL when there is no memory. */
struct draft_measure *draft_add_measure(struct draft *draft, struct draft_line *line, const struct tariff_measure *measure);
/* Whether both are of one kind, group and set of origins: then one replaces the other. */
bool draft_same_measure(const struct tariff_measure *a, const struct tariff_measure *b);

/* Makes the lines of so many digits declarable; a line of fewer that has none below it is reported. */
void draft_declare(struct draft *draft, unsigned digits);
/* What a declarable line lacks, kind by kind and group by group, from the nearest line above it whose code it continues. */
void draft_inherit(struct draft *draft);
/* The measures of `rates`, another draft, for the lines that have the same code, or whose code it begins; what fits no line is reported. */
void draft_add_rates(struct draft *draft, const struct draft *rates);

/* The value. Rates that only a person can settle are reported once for each text, what cannot be stored is reported and left out. HS_INVALID where there is no
 * declarable line. */
enum hs_status draft_make(struct draft *draft, const struct tariff_source *source, void **bytes, size_t *size, struct hs_why *why);

#endif
