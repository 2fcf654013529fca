/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options.h - the command line of both programs, read by one set of tables.
 *
 * A program is a table of verbs, a verb has a table of options; parsing, --help and the complaints come from these and nothing else. main is
 *
 *     i18n_start();
 *     return options_run(&program, argc, argv);
 *
 * Options may stand before the verb (the program's own and the common ones), behind it, and among the operands; "--" ends them. Every verb knows
 * --store DIR, -f FORMAT, --header, --help; every program --version too. A complaint is one line on stderr, "program: what: why: what to do".
 */
#ifndef HS_TUI_OPTIONS_H
#define HS_TUI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/status.h"
#include "tui/output.h"

enum { OPTIONS_GIVEN_MAX = 64, OPTIONS_MANY = 1 << 30, OPTIONS_ROOM = 4096 };

struct option_spec {
    char letter;       /* '\0': it has only a long name */
    const char *name;  /* NULL: it has only a letter */
    const char *value; /* what its value is called, "DIR"; NULL: it takes none */
    const char *help;  /* N_(), one line */
};

struct options;

struct verb_spec {
    const char *name;
    const char *operands; /* as usage shows them, "[TEXT...]" */
    const char *summary;  /* N_(), one sentence */
    int operands_least, operands_most;
    const struct option_spec *options;         /* ends with an empty row; NULL for none */
    int (*run)(const struct options *options); /* returns the exit code */
};

/* A word that may stand before a verb, or alone: the line is read on behind it, and when all is read `prepare` may change the options. */
struct prefix_spec {
    const char *name;
    const char *summary; /* N_(), one sentence */
    enum hs_status (*prepare)(struct options *options, struct hs_why *why);
};

struct program_spec {
    const char *name;
    const char *summary;
    const struct option_spec *options;         /* its own, before the verb only; ends with an empty row; NULL for none */
    const struct verb_spec *verbs;             /* ends with an empty row */
    const struct prefix_spec *prefix;          /* NULL: none */
    int (*run)(const struct options *options); /* without a verb; NULL: a verb must be given */
};

struct options {
    const struct program_spec *program;
    const struct verb_spec *verb; /* NULL: none was given */
    bool prefixed;                /* the program's prefix stood before it */
    const char *store;            /* --store, or NULL: see store_locate */
    enum output_format format;
    bool header;
    char **operand;
    int operands;
    struct option_given {
        const struct option_spec *spec;
        const char *value;
    } given[OPTIONS_GIVEN_MAX];
    size_t given_count;
    char room[OPTIONS_ROOM]; /* for a text that `prepare` makes */
};

/* Reads the command line, answers --help and --version, or runs the verb. Returns the exit code. SIGPIPE is ignored from here on: a reader that
 * went away is a write error like any other. */
int options_run(const struct program_spec *program, int argc, char **argv);

/* The value of an option by its long name, or by its letter where it has no name; NULL when it was not given. The last one wins. For a flag
 * the result is "". */
const char *options_value(const struct options *options, const char *name);
/* HS_USAGE unless the option is absent (`number` stays) or a whole number in [least, most]. */
enum hs_status options_number(const struct options *options, const char *name, long least, long most, long *number, struct hs_why *why);

/* Tells a person on stderr, in the program's name, safe for a terminal, and returns the exit code of why->status. */
int options_complain(const struct options *options, const struct hs_why *why);
/* As options_complain, for words that are a note and no failure. */
void options_note(const struct options *options, const char *text);

#endif
