/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - hsdesk-admin: builds, trains and measures, packs and signs. The only program that links data/, models/ and keys/.
 *
 *   build.c      goods sources -> a generation with the written model
 *   tune.c       parameters that do better on held-out rows
 *   train.c      training rows -> a generation; what build and train share
 *   check.c      what is wrong with the goods sources
 *   import.c     tariffs and exchange rates -> a generation that holds them
 *   evaluate.c   rows with known codes -> figures
 *   risk.c       examined lines -> a risk model, and its figures
 *   origin.c     certificates of origin -> batches of their lines, and these into a generation
 *   keygen.c     a key in a file, under a passphrase
 *   export.c     what the store holds -> files for pack
 *   pack.c       files -> a package to be signed; a root, and a root without a key
 *   sign.c       one signature more
 *   enrol.c      a store's first trust
 *   verify.c     what a package is worth, and what it states
 *   apply.c      a signed package -> a generation
 *   status.c     what the store is made of, and until when it holds
 *   verify_store.c   what is wrong with a store
 *   trust.c, passphrase.c   what these share
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
    { "origin", "ACTION WHAT...", N_("Certificates of origin: issue FILE or revoke NUMBER... makes a batch to be packed and signed; take BATCH... puts batches into a store of one's own."),
      2, OPTIONS_MANY, admin_origin_options, admin_origin },
    { "train", "FILE...", N_("Train on rows `code TAB description` and publish the model as a new generation."), 1, OPTIONS_MANY, admin_train_options,
      admin_train },
    { "tune", "[FILE...]", N_("Look for better parameters with a genetic algorithm, on held-out clusters of the rows of each FILE."), 0, OPTIONS_MANY,
      admin_tune_options, admin_tune },
    { "evaluate", "FILE...", N_("Measure the classifier on rows `code TAB description` that it was not trained on."), 1, OPTIONS_MANY, admin_evaluate_options,
      admin_evaluate },
    { "train-risk", "TRAIN", N_("Make the risk model from lines of declarations that were examined, and say how well it ranks others."), 1, 1, admin_train_risk_options,
      admin_train_risk },
    { "evaluate-risk", "FILE", N_("Measure the risk model on examined lines that it was not trained on."), 1, 1, admin_evaluate_risk_options, admin_evaluate_risk },
    { "keygen", "NAME", N_("Make a key of a role, its secret under a passphrase."), 1, 1, admin_keygen_options, admin_keygen },
    { "export", "KIND", N_("Write what the store holds as the files of a package: tariff, fx, model, nomenclature, terms or risk."), 1, 1, admin_export_options, admin_export },
    { "pack", "[SRC...]", N_("Make a package of files, or of public keys a root, to be signed."), 0, OPTIONS_MANY, admin_pack_options, admin_pack },
    { "sign", "PKG", N_("Show what a package states and add a signature."), 1, 1, admin_sign_options, admin_sign },
    { "enrol", "ROOT", N_("Trust a root from now on: after this only signed packages publish to the store."), 1, 1, admin_enrol_options, admin_enrol },
    { "revoke", "KEYID", N_("Make the next root, without this key, to be signed."), 1, 1, admin_revoke_options, admin_revoke },
    { "inspect", "PKG", N_("Print what a package states; nothing is verified."), 1, 1, NULL, admin_inspect },
    { "verify", "PKG", N_("Check a package as a post would, and touch nothing."), 1, 1, admin_verify_options, admin_verify },
    { "apply", "PKG", N_("Verify a package and make a generation of it: the only way into a store with a root."), 1, 1, NULL, admin_apply },
    { "status", "", N_("Print the generation, the root, and of each package its number, its dates and whether it still holds."), 0, 0, NULL, admin_status },
    { "verify-store", "", N_("Find what is wrong with the store: every flipped bit, cut or foreign file, and what makes no sense."), 0, 0, NULL, admin_verify_store },
    { 0 },
};

static const struct program_spec program = {
    .name = "hsdesk-admin",
    .summary = N_("Builds, trains, measures and signs what hsdesk shows."),
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
