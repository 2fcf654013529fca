/* SPDX-License-Identifier: GPL-3.0-or-later */
/* knn.c - an index of any bytes, opened for as many features and examples as it says that it has, and searched. */
#include "tests/fuzz/fuzz.h"

#include <math.h>

#include "core/classify/knn.h"

enum { MOST = 4096, ASKED = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct knn knn;
    struct knn_header header = { .features = 0 };
    struct knn_hit hits[KNN_MOST];
    struct hs_why why;
    void *bytes = fuzz_copy(data, size);
    memcpy(&header, data, size < sizeof header ? size : sizeof header);
    if (header.features <= MOST && header.examples <= MOST && knn_open(bytes, size, header.features, header.examples, &knn, &why) == HS_OK) {
        const unsigned unknown[4] = { 1, 0, 3, 2 };
        uint32_t query[ASKED];
        size_t asked = 0;
        struct knn_scratch *scratch = knn_scratch_new();
        FUZZ_REQUIRE(scratch);
        for (uint32_t f = 0; f < header.features && asked < ASKED; f += 1 + header.features / ASKED)
            query[asked++] = f;
        knn_check(&knn, &why);
        for (size_t k = 0; k <= KNN_MOST + 1; k += 5) {
            size_t found = knn_search(&knn, query, asked, unknown, k, 3, scratch, hits);
            FUZZ_REQUIRE(found <= k && found <= KNN_MOST);
            for (size_t i = 0; i < found; i++) {
                FUZZ_REQUIRE(hits[i].example < header.examples && hits[i].example != 3);
                FUZZ_REQUIRE(hits[i].similarity > 0 && hits[i].similarity <= 1);
                FUZZ_REQUIRE(!i || hits[i].similarity <= hits[i - 1].similarity);
            }
        }
        knn_scratch_free(scratch);
    }
    free(bytes);
    return 0;
}
