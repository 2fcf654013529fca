/* SPDX-License-Identifier: GPL-3.0-or-later */
/* package.c - the head of a package: what arrives first from a hostile medium. Nothing is copied or allocated, so that 10^8 inputs take minutes: the fuzzer's
 * own copy of the input has just its size. */
#include "tests/fuzz/fuzz.h"

#include "core/trust/package.h"

static void require_within(const uint8_t *data, size_t size, const void *part, size_t length)
{
    const uint8_t *at = part;
    FUZZ_REQUIRE(at >= data && at <= data + size && length <= (size_t)(data + size - at));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct package_head head;
    struct hs_why *silent = NULL; /* the words are made by one printf, which is not what is tested */
    if (package_head_parse(data, size, size, &head, silent) != HS_OK)
        return 0;
    const struct package_manifest *manifest = &head.manifest;
    uint64_t payload = 0, leaves = 0;
    require_within(data, size, manifest->bytes, manifest->size);
    require_within(data, size, head.leaves, (size_t)manifest->leaves * DIGEST_SIZE);
    require_within(data, size, head.signatures.entry, (size_t)head.signatures.count * TRUST_SIGNATURE_ENTRY);
    for (unsigned i = 0; i < manifest->files; i++) {
        const struct package_file *file = &manifest->file[i];
        require_within(data, size, file->name, file->name_length);
        FUZZ_REQUIRE(trust_name_valid(file->name, file->name_length, TRUST_NAME_MAX) && file->size && file->offset == payload && file->first_leaf == leaves);
        payload += file->size;
        leaves += hash_tree_leaves(file->size);
    }
    FUZZ_REQUIRE(head.size + payload == size && leaves == manifest->leaves);
    for (unsigned i = 0; i < head.chain.count; i++) {
        const struct root *root = &head.chain.root[i];
        require_within(data, size, root->body, root->size);
        for (unsigned r = 0; r < root->roles; r++) {
            FUZZ_REQUIRE(root->role[r].threshold >= trust_role_threshold(root->role[r].role) && root->role[r].threshold <= root->role[r].keys);
            require_within(data, size, root->role[r].key, (size_t)root->role[r].keys * TRUST_KEY_ENTRY);
        }
    }
    return 0;
}
