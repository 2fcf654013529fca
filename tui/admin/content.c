/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/admin/content.h"

#include <stdlib.h>

#include "core/apply/selftest.h"
#include "core/classify/model.h"
#include "data/content_source.h"
#include "data/goods_source.h"
#include "models/rebuild.h"
#include "tui/admin/verbs.h"

/* The nomenclature that terms must hang on. */
static enum hs_status find_tree(const struct content *content, struct tree *tree, struct hs_why *why)
{
    const void *bytes;
    size_t size;
    enum hs_status status = content_standing(content, "tree", &bytes, &size, why);
    if (status != HS_OK)
        return status;
    if (!bytes)
        return hs_fail(why, HS_INVALID, "package: the model that it is for is not here: apply a package of kind model first");
    return tree_open(bytes, size, tree, why);
}

static enum hs_status read_rows(const struct content *content, const char *name, const struct tree *known, struct goods_source *source, struct hs_why *why)
{
    const struct content_file *found = content_find(content, name);
    struct content_strict strict = { .problems = 0 };
    if (!found)
        return hs_fail(why, HS_INVALID, "package: it has no %s: pack it anew", name);
    const struct rows_file file = { name, found->bytes, found->size };
    enum hs_status status = content_strictly(&strict, goods_read_given(&file, 1, known, content_take_row, &strict, source, why), why);
    if (status == HS_OK && !source->titles && !source->terms)
        status = hs_fail(why, HS_INVALID, "%s: not one row: pack it anew", name);
    return status;
}

/* The package's, or the one that stands; what it asks of the model is put to the test before the generation is published. */
static enum hs_status give_selftest(const struct content *content, content_take *take, void *taker, struct hs_why *why)
{
    const struct content_file *own = content_find(content, CONTENT_SELFTEST);
    const void *bytes = own ? own->bytes : NULL;
    size_t size = own ? own->size : 0;
    if (size > SELFTEST_SIZE_MAX)
        return hs_fail(why, HS_INVALID, "%s: more than %d bytes: leave some rows out", CONTENT_SELFTEST, SELFTEST_SIZE_MAX);
    enum hs_status status = own ? HS_OK : content_standing(content, SELFTEST_VALUE, &bytes, &size, why);
    return status == HS_OK && bytes ? take(taker, SELFTEST_VALUE, bytes, size, why) : status;
}

static enum hs_status build_goods(const struct content *content, const char *name, enum example_source replaced, content_take *take, void *taker,
                                  struct hs_why *why)
{
    const char *const names[] = { name, CONTENT_SELFTEST };
    struct goods_source source = { .titles = 0 };
    struct corpus rows = { { NULL }, NULL, 0, 0 };
    struct tree standing, tree;
    void *bytes = NULL;
    size_t size;
    enum hs_status status = content_only(content, names, sizeof names / sizeof *names, why);
    if (status == HS_OK && !content->alone)
        status = find_tree(content, &standing, why);
    if (status == HS_OK)
        status = read_rows(content, name, content->alone ? NULL : &standing, &source, why);
    if (status == HS_OK && replaced == EXAMPLE_TITLE)
        status = goods_tree(&source, &bytes, &size, why);
    if (status == HS_OK && replaced == EXAMPLE_TITLE)
        status = tree_open(bytes, size, &tree, why);
    if (status == HS_OK && !content->alone) {
        status = admin_collect_goods(&source, &rows, why);
        const struct rebuild order = { .standing = content->standing, .tree = bytes ? &tree : NULL, .rows = &rows, .replaced = replaced };
        if (status == HS_OK)
            status = rebuild(&order, take, taker, why);
    }
    if (status == HS_OK)
        status = give_selftest(content, take, taker, why);
    free(bytes);
    corpus_free(&rows);
    goods_free(&source);
    return status;
}

static enum hs_status build_nomenclature(const struct content *content, content_take *take, void *taker, struct hs_why *why)
{
    return build_goods(content, GOODS_TITLES, EXAMPLE_TITLE, take, taker, why);
}

static enum hs_status build_terms(const struct content *content, content_take *take, void *taker, struct hs_why *why)
{
    return build_goods(content, GOODS_TERMS, EXAMPLE_TERM, take, taker, why);
}

const struct content_builders *admin_content_builders(void)
{
    static struct content_builders builders;
    builders = content_builders;
    builders.build[PACKAGE_NOMENCLATURE] = build_nomenclature;
    builders.build[PACKAGE_TERMS] = build_terms;
    return &builders;
}
