/* SPDX-License-Identifier: GPL-3.0-or-later */
/* signature.h - Ed25519 (RFC 8032), verification only. What signs is keys/, which officers' programs do not link.
 *
 * What is signed is DOMAIN, a NUL, and the message, so that a signature made for one use never stands for another. Beyond the RFC, a signature is good only
 * when S is below the group's order (no second signature is made of a first) and R and the key are canonical points of the prime-order
 * subgroup (no key of small order, under which one signature fits many messages).
 */
#ifndef HS_CRYPTO_SIGNATURE_H
#define HS_CRYPTO_SIGNATURE_H

#include <stddef.h>

#include "core/base/status.h"
#include "core/crypto/digest.h"

enum {
    PUBLIC_KEY_SIZE = 32,
    SIGNATURE_SIZE = 64,
    SIGNATURE_ALGORITHM = 1,      /* Ed25519: the one there is; formats name it so that another is refused and not misread */
    SIGNATURE_DOMAIN_MAX = 64,    /* with its NUL */
    SIGNATURE_MESSAGE_MAX = 16384 /* manifests and roots are smaller */
};

/* The domains in use. */
#define SIGNATURE_DOMAIN_PACKAGE "hsdesk package signature 1"
#define SIGNATURE_DOMAIN_ROOT "hsdesk root signature 1"

/* A key's name: BLAKE2b of the key. Always computed here from the key, never believed. */
struct digest public_key_id(const unsigned char key[static PUBLIC_KEY_SIZE]);

/* HS_REFUSED for bytes that are no point, not its one encoding, or of small order. */
enum hs_status public_key_check(const unsigned char key[static PUBLIC_KEY_SIZE], struct hs_why *why);

/* HS_REFUSED says whether S is not reduced, the message too large, or the signature does not fit. */
enum hs_status signature_check(const char *domain, const void *message, size_t size, const unsigned char signature[static SIGNATURE_SIZE],
                               const unsigned char key[static PUBLIC_KEY_SIZE], struct hs_why *why);

/* DOMAIN, a NUL, the message: what the signer signs. Returns its size, 0 when it is too large. */
size_t signature_frame(const char *domain, const void *message, size_t size, unsigned char frame[static SIGNATURE_DOMAIN_MAX + SIGNATURE_MESSAGE_MAX]);

#endif
