/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/store/publish.h"
#include "core/store/store.h"
#include "data/editions_source.h"
#include "data/rules_check.h"
#include "data/training_check.h"
#include "data/training_source.h"
#include "models/leave_one_out.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

const struct option_spec admin_check_options[] = {
    { '\0', "stride", "N", N_("ask only every N-th term of the others (default 1)") },
    { '\0', "counts", NULL, N_("also count terms by chapter and language") },
    { 0 },
};

struct checking {
    struct output *output;
    size_t alone;
};

static void say(struct output *output, const char *check, const char *result, long long count, const char *where)
{
    output_text(output, check, strlen(check));
    output_text(output, result, strlen(result));
    output_number(output, count);
    output_text(output, where, strlen(where));
}

static void say_finding(void *context, enum goods_check check, const char *where)
{
    say(((struct checking *)context)->output, goods_check_tag(check), "wrong", 1, where);
}

static void say_alone(void *context, const char *code, const char *text)
{
    struct checking *checking = context;
    char where[400];
    snprintf(where, sizeof where, "%s %s", code, text);
    checking->alone++;
    say(checking->output, "alone", "listed", 1, where);
}

static void say_counts(struct output *output, const struct goods_source *source)
{
    size_t count[100][LANGUAGE_COUNT + 1] = { 0 }, total[LANGUAGE_COUNT + 1] = { 0 };
    for (size_t i = 0; i < source->terms; i++) {
        const struct goods_term *term = &source->term[i];
        count[(term->code.digits[0] - '0') * 10 + term->code.digits[1] - '0'][term->language]++;
        total[term->language]++;
    }
    for (int chapter = 0; chapter <= 100; chapter++)
        for (int language = 0; language <= LANGUAGE_COUNT; language++) {
            size_t terms = chapter < 100 ? count[chapter][language] : total[language];
            char where[32];
            const char *tag = language < LANGUAGE_COUNT ? language_tag((enum language)language) : "brand";
            if (chapter < 100)
                snprintf(where, sizeof where, "%02d %s", chapter, tag);
            else
                snprintf(where, sizeof where, "all %s", tag);
            if (terms)
                say(output, "terms", "counted", (long long)terms, where);
        }
    size_t level[CODE_MAX + 1] = { 0 };
    for (size_t i = 0; i < source->titles; i++)
        level[code_length(&source->title[i].code)]++;
    say(output, "chapters", "counted", (long long)level[2], "");
    say(output, "headings", "counted", (long long)level[4], "");
    say(output, "subheadings", "counted", (long long)level[6], "");
}

/* The k-NN index is asked through a store of its own, in a temporary directory. */
static enum hs_status ask_each_other(const struct goods_source *source, unsigned stride, struct checking *checking, struct alone_counts *counts, struct hs_why *why)
{
    const char *temporary = getenv("TMPDIR");
    char path[4096];
    struct corpus corpus = { { NULL }, NULL, 0, 0 };
    struct tree tree;
    struct trained trained = { 0 };
    struct store *store = NULL;
    void *bytes = NULL;
    size_t size;
    unsigned generation;
    struct train_options training = { .parameters = parameters_standard(), .threads = (unsigned)sysconf(_SC_NPROCESSORS_ONLN) };
    training.parameters.refine_epochs = 0; /* only the k-NN index is asked */
    snprintf(path, sizeof path, "%s/hsdesk-check-XXXXXX", temporary && *temporary ? temporary : "/tmp");
    if (!mkdtemp(path))
        return hs_fail_errno(why, "%s: cannot be made", path);
    enum hs_status status = goods_tree(source, &bytes, &size, why);
    if (status == HS_OK)
        status = tree_open(bytes, size, &tree, why);
    if (status == HS_OK)
        status = admin_collect_goods(source, &corpus, why);
    if (status == HS_OK)
        status = train(&corpus, &tree, NULL, &training, &trained, why);
    if (status == HS_OK)
        status = trained_publish(&trained, path, &generation, why);
    if (status == HS_OK)
        status = store_open(path, &store, why);
    if (status == HS_OK)
        status = leave_one_out(store, stride, say_alone, checking, counts, why);
    store_close(store);
    trained_free(&trained);
    corpus_free(&corpus);
    free(bytes);
    store_remove(path);
    return status;
}

int admin_check_data(const struct options *options)
{
    static const struct output_column columns[] = { { "check", OUTPUT_TEXT }, { "result", OUTPUT_TEXT }, { "count", OUTPUT_NUMBER }, { "where", OUTPUT_TEXT } };
    const char *directory = admin_data_directory(options);
    struct checking checking = { output_open(stdout, options->format, options->header, columns, 4), 0 };
    struct goods_source source = { 0 };
    struct rules_source rules = { .bytes = { { NULL }, { 0 } } };
    struct editions_source editions = { .bytes = NULL };
    struct training_source training = { .values = 0 };
    struct alone_counts counts;
    struct goods_findings findings = { .hear = say_finding, .context = &checking };
    size_t wrong = 0;
    long stride = 1;
    struct hs_why why;
    enum hs_status status = checking.output ? options_number(options, "stride", 1, 1000000, &stride, &why) : hs_fail(&why, HS_NO_MEMORY, "output: no memory");
    if (status == HS_OK)
        status = goods_read(directory, admin_report_row, (void *)(uintptr_t)options, &source, &why);
    if (status == HS_OK)
        status = rules_read(directory, admin_report_row, (void *)(uintptr_t)options, &rules, &why);
    if (status == HS_OK)
        status = editions_read(directory, admin_report_row, (void *)(uintptr_t)options, &editions, &why);
    if (status == HS_OK) {
        status = training_read(directory, admin_report_row, (void *)(uintptr_t)options, &training, &why);
        if (status == HS_NOT_FOUND)
            status = HS_OK; /* a data directory may have none */
    }
    if (status == HS_OK)
        status = goods_check(directory, &source, &findings, &why);
    if (status == HS_OK)
        status = rules_check(&source, &rules.rules, &findings, &why);
    if (status == HS_OK)
        status = editions_check(&source, &editions.editions, &findings, &why);
    if (status == HS_OK && training.tariff)
        training_check(&source, training.tariff, &findings);
    if (status == HS_OK)
        status = ask_each_other(&source, (unsigned)stride, &checking, &counts, &why);
    if (status == HS_OK) {
        for (int check = 0; check < GOODS_CHECK_COUNT; check++) {
            say(checking.output, goods_check_tag((enum goods_check)check), findings.found[check] ? "FAILED" : "ok", (long long)findings.found[check], "");
            wrong += findings.found[check];
        }
        say(checking.output, "alone", "listed", (long long)checking.alone, "");
        say(checking.output, "asked", "counted", (long long)counts.asked, "");
        if (options_value(options, "counts"))
            say_counts(checking.output, &source);
        if (wrong)
            status = hs_fail(&why, HS_INVALID, "%s: %zu findings: correct them", directory, wrong);
    }
    int code = status == HS_OK ? 0 : options_complain(options, &why);
    if (checking.output && output_close(checking.output, &why) != HS_OK)
        code = options_complain(options, &why);
    goods_free(&source);
    rules_free(&rules);
    editions_free(&editions);
    training_free(&training);
    return code;
}
