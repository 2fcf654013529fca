/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "keys/key_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct key_card card;
    struct hs_why why;
    char *text = fuzz_copy(data, size);
    if (key_parse_card(text, size, "fuzzed", &card, &why) == HS_OK) {
        struct digest id = public_key_id(card.key);
        FUZZ_REQUIRE(digest_equal(&id, &card.id) && trust_name_valid(card.name, strlen(card.name), TRUST_NAME_MAX));
        FUZZ_REQUIRE((*card.country != '\0') == trust_role_has_country(card.role));
    }
    free(text);
    return 0;
}
