/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: the command table, read out place by place. */
#include <stdio.h>
#include <stdlib.h>

#include "tui/i18n.h"
#include "tui/views/pager.h"
#include "tui/views/views.h"

enum { KEYS_COLUMNS = 24 };

static void add_place(struct pager *pager, enum place place, const char *title)
{
    pager_add(pager, DRAW_PLAIN, 0, 0, "");
    pager_add(pager, DRAW_STRONG, 1, 1, title);
    for (const struct command_row *row = command_table; row->command != COMMAND_NONE; row++) {
        char line[256];
        if (!(row->places & (unsigned)place) || row->places == PLACE_EVERYWHERE)
            continue;
        snprintf(line, sizeof line, "%-*s%s", KEYS_COLUMNS, row->keys, _(row->help));
        pager_add(pager, DRAW_PLAIN, 3, 3 + KEYS_COLUMNS, line);
    }
}

const struct view view_help = {
    .name = N_("help"),
    .places = pager_places,
    .draw = pager_draw,
    .key = pager_key,
    .close = pager_close,
};

void view_help_open(struct desk *desk)
{
    struct pager *pager = calloc(1, sizeof *pager);
    if (!pager) {
        desk_note(desk, _("No memory for the help: close other programs"));
        return;
    }
    pager_add(pager, DRAW_STRONG, 1, 1, _("hsdesk: which tariff code fits these goods"));
    pager_add(pager, DRAW_PLAIN, 1, 1,
              _("Type what the goods are, in any language; the codes follow the typing. Type a code, such as 1704 90, to see what lies below "
                "it. What is shown is a supplementary opinion, never a decision. Esc and then a digit is a function key: Esc 1 is F1, Esc 0 is "
                "F10."));
    add_place(pager, PLACE_TEXT, _("While typing"));
    add_place(pager, PLACE_LIST, _("In the list"));
    add_place(pager, PLACE_TARIFF, _("Where a national tariff is loaded, while typing and in the list"));
    add_place(pager, PLACE_LINES, _("Where a national tariff is loaded, in the list"));
    add_place(pager, PLACE_FORM, _("In the calculator (F2) and the comparison (F3)"));
    add_place(pager, PLACE_CHOICE, _("In a field of the calculator that is a choice"));
    add_place(pager, PLACE_PAGER, _("In the detail and in this help"));
    pager_add(pager, DRAW_PLAIN, 0, 0, "");
    pager_add(pager, DRAW_STRONG, 1, 1, _("Columns"));
    pager_add(pager, DRAW_PLAIN, 3, 3, _("P: how probable the code is: likely from .70, possible from .20, else weak."));
    pager_add(pager, DRAW_PLAIN, 3, 3, _("Words, Examples: the code's rank by its words alone and by like examples alone; - is none."));
    pager_add(pager, DRAW_PLAIN, 3, 3,
              _("Duty: the rate that everybody owes today. A number behind a subheading, 1704 90 (9), says how many lines the tariff has of it; their P is that of the "
                "subheading, shared among them by their words."));
    desk_open(desk, &view_help, pager);
}
