/* SPDX-License-Identifier: GPL-3.0-or-later */
/* digest.h - BLAKE2b-256 (RFC 7693), the one hash of the store, the packages and the ledger.
 */
#ifndef HS_CRYPTO_DIGEST_H
#define HS_CRYPTO_DIGEST_H

#include <stddef.h>

#include "core/base/status.h"

enum { DIGEST_SIZE = 32, DIGEST_HEX = 2 * DIGEST_SIZE };

struct digest {
    unsigned char bytes[DIGEST_SIZE];
};

/* Must be called once by a program before anything else here; HS_IO when the system gives no randomness. */
enum hs_status crypto_start(struct hs_why *why);

/* `domain` separates uses, so that a digest made for one can never stand for another. */
struct digest digest_of(const char *domain, const void *bytes, size_t size);

/* Of a file's bytes, read piece by piece; `size` is how many there were. */
enum hs_status digest_of_file(const char *domain, const char *path, struct digest *digest, size_t *size, struct hs_why *why);

int digest_equal(const struct digest *a, const struct digest *b);
/* DIGEST_HEX lower-case digits and a NUL. */
void digest_print(const struct digest *digest, char hex[static DIGEST_HEX + 1]);
/* HS_INVALID unless `hex` is exactly DIGEST_HEX lower-case hexadecimal digits. */
enum hs_status digest_parse(const char *hex, size_t length, struct digest *digest);

#endif
