/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/crypto/digest.h"

#include <sodium.h>
#include <string.h>

enum hs_status crypto_start(struct hs_why *why)
{
    if (sodium_init() < 0)
        return hs_fail(why, HS_IO, "randomness: the system gives none: check that /dev/urandom can be read");
    return HS_OK;
}

struct digest digest_of(const char *domain, const void *bytes, size_t size)
{
    struct digest digest;
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, DIGEST_SIZE);
    crypto_generichash_update(&state, (const unsigned char *)domain, strlen(domain) + 1);
    crypto_generichash_update(&state, bytes, size);
    crypto_generichash_final(&state, digest.bytes, DIGEST_SIZE);
    return digest;
}

int digest_equal(const struct digest *a, const struct digest *b)
{
    return sodium_memcmp(a->bytes, b->bytes, DIGEST_SIZE) == 0;
}

void digest_print(const struct digest *digest, char hex[static DIGEST_HEX + 1])
{
    sodium_bin2hex(hex, DIGEST_HEX + 1, digest->bytes, DIGEST_SIZE);
}

enum hs_status digest_parse(const char *hex, size_t length, struct digest *digest)
{
    size_t size = 0;
    for (size_t i = 0; i < length; i++)
        if (hex[i] >= 'A' && hex[i] <= 'F')
            return HS_INVALID;
    if (length != DIGEST_HEX || sodium_hex2bin(digest->bytes, DIGEST_SIZE, hex, length, NULL, &size, NULL) != 0 || size != DIGEST_SIZE)
        return HS_INVALID;
    return HS_OK;
}
