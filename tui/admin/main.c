/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - hsdesk-admin: builds, trains and measures. The only program that links data/ and models/.
 *
 *   build.c      goods sources -> a generation with the written model
 *   tune.c       parameters that do better on held-out rows
 *   train.c      training rows -> a generation; what build and train share
 *   check.c      what is wrong with the goods sources
 *   import.c     tariffs and exchange rates -> a generation that holds them
 *   evaluate.c   rows with known codes -> figures
 */
#include "core/crypto/digest.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

static const struct verb_spec verbs[] = {
    { "build", "[DATADIR]", N_("Build a generation from the goods data: nomenclature, terms and the model made of them."), 0, 1, admin_build_options,
      admin_build },
    { "check-data", "[DATADIR]", N_("Check the goods data whole: codes, texts, scripts, homographs, templates, terms that stand alone."), 0, 1, admin_check_options,
      admin_check_data },
    { "import", "FORMAT FILE...", N_("Read a tariff, a decree on one, or exchange rates into a new generation, and say what became of each row."), 2, 3, admin_import_options,
      admin_import },
    { "train", "FILE...", N_("Train on rows `code TAB description` and publish the model as a new generation."), 1, OPTIONS_MANY, admin_train_options,
      admin_train },
    { "tune", "[FILE...]", N_("Look for better parameters with a genetic algorithm, on held-out clusters of the rows of each FILE."), 0, OPTIONS_MANY,
      admin_tune_options, admin_tune },
    { "evaluate", "FILE...", N_("Measure the classifier on rows `code TAB description` that it was not trained on."), 1, OPTIONS_MANY, admin_evaluate_options,
      admin_evaluate },
    { 0 },
};

static const struct program_spec program = {
    .name = "hsdesk-admin",
    .summary = N_("Builds, trains and measures what hsdesk shows."),
    .verbs = verbs,
};

int main(int argc, char **argv)
{
    struct hs_why why;
    i18n_start();
    if (crypto_start(&why) != HS_OK) {
        struct options none = { .program = &program };
        return options_complain(&none, &why);
    }
    return options_run(&program, argc, argv);
}
