/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys/key_file.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "keys/output_file.h"
#include "keys/secret.h"

static const char PUBLIC_TITLE[] = "hsdesk public key 1", SECRET_TITLE[] = "hsdesk secret key 1";

enum {
    FILE_SIZE_MAX = 4096,
    SEED_SIZE = crypto_sign_SEEDBYTES,
    SALT_SIZE = crypto_pwhash_argon2id_SALTBYTES,
    NONCE_SIZE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    BOX_SIZE = SEED_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES,
    /* A file may ask for no more than this: else a forged one could hang the machine. */
    OPERATIONS_MOST = 16,
    MEMORY_MOST = 1 << 30
};

struct secret_key {
    struct key_card card;
    unsigned char seed[SEED_SIZE], expanded[crypto_sign_SECRETKEYBYTES];
};

/* What a secret key's file holds behind the card. */
struct locked {
    unsigned long operations, memory;
    unsigned char salt[SALT_SIZE], nonce[NONCE_SIZE], box[BOX_SIZE];
    size_t vouched; /* bytes of the file before the line of the box */
};

static enum hs_status no_secret_memory(struct hs_why *why)
{
    return hs_fail(why, HS_NO_MEMORY, "key: no memory that can be locked: raise the limit (ulimit -l) or close other programs");
}

static void expand(struct secret_key *key)
{
    crypto_sign_seed_keypair(key->card.key, key->expanded, key->seed);
    key->card.id = public_key_id(key->card.key);
}

enum hs_status key_make(enum trust_role role, const char *country, const char *name, struct secret_key **result, struct hs_why *why)
{
    if (!trust_name_valid(name, strlen(name), TRUST_NAME_MAX))
        return hs_fail(why, HS_USAGE, "key: the name \"%s\" is not of [a-z0-9._-], 1 to %d: choose another", name, TRUST_NAME_MAX);
    if (trust_role_has_country(role) ? strlen(country) != 2 || !trust_country_valid(country) : *country)
        return hs_fail(why, HS_USAGE, "key: role %s %s: see `keygen --help`", trust_role_words(role),
                       trust_role_has_country(role) ? "needs a country, two upper-case letters" : "has no country");
    struct secret_key *key = secret_take(sizeof *key);
    if (!key)
        return no_secret_memory(why);
    memset(key, 0, sizeof *key);
    key->card.role = role;
    snprintf(key->card.country, sizeof key->card.country, "%s", country);
    snprintf(key->card.name, sizeof key->card.name, "%s", name);
    randombytes_buf(key->seed, SEED_SIZE);
    expand(key);
    *result = key;
    return HS_OK;
}

void key_forget(struct secret_key *key)
{
    secret_give_back(key);
}

const struct key_card *key_card(const struct secret_key *key)
{
    return &key->card;
}

static size_t print_card(const struct key_card *card, const char *title, char *out, size_t size)
{
    char key[2 * PUBLIC_KEY_SIZE + 1], id[DIGEST_HEX + 1];
    sodium_bin2hex(key, sizeof key, card->key, PUBLIC_KEY_SIZE);
    digest_print(&card->id, id);
    return (size_t)snprintf(out, size, "%s\nrole %s\n%s%s%sname %s\nkey %s\nid %s\n", title, trust_role_words(card->role), *card->country ? "country " : "",
                            card->country, *card->country ? "\n" : "", card->name, key, id);
}

