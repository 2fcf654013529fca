/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verbs.h - what hsdesk-admin can do. Each returns the program's exit code. */
#ifndef HS_TUI_ADMIN_VERBS_H
#define HS_TUI_ADMIN_VERBS_H

#include "core/goods/rules.h"
#include "data/goods_source.h"
#include "models/train.h"
#include "tui/options.h"

int admin_build(const struct options *options);
int admin_train(const struct options *options);
int admin_tune(const struct options *options);
int admin_check_data(const struct options *options);
int admin_evaluate(const struct options *options);
int admin_train_risk(const struct options *options);
int admin_evaluate_risk(const struct options *options);
int admin_import(const struct options *options);
int admin_origin(const struct options *options);
int admin_keygen(const struct options *options);
int admin_pack(const struct options *options);
int admin_sign(const struct options *options);
int admin_enrol(const struct options *options);
int admin_revoke(const struct options *options);
int admin_inspect(const struct options *options);
int admin_verify(const struct options *options);
int admin_apply(const struct options *options);
int admin_status(const struct options *options);
int admin_export(const struct options *options);
int admin_verify_store(const struct options *options);

extern const struct option_spec admin_build_options[], admin_check_options[], admin_evaluate_options[], admin_import_options[], admin_train_options[], admin_tune_options[];
extern const struct option_spec admin_origin_options[], admin_train_risk_options[], admin_evaluate_risk_options[];
extern const struct option_spec admin_keygen_options[], admin_pack_options[], admin_sign_options[], admin_enrol_options[], admin_revoke_options[],
    admin_verify_options[], admin_export_options[];

/* Titles and terms as rows. */
enum hs_status admin_collect_goods(const struct goods_source *source, struct corpus *corpus, struct hs_why *why);

/* The language table that a training carries over, or what it learns one from. */
struct admin_language {
    const struct guess_table *table;
    const struct guess_sample *sample;
    size_t samples;
};

/* Shared by build and train: trains on all processors with progress on a terminal's stderr, publishes, and prints the rows `item value`. `beside` says what the
 * generation holds besides, and what of the current one it keeps. */
int admin_train_and_publish(const struct options *options, const char *path, struct corpus *corpus, const struct corpus_counts *counts,
                            const struct tree *tree, const struct admin_language *language, const struct train_beside *beside, unsigned threads);

/* A corpus_report and goods_report that writes to stderr: "hsdesk-admin: FILE:LINE: problem". `context` is the struct options. */
void admin_report_row(void *context, const char *file, size_t line, const char *problem);

/* Where the goods data is: the verb's first operand, or the installed data. */
const char *admin_data_directory(const struct options *options);

#endif
