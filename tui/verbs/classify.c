/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hsdesk classify: descriptions in, ranked codes out.
 *
 * Rank 0 stands for "nothing usable": no code was found, the description is empty, or the line could not be read as text (that is told on stderr with
 * its line number, and is exit 1 at the end). Where codes were found although "none of these" is the likelier answer, they are given with
 * the flag vague, and for TEXT the exit is 4.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "tui/basis.h"
#include "tui/edition.h"
#include "tui/country.h"
#include "tui/explain.h"
#include "tui/i18n.h"
#include "tui/national.h"
#include "tui/session.h"
#include "tui/verbs/description_lines.h"
#include "tui/verbs/verbs.h"

const struct option_spec verb_classify_options[] = {
    { 'k', NULL, "N", N_("how many codes to give, 1 to 50 (3)") },
    { 'd', NULL, "DIGITS", N_("how many digits of them: 2, 4, 6, 8, 10 or 12 (6; with --country those of its tariff)") },
    { 0, "edition", "YEAR", N_("with --code: rank only what that code of this edition (2012, 2017) may be now") },
    { 0, "code", "CODE", N_("a code of that edition, six digits") },
    { 0, "country", "CC", N_("rank the lines of this country's tariff, as ISO 3166 alpha-2: AZ") },
    { 0 },
};

static const struct output_column COLUMNS[] = {
    { "line", OUTPUT_NUMBER },       { "rank", OUTPUT_NUMBER }, { "code", OUTPUT_TEXT },  { "probability", OUTPUT_NUMBER }, { "knn_rank", OUTPUT_NUMBER },
    { "bayes_rank", OUTPUT_NUMBER }, { "lang", OUTPUT_TEXT },   { "flags", OUTPUT_TEXT }, { "title", OUTPUT_TEXT },
};

struct run {
    const struct options *options;
    struct session *session;
    struct output *output;
    long most, digits;
    enum tree_language language;
    struct country country;
    bool national; /* the country is open, and its lines are ranked */
    struct edition_choices choices; /* what the codes are narrowed down to, where --edition is given and has not too many of them */
    struct classification classification; /* of the description last asked for */
};

static void write_nothing(struct run *run, size_t line, double none, const char *language, unsigned flags)
{
    char names[EXPLAIN_FLAGS_MAX];
    output_number(run->output, (long long)line);
    output_number(run->output, 0);
    output_absent(run->output);
    output_probability(run->output, none);
    output_absent(run->output);
    output_absent(run->output);
    output_text(run->output, language, strlen(language));
    explain_flags(flags, names);
    output_text(run->output, names, strlen(names));
    output_absent(run->output);
}

static void write_result(struct run *run, size_t line, size_t rank, const struct classify_result *result, const struct code *code, double probability, const char *title)
{
    const struct classification *classification = &run->classification;
    char names[EXPLAIN_FLAGS_MAX];
    output_number(run->output, (long long)line);
    output_number(run->output, (long long)rank);
    output_code(run->output, code);
    output_probability(run->output, probability);
    output_number(run->output, result->knn_rank);
    output_number(run->output, result->bayes_rank);
    output_text(run->output, classification->language, strlen(classification->language));
    explain_flags(classification->flags | result->flags, names);
    output_text(run->output, names, strlen(names));
    output_text(run->output, title, strlen(title));
}

static void write_results(struct run *run, size_t line)
{
    const struct tree *tree = session_tree(run->session);
    for (size_t i = 0; i < run->classification.count && i < (size_t)run->most; i++) {
        const struct classify_result *result = &run->classification.result[i];
        write_result(run, line, i + 1, result, &tree_node(tree, result->node)->code, result->probability, tree_title(tree, result->node, run->language));
    }
}

static void write_lines(struct run *run, size_t line, const char *text, size_t length)
{
    struct national_result results[CLASSIFY_RESULTS_MAX];
    size_t count = national_rank(&run->country, session_classifier(run->session), &run->classification, text, length, (size_t)run->digits, (size_t)run->most, results);
    for (size_t i = 0; i < count; i++) {
        const struct classify_result *result = &run->classification.result[results[i].which];
        char title[NATIONAL_WORDS_MAX];
        national_title(&run->country, &results[i], tree_title(session_tree(run->session), result->node, run->language), title);
        write_result(run, line, i + 1, result, &results[i].code, results[i].probability, title);
    }
}

