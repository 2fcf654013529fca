/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hsdesk - the officer's program: the screens, the prompt and the one-shot verbs.
 *
 *     main.c             the verbs and their options, as a table
 *     options.[ch]       the command line from such tables; options_help.[ch] --help       (hsdesk-admin's too)
 *     output.[ch]        rows as a table, tsv or json                                      (hsdesk-admin's too)
 *     i18n.[ch]          languages and character sets                                      (hsdesk-admin's too)
 *     width.[ch]         how many columns a text takes                                     (hsdesk-admin's too)
 *     standings.[ch]     by which signed packages, until when, in words                    (hsdesk-admin's too)
 *     session.[ch]       the open generation
 *     basis.[ch]         what a session or an answer rests on
 *     country.[ch]       the tariff, profile and exchange rates of the country that is worked by
 *     code_search.[ch]   a typed code, looked up, and the words for it when it is not there
 *     national.[ch]      six-digit results carried on into the lines of a national tariff
 *     demo.[ch]          the training store instead of the usual one
 *     edition.[ch]       a code of an earlier edition, and what it became
 *     explain.[ch]       a result's reasons in words
 *     origins.[ch]       the certificates of origin of all countries
 *     verbs/             classify, duty, origin, show
 *     prompt.c           the readline prompt: the only user of readline
 *     desk.[ch]          the screens: the loop, the views, the top and the bottom line
 *     view.h, views/     one screen each: search with its list, detail, duty, compare, help
 *     duty_form.[ch]     what is typed for a duty, checked and computed
 *     cells.[ch]         a row of a table that wraps
 *     command.[ch]       what keys do: the one table
 *     edit.[ch]          a line being typed
 *     draw.[ch]          the surface that views draw on
 *     screen.[ch]        the terminal: the only user of curses;  input.h what it makes of keys
 */
#include "core/crypto/digest.h"
#include "tui/demo.h"
#include "tui/desk.h"
#include "tui/i18n.h"
#include "tui/verbs/verbs.h"

static const struct option_spec OPTIONS[] = {
    { 0, "no-colour", NULL, N_("the screens in reverse and bold only; as does $NO_COLOR") },
    { 0 },
};

static const struct verb_spec VERBS[] = {
    { "classify", "[TEXT...]", N_("Which codes fit a description. Without TEXT: one description a line on standard input."), 0, OPTIONS_MANY,
      verb_classify_options, verb_classify },
    { "duty", "", N_("What a line of a declaration owes, step by step; several codes, origins or days one after the other."), 0, 0, verb_duty_options, verb_duty },
    { "origin", "ACTION [NUMBER]", N_("Certificates of origin: show NUMBER, list, check their chain, or count faults of their uses by issuer."), 1, 2, verb_origin_options, verb_origin },
    { "show", "CODE", N_("The path of a code, the terms written for it, what national tariffs say of it; or what a code of an earlier edition became."), 1, OPTIONS_MANY, verb_show_options, verb_show },
    { "prompt", "", N_("A prompt to type descriptions at, for poor lines and screen readers."), 0, 0, NULL, verb_prompt },
    { 0 },
};

static const struct prefix_spec DEMO = {
    .name = "demo",
    .summary = N_("Before a verb, or alone: on the training store, where rates are invented, for exercises."),
    .prepare = demo_prepare,
};

static const struct program_spec program = {
    .name = "hsdesk",
    .summary = N_("Which tariff code fits these goods, and why. Without a verb: the screens."),
    .options = OPTIONS,
    .verbs = VERBS,
    .prefix = &DEMO,
    .run = desk_run,
};

int main(int argc, char **argv)
{
    struct hs_why why;
    i18n_start();
    if (crypto_start(&why) != HS_OK) {
        const struct options none = { .program = &program };
        return options_complain(&none, &why);
    }
    return options_run(&program, argc, argv);
}
