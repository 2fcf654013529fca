/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "core/goods/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tree tree;
    struct hs_why why;
    void *bytes = fuzz_copy(data, size);
    if (tree_open(bytes, size, &tree, &why) == HS_OK)
        for (uint32_t n = 0; n < tree_size(&tree); n++) {
            const struct tree_record *node = tree_node(&tree, n);
            struct code deeper = node->code;
            FUZZ_REQUIRE(tree_find(&tree, &node->code) == n);
            FUZZ_REQUIRE(tree_ancestor(&tree, n, CODE_CHAPTER) <= n);
            FUZZ_REQUIRE(tree_count_below(&tree, n, CODE_SUBHEADING) <= tree_size(&tree) - n);
            for (int language = 0; language < TREE_LANGUAGE_COUNT; language++)
                FUZZ_REQUIRE(strlen(tree_title(&tree, n, (enum tree_language)language)) < size);
            deeper.digits[CODE_MAX - 1] = deeper.digits[CODE_MAX - 1] == '9' ? '8' : '9';
            tree_find_longest(&tree, &deeper);
        }
    free(bytes);
    return 0;
}
