/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/options_help.h"

#include <string.h>

#include "tui/i18n.h"
#include "tui/width.h"

enum { HELP_COLUMN = 22, HELP_WIDTH = 79 };

/* `text` wrapped from `column` on; the cursor stands at column `at`. */
static void print_wrapped(FILE *stream, size_t at, size_t column, const char *text)
{
    size_t length = strlen(text);
    do {
        size_t line = width_wrapping(text, length, HELP_WIDTH - column), shown = line;
        if (at && at >= column) { /* a space at least stands between */
            putc('\n', stream);
            at = 0;
        }
        while (shown && text[shown - 1] == ' ')
            shown--;
        fprintf(stream, "%*s%.*s\n", (int)(column - at), "", (int)shown, text);
        text += line;
        length -= line;
        at = 0;
    } while (length);
}

static void print_options(FILE *stream, const struct option_spec *spec)
{
    for (; spec && (spec->letter || spec->name); spec++) {
        char left[128];
        int at = snprintf(left, sizeof left, "  %c%c%s%s%s%s%s", spec->letter ? '-' : ' ', spec->letter ? spec->letter : ' ',
                          spec->letter && spec->name ? ", "
                          : spec->name               ? "  "
                                                     : "",
                          spec->name ? "--" : "", spec->name ? spec->name : "", spec->value ? " " : "", spec->value ? spec->value : "");
        fputs(left, stream);
        print_wrapped(stream, (size_t)at, HELP_COLUMN, _(spec->help));
    }
}

static void print_word(FILE *stream, const char *name, const char *summary)
{
    char left[128];
    int at = snprintf(left, sizeof left, "  %s", name);
    fputs(left, stream);
    print_wrapped(stream, (size_t)at, HELP_COLUMN, _(summary));
}

void options_print_help(FILE *stream, const struct program_spec *program, const struct verb_spec *verb)
{
    if (verb) {
        fprintf(stream, _("Usage: %s %s [OPTION...] %s\n"), program->name, verb->name, verb->operands);
        print_wrapped(stream, 0, 0, _(verb->summary));
        fprintf(stream, "\n%s\n", _("Options:"));
        print_options(stream, verb->options);
    } else {
        fprintf(stream, program->run ? _("Usage: %s [OPTION...] [VERB ...]\n") : _("Usage: %s [OPTION...] VERB ...\n"), program->name);
        print_wrapped(stream, 0, 0, _(program->summary));
        fprintf(stream, "\n%s\n", _("Verbs:"));
        for (const struct verb_spec *each = program->verbs; each->name; each++)
            print_word(stream, each->name, each->summary);
        if (program->prefix)
            print_word(stream, program->prefix->name, program->prefix->summary);
        fprintf(stream, _("`%s VERB --help` says more about one.\n\n"), program->name);
        fprintf(stream, "%s\n", _("Options:"));
        print_options(stream, program->options);
    }
    print_options(stream, options_common);
    fprintf(stream, "\n%s\n", _("Exit: 0 done, 1 failed, 2 wrong use, 3 refused, 4 nothing found or too vague."));
}

void options_print_version(FILE *stream, const struct program_spec *program)
{
    fprintf(stream, "%s %s\n%s\n", program->name, PACKAGE_VERSION, _("Licence GPL-3.0-or-later: free software, without any warranty."));
}
