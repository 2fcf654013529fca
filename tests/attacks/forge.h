/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forge.h - one table of attacks: what each package is, which store it is put to, and what must be said about it.
 *
 * A row of OUT/cases.tsv: class, case, store below OUT, package below OUT, exit code, extended regular expression that the complaint must match.
 */
#ifndef HS_TESTS_ATTACKS_FORGE_H
#define HS_TESTS_ATTACKS_FORGE_H

#include <stdio.h>

#include "tests/attacks/world.h"

struct forge {
    struct world world;
    const char *out;
    FILE *table;
    const char *class; /* of the cases that follow */
    const char *store; /* that they are put to: "fresh", "used", "ahead", "rotated" */
    const char *message;
    unsigned cases, of_class, classes;
};

/* The store stays "fresh" unless it is set after this. */
void forge_class(struct forge *forge, const char *name, const char *message);
/* A package that must be refused, as bytes, or as the draft makes it; the draft is freed. */
void forge_bytes(struct forge *forge, const struct writer *package);
void forge_draft(struct forge *forge, struct draft *draft);
/* The same for something that is not written here: `name` below OUT/packages was made already. */
void forge_named(struct forge *forge, const char *name, int exit_code);
/* The path of the next case's package, for what is no plain file. */
const char *forge_next_name(struct forge *forge);

void forge_good(struct forge *forge); /* what must be accepted, so that a refusal of everything fails */
void forge_signature_cases(struct forge *forge);
void forge_root_cases(struct forge *forge);
void forge_manifest_cases(struct forge *forge);
void forge_file_cases(struct forge *forge);

#endif
