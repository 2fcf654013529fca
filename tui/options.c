/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/options.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "tui/i18n.h"
#include "tui/options_help.h"

enum { SPECS_MAX = 64, LONG_BASE = 256 }; /* getopt answers LONG_BASE + its place in the table: letters and bytes lie below */

const struct option_spec options_common[] = {
    { 0, "store", "DIR", N_("the store to use (else $HSDESK_STORE, /var/lib/hsdesk, or hsdesk in $XDG_DATA_HOME)") },
    { 'f', NULL, "FORMAT", N_("table, tsv or json (one object a line); a table on a terminal, else tsv") },
    { 0, "header", NULL, N_("begin tsv with the names of the columns") },
    { 0, "help", NULL, N_("say what there is and stop") },
    { 0, "version", NULL, N_("say which version this is and stop") },
    { 0 },
};

/* The options that one pass of getopt knows, in its own form. */
struct known {
    const struct option_spec *spec[SPECS_MAX];
    size_t count;
    struct option names[SPECS_MAX + 1];
    char letters[3 * SPECS_MAX + 3];
};

static void know(struct known *known, const struct option_spec *specs)
{
    for (; specs && (specs->letter || specs->name) && known->count < SPECS_MAX; specs++)
        known->spec[known->count++] = specs;
}

/* `first` is getopt's own sign: '+' stops at the first operand, '-' is not used, none permutes. */
static void prepare(struct known *known, const char *first)
{
    char *letter = stpcpy(stpcpy(known->letters, first), ":");
    struct option *name = known->names;
    for (size_t i = 0; i < known->count; i++) {
        const struct option_spec *spec = known->spec[i];
        if (spec->letter) {
            *letter++ = spec->letter;
            if (spec->value)
                *letter++ = ':';
        }
        if (spec->name)
            *name++ = (struct option) { spec->name, spec->value ? required_argument : no_argument, NULL, LONG_BASE + (int)i };
    }
    *letter = '\0';
    *name = (struct option) { 0 };
}

static const struct option_spec *spec_of(const struct known *known, int answer)
{
    if (answer >= LONG_BASE)
        return known->spec[answer - LONG_BASE];
    for (size_t i = 0; i < known->count; i++)
        if (known->spec[i]->letter && known->spec[i]->letter == answer)
            return known->spec[i];
    return NULL;
}

static enum hs_status unknown(const struct options *options, const struct known *known, int answer, const char *word, struct hs_why *why)
{
    char help[128], name[64];
    snprintf(help, sizeof help, "%s%s%s --help", options->program->name, options->verb ? " " : "", options->verb ? options->verb->name : "");
    const struct option_spec *spec = spec_of(known, optopt);
    if (spec && spec->name && optopt >= LONG_BASE)
        snprintf(name, sizeof name, "--%s", spec->name);
    else
        snprintf(name, sizeof name, "-%c", optopt);
    if (answer == ':')
        return hs_fail(why, HS_USAGE, _("option %s: it needs a value: see `%s`"), name, help);
    if (spec)
        return hs_fail(why, HS_USAGE, _("option %s: it takes no value: see `%s`"), name, help);
    return hs_fail(why, HS_USAGE, _("option %s: there is none of this name: see `%s`"), optopt > ' ' && optopt < 127 ? name : word ? word : "-", help);
}

static enum hs_status take_format(struct options *options, const char *value, struct hs_why *why)
{
    static const char *const names[] = { [OUTPUT_TABLE] = "table", [OUTPUT_TSV] = "tsv", [OUTPUT_JSON] = "json" };
    for (int format = OUTPUT_TABLE; format <= OUTPUT_JSON; format++)
        if (strcmp(value, names[format]) == 0) {
            options->format = (enum output_format)format;
            return HS_OK;
        }
    return hs_fail(why, HS_USAGE, _("option -f: \"%s\" is no format: say table, tsv or json"), value);
}

static enum hs_status take(struct options *options, const struct option_spec *spec, const char *value, struct hs_why *why)
{
    if (spec == &options_common[0]) {
        if (!*value)
            return hs_fail(why, HS_USAGE, _("option --store: its value is empty: name a directory"));
        options->store = value;
    } else if (spec == &options_common[1]) {
        return take_format(options, value, why);
    } else if (spec == &options_common[2]) {
        options->header = true;
    } else {
        if (options->given_count == OPTIONS_GIVEN_MAX)
            return hs_fail(why, HS_USAGE, _("options: more than %d of them: leave some out"), OPTIONS_GIVEN_MAX);
        options->given[options->given_count++] = (struct option_given) { spec, value ? value : "" };
    }
    return HS_OK;
}

