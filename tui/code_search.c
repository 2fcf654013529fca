/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/code_search.h"

#include "tui/country.h"
#include "tui/i18n.h"

static bool is_written(const struct tree *tree, uint32_t node)
{
    return tree_node(tree, node)->flags & TREE_WRITTEN;
}

static const char *level_name(size_t digits)
{
    return digits == CODE_CHAPTER ? _("chapter") : digits == CODE_HEADING ? _("heading") : _("subheading");
}

/* 1806200000 is 1806 20 with zeros behind it: nobody can declare it. */
static enum hs_status refuse_padded(const struct session *session, const char *typed, uint32_t node, struct hs_why *why)
{
    const struct tree *tree = session_tree(session);
    const struct code *code = &tree_node(tree, node)->code;
    char printed[CODE_PRINT_MAX];
    code_print(code, CODE_SPACED, printed);
    if (session_has_tariff(session)) {
        size_t lines = tree_count_below(tree, node, tree_depth(tree));
        return hs_fail(
            why, HS_NOT_FOUND,
            ngettext("code %s: not declarable; %s has %zu line: show %s", "code %s: not declarable; %s has %zu lines: show %s", (unsigned long)lines), typed,
            printed, lines, printed);
    }
    return hs_fail(why, HS_NOT_FOUND, _("code %s: not declarable: no national tariff is loaded; %s is the %s, padded with zeros: show %s"), typed, printed,
                   level_name(code_length(code)), printed);
}

enum hs_status code_search(const struct session *session, const struct code *code, uint32_t *node, struct hs_why *why)
{
    const struct tree *tree = session_tree(session);
    char typed[CODE_PRINT_MAX], printed[CODE_PRINT_MAX];
    uint32_t found = tree_find(tree, code);
    if (found != TREE_NONE && is_written(tree, found)) {
        *node = found;
        return HS_OK;
    }
    code_print(code, CODE_SPACED, typed);
    if (code_length(code) > SESSION_DIGITS) {
        enum hs_status status = country_find_line(session, code, why);
        uint32_t above = tree_find_longest(tree, code);
        if (status == HS_OK && above != TREE_NONE && is_written(tree, above)) {
            *node = above;
            return HS_OK;
        }
        if (status == HS_NOT_FOUND)
            return status;
    }
    struct code unpadded = code_prefix(code, code_unpadded_length(code));
    uint32_t padded = tree_find(tree, &unpadded);
    if (code_length(&unpadded) < code_length(code) && padded != TREE_NONE && is_written(tree, padded))
        return refuse_padded(session, typed, padded, why);
    uint32_t nearest = found != TREE_NONE ? found : tree_find_longest(tree, code);
    while (nearest != TREE_NONE && !is_written(tree, nearest))
        nearest = tree_node(tree, nearest)->parent;
    if (nearest == TREE_NONE)
        return hs_fail(why, HS_NOT_FOUND, _("code %s: its chapter is not in this nomenclature: correct it"), typed);
    const struct code *ancestor = &tree_node(tree, nearest)->code;
    code_print(ancestor, CODE_SPACED, printed);
    const char *title = tree_title(tree, nearest, i18n_language());
    if (code_length(ancestor) == SESSION_DIGITS && !session_has_tariff(session))
        return hs_fail(why, HS_NOT_FOUND, _("code %s: no national tariff is loaded; %s is its subheading (%s): show %s"), typed, printed, title, printed);
    if (found != TREE_NONE)
        return hs_fail(why, HS_NOT_FOUND, _("code %s: declarations use it but the nomenclature has no such code; the nearest is %s (%s): show %s"), typed,
                       printed, title, printed);
    return hs_fail(why, HS_NOT_FOUND, _("code %s: there is no such code; the nearest known one above it is %s (%s): show %s"), typed, printed, title, printed);
}

bool code_search_is_code(const char *text, size_t length)
{
    bool digits = false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] >= '0' && text[i] <= '9')
            digits = true;
        else if (text[i] != '.' && text[i] != ' ')
            return false;
    }
    return digits;
}

size_t code_search_below(const struct tree *tree, const struct code *code, size_t most, uint32_t *nodes)
{
    size_t count = 0;
    for (uint32_t node = 0; node < tree_size(tree) && count < most; node++)
        if (is_written(tree, node) && code_within(&tree_node(tree, node)->code, code))
            nodes[count++] = node;
    return count;
}
