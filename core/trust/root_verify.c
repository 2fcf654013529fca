/* SPDX-License-Identifier: GPL-3.0-or-later */
/* root_verify.c - signatures by the keys of a role, and the steps of a chain. */
#include <string.h>

#include "core/trust/root.h"

enum { ID_SHOWN = 16 }; /* hexadecimal digits of a key id in a message: enough to tell keys of one root apart */

static const char *short_id(const struct digest *id, char hex[static DIGEST_HEX + 1])
{
    digest_print(id, hex);
    hex[ID_SHOWN] = '\0';
    return hex;
}

static const unsigned char *find_in_role(const struct root_role *role, const struct digest *id)
{
    for (unsigned k = 0; role && k < role->keys; k++) {
        const unsigned char *key = role->key + (size_t)k * TRUST_KEY_ENTRY + 1;
        struct digest candidate = public_key_id(key);
        if (digest_equal(&candidate, id))
            return key;
    }
    return NULL;
}

/* Why a signature's key is none of the role's. */
static enum hs_status stranger(const struct root *root, const struct root_role *role, const struct root_chain *chain, const struct digest *id, const char *what,
                               struct hs_why *why)
{
    char hex[DIGEST_HEX + 1];
    const struct root_role *other = root_find_key(root, id, NULL);
    short_id(id, hex);
    if (other)
        return hs_fail(why, HS_REFUSED, "%s: key %s is of role %s%s%s, which may not sign as %s%s%s: have it signed by the right keys", what, hex,
                       trust_role_words(other->role), *other->country ? " " : "", other->country, trust_role_words(role->role), *role->country ? " " : "",
                       role->country);
    for (unsigned i = chain ? chain->count : 0; i-- > 0;)
        if (chain->root[i].version < root->version && root_find_key(&chain->root[i], id, NULL))
            return hs_fail(why, HS_REFUSED, "%s: key %s was revoked after root %u: have it signed by keys of root %u", what, hex, chain->root[i].version,
                           root->version);
    return hs_fail(why, HS_REFUSED, "%s: key %s is not known to root %u: do not use this file, and ask where it came from", what, hex, root->version);
}

static enum hs_status check_entry(const unsigned char *entry, const char *what, struct digest *id, struct hs_why *why)
{
    if (entry[0] != SIGNATURE_ALGORITHM)
        return hs_fail(why, HS_REFUSED, "%s: a signature is of algorithm %u, not Ed25519: get the file anew", what, entry[0]);
    memcpy(id->bytes, entry + 1, DIGEST_SIZE);
    return HS_OK;
}

static enum hs_status check_signature(const unsigned char *entry, const char *domain, const void *message, size_t size, const unsigned char *key,
                                      const char *what, struct hs_why *why)
{
    struct hs_why inner;
    enum hs_status status = signature_check(domain, message, size, entry + 1 + DIGEST_SIZE, key, &inner);
    return status == HS_OK ? HS_OK : hs_fail(why, status, "%s: %s", what, inner.text);
}

enum hs_status root_role_signed(const struct root *root, const struct root_role *role, const struct root_chain *chain, const char *domain, const void *message,
                                size_t size, const struct trust_signatures *signatures, const char *what, struct hs_why *why)
{
    struct digest id;
    if (!signatures->count)
        return hs_fail(why, HS_REFUSED, "%s: it is not signed at all: do not use it, and ask where it came from", what);
    for (unsigned i = 0; i < signatures->count; i++) {
        const unsigned char *entry = signatures->entry + (size_t)i * TRUST_SIGNATURE_ENTRY;
        enum hs_status status = check_entry(entry, what, &id, why);
        if (status != HS_OK)
            return status;
        const unsigned char *key = find_in_role(role, &id);
        if (!key)
            return stranger(root, role, chain, &id, what, why);
        status = check_signature(entry, domain, message, size, key, what, why);
        if (status != HS_OK)
            return status;
    }
    if (signatures->count < role->threshold)
        return hs_fail(why, HS_REFUSED, "%s: signed by %u of the %u keys that role %s needs: have it signed by others too", what, signatures->count,
                       role->threshold, trust_role_words(role->role));
    return HS_OK;
}

static enum hs_status check_keys(const struct root *root, struct hs_why *why)
{
    const unsigned char *seen[ROOT_BODY_MAX / TRUST_KEY_ENTRY];
    size_t count = 0;
    for (unsigned i = 0; i < root->roles; i++)
        for (unsigned k = 0; k < root->role[i].keys; k++) {
            const unsigned char *key = root->role[i].key + (size_t)k * TRUST_KEY_ENTRY + 1;
            struct hs_why inner;
            if (public_key_check(key, &inner) != HS_OK)
                return hs_fail(why, HS_REFUSED, "root %u, role %s: %s", root->version, trust_role_words(root->role[i].role), inner.text);
            for (size_t s = 0; s < count; s++)
                if (memcmp(seen[s], key, PUBLIC_KEY_SIZE) == 0)
                    return hs_fail(why, HS_REFUSED, "root %u: one key has two roles, %s the second: give each role keys of its own", root->version,
                                   trust_role_words(root->role[i].role));
            seen[count++] = key;
        }
    return HS_OK;
}

