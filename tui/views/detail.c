/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The detail of one result: its path and all the evidence. */
#include <stdio.h>
#include <stdlib.h>

#include "core/base/utc.h"
#include "core/duty/tariff_lines.h"
#include "tui/basis.h"
#include "tui/explain.h"
#include "tui/i18n.h"
#include "tui/national.h"
#include "tui/views/pager.h"
#include "tui/views/views.h"

static void add_line(void *context, enum explain_kind kind, int indent, const char *text)
{
    if (kind != EXPLAIN_LINE)
        pager_add(context, DRAW_PLAIN, 0, 0, "");
    pager_add(context, kind == EXPLAIN_HEADING ? DRAW_STRONG : DRAW_PLAIN, 1 + indent, 3 + indent, text);
}

const struct view view_detail = {
    .name = N_("detail"),
    .places = pager_places,
    .draw = pager_draw,
    .key = pager_key,
    .close = pager_close,
};

/* A pager with the code and its title; NULL, and a note, when out of memory. */
static struct pager *start(struct desk *desk, uint32_t node)
{
    const struct tree *tree = session_tree(desk_session(desk));
    struct pager *pager = calloc(1, sizeof *pager);
    if (!pager) {
        desk_note(desk, _("No memory for the detail: close other programs"));
        return NULL;
    }
    char code[CODE_PRINT_MAX], title[1024];
    code_print(&tree_node(tree, node)->code, CODE_SPACED, code);
    snprintf(title, sizeof title, "%s  %s", code, tree_title(tree, node, i18n_language()));
    pager_add(pager, DRAW_STRONG, 1, 3, title);
    return pager;
}

static void add_measure(struct pager *pager, const struct tariff_measure *measure)
{
    char from[UTC_TEXT_MAX] = "", until[UTC_TEXT_MAX] = "", text[1024];
    if (measure->from)
        utc_print_day(measure->from, from);
    if (measure->until)
        utc_print_day(measure->until, until);
    snprintf(text, sizeof text, "%s%s%s%s%s%s%s%s%s%s%s", tariff_kind_name(measure->kind), *measure->group ? " " : "", measure->group, *measure->text ? ": " : "", measure->text,
             *from ? _(", from ") : "", from, *until ? _(", until ") : "", until, *measure->origins ? _(", for ") : "", measure->origins);
    add_line(pager, EXPLAIN_LINE, 2, text);
}

/* What the tariff says of a line: the words of its row, the rates that it owes, what it requires. */
static void add_tariff_line(struct desk *desk, struct pager *pager, uint32_t number)
{
    const struct country *country = desk_country(desk);
    struct tariff_line line;
    char text[NATIONAL_WORDS_MAX + CODE_PRINT_MAX + 2], words[NATIONAL_WORDS_MAX], code[CODE_PRINT_MAX], basis[STANDINGS_TEXT_MAX];
    struct standings standings;
    if (!country || number == TARIFF_LINE_NONE)
        return;
    tariff_line(country->duty.tariff, number, &line);
    tariff_line_words(country->duty.tariff, number, words, sizeof words);
    snprintf(text, sizeof text, "%s  %s", national_code(country, &line.code, code), words);
    standings_start(&standings);
    basis_tariff(desk_session(desk), NULL, &standings);
    standings_text(&standings, STANDINGS_FULL, i18n_dot(), basis, sizeof basis);
    add_line(pager, EXPLAIN_HEADING, 0, basis);
    add_line(pager, EXPLAIN_LINE, 2, text);
    for (size_t i = 0; i < line.measures; i++) {
        struct tariff_measure measure;
        tariff_measure(country->duty.tariff, number, i, &measure);
        add_measure(pager, &measure);
    }
}

void view_detail_open(struct desk *desk, const struct classification *classification, size_t which, const char *description, uint32_t line)
{
    struct pager *pager = start(desk, classification->result[which].node);
    if (!pager)
        return;
    pager_add(pager, DRAW_PLAIN, 1, 1, description);
    add_tariff_line(desk, pager, line);
    explain_result(session_tree(desk_session(desk)), classification, which, description, i18n_language(), add_line, pager);
    desk_open(desk, &view_detail, pager);
}

static bool add_term(void *context, const char *text, unsigned count, bool declared)
{
    (void)count;
    if (!declared)
        add_line(context, EXPLAIN_LINE, 2, text);
    return true;
}

void view_detail_open_code(struct desk *desk, uint32_t node, uint32_t line)
{
    struct session *session = desk_session(desk);
    struct pager *pager = start(desk, node);
    if (!pager)
        return;
    add_tariff_line(desk, pager, line);
    add_line(pager, EXPLAIN_HEADING, 0, _("Path"));
    explain_path(session_tree(session), node, i18n_language(), add_line, pager);
    add_line(pager, EXPLAIN_HEADING, 0, _("Titles and terms"));
    classifier_each_example(session_classifier(session), node, add_term, pager);
    desk_open(desk, &view_detail, pager);
}
