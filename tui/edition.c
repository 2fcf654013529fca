/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/edition.h"

#include <stdio.h>
#include <string.h>

#include "tui/i18n.h"

enum { YEAR_LEAST = 1988, YEAR_MOST = 9999, NOTE_MAX = 256 };

static enum hs_status open_editions(const struct session *session, struct editions *editions, struct hs_why *why)
{
    const void *bytes;
    size_t size;
    if (store_value(session_store(session), "editions", &bytes, &size, NULL) == HS_OK)
        return editions_open(bytes, size, editions, why);
    memset(editions, 0, sizeof *editions); /* an older store: no year is known to it */
    return HS_OK;
}

enum hs_status edition_follow(const struct options *options, const struct session *session, const char *text, struct edition_choices *choices,
                              struct hs_why *why)
{
    struct editions editions;
    struct code code;
    char note[NOTE_MAX], printed[CODE_PRINT_MAX], whole[CODE_PRINT_MAX];
    memset(choices, 0, sizeof *choices);
    enum hs_status status = options_number(options, "edition", YEAR_LEAST, YEAR_MOST, &choices->year, why);
    if (status != HS_OK || !choices->year)
        return status;
    if ((status = code_parse(text, strlen(text), &code, why)) != HS_OK || (status = open_editions(session, &editions, why)) != HS_OK)
        return status;
    choices->code = code_prefix(&code, CODE_SUBHEADING);
    code_print(&code, CODE_SPACED, whole);
    code_print(&choices->code, CODE_SPACED, printed);
    if (code_length(&code) > CODE_SUBHEADING) {
        snprintf(note, sizeof note, _("code %s: editions share six digits: %s is looked up"), whole, printed);
        options_note(options, note);
    }
    status = editions_choices(&editions, (unsigned)choices->year, &choices->code, session_tree(session), choices->node, &choices->count, why);
    if (status == HS_OK && choices->count > EDITIONS_CHOICES_MOST) {
        snprintf(note, sizeof note, _("code %s: %zu codes came of it, which says too little of the goods: classify them anew"), printed, choices->count);
        options_note(options, note);
    }
    return status;
}
