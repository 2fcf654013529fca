/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/location.h"
#include "data/editions_source.h"
#include "data/goods_source.h"
#include "data/profile_source.h"
#include "data/rules_source.h"
#include "data/training_source.h"
#include "tui/admin/verbs.h"

#ifndef HS_DATADIR
#define HS_DATADIR "/usr/local/share/hsdesk"
#endif

/* A text without white space at its ends or doubled within, as the rows of a corpus are. */
static enum hs_status add(struct corpus *corpus, const struct corpus_row *row, struct hs_why *why)
{
    size_t length = strlen(row->text);
    char *squeezed = malloc(length + 1);
    if (!squeezed)
        return hs_fail(why, HS_NO_MEMORY, "build: no memory: close other programs");
    struct corpus_row copy = *row;
    text_squeeze(row->text, length, squeezed);
    copy.text = squeezed;
    enum hs_status status = corpus_add(corpus, &copy, why);
    free(squeezed);
    return status;
}

enum hs_status admin_collect_goods(const struct goods_source *source, struct corpus *corpus, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < source->titles; i++)
        for (int language = 0; status == HS_OK && language < TREE_LANGUAGE_COUNT; language++)
            status = add(corpus, &(struct corpus_row){ .code = source->title[i].code, .text = source->title[i].text[language], .copies = 1,
                                                       .source = EXAMPLE_TITLE, .strength = STRENGTH_USUAL, .language = (uint8_t)language }, why);
    for (size_t i = 0; status == HS_OK && i < source->terms; i++) {
        const struct goods_term *term = &source->term[i];
        status = add(corpus, &(struct corpus_row){ .code = term->code, .text = term->text, .copies = 1, .source = EXAMPLE_TERM,
                                                   .strength = (uint8_t)term->strength, .language = (uint8_t)term->language }, why);
    }
    return status;
}

const char *admin_data_directory(const struct options *options)
{
    return options->operands ? options->operand[0] : HS_DATADIR;
}

/* The store, or the training store within it. */
static enum hs_status locate(const struct options *options, char path[static STORE_PATH_MAX], struct hs_why *why)
{
    enum hs_status status = store_locate(options->store, path, why);
    if (status != HS_OK || !options_value(options, "training"))
        return status;
    size_t length = strlen(path);
    if (length + sizeof "/" STORE_DEMO > STORE_PATH_MAX)
        return hs_fail(why, HS_USAGE, "store: its path is too long: use a shorter one");
    strcpy(path + length, "/" STORE_DEMO);
    return HS_OK;
}

int admin_build(const struct options *options)
{
    const char *directory = admin_data_directory(options);
    char path[STORE_PATH_MAX];
    struct goods_source source = { 0 };
    struct rules_source rules = { .bytes = { { NULL }, { 0 } } };
    struct editions_source editions = { .bytes = NULL };
    struct profile_source profiles = { .values = 0 };
    struct training_source training = { .values = 0 };
    struct corpus corpus = { { NULL }, NULL, 0, 0 };
    struct tree tree;
    struct hs_why why;
    void *bytes = NULL;
    size_t size;
    int code = 0;
    enum hs_status status = locate(options, path, &why);
    if (status == HS_OK)
        status = goods_read(directory, admin_report_row, (void *)(uintptr_t)options, &source, &why);
    if (status == HS_OK)
        status = rules_read(directory, admin_report_row, (void *)(uintptr_t)options, &rules, &why);
    if (status == HS_OK)
        status = editions_read(directory, admin_report_row, (void *)(uintptr_t)options, &editions, &why);
    if (status == HS_OK && options_value(options, "training"))
        status = training_read(directory, admin_report_row, (void *)(uintptr_t)options, &training, &why);
    if (status == HS_OK)
        status = profiles_read(directory, admin_report_row, (void *)(uintptr_t)options, &profiles, &why);
    if (status == HS_OK)
        status = goods_tree(&source, &bytes, &size, &why);
    if (status == HS_OK)
        status = tree_open(bytes, size, &tree, &why);
    if (status == HS_OK)
        status = admin_collect_goods(&source, &corpus, &why);
    if (status == HS_OK) {
        struct corpus_counts counts = { .read = source.titles + source.terms };
        struct train_value value[1 + PROFILE_COUNTRIES_MAX + TRAINING_VALUES] = { { "editions", editions.bytes, editions.size } };
        struct train_beside beside = { .rules = rules.bytes, .value = value, .values = 1 };
        for (size_t i = 0; i < profiles.values; i++)
            value[beside.values++] = (struct train_value){ profiles.value[i].name, profiles.value[i].bytes, profiles.value[i].size };
        for (size_t i = 0; i < training.values; i++)
            value[beside.values++] = (struct train_value){ training.value[i].name, training.value[i].bytes, training.value[i].size };
        const struct admin_language learned = { .sample = source.sample, .samples = source.samples };
        code = admin_train_and_publish(options, path, &corpus, &counts, &tree, &learned, &beside, 0);
    } else
        code = options_complain(options, &why);
    corpus_free(&corpus);
    goods_free(&source);
    rules_free(&rules);
    editions_free(&editions);
    profiles_free(&profiles);
    training_free(&training);
    free(bytes);
    return code;
}
