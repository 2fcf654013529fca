/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/i18n.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

void i18n_start(void)
{
    setlocale(LC_ALL, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_NUMERIC, "C");
    bindtextdomain("hsdesk", HS_LOCALEDIR);
    bind_textdomain_codeset("hsdesk", "UTF-8");
    textdomain("hsdesk");
}

/* The first of the variables that is set and not empty decides, as in setlocale(3). */
static const char *locale_named(const char *category)
{
    const char *const variables[] = { "LC_ALL", category, "LANG" };
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return value;
    }
    return "";
}

enum tree_language i18n_language(void)
{
#define TAG(name, tag) tag,
    static const char *const tags[] = { TREE_LANGUAGES(TAG) };
#undef TAG
    const char *named = locale_named("LC_MESSAGES");
    for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
        if (strncmp(named, tags[language], 2) == 0 && (named[2] == '\0' || strchr("_.@", named[2])))
            return (enum tree_language)language;
    return TREE_EN;
}

bool i18n_terminal_is_utf8(void)
{
    const char *named = locale_named("LC_CTYPE");
    return !*named || strcasestr(named, "utf-8") || strcasestr(named, "utf8");
}

const char *i18n_dot(void)
{
    return i18n_terminal_is_utf8() ? "·" : "-";
}
