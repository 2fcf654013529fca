/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/crypto/signature.h"

#include <sodium.h>
#include <string.h>

/* The order of the prime-order subgroup, 2^252 + 27742317777372353535851937790883648493 (RFC 8032, 5.1), little-endian. */
static const unsigned char ORDER[32] = { 0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                         0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10 };

struct digest public_key_id(const unsigned char key[static PUBLIC_KEY_SIZE])
{
    return digest_of("hsdesk key", key, PUBLIC_KEY_SIZE);
}

enum hs_status public_key_check(const unsigned char key[static PUBLIC_KEY_SIZE], struct hs_why *why)
{
    if (!crypto_core_ed25519_is_valid_point(key))
        return hs_fail(why, HS_REFUSED,
                       "a key is no Ed25519 key: of small order, off the curve, or not the one encoding of its point: make another with keygen");
    return HS_OK;
}

static int reduced(const unsigned char s[static 32])
{
    for (int i = 31; i >= 0; i--)
        if (s[i] != ORDER[i])
            return s[i] < ORDER[i];
    return 0;
}

size_t signature_frame(const char *domain, const void *message, size_t size, unsigned char frame[static SIGNATURE_DOMAIN_MAX + SIGNATURE_MESSAGE_MAX])
{
    size_t length = strlen(domain) + 1;
    if (length > SIGNATURE_DOMAIN_MAX || size > SIGNATURE_MESSAGE_MAX)
        return 0;
    memcpy(frame, domain, length);
    memcpy(frame + length, message, size);
    return length + size;
}

enum hs_status signature_check(const char *domain, const void *message, size_t size, const unsigned char signature[static SIGNATURE_SIZE],
                               const unsigned char key[static PUBLIC_KEY_SIZE], struct hs_why *why)
{
    unsigned char frame[SIGNATURE_DOMAIN_MAX + SIGNATURE_MESSAGE_MAX];
    size_t framed = signature_frame(domain, message, size, frame);
    if (!framed)
        return hs_fail(why, HS_REFUSED, "what is signed has %zu bytes, more than %d: get it anew", size, SIGNATURE_MESSAGE_MAX);
    if (!reduced(signature + 32))
        return hs_fail(why, HS_REFUSED, "a signature was altered: its S is not reduced: get the file anew");
    if (!crypto_core_ed25519_is_valid_point(key) || crypto_sign_verify_detached(signature, frame, framed, key) != 0)
        return hs_fail(why, HS_REFUSED, "a signature does not fit what it stands under: one of the two was altered: get the file anew");
    return HS_OK;
}
