/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trust/root.h"

#include <string.h>

#include "core/base/utc.h"
#include "core/trust/bytes.h"

static enum hs_status parse_countries(struct bytes *bytes, struct root *root, struct hs_why *why)
{
    root->countries = (unsigned)bytes_number(bytes, 1);
    root->country = (const char *)bytes_take(bytes, 2 * (uint64_t)root->countries);
    if (bytes->cut)
        return hs_fail(why, HS_REFUSED, "root %u: cut short among the countries: get the file anew", root->version);
    if (!root->countries || root->countries > ROOT_COUNTRIES_MAX)
        return hs_fail(why, HS_REFUSED, "root %u: it names %u countries, not 1 to %d: get another root", root->version, root->countries, ROOT_COUNTRIES_MAX);
    for (unsigned i = 0; i < root->countries; i++)
        if (!trust_country_valid(root->country + 2 * i) || (i && memcmp(root->country + 2 * i - 2, root->country + 2 * i, 2) >= 0))
            return hs_fail(why, HS_REFUSED, "root %u: its countries are not pairs of upper-case letters in order: get another root", root->version);
    return HS_OK;
}

/* Roles and countries in one order: origin roles follow each other by country. */
static int role_order(const struct root_role *a, const struct root_role *b)
{
    return a->role != b->role ? (a->role > b->role) - (a->role < b->role) : strcmp(a->country, b->country);
}

static enum hs_status parse_role(struct bytes *bytes, unsigned version, struct root_role *role, struct hs_why *why)
{
    unsigned number = (unsigned)bytes_number(bytes, 1);
    const unsigned char *country = bytes_take(bytes, 2);
    role->threshold = (unsigned)bytes_number(bytes, 1);
    role->keys = (unsigned)bytes_number(bytes, 1);
    role->key = bytes_take(bytes, (uint64_t)role->keys * TRUST_KEY_ENTRY);
    if (bytes->cut)
        return hs_fail(why, HS_REFUSED, "root %u: cut short among the roles: get the file anew", version);
    if (number >= TRUST_ROLE_COUNT)
        return hs_fail(why, HS_REFUSED, "root %u: role number %u is not known here: update this program", version, number);
    role->role = (enum trust_role)number;
    const char *words = trust_role_words(role->role);
    memcpy(role->country, country, 2);
    role->country[2] = '\0';
    if (trust_role_has_country(role->role) ? !trust_country_valid(role->country) : country[0] || country[1])
        return hs_fail(why, HS_REFUSED, "root %u: role %s is not bound to a country as it must be: get another root", version, words);
    if (role->threshold == 0)
        return hs_fail(why, HS_REFUSED, "root %u: role %s has threshold 0, so nobody would need to sign: get another root", version, words);
    if (role->threshold > role->keys)
        return hs_fail(why, HS_REFUSED, "root %u: role %s asks for %u of %u keys, which nobody can give: get another root", version, words, role->threshold,
                       role->keys);
    if (role->threshold < trust_role_threshold(role->role))
        return hs_fail(why, HS_REFUSED, "root %u: role %s has threshold %u, at least %u is asked: get another root", version, words, role->threshold,
                       trust_role_threshold(role->role));
    if (role->keys > ROOT_KEYS_MAX)
        return hs_fail(why, HS_REFUSED, "root %u: role %s has %u keys, at most %d: get another root", version, words, role->keys, ROOT_KEYS_MAX);
    for (unsigned i = 0; i < role->keys; i++) {
        const unsigned char *key = role->key + (size_t)i * TRUST_KEY_ENTRY;
        if (key[0] != SIGNATURE_ALGORITHM)
            return hs_fail(why, HS_REFUSED, "root %u: a key of role %s is of algorithm %u, not Ed25519: get another root", version, words, key[0]);
        int order = i ? memcmp(key - TRUST_KEY_ENTRY, key, TRUST_KEY_ENTRY) : -1;
        if (order >= 0)
            return hs_fail(why, HS_REFUSED,
                           order ? "root %u: the keys of role %s are not sorted: get another root" : "root %u: role %s has one key twice: get another root",
                           version, words);
    }
    return HS_OK;
}

static enum hs_status parse_roles(struct bytes *bytes, struct root *root, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    root->roles = (unsigned)bytes_number(bytes, 1);
    if (root->roles > ROOT_ROLES_MAX)
        return hs_fail(why, HS_REFUSED, "root %u: %u roles, at most %d: get another root", root->version, root->roles, ROOT_ROLES_MAX);
    for (unsigned i = 0; status == HS_OK && i < root->roles; i++) {
        status = parse_role(bytes, root->version, &root->role[i], why);
        if (status == HS_OK && i && role_order(&root->role[i - 1], &root->role[i]) >= 0)
            return hs_fail(why, HS_REFUSED, "root %u: the roles are not sorted, or one stands twice: get another root", root->version);
    }
    if (status == HS_OK && (!root->roles || root->role[0].role != ROLE_ROOT))
        return hs_fail(why, HS_REFUSED, "root %u: it names no root keys, so nothing could follow it: get another root", root->version);
    return status;
}