/* One pass over argv; afterwards optind names the first operand. */
static enum hs_status pass(struct options *options, struct known *known, const char *first, int argc, char **argv, struct hs_why *why)
{
    know(known, options_common);
    prepare(known, first);
    opterr = 0;
    optind = 0; /* glibc: start anew, and read `first` again */
    for (;;) {
        int before = optind ? optind : 1;
        int answer = getopt_long(argc, argv, known->letters, known->names, NULL);
        if (answer == -1)
            return HS_OK;
        enum hs_status status;
        if (answer == '?' || answer == ':')
            /* A long name that is not known leaves optopt at 0 and has been stepped over. */
            status = unknown(options, known, answer, optind > before ? argv[optind - 1] : argv[before], why);
        else
            status = take(options, spec_of(known, answer), optarg, why);
        if (status != HS_OK)
            return status;
    }
}

static enum hs_status find_verb(struct options *options, const char *name, struct hs_why *why)
{
    for (const struct verb_spec *verb = options->program->verbs; verb->name; verb++)
        if (strcmp(verb->name, name) == 0) {
            options->verb = verb;
            return HS_OK;
        }
    return hs_fail(why, HS_USAGE, _("\"%s\": there is no such verb: see `%s --help`"), name, options->program->name);
}

/* Reads the program's own options and steps over the word behind them, which is left in *argv; *argc is 0 where nothing followed. */
static enum hs_status next_word(struct options *options, int *argc, char ***argv, struct hs_why *why)
{
    struct known own = { .count = 0 };
    know(&own, options->program->options);
    enum hs_status status = pass(options, &own, "+", *argc, *argv, why);
    *argc -= optind;
    *argv += optind;
    return status;
}

static enum hs_status parse(struct options *options, int argc, char **argv, struct hs_why *why)
{
    struct known verb = { .count = 0 };
    const struct prefix_spec *prefix = options->program->prefix;
    enum hs_status status = next_word(options, &argc, &argv, why);
    if (status == HS_OK && argc && prefix && strcmp(argv[0], prefix->name) == 0) {
        options->prefixed = true;
        status = next_word(options, &argc, &argv, why);
    }
    if (status != HS_OK || !argc)
        return status;
    if ((status = find_verb(options, argv[0], why)) != HS_OK)
        return status;
    know(&verb, options->verb->options);
    if ((status = pass(options, &verb, "", argc, argv, why)) != HS_OK)
        return status;
    options->operand = argv + optind;
    options->operands = argc - optind;
    if (options_value(options, "help") || options_value(options, "version"))
        return HS_OK;
    if (options->operands < options->verb->operands_least)
        return hs_fail(why, HS_USAGE, _("%s: %s is missing: see `%s %s --help`"), options->verb->name, options->verb->operands, options->program->name,
                       options->verb->name);
    if (options->operands > options->verb->operands_most)
        return hs_fail(why, HS_USAGE, _("%s: \"%s\" is one word too many: see `%s %s --help`"), options->verb->name,
                       options->operand[options->verb->operands_most], options->program->name, options->verb->name);
    return HS_OK;
}

static int answered(const struct options *options)
{
    struct hs_why why;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return 0;
    hs_fail_errno(&why, _("standard output: it could not be written whole"));
    return options_complain(options, &why);
}

int options_run(const struct program_spec *program, int argc, char **argv)
{
    struct options options = { .program = program };
    struct hs_why why;
    signal(SIGPIPE, SIG_IGN);
    if (parse(&options, argc, argv, &why) != HS_OK)
        return options_complain(&options, &why);
    if (options_value(&options, "help")) {
        options_print_help(stdout, program, options.verb);
        return answered(&options);
    }
    if (options_value(&options, "version")) {
        options_print_version(stdout, program);
        return answered(&options);
    }
    if (options.prefixed && program->prefix->prepare(&options, &why) != HS_OK)
        return options_complain(&options, &why);
    if (options.verb)
        return options.verb->run(&options);
    if (program->run)
        return program->run(&options);
    hs_fail(&why, HS_USAGE, _("no verb: this program does nothing by itself: see `%s --help`"), program->name);
    return options_complain(&options, &why);
}

const char *options_value(const struct options *options, const char *name)
{
    for (size_t i = options->given_count; i-- > 0;) {
        const struct option_spec *spec = options->given[i].spec;
        if (spec->name ? strcmp(spec->name, name) == 0 : name[0] == spec->letter && !name[1])
            return options->given[i].value;
    }
    return NULL;
}

enum hs_status options_number(const struct options *options, const char *name, long least, long most, long *number, struct hs_why *why)
{
    const char *value = options_value(options, name);
    if (!value)
        return HS_OK;
    char *end;
    errno = 0;
    long read = strtol(value, &end, 10);
    if (*end || end == value || errno || read < least || read > most)
        return hs_fail(why, HS_USAGE, _("option -%s%s: \"%s\" will not do: give a whole number from %ld to %ld"), name[1] ? "-" : "", name, value, least, most);
    *number = read;
    return HS_OK;
}

void options_note(const struct options *options, const char *text)
{
    char safe[sizeof((struct hs_why *)0)->text];
    text_for_screen(text, strlen(text), safe, sizeof safe);
    fprintf(stderr, "%s: %s\n", options->program->name, safe);
}

int options_complain(const struct options *options, const struct hs_why *why)
{
    options_note(options, why->text);
    return hs_exit_code(why->status);
}
