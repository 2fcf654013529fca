/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows.c - what people and other programs hand us line by line: training rows, parameters, and goods sources (the input, cut at form feeds, is titles.tsv, terms.tsv
 * and brands.tsv). The readers take paths: they get memory files. */
#include "tests/fuzz/fuzz.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data/goods_source.h"
#include "models/corpus.h"
#include "models/settings.h"

enum { FILES = 3, PATH_SIZE = 128 };
static char directory[] = "/tmp/hsdesk-fuzz-XXXXXX";
static const char *const NAMES[FILES] = { "titles", "terms", "brands" };
static int file[FILES];

static void remove_links(void)
{
    char path[PATH_SIZE];
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/goods/17/%s.tsv", directory, NAMES[i]);
        unlink(path);
    }
    for (const char *const *below = (const char *const[]){ "/goods/17", "/goods", "", NULL }; *below; below++) {
        snprintf(path, sizeof path, "%s%s", directory, *below);
        rmdir(path);
    }
}

static void make_links(void)
{
    char path[PATH_SIZE], target[PATH_SIZE];
    FUZZ_REQUIRE(mkdtemp(directory));
    atexit(remove_links);
    for (const char *const *below = (const char *const[]){ "/goods", "/goods/17", NULL }; *below; below++) {
        snprintf(path, sizeof path, "%s%s", directory, *below);
        FUZZ_REQUIRE(mkdir(path, 0700) == 0);
    }
    for (int i = 0; i < FILES; i++) {
        file[i] = memfd_create(NAMES[i], 0);
        snprintf(target, sizeof target, "/proc/self/fd/%d", file[i]);
        snprintf(path, sizeof path, "%s/goods/17/%s.tsv", directory, NAMES[i]);
        FUZZ_REQUIRE(file[i] >= 0 && symlink(target, path) == 0);
    }
}

static void fill(int fd, const uint8_t *data, size_t size)
{
    FUZZ_REQUIRE(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t)size);
}

static void ignore(void *context, const char *path, size_t line, const char *problem)
{
    (void)context;
    (void)line;
    FUZZ_REQUIRE(path && problem && *problem);
}

/* The titles' file read as training rows of its own tree: `code TAB text` and more columns. */
static void lay_out_titles(const struct tree *tree, const char *below)
{
    struct corpus corpus = { { NULL }, NULL, 0, 0 };
    struct corpus_counts counts = { 0 };
    struct tree extended;
    struct examples examples;
    struct hs_why why;
    char path[PATH_SIZE];
    void *tree_bytes = NULL, *example_bytes = NULL;
    size_t tree_bytes_size, example_size;
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/goods/17/%s.tsv", below, NAMES[i]);
        FUZZ_REQUIRE(corpus_read(&corpus, path, tree, ignore, NULL, &counts, &why) == HS_OK);
    }
    FUZZ_REQUIRE(corpus_lay_out(&corpus, tree, &counts, &tree_bytes, &tree_bytes_size, &example_bytes, &example_size, &why) == HS_OK);
    FUZZ_REQUIRE(tree_open(tree_bytes, tree_bytes_size, &extended, &why) == HS_OK);
    FUZZ_REQUIRE(examples_open(example_bytes, example_size, tree_size(&extended), &examples, &why) == HS_OK);
    free(tree_bytes);
    free(example_bytes);
    corpus_free(&corpus);
}

/* As a package of kind nomenclature or terms has them: in memory, chapters mixed. */
static void read_given(const uint8_t *data, size_t size)
{
    struct goods_source source;
    struct hs_why why;
    const uint8_t *cut = memchr(data, '\f', size);
    size_t titles = cut ? (size_t)(cut - data) : size;
    const struct rows_file given[] = { { GOODS_TITLES, (const char *)data, titles },
                                       { GOODS_TERMS, (const char *)(cut ? cut + 1 : data + size), cut ? size - titles - 1 : 0 } };
    for (int i = 0; i < 3; i++) { /* one, the other, both */
        const struct rows_file *first = i == 1 ? &given[1] : &given[0];
        if (goods_read_given(first, i == 2 ? 2 : 1, NULL, ignore, NULL, &source, &why) == HS_OK && source.titles) {
            void *bytes = NULL;
            size_t bytes_size;
            struct tree tree;
            FUZZ_REQUIRE(goods_tree(&source, &bytes, &bytes_size, &why) == HS_OK && tree_open(bytes, bytes_size, &tree, &why) == HS_OK);
            for (uint32_t node = 0; node < tree_size(&tree); node++)
                FUZZ_REQUIRE((tree.record[node].parent == TREE_NONE) == (tree.record[node].digits == CODE_CHAPTER));
            free(bytes);
        }
        goods_free(&source);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    struct corpus corpus = { { NULL }, NULL, 0, 0 };
    struct corpus_counts counts = { 0 };
    struct goods_source source;
    struct parameters parameters = parameters_standard();
    struct hs_why why;
    char path[PATH_SIZE];
    if (!ready)
        make_links();
    ready = true;
    fill(file[0], data, size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file[0]);
    FUZZ_REQUIRE(corpus_read(&corpus, path, NULL, ignore, NULL, &counts, &why) == HS_OK && corpus.count + counts.skipped == counts.read);
    settings_read(path, &parameters, &why);
    const uint8_t *end = data + size, *whole = data;
    for (int i = 0; i < FILES; i++) {
        const uint8_t *cut = i + 1 < FILES && data < end ? memchr(data, '\f', (size_t)(end - data)) : NULL;
        fill(file[i], data, (size_t)((cut ? cut : end) - data));
        data = cut ? cut + 1 : end;
    }
    if (goods_read(directory, ignore, NULL, &source, &why) == HS_OK) {
        void *tree_bytes = NULL;
        size_t tree_bytes_size;
        struct tree tree;
        if (goods_tree(&source, &tree_bytes, &tree_bytes_size, &why) == HS_OK) {
            FUZZ_REQUIRE(tree_open(tree_bytes, tree_bytes_size, &tree, &why) == HS_OK);
            lay_out_titles(&tree, directory);
        }
        free(tree_bytes);
    }
    goods_free(&source);
    corpus_free(&corpus);
    read_given(whole, size);
    return 0;
}
