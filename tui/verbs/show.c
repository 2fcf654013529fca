/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hsdesk show: what is known of one code: its path, the facts and notes that hold for it, what the loaded tariffs say of it, and the terms written for it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "tui/basis.h"
#include "tui/code_search.h"
#include "tui/edition.h"
#include "tui/i18n.h"
#include "tui/session.h"
#include "tui/verbs/show_tariff.h"
#include "tui/verbs/verbs.h"

const struct option_spec verb_show_options[] = {
    { 0, "country", "CC", N_("whose measures (else $HSDESK_COUNTRY, or those of all tariffs in the store)") },
    { 0, "edition", "YEAR", N_("CODE is one of that edition of the Harmonized System (2012, 2017): show what it became") },
    { 0 },
};

static const struct output_column COLUMNS[] = { { "kind", OUTPUT_TEXT }, { "code", OUTPUT_TEXT }, { "text", OUTPUT_TEXT } };

static void write_row(struct output *output, const char *kind, const struct code *code, const char *text)
{
    output_text(output, kind, strlen(kind));
    output_code(output, code);
    output_text(output, text, strlen(text));
}

static void write_path(struct output *output, const struct tree *tree, uint32_t node, enum tree_language language)
{
    const struct tree_record *record = tree_node(tree, node);
    if (record->parent != TREE_NONE)
        write_path(output, tree, record->parent, language);
    write_row(output, "path", &record->code, tree_title(tree, node, language));
}

struct term_writer {
    struct output *output;
    const struct tree *tree;
    uint32_t node;
};

/* Titles are examples too; the path has shown them. */
static bool is_title(const struct tree *tree, uint32_t node, const char *text)
{
    for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
        if (strcmp(tree->text + tree_node(tree, node)->title[language], text) == 0)
            return true;
    return false;
}

static bool write_term(void *context, const char *text, unsigned count, bool declared)
{
    struct term_writer *writer = context;
    (void)count;
    if (!declared && !is_title(writer->tree, writer->node, text))
        write_row(writer->output, "term", &tree_node(writer->tree, writer->node)->code, text);
    return true;
}

/* The facts of the code and of those above it. */
static void write_facts(struct output *output, const struct rules *rules, const struct code *code, enum tree_language language)
{
    for (size_t length = CODE_CHAPTER; length <= code_length(code); length += 2) {
        struct code above = code_prefix(code, length);
        uint32_t first, count = conditions_of(&rules->conditions, &above, &first);
        for (uint32_t i = first; i < first + count; i++) {
            char text[CONDITION_TEXT_MAX];
            write_row(output, "fact", &above, condition_print(&rules->conditions.row[i].condition, rules->conditions.value, &rules->lexicon, language, text));
        }
    }
}

static void write_notes(struct output *output, const struct rules *rules, const struct code *code, enum tree_language language)
{
    const struct notes *notes = &rules->notes;
    for (uint32_t i = 0; i < notes->count; i++) {
        char text[2048], to[128] = "";
        size_t length = 0;
        if (!note_covers(notes, i, code))
            continue;
        for (uint32_t c = 0; c < notes->note[i].tos && length < sizeof to; c++)
            length += (size_t)snprintf(to + length, sizeof to - length, "%s%s", c ? ", " : " > ", notes->code[notes->note[i].to + c].digits);
        snprintf(text, sizeof text, "%s%s (%s)", note_text(notes, i, language), to, notes->text + notes->note[i].citation);
        write_row(output, notes->note[i].kind == NOTE_EXCLUDE ? "excludes" : "note", code, text);
    }
}

/* Behind the rows: the tariffs that they speak of were added before. */
static enum hs_status end_rows(const struct options *options, const struct standings *standings, struct output *output, struct hs_why *why)
{
    enum hs_status status = output_close(output, why);
    standings_note(options, standings);
    return status;
}

static enum hs_status show_edition(const struct options *options, const struct session *session, const struct edition_choices *choices, struct hs_why *why)
{
    const struct tree *tree = session_tree(session);
    struct output *output = output_open(stdout, options->format, options->header, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    if (!output)
        return hs_fail(why, HS_NO_MEMORY, _("show: no memory: close other programs"));
    for (size_t i = 0; i < choices->count; i++)
        write_row(output, "edition", &tree_node(tree, choices->node[i])->code, tree_title(tree, choices->node[i], i18n_language()));
    struct standings standings;
    standings_start(&standings);
    basis_model(session, &standings);
    return end_rows(options, &standings, output, why);
}

static enum hs_status show(const struct options *options, const struct session *session, const struct code *code, struct hs_why *why)
{
    const struct tree *tree = session_tree(session);
    uint32_t node;
    enum hs_status status = code_search(session, code, &node, why);
    if (status != HS_OK)
        return status;
    struct output *output = output_open(stdout, options->format, options->header, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    if (!output)
        return hs_fail(why, HS_NO_MEMORY, _("show: no memory: close other programs"));
    struct term_writer writer = { output, tree, node };
    write_path(output, tree, node, i18n_language());
    const struct rules *rules = classifier_rules(session_classifier(session));
    write_facts(output, rules, code, i18n_language());
    write_notes(output, rules, code, i18n_language());
    struct standings standings;
    standings_start(&standings);
    basis_model(session, &standings);
    show_tariffs(output, session, options_value(options, "country"), code, &standings);
    classifier_each_example(session_classifier(session), node, write_term, &writer);
    return end_rows(options, &standings, output, why);
}

int verb_show(const struct options *options)
{
    /* "hsdesk show 1704 90" needs no quotes: the words are joined. A code of more than this many bytes is refused by its digits. */
    char text[256] = "";
    struct code code;
    struct edition_choices choices;
    struct hs_why why;
    struct session *session;
    for (int i = 0; i < options->operands; i++) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "%s%s", i ? " " : "", options->operand[i]);
    }
    enum hs_status status = code_parse(text, strlen(text), &code, &why);
    if (status == HS_OK)
        status = session_open(options->store, &session, &why);
    if (status != HS_OK)
        return options_complain(options, &why);
    status = edition_follow(options, session, text, &choices, &why);
    if (status == HS_OK)
        status = choices.year ? show_edition(options, session, &choices, &why) : show(options, session, &code, &why);
    session_close(session);
    return status == HS_OK ? 0 : options_complain(options, &why);
}