/* Only the edition's choices are ranked, but the officer is told where the description points elsewhere. */
static void narrow_results(struct run *run, const char *what)
{
    const struct tree *tree = session_tree(run->session);
    const struct edition_choices *choices = &run->choices;
    uint32_t best = run->classification.count ? run->classification.result[0].node : TREE_NONE;
    bool elsewhere = best != TREE_NONE && !(run->classification.flags & CLASSIFY_VAGUE);
    for (size_t i = 0; i < choices->count; i++)
        elsewhere = elsewhere && choices->node[i] != best;
    if (elsewhere) {
        char note[256], now[CODE_PRINT_MAX], was[CODE_PRINT_MAX];
        code_print(&tree_node(tree, best)->code, CODE_SPACED, now);
        code_print(&choices->code, CODE_SPACED, was);
        snprintf(note, sizeof note, _("%s: it fits %s better, which %s of HS %ld did not become: check the code"), what, now, was, choices->year);
        options_note(run->options, note);
    }
    classifier_narrow(session_classifier(run->session), choices->node, choices->count, &run->classification);
}

/* One description, its rows, and what it came to: HS_VAGUE also where codes were found but "none of these" outweighs them. */
static enum hs_status describe(struct run *run, size_t line, const char *text, size_t length, const char *what, struct hs_why *why)
{
    enum hs_status status = text_check(text, length, what, why);
    if (status != HS_OK) {
        write_nothing(run, line, 1.0, "", status == HS_VAGUE ? CLASSIFY_VAGUE : 0);
        return status;
    }
    if (run->national) /* a line may stand below any of them */
        classify(session_classifier(run->session), text, length, CODE_SUBHEADING, CLASSIFY_RESULTS_MAX, 0, &run->classification);
    else
        classify(session_classifier(run->session), text, length, (size_t)run->digits, (size_t)run->most, 0, &run->classification);
    if (run->choices.count)
        narrow_results(run, what);
    if (run->national)
        write_lines(run, line, text, length);
    else
        write_results(run, line);
    if (run->classification.count == 0)
        write_nothing(run, line, run->classification.none, run->classification.language, run->classification.flags);
    else if (!(run->classification.flags & CLASSIFY_VAGUE))
        return HS_OK;
    const struct vagueness *vague = &run->classification.vague;
    if (vague->level == VAGUE_LEVEL_REFUSE) {
        const struct vague_words *words = &run->classification.rules->vague;
        return hs_fail(why, HS_VAGUE, _("%s: too vague for an opinion: %s"), what, words->text + words->row[vague->row].message[run->language]);
    }
    return hs_fail(why, HS_VAGUE, _("%s: too vague for an opinion: add the material, the use and the form of the goods"), what);
}

static int classify_words(struct run *run)
{
    const struct options *options = run->options;
    size_t room = 1;
    for (int i = 0; i < options->operands; i++)
        room += strlen(options->operand[i]) + 1;
    char *text = malloc(room), *end = text;
    struct hs_why why, written;
    if (!text) {
        hs_fail(&why, HS_NO_MEMORY, _("description: no memory: close other programs"));
        return options_complain(options, &why);
    }
    for (int i = 0; i < options->operands; i++) {
        if (i)
            *end++ = ' ';
        end = stpcpy(end, options->operand[i]);
    }
    int exit_code = 0;
    enum hs_status status = describe(run, 1, text, (size_t)(end - text), _("description"), &why);
    free(text);
    if (output_flush(run->output, &written) != HS_OK)
        return options_complain(options, &written);
    if (status != HS_OK)
        exit_code = options_complain(options, &why);
    return exit_code;
}

static int classify_stream(struct run *run)
{
    struct description_lines *lines = calloc(1, sizeof *lines);
    struct hs_why why;
    int exit_code = 0;
    if (!lines) {
        hs_fail(&why, HS_NO_MEMORY, _("standard input: no memory: close other programs"));
        return options_complain(run->options, &why);
    }
    lines->stream = stdin;
    while (description_lines_next(lines)) {
        char what[64];
        snprintf(what, sizeof what, _("standard input line %zu"), lines->number);
        enum hs_status status = describe(run, lines->number, lines->text, lines->length, what, &why);
        if (status != HS_OK && status != HS_VAGUE)
            exit_code = options_complain(run->options, &why);
        if (output_flush(run->output, &why) != HS_OK) {
            free(lines);
            return options_complain(run->options, &why);
        }
    }
    if (ferror(stdin)) {
        hs_fail_errno(&why, _("standard input: it could not be read further than line %zu"), lines->number);
        exit_code = options_complain(run->options, &why);
    }
    free(lines);
    return exit_code;
}

