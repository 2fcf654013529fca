/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hsdesk prompt: a line in, lines out, for poor lines, dumb terminals and screen readers. Nothing is ever redrawn above the line being typed.
 *
 * The history lives in memory only: descriptions of goods are the trader's business. The only user of readline.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "core/base/text.h"
#include "tui/basis.h"
#include "tui/code_search.h"
#include "tui/explain.h"
#include "tui/i18n.h"
#include "tui/session.h"
#include "tui/verbs/verbs.h"

enum { RESULTS = 9, HISTORY = 500 }; /* nine, so that one digit names a result and two begin a code */

struct prompt {
    struct session *session;
    enum tree_language language;
    struct classification classification;
    bool expired;      /* that something has was told */
    char *description; /* the one that was classified, or NULL; evidence points into it by offset */
};

static void print_safe(const char *text)
{
    size_t length = strlen(text);
    char *safe = malloc(length + 1);
    if (!safe)
        return;
    text_for_screen(text, length, safe, length + 1);
    fputs(safe, stdout);
    free(safe);
}

static void print_line(void *context, enum explain_kind kind, int indent, const char *text)
{
    (void)context;
    printf("%*s", indent, "");
    print_safe(text);
    puts(kind == EXPLAIN_HEADING ? ":" : "");
}

static void print_help(void)
{
    puts(_("Type what the goods are, in any language: the codes that fit are listed with their reasons."));
    printf(_("1 to %d: the path and the evidence of that result. A code, such as 1704 90: where it stands.\n"), RESULTS);
    puts(_("?: this help. Ctrl-D: leave."));
}

static void forget(struct prompt *prompt)
{
    free(prompt->description);
    prompt->description = NULL;
    prompt->classification.count = 0;
}

static void print_reason(void *context, enum explain_kind kind, int indent, const char *text)
{
    bool *path_seen = context;
    (void)kind;
    (void)indent;
    /* The path is asked for by number; in the list the reasons alone keep a result to a few spoken lines. */
    if (!*path_seen) {
        *path_seen = true;
        return;
    }
    fputs("     ", stdout);
    print_safe(text);
    putchar('\n');
}

static void list_results(struct prompt *prompt, const char *text)
{
    const struct tree *tree = session_tree(prompt->session);
    struct hs_why why;
    forget(prompt);
    if (text_check(text, strlen(text), _("description"), &why) != HS_OK) {
        print_safe(why.text);
        putchar('\n');
        return;
    }
    if (!(prompt->description = strdup(text)))
        return;
    classify(session_classifier(prompt->session), prompt->description, strlen(prompt->description), session_digits(prompt->session), RESULTS, RESULTS,
             &prompt->classification);
    const struct classification *found = &prompt->classification;
    if (found->count == 0 || (found->flags & CLASSIFY_VAGUE))
        puts(_("Too vague for an opinion: add the material, the use and the form of the goods."));
    if (found->vague.level == VAGUE_LEVEL_REFUSE) {
        print_safe(found->rules->vague.text + found->rules->vague.row[found->vague.row].message[prompt->language]);
        putchar('\n');
    }
    for (size_t i = 0; i < found->count; i++) {
        const struct classify_result *result = &found->result[i];
        char code[CODE_PRINT_MAX], number[EXPLAIN_NUMBER_MAX];
        code_print(&tree_node(tree, result->node)->code, CODE_SPACED, code);
        printf("%2zu  %s, %s %s, ", i + 1, code, explain_likelihood(result->probability), explain_number(result->probability, number));
        print_safe(tree_title(tree, result->node, prompt->language));
        putchar('\n');
        bool path_seen = false;
        explain_briefly(tree, found, i, prompt->description, prompt->language, print_reason, &path_seen);
    }
}

static void show_result(struct prompt *prompt, size_t which)
{
    if (which >= prompt->classification.count) {
        printf(_("There is no result %zu: type a description first.\n"), which + 1);
        return;
    }
    explain_result(session_tree(prompt->session), &prompt->classification, which, prompt->description, prompt->language, print_line, NULL);
}

static void show_code(struct prompt *prompt, const struct code *code)
{
    uint32_t node;
    struct hs_why why;
    if (code_search(prompt->session, code, &node, &why) != HS_OK) {
        print_safe(why.text);
        putchar('\n');
        return;
    }
    const struct tree *tree = session_tree(prompt->session);
    explain_path(tree, node, prompt->language, print_line, NULL);
    if (code_length(code) > code_length(&tree_node(tree, node)->code))
        printf(_("The lines of national tariffs are not shown here: see `hsdesk show %s`.\n"), code->digits);
}

static void answer(struct prompt *prompt, const char *line)
{
    struct code code;
    if (strcmp(line, "?") == 0)
        print_help();
    else if (line[0] >= '1' && line[0] <= '0' + RESULTS && line[1] == '\0')
        show_result(prompt, (size_t)(line[0] - '1'));
    else if (code_parse(line, strlen(line), &code, NULL) == HS_OK)
        show_code(prompt, &code);
    else
        list_results(prompt, line);
}

/* What the session works by, which may expire while it is open. */
static void tell_basis(struct prompt *prompt, bool only_news)
{
    struct standings standings;
    char text[STANDINGS_TEXT_MAX];
    standings_start(&standings);
    basis_session(prompt->session, &standings);
    bool expired = standings_expired(&standings);
    if (!only_news || (expired && !prompt->expired)) {
        standings_text(&standings, STANDINGS_FULL, i18n_dot(), text, sizeof text);
        print_safe(text);
        putchar('\n');
    }
    prompt->expired = expired;
}

static void take_over_newer(struct prompt *prompt)
{
    struct hs_why why;
    enum session_move move = session_refresh(prompt->session, &why);
    if (move == SESSION_MOVED) {
        forget(prompt);
        printf(_("Generation %u is in use now.\n"), session_generation(prompt->session));
    } else if (move == SESSION_FAILED) {
        print_safe(why.text);
        putchar('\n');
    }
    tell_basis(prompt, move != SESSION_MOVED);
}

int verb_prompt(const struct options *options)
{
    struct hs_why why;
    struct prompt *prompt = calloc(1, sizeof *prompt);
    if (!prompt) {
        hs_fail(&why, HS_NO_MEMORY, _("prompt: no memory: close other programs"));
        return options_complain(options, &why);
    }
    if (session_open(options->store, &prompt->session, &why) != HS_OK) {
        free(prompt);
        return options_complain(options, &why);
    }
    prompt->language = i18n_language();
    rl_readline_name = "hsdesk";
    rl_bind_key('\t', rl_insert); /* not the completion of file names */
    using_history();
    stifle_history(HISTORY);
    tell_basis(prompt, false);
    puts(_("Type a description, ? for help, Ctrl-D to leave."));
    char *line;
    while ((line = readline(_("Goods> ")))) {
        take_over_newer(prompt);
        char *squeezed = malloc(strlen(line) + 1);
        if (squeezed && text_squeeze(line, strlen(line), squeezed)) {
            add_history(squeezed);
            answer(prompt, squeezed);
        }
        free(squeezed);
        free(line);
        if (fflush(stdout) != 0)
            break;
    }
    putchar('\n');
    int exit_code = 0;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        hs_fail_errno(&why, _("standard output: it could not be written whole"));
        exit_code = options_complain(options, &why);
    }
    forget(prompt);
    clear_history();
    session_close(prompt->session);
    free(prompt);
    return exit_code;
}
