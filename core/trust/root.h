/* SPDX-License-Identifier: GPL-3.0-or-later */
/* root.h - who may sign what: roots, and the chain that leads from the first to the newest.
 *
 * A root names the keys of each role and how many of them must sign. Root N+1 counts when the thresholds of root N and of itself have signed
 * it, so that neither a thief of few keys nor a forgotten root can make one. A root is for one product and one channel, which no successor
 * changes, and for the countries that it lists. In bytes, all numbers little-endian, a text with its length (one byte) before it:
 *
 *     chain      count (1), then each root: size of the body (4), body, count of signatures (1), signatures
 *     body       "HSDROOT1", version (4), product, channel, created (8), expires (8), count of countries (1), countries (2 each, sorted),
 *                count of roles (1), roles, further fields
 *     role       role (1), country (2; zeros but for origin), threshold (1), count of keys (1), keys: algorithm (1), key (32); sorted
 *     signature  algorithm (1), key id (32), signature (64); sorted by key id
 *     fields     count (1), then each: 1 where it is critical (1), name, size (2), value; sorted by name
 *
 * Times are seconds since 1970, UTC. A parsed root points into the bytes that it was parsed from, which must outlive it; parsing allocates
 * nothing. All refusals are HS_REFUSED.
 */
#ifndef HS_TRUST_ROOT_H
#define HS_TRUST_ROOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/crypto/digest.h"
#include "core/crypto/signature.h"
#include "core/trust/kind.h"

enum {
    ROOT_CHAIN_MAX = 32, /* roots */
    ROOT_CHAIN_SIZE_MAX = 262144,
    ROOT_BODY_MAX = 8192,
    ROOT_COUNTRIES_MAX = 32,
    ROOT_ROLES_MAX = 40, /* root, release, fx, and origin for each country */
    ROOT_KEYS_MAX = 16,  /* of a role */
    TRUST_SIGNATURES_MAX = 32,
    TRUST_SIGNATURE_ENTRY = 1 + DIGEST_SIZE + SIGNATURE_SIZE,
    TRUST_KEY_ENTRY = 1 + PUBLIC_KEY_SIZE,
    TRUST_NAME_MAX = 64,
    TRUST_FIELDS_MAX = 16
};
#define ROOT_MAGIC "HSDROOT1"

/* Signatures as they stand in a root or a package. */
struct trust_signatures {
    unsigned count;
    const unsigned char *entry; /* count * TRUST_SIGNATURE_ENTRY bytes */
};

struct root_role {
    enum trust_role role;
    char country[3]; /* "" but for origin */
    unsigned threshold, keys;
    const unsigned char *key; /* keys * TRUST_KEY_ENTRY bytes */
};

struct root {
    const unsigned char *body;
    size_t size;
    uint32_t version; /* from 1 */
    char product[TRUST_NAME_MAX + 1], channel[TRUST_NAME_MAX + 1];
    int64_t created, expires;
    unsigned countries, roles;
    const char *country; /* two letters each */
    struct root_role role[ROOT_ROLES_MAX];
    struct trust_signatures signatures;
};

struct root_chain {
    const unsigned char *bytes;
    size_t size;
    unsigned count;
    struct root root[ROOT_CHAIN_MAX];
};

/* Form alone: sizes, order, caps, thresholds within what there is; no signature is looked at. */
enum hs_status root_parse(const unsigned char *body, size_t size, struct root *root, struct hs_why *why);
enum hs_status root_chain_parse(const unsigned char *bytes, size_t size, struct root_chain *chain, struct hs_why *why);

/* Every key, every signature, every step from root to root. The first root is signed by its own keys alone; what it is worth comes from outside: with
 * `trusted`, the chain must have a root in common with it and say the same of every root that both have; without (NULL), the caller must know the newest root's
 * fingerprint. An empty chain is good. */
enum hs_status root_chain_verify(const struct root_chain *chain, const struct root_chain *trusted, struct hs_why *why);

/* The newest; NULL of an empty chain. */
const struct root *root_newest(const struct root_chain *chain);
/* What `enrol --fingerprint` compares: a digest of the body. */
struct digest root_fingerprint(const struct root *root);
/* NULL where the root gives nobody that role. `country` is for ROLE_ORIGIN, else ignored. */
const struct root_role *root_find_role(const struct root *root, enum trust_role role, const char *country);
/* The role that holds the key of this id; NULL for none. `key`, which may be NULL, becomes the key. */
const struct root_role *root_find_key(const struct root *root, const struct digest *id, const unsigned char **key);
bool root_has_country(const struct root *root, const char country[static 2]);

/* That `signatures` are all good signatures of `role`'s keys over the message, each key once, and at least its threshold. `chain`, which may be NULL, is
 * searched for the reason why a key is not known: it was revoked, or has another role. `what` is for the message ("package"). */
enum hs_status root_role_signed(const struct root *root, const struct root_role *role, const struct root_chain *chain, const char *domain, const void *message,
                                size_t size, const struct trust_signatures *signatures, const char *what, struct hs_why *why);

#endif