/* The key of the box, in locked memory. */
static enum hs_status derive(const struct locked *locked, const char *passphrase, size_t length, unsigned char **derived, struct hs_why *why)
{
    *derived = secret_take(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    if (!*derived)
        return no_secret_memory(why);
    if (crypto_pwhash(*derived, crypto_aead_xchacha20poly1305_ietf_KEYBYTES, passphrase, length, locked->salt, locked->operations, locked->memory,
                      crypto_pwhash_ALG_ARGON2ID13) == 0)
        return HS_OK;
    secret_give_back(*derived);
    return hs_fail(why, HS_NO_MEMORY, "key: the passphrase needs %lu MiB of memory to be worked on: close other programs", locked->memory >> 20);
}

static size_t print_locked(const struct locked *locked, char *out, size_t size)
{
    char salt[2 * SALT_SIZE + 1], nonce[2 * NONCE_SIZE + 1];
    sodium_bin2hex(salt, sizeof salt, locked->salt, SALT_SIZE);
    sodium_bin2hex(nonce, sizeof nonce, locked->nonce, NONCE_SIZE);
    return (size_t)snprintf(out, size, "kdf argon2id13 %lu %lu\nsalt %s\nnonce %s\n", locked->operations, locked->memory, salt, nonce);
}

static enum hs_status save(const char *directory, const char *name, const char *suffix, mode_t mode, const char *text, size_t size, struct hs_why *why)
{
    char path[OUTPUT_PATH_MAX];
    struct output_file file;
    if (snprintf(path, sizeof path, "%s/%s.%s", directory, name, suffix) >= (int)sizeof path)
        return hs_fail(why, HS_USAGE, "%s: its path is too long: use a shorter one", directory);
    enum hs_status status = output_file_start(path, mode, &file, why);
    if (status == HS_OK)
        status = output_file_write(&file, text, size, why);
    if (status != HS_OK) {
        output_file_abandon(&file);
        return status;
    }
    return output_file_finish(&file, false, why);
}

static const struct {
    const char *words;
    unsigned long operations, memory;
} efforts[] = {
#define KEY_EFFORT_LIMITS(name, text, limit) [name] = { text, crypto_pwhash_argon2id_OPSLIMIT_##limit, crypto_pwhash_argon2id_MEMLIMIT_##limit },
    KEY_EFFORT_LIST(KEY_EFFORT_LIMITS)
#undef KEY_EFFORT_LIMITS
};

bool key_effort_find(const char *words, enum key_effort *effort)
{
    for (size_t i = 0; i < sizeof efforts / sizeof *efforts; i++)
        if (strcmp(efforts[i].words, words) == 0) {
            *effort = (enum key_effort)i;
            return true;
        }
    return false;
}

enum hs_status key_passphrase_check(size_t length, struct hs_why *why)
{
    return length < KEY_PASSPHRASE_LEAST ? hs_fail(why, HS_USAGE, "passphrase: shorter than %d bytes: take several words", KEY_PASSPHRASE_LEAST) : HS_OK;
}

enum hs_status key_save(const struct secret_key *key, const char *directory, enum key_effort effort, const char *passphrase, size_t length, struct hs_why *why)
{
    char text[FILE_SIZE_MAX], box[2 * BOX_SIZE + 1];
    struct locked locked = { .operations = efforts[effort].operations, .memory = efforts[effort].memory };
    unsigned char *derived;
    enum hs_status long_enough = key_passphrase_check(length, why);
    if (long_enough != HS_OK)
        return long_enough;
    randombytes_buf(locked.salt, SALT_SIZE);
    randombytes_buf(locked.nonce, NONCE_SIZE);
    size_t size = print_card(&key->card, SECRET_TITLE, text, sizeof text);
    size += print_locked(&locked, text + size, sizeof text - size);
    enum hs_status status = derive(&locked, passphrase, length, &derived, why);
    if (status != HS_OK)
        return status;
    crypto_aead_xchacha20poly1305_ietf_encrypt(locked.box, NULL, key->seed, SEED_SIZE, (const unsigned char *)text, size, NULL, locked.nonce, derived);
    secret_give_back(derived);
    sodium_bin2hex(box, sizeof box, locked.box, BOX_SIZE);
    size += (size_t)snprintf(text + size, sizeof text - size, "box %s\n", box);
    status = save(directory, key->card.name, "key", 0600, text, size, why);
    if (status == HS_OK) {
        size = print_card(&key->card, PUBLIC_TITLE, text, sizeof text);
        status = save(directory, key->card.name, "pub", 0644, text, size, why);
    }
    return status;
}

/* The rest of a line that starts with `word` and a space; false where the next line is another. */
static bool take(struct lines *lines, const char *word, struct cell *value)
{
    struct lines before = *lines;
    const char *line;
    size_t length, head = strlen(word);
    if (lines_next(lines, &line, &length) && length > head + 1 && memcmp(line, word, head) == 0 && line[head] == ' ') {
        *value = (struct cell) { line + head + 1, length - head - 1 };
        return true;
    }
    *lines = before;
    return false;
}

static bool take_hex(struct lines *lines, const char *word, unsigned char *bytes, size_t size)
{
    struct cell value;
    size_t got = 0;
    return take(lines, word, &value) && value.length == 2 * size && sodium_hex2bin(bytes, size, value.text, value.length, NULL, &got, NULL) == 0 && got == size;
}

static bool parse_card(struct lines *lines, struct key_card *card)
{
    struct cell role, country, name;
    unsigned char id[DIGEST_SIZE];
    memset(card, 0, sizeof *card);
    if (!take(lines, "role", &role) || !trust_role_find(role.text, role.length, &card->role))
        return false;
    if (trust_role_has_country(card->role)) {
        if (!take(lines, "country", &country) || country.length != 2 || !trust_country_valid(country.text))
            return false;
        memcpy(card->country, country.text, 2);
    }
    if (!take(lines, "name", &name) || !trust_name_valid(name.text, name.length, TRUST_NAME_MAX))
        return false;
    memcpy(card->name, name.text, name.length);
    if (!take_hex(lines, "key", card->key, PUBLIC_KEY_SIZE) || !take_hex(lines, "id", id, DIGEST_SIZE))
        return false;
    card->id = public_key_id(card->key);
    return memcmp(card->id.bytes, id, DIGEST_SIZE) == 0 && public_key_check(card->key, NULL) == HS_OK;
}

static bool parse_locked(struct lines *lines, const char *start, struct locked *locked)
{
    struct cell kdf;
    char text[64], behind;
    if (!take(lines, "kdf", &kdf) || kdf.length >= sizeof text)
        return false;
    memcpy(text, kdf.text, kdf.length);
    text[kdf.length] = '\0';
    if (sscanf(text, "argon2id13 %9lu %12lu%c", &locked->operations, &locked->memory, &behind) != 2 || !locked->operations ||
        locked->operations > OPERATIONS_MOST || locked->memory < crypto_pwhash_MEMLIMIT_MIN || locked->memory > MEMORY_MOST)
        return false;
    if (!take_hex(lines, "salt", locked->salt, SALT_SIZE) || !take_hex(lines, "nonce", locked->nonce, NONCE_SIZE))
        return false;
    locked->vouched = (size_t)(lines->at - start);
    return take_hex(lines, "box", locked->box, BOX_SIZE);
}

/* `locked` is filled where the file holds a secret; `secret` says whether. */
static enum hs_status parse_file(const char *text, size_t size, const char *path, struct key_card *card, struct locked *locked, bool *secret,
                                 struct hs_why *why)
{
    const char *line;
    size_t length;
    struct lines lines = { text, text + size, 0 };
    bool titled = lines_next(&lines, &line, &length);
    *secret = titled && length == sizeof SECRET_TITLE - 1 && memcmp(line, SECRET_TITLE, length) == 0;
    if (!*secret && !(titled && length == sizeof PUBLIC_TITLE - 1 && memcmp(line, PUBLIC_TITLE, length) == 0))
        return hs_fail(why, HS_INVALID, "%s: no key file: name one that keygen made", path);
    if (!parse_card(&lines, card) || (*secret && !parse_locked(&lines, text, locked)) || lines.at != lines.end)
        return hs_fail(why, HS_INVALID, "%s: damaged at line %zu: take your copy of it", path, lines.number + 1);
    return HS_OK;
}

enum hs_status key_parse_card(const char *text, size_t size, const char *path, struct key_card *card, struct hs_why *why)
{
    struct locked locked;
    bool secret;
    return parse_file(text, size, path, card, &locked, &secret, why);
}

enum hs_status key_read_card(const char *path, struct key_card *card, struct hs_why *why)
{
    struct arena arena = { NULL };
    char *text;
    size_t size;
    enum hs_status status = file_read(path, FILE_SIZE_MAX, &arena, &text, &size, why);
    if (status == HS_OK)
        status = key_parse_card(text, size, path, card, why);
    arena_free(&arena);
    return status;
}

static enum hs_status open_box(const char *path, const char *bytes, const struct locked *locked, const char *passphrase, size_t length, struct secret_key *key,
                               struct hs_why *why)
{
    unsigned char *derived, stated[PUBLIC_KEY_SIZE];
    enum hs_status status = derive(locked, passphrase, length, &derived, why);
    if (status != HS_OK)
        return status;
    int wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(key->seed, NULL, NULL, locked->box, BOX_SIZE, (const unsigned char *)bytes, locked->vouched,
                                                           locked->nonce, derived);
    secret_give_back(derived);
    if (wrong)
        return hs_fail(why, HS_REFUSED, "%s: the passphrase is wrong, or the file was altered: try again", path);
    memcpy(stated, key->card.key, PUBLIC_KEY_SIZE);
    expand(key);
    if (memcmp(stated, key->card.key, PUBLIC_KEY_SIZE) != 0)
        return hs_fail(why, HS_REFUSED, "%s: its secret is of another key: take your copy of it", path);
    return HS_OK;
}

enum hs_status key_unlock(const char *path, const char *passphrase, size_t length, struct secret_key **result, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct locked locked = { .operations = 0 };
    char *text;
    size_t size;
    bool secret;
    struct secret_key *key = secret_take(sizeof *key);
    if (!key)
        return no_secret_memory(why);
    enum hs_status status = file_read(path, FILE_SIZE_MAX, &arena, &text, &size, why);
    if (status == HS_OK)
        status = parse_file(text, size, path, &key->card, &locked, &secret, why);
    if (status == HS_OK && !secret)
        status = hs_fail(why, HS_INVALID, "%s: only the public card: name the file that ends in .key", path);
    if (status == HS_OK)
        status = open_box(path, text, &locked, passphrase, length, key, why);
    arena_free(&arena);
    if (status == HS_OK)
        *result = key;
    else
        key_forget(key);
    return status;
}

enum hs_status key_sign(const struct secret_key *key, const char *domain, const void *message, size_t size, unsigned char entry[static TRUST_SIGNATURE_ENTRY],
                        struct hs_why *why)
{
    unsigned char frame[SIGNATURE_DOMAIN_MAX + SIGNATURE_MESSAGE_MAX];
    size_t framed = signature_frame(domain, message, size, frame);
    if (!framed)
        return hs_fail(why, HS_TOO_LARGE, "what is to be signed has %zu bytes, more than %d: make it smaller", size, SIGNATURE_MESSAGE_MAX);
    entry[0] = SIGNATURE_ALGORITHM;
    memcpy(entry + 1, key->card.id.bytes, DIGEST_SIZE);
    crypto_sign_detached(entry + 1 + DIGEST_SIZE, NULL, frame, framed, key->expanded);
    return HS_OK;
}