enum hs_status root_parse(const unsigned char *body, size_t size, struct root *root, struct hs_why *why)
{
    struct bytes bytes = bytes_of(body, size);
    struct bytes_field field[TRUST_FIELDS_MAX];
    unsigned fields;
    if (size > ROOT_BODY_MAX)
        return hs_fail(why, HS_REFUSED, "root: %zu bytes, at most %d: get another root", size, ROOT_BODY_MAX);
    const unsigned char *magic = bytes_take(&bytes, sizeof ROOT_MAGIC - 1);
    if (!magic || memcmp(magic, ROOT_MAGIC, sizeof ROOT_MAGIC - 1) != 0)
        return hs_fail(why, HS_REFUSED, "root: it does not start with " ROOT_MAGIC ": get the file anew");
    root->body = body;
    root->size = size;
    root->version = (uint32_t)bytes_number(&bytes, 4);
    if (!bytes_name(&bytes, root->product) || !bytes_name(&bytes, root->channel))
        return hs_fail(why, HS_REFUSED, "root %u: its product or channel is no name of [a-z0-9._-]: get another root", root->version);
    uint64_t created = bytes_number(&bytes, 8), expires = bytes_number(&bytes, 8);
    if (bytes.cut)
        return hs_fail(why, HS_REFUSED, "root %u: cut short: get the file anew", root->version);
    if (!root->version || created > (uint64_t)UTC_MOST || expires > (uint64_t)UTC_MOST || created >= expires)
        return hs_fail(why, HS_REFUSED, "root %u: its version or its times are out of order: get another root", root->version);
    root->created = (int64_t)created;
    root->expires = (int64_t)expires;
    enum hs_status status = parse_countries(&bytes, root, why);
    if (status == HS_OK)
        status = parse_roles(&bytes, root, why);
    if (status == HS_OK)
        status = bytes_fields(&bytes, &fields, field, "root", why);
    for (unsigned i = 0; status == HS_OK && i < fields; i++)
        if (field[i].critical)
            return hs_fail(why, HS_REFUSED, "root %u: its critical field %.*s is not known here: update this program", root->version, (int)field[i].name_length,
                           field[i].name);
    if (status == HS_OK && bytes_left(&bytes))
        return hs_fail(why, HS_REFUSED, "root %u: %zu bytes behind its end: get the file anew", root->version, bytes_left(&bytes));
    return status;
}

enum hs_status root_chain_parse(const unsigned char *chain_bytes, size_t size, struct root_chain *chain, struct hs_why *why)
{
    struct bytes bytes = bytes_of(chain_bytes, size);
    enum hs_status status = HS_OK;
    if (size > ROOT_CHAIN_SIZE_MAX)
        return hs_fail(why, HS_REFUSED, "root chain: %zu bytes, at most %d: get the file anew", size, ROOT_CHAIN_SIZE_MAX);
    chain->bytes = chain_bytes;
    chain->size = size;
    chain->count = (unsigned)bytes_number(&bytes, 1);
    if (chain->count > ROOT_CHAIN_MAX)
        return hs_fail(why, HS_REFUSED, "root chain: too long, %u roots, at most %d: enrol the newest root", chain->count, ROOT_CHAIN_MAX);
    for (unsigned i = 0; status == HS_OK && i < chain->count; i++) {
        size_t body_size = (size_t)bytes_number(&bytes, 4);
        const unsigned char *body = bytes_take(&bytes, body_size);
        if (!body)
            break;
        status = root_parse(body, body_size, &chain->root[i], why);
        if (status == HS_OK)
            status = bytes_signatures(&bytes, &chain->root[i].signatures, "root", why);
    }
    if (status == HS_OK && bytes.cut)
        return hs_fail(why, HS_REFUSED, "root chain: cut short: get the file anew");
    if (status == HS_OK && bytes_left(&bytes))
        return hs_fail(why, HS_REFUSED, "root chain: %zu bytes behind its end: get the file anew", bytes_left(&bytes));
    return status;
}

const struct root *root_newest(const struct root_chain *chain)
{
    return chain->count ? &chain->root[chain->count - 1] : NULL;
}

struct digest root_fingerprint(const struct root *root)
{
    return digest_of("hsdesk root", root->body, root->size);
}

const struct root_role *root_find_role(const struct root *root, enum trust_role role, const char *country)
{
    for (unsigned i = 0; i < root->roles; i++)
        if (root->role[i].role == role && (!trust_role_has_country(role) || strcmp(root->role[i].country, country) == 0))
            return &root->role[i];
    return NULL;
}

const struct root_role *root_find_key(const struct root *root, const struct digest *id, const unsigned char **key)
{
    for (unsigned i = 0; i < root->roles; i++)
        for (unsigned k = 0; k < root->role[i].keys; k++) {
            const unsigned char *candidate = root->role[i].key + (size_t)k * TRUST_KEY_ENTRY + 1;
            struct digest candidate_id = public_key_id(candidate);
            if (digest_equal(&candidate_id, id)) {
                if (key)
                    *key = candidate;
                return &root->role[i];
            }
        }
    return NULL;
}

bool root_has_country(const struct root *root, const char country[static 2])
{
    for (unsigned i = 0; i < root->countries; i++)
        if (memcmp(root->country + 2 * i, country, 2) == 0)
            return true;
    return false;
}