/* -k, -d and --country. */
static enum hs_status read_options(struct run *run, struct hs_why *why)
{
    enum hs_status status = options_number(run->options, "k", 1, CLASSIFY_RESULTS_MAX, &run->most, why);
    if (status == HS_OK)
        status = options_number(run->options, "d", CODE_CHAPTER, CODE_MAX, &run->digits, why);
    if (status == HS_OK && run->digits % 2)
        status = hs_fail(why, HS_USAGE, _("option -d: no code has %ld digits: say 2, 4, 6, 8, 10 or 12"), run->digits);
    const char *country = options_value(run->options, "country");
    if (status == HS_OK && country && (strlen(country) != 2 || !isalpha((unsigned char)country[0]) || !isalpha((unsigned char)country[1])))
        status = hs_fail(why, HS_USAGE, _("option --country: \"%s\" is no country: give two letters of ISO 3166, such as AZ"), country);
    return status;
}

/* --edition and --code, for which the digits and, where nothing was said, the number of codes follow from the choices. */
static enum hs_status narrow(struct run *run, struct hs_why *why)
{
    const char *code = options_value(run->options, "code");
    bool edition = options_value(run->options, "edition") != NULL;
    if (edition != (code != NULL))
        return hs_fail(why, HS_USAGE, _("options --edition and --code: one needs the other: give both"));
    if (edition && run->digits && run->digits != CODE_SUBHEADING)
        return hs_fail(why, HS_USAGE, _("option -d: editions share six digits: leave it out with --edition"));
    enum hs_status status = edition_follow(run->options, run->session, code, &run->choices, why);
    if (status != HS_OK || !edition)
        return status;
    run->digits = CODE_SUBHEADING;
    if (run->choices.count > EDITIONS_CHOICES_MOST)
        run->choices.count = 0; /* anew, among all codes */
    else if (!options_value(run->options, "k"))
        run->most = EDITIONS_CHOICES_MOST;
    return HS_OK;
}

/* --country: its lines, where its tariff is loaded and they were not ruled out by fewer digits or an edition. */
static enum hs_status open_country(struct run *run, struct hs_why *why)
{
    const char *named = options_value(run->options, "country");
    if (!named || (run->digits && run->digits <= CODE_SUBHEADING))
        return HS_OK;
    enum hs_status status = country_open(run->session, named, &run->country, why);
    if (status == HS_NOT_FOUND) {
        options_note(run->options, _("--country: no national tariff is loaded for it: codes have the six digits that all countries share"));
        return HS_OK;
    }
    if (status != HS_OK)
        return status;
    long least = (long)tariff_source(run->country.duty.tariff)->digits;
    run->national = true;
    run->digits = run->digits && run->digits < least ? run->digits : least;
    return HS_OK;
}

static void tell_basis(const struct run *run)
{
    struct standings standings;
    standings_start(&standings);
    basis_model(run->session, &standings);
    if (run->national)
        basis_tariff(run->session, tariff_source(run->country.duty.tariff)->country, &standings);
    standings_note(run->options, &standings);
}

int verb_classify(const struct options *options)
{
    struct run *run = calloc(1, sizeof *run);
    struct hs_why why;
    if (!run) {
        hs_fail(&why, HS_NO_MEMORY, _("classify: no memory: close other programs"));
        return options_complain(options, &why);
    }
    run->options = options;
    run->most = 3;
    run->language = i18n_language();
    enum hs_status status = read_options(run, &why);
    if (status == HS_OK)
        status = session_open(options->store, &run->session, &why);
    if (status == HS_OK)
        status = narrow(run, &why);
    if (status == HS_OK)
        status = open_country(run, &why);
    if (status != HS_OK) {
        session_close(run->session);
        free(run);
        return options_complain(options, &why);
    }
    if (!run->digits)
        run->digits = (long)session_digits(run->session);
    int exit_code;
    run->output = output_open(stdout, options->format, options->header, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    if (!run->output) {
        hs_fail(&why, HS_NO_MEMORY, _("classify: no memory: close other programs"));
        exit_code = options_complain(options, &why);
    } else {
        exit_code = options->operands ? classify_words(run) : classify_stream(run);
        struct hs_why closing;
        /* A failed write has been told by the flush before. */
        if (output_close(run->output, &closing) != HS_OK && exit_code == 0)
            exit_code = options_complain(options, &closing);
        tell_basis(run);
    }
    if (run->national)
        country_close(&run->country);
    session_close(run->session);
    free(run);
    return exit_code;
}
