/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The detail of one result: its path and all the evidence. */
#include <stdio.h>
#include <stdlib.h>

#include "tui/explain.h"
#include "tui/i18n.h"
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

void view_detail_open(struct desk *desk, const struct classification *classification, size_t which, const char *description)
{
    const struct tree *tree = session_tree(desk_session(desk));
    const struct classify_result *result = &classification->result[which];
    enum tree_language language = i18n_language();
    struct pager *pager = calloc(1, sizeof *pager);
    if (!pager) {
        desk_note(desk, _("No memory for the detail: close other programs"));
        return;
    }
    char code[CODE_PRINT_MAX], title[1024];
    code_print(&tree_node(tree, result->node)->code, CODE_SPACED, code);
    snprintf(title, sizeof title, "%s  %s", code, tree_title(tree, result->node, language));
    pager_add(pager, DRAW_STRONG, 1, 3, title);
    pager_add(pager, DRAW_PLAIN, 1, 1, description);
    explain_result(tree, classification, which, description, language, add_line, pager);
    desk_open(desk, &view_detail, pager);
}
