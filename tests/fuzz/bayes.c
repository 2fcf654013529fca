/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bayes.c - a table of any bytes, opened for as many features and nodes as it says that it has, over a tree of that many nodes. */
#include "tests/fuzz/fuzz.h"

#include <math.h>
#include <stdbool.h>

#include "core/classify/bayes.h"

enum { FEATURES = 4096, NODES = 256, ASKED = 64, CHILDREN = 9 };

/* A chapter, nine headings of it, nine subheadings of each, and so on, as far as `nodes` goes. */
static void *make_tree(uint32_t nodes, struct tree *tree)
{
    struct tree_record *record = calloc((size_t)nodes + 1, sizeof *record);
    struct hs_why why;
    void *bytes;
    size_t size, length = CODE_CHAPTER;
    char digits[CODE_MAX + 1] = "01";
    FUZZ_REQUIRE(record);
    for (uint32_t n = 0; n < nodes; n++) {
        memcpy(record[n].code.digits, digits, length);
        record[n].flags = TREE_WRITTEN;
        if (length < CODE_SUBHEADING) {
            memcpy(digits + length, "01", 2);
            length += 2;
            continue;
        }
        while (length > CODE_CHAPTER && digits[length - 1] == '0' + CHILDREN)
            length -= 2;
        if (length == CODE_CHAPTER && digits[1] == '9') {
            digits[0]++;
            digits[1] = '0';
        } else
            digits[length - 1]++;
    }
    FUZZ_REQUIRE(tree_make(record, nodes, "", 1, &bytes, &size, &why) == HS_OK && tree_open(bytes, size, tree, &why) == HS_OK);
    free(record);
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t kinds[FEATURES];
    struct bayes bayes;
    struct bayes_header header = { .features = 0 };
    struct hs_why why;
    void *bytes = fuzz_copy(data, size);
    memcpy(&header, data, size < sizeof header ? size : sizeof header);
    if (header.features <= FEATURES && header.nodes <= NODES && bayes_open(bytes, size, header.features, header.nodes, &bayes, &why) == HS_OK) {
        struct tree tree;
        struct vocabulary vocabulary = { .count = header.features, .kind = kinds };
        struct parameters parameters = parameters_standard();
        uint32_t query[ASKED];
        float score[NODES];
        size_t asked = 0;
        void *tree_bytes = make_tree(header.nodes, &tree);
        for (uint32_t f = 0; f < header.features; f++)
            kinds[f] = (uint8_t)(f % BAYES_KINDS);
        for (uint32_t f = 0; f < header.features && asked < ASKED; f += 1 + header.features / ASKED)
            query[asked++] = f;
        bool whole = bayes_check(&bayes, &why) == HS_OK;
        bayes_score(&bayes, &tree, &vocabulary, &parameters, query, asked, score);
        for (uint32_t n = 0; n < header.nodes; n++)
            FUZZ_REQUIRE(isfinite(score[n]) || !whole);
        for (size_t i = 0; i < asked; i++)
            for (uint32_t n = 0; n < header.nodes; n += 1 + header.nodes / 8)
                FUZZ_REQUIRE(isfinite(bayes_voice(&bayes, &tree, &vocabulary, query[i], n)) || !whole);
        free(tree_bytes);
    }
    free(bytes);
    return 0;
}