/* `before` is the root that this one follows; NULL for the first of a chain that nothing trusted comes before. */
static enum hs_status check_signatures(const struct root *root, const struct root *before, struct hs_why *why)
{
    const struct root_role *own = root_find_role(root, ROLE_ROOT, NULL), *old = before ? root_find_role(before, ROLE_ROOT, NULL) : NULL;
    unsigned by_own = 0, by_old = 0;
    for (unsigned i = 0; i < root->signatures.count; i++) {
        const unsigned char *entry = root->signatures.entry + (size_t)i * TRUST_SIGNATURE_ENTRY;
        struct digest id;
        char hex[DIGEST_HEX + 1];
        enum hs_status status = check_entry(entry, "root", &id, why);
        if (status != HS_OK)
            return status;
        const unsigned char *own_key = find_in_role(own, &id), *old_key = find_in_role(old, &id);
        if (!own_key && !old_key)
            return hs_fail(why, HS_REFUSED, "root %u: key %s is a root key neither of it nor of the one before: do not use this file", root->version,
                           short_id(&id, hex));
        status = check_signature(entry, SIGNATURE_DOMAIN_ROOT, root->body, root->size, own_key ? own_key : old_key, "root", why);
        if (status != HS_OK)
            return status;
        by_own += own_key != NULL;
        by_old += old_key != NULL;
    }
    if (old && by_old < old->threshold)
        return hs_fail(why, HS_REFUSED, "root %u: signed by %u of the %u keys that root %u before it asks: have it signed by the old root keys", root->version,
                       by_old, old->threshold, before->version);
    if (by_own < own->threshold)
        return hs_fail(why, HS_REFUSED, "root %u: signed by %u of the %u keys that it asks itself: have it signed by the new root keys", root->version, by_own,
                       own->threshold);
    return HS_OK;
}

static enum hs_status check_step(const struct root *root, const struct root *before, struct hs_why *why)
{
    if (root->version != before->version + 1)
        return hs_fail(why, HS_REFUSED, "root chain: root %u follows root %u: one was skipped: get the whole chain", root->version, before->version);
    if (strcmp(root->product, before->product) != 0 || strcmp(root->channel, before->channel) != 0)
        return hs_fail(why, HS_REFUSED, "root %u: it is for %s %s, the one before for %s %s: a root keeps its product and channel", root->version,
                       root->product, root->channel, before->product, before->channel);
    return HS_OK;
}

static const struct root *find_version(const struct root_chain *chain, uint32_t version)
{
    for (unsigned i = 0; chain && i < chain->count; i++)
        if (chain->root[i].version == version)
            return &chain->root[i];
    return NULL;
}

/* Before anything is verified, that the chain meets the trusted one: they have a root in common, and what both have is the same. */
static enum hs_status check_meeting(const struct root_chain *chain, const struct root_chain *trusted, struct hs_why *why)
{
    uint32_t first = chain->root[0].version, newest = root_newest(trusted)->version;
    if (first > newest)
        return hs_fail(why, HS_REFUSED, "root chain: it starts at root %u, after the trusted root %u: get a file with the whole chain", first, newest);
    if (root_newest(chain)->version < trusted->root[0].version)
        return hs_fail(why, HS_REFUSED, "root chain: it ends at root %u, before the trusted root %u: get a newer file", root_newest(chain)->version,
                       trusted->root[0].version);
    for (unsigned i = 0; i < chain->count; i++) {
        const struct root *root = &chain->root[i], *known = find_version(trusted, root->version);
        if (known && (known->size != root->size || memcmp(known->body, root->body, root->size) != 0))
            return hs_fail(why, HS_REFUSED, "root %u: it is not the root %u that is trusted here: do not use this file, and ask where it came from",
                           root->version, root->version);
    }
    return HS_OK;
}

enum hs_status root_chain_verify(const struct root_chain *chain, const struct root_chain *trusted, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    if (!chain->count)
        return HS_OK;
    if (trusted && trusted->count)
        status = check_meeting(chain, trusted, why);
    for (unsigned i = 0; status == HS_OK && i < chain->count; i++) {
        const struct root *root = &chain->root[i], *before = i ? root - 1 : NULL;
        status = before ? check_step(root, before, why) : HS_OK;
        if (status == HS_OK)
            status = check_signatures(root, before, why);
        if (status == HS_OK && !find_version(trusted, root->version)) /* those of a trusted root were checked when it became that */
            status = check_keys(root, why);
    }
    return status;
}
