/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/crypto/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum hs_status crypto_start(struct hs_why *why)
{
    if (sodium_init() < 0)
        return hs_fail(why, HS_IO, "randomness: the system gives none: check that /dev/urandom can be read");
    return HS_OK;
}

enum { PIECE = 256 * 1024 };

static void begin(crypto_generichash_state *state, const char *domain)
{
    crypto_generichash_init(state, NULL, 0, DIGEST_SIZE);
    crypto_generichash_update(state, (const unsigned char *)domain, strlen(domain) + 1);
}

struct digest digest_of(const char *domain, const void *bytes, size_t size)
{
    struct digest digest;
    crypto_generichash_state state;
    begin(&state, domain);
    crypto_generichash_update(&state, bytes, size);
    crypto_generichash_final(&state, digest.bytes, DIGEST_SIZE);
    return digest;
}

enum hs_status digest_of_file(const char *domain, const char *path, struct digest *digest, size_t *size, struct hs_why *why)
{
    crypto_generichash_state state;
    unsigned char *piece = malloc(PIECE);
    ssize_t got = 1;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || !piece) {
        enum hs_status status = file < 0 ? hs_fail_errno(why, "%s: cannot be opened", path) : hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", path);
        if (file >= 0)
            close(file);
        free(piece);
        return status;
    }
    begin(&state, domain);
    *size = 0;
    while ((got = read(file, piece, PIECE)) > 0 || (got < 0 && errno == EINTR))
        if (got > 0) {
            crypto_generichash_update(&state, piece, (size_t)got);
            *size += (size_t)got;
        }
    enum hs_status status = got < 0 ? hs_fail_errno(why, "%s: cannot be read", path) : HS_OK;
    crypto_generichash_final(&state, digest->bytes, DIGEST_SIZE);
    close(file);
    free(piece);
    return status;
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
