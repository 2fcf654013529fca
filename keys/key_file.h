/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key_file.h - keys: made, kept in files, unlocked, and used to sign.
 *
 * NAME.pub is a card for everybody, NAME.key the same with the secret behind it; both are text, one value a line:
 *
 *     hsdesk public key 1 | hsdesk secret key 1
 *     role origin
 *     country GE                          of an origin key only
 *     name authority-1
 *     key <64 hex>
 *     id <64 hex>                         for people: readers compute it anew and refuse another
 *     kdf argon2id13 <operations> <bytes>
 *     salt <32 hex>
 *     nonce <48 hex>
 *     box <96 hex>
 *
 * The box is the Ed25519 seed under XChaCha20-Poly1305; its key is made of the passphrase by Argon2id, and all lines above it are vouched for, so that a key
 * cannot be given another role. Secrets live in locked memory alone (secret.h).
 */
#ifndef HS_KEYS_KEY_FILE_H
#define HS_KEYS_KEY_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/status.h"
#include "core/crypto/signature.h"
#include "core/trust/kind.h"
#include "core/trust/root.h"

enum { KEY_PASSPHRASE_LEAST = 12, KEY_PASSPHRASE_MOST = 1024 };

struct key_card {
    enum trust_role role;
    char country[3]; /* "" but for origin */
    char name[TRUST_NAME_MAX + 1];
    unsigned char key[PUBLIC_KEY_SIZE];
    struct digest id;
};

struct secret_key; /* in locked memory */

/* What each guess at a passphrase costs a thief, and each use its owner: libsodium's limits for Argon2id, 64 MiB (0.1 s), 256 MiB (0.5 s) and 1 GiB (3 s). */
#define KEY_EFFORT_LIST(X) X(KEY_INTERACTIVE, "interactive", INTERACTIVE) X(KEY_MODERATE, "moderate", MODERATE) X(KEY_SENSITIVE, "sensitive", SENSITIVE)
enum key_effort {
#define KEY_EFFORT_NAME(name, words, limit) name,
    KEY_EFFORT_LIST(KEY_EFFORT_NAME)
#undef KEY_EFFORT_NAME
};
bool key_effort_find(const char *words, enum key_effort *effort);

/* `country`: "" but for origin. */
enum hs_status key_make(enum trust_role role, const char *country, const char *name, struct secret_key **key, struct hs_why *why);
void key_forget(struct secret_key *key);
const struct key_card *key_card(const struct secret_key *key);

/* Whether a new key's passphrase of so many bytes is long enough; HS_USAGE. */
enum hs_status key_passphrase_check(size_t length, struct hs_why *why);
/* DIRECTORY/NAME.key (0600) and NAME.pub (0644); HS_REFUSED where one of them is there. `passphrase` has at least KEY_PASSPHRASE_LEAST bytes. */
enum hs_status key_save(const struct secret_key *key, const char *directory, enum key_effort effort, const char *passphrase, size_t length, struct hs_why *why);

/* The card of either file; `path` is for the message only. */
enum hs_status key_parse_card(const char *text, size_t size, const char *path, struct key_card *card, struct hs_why *why);
enum hs_status key_read_card(const char *path, struct key_card *card, struct hs_why *why);
/* HS_REFUSED for a wrong passphrase, or a file that was altered. */
enum hs_status key_unlock(const char *path, const char *passphrase, size_t length, struct secret_key **key, struct hs_why *why);

/* An entry of a root's or a package's signatures. HS_TOO_LARGE for a message beyond SIGNATURE_MESSAGE_MAX. */
enum hs_status key_sign(const struct secret_key *key, const char *domain, const void *message, size_t size, unsigned char entry[static TRUST_SIGNATURE_ENTRY],
                        struct hs_why *why);

#endif
