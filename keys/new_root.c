/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys/new_root.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/utc.h"
#include "keys/encode.h"
#include "keys/output_file.h"

enum { FIRST_ROOT_KEYS = 5, COUNTRIES_TEXT_MAX = 2 * ROOT_COUNTRIES_MAX + 1 };

static int card_order(const void *a, const void *b)
{
    const struct key_card *first = a, *second = b;
    if (first->role != second->role)
        return (first->role > second->role) - (first->role < second->role);
    int order = strcmp(first->country, second->country);
    return order ? order : memcmp(first->key, second->key, PUBLIC_KEY_SIZE);
}

static int country_order(const void *a, const void *b)
{
    return memcmp(a, b, 2);
}

enum hs_status new_root_add_key(struct new_root *root, const struct key_card *card, struct hs_why *why)
{
    if (root->keys == NEW_ROOT_KEYS_MAX)
        return hs_fail(why, HS_TOO_LARGE, "root: more than %d keys: leave some out", NEW_ROOT_KEYS_MAX);
    for (size_t i = 0; i < root->keys; i++)
        if (memcmp(root->key[i].key, card->key, PUBLIC_KEY_SIZE) == 0)
            return hs_fail(why, HS_INVALID, "root: the key of %s is given twice: each role needs keys of its own", card->name);
    root->key[root->keys++] = *card;
    return HS_OK;
}

enum hs_status new_root_take_keys(struct new_root *root, const struct digest *without, struct hs_why *why)
{
    const struct root *before = root_newest(root->before);
    for (unsigned i = 0; i < before->roles; i++)
        for (unsigned k = 0; k < before->role[i].keys; k++) {
            struct key_card card = { .role = before->role[i].role };
            memcpy(card.country, before->role[i].country, sizeof card.country);
            memcpy(card.key, before->role[i].key + (size_t)k * TRUST_KEY_ENTRY + 1, PUBLIC_KEY_SIZE);
            card.id = public_key_id(card.key);
            if (without && digest_equal(without, &card.id))
                continue;
            enum hs_status status = new_root_add_key(root, &card, why);
            if (status != HS_OK)
                return status;
        }
    return HS_OK;
}

/* "AZ,GE" -> "AZGE", sorted; NULL: as before. */
static enum hs_status list_countries(const struct new_root *root, char list[static COUNTRIES_TEXT_MAX], struct hs_why *why)
{
    size_t count = 0;
    if (!root->countries && root->before) {
        const struct root *before = root_newest(root->before);
        memcpy(list, before->country, 2 * (size_t)before->countries);
        list[2 * before->countries] = '\0';
        return HS_OK;
    }
    for (const char *at = root->countries ? root->countries : ""; *at; at += at[2] ? 3 : 2) {
        if (!trust_country_valid(at) || (at[2] && (at[2] != ',' || !at[3])) || count == ROOT_COUNTRIES_MAX)
            return hs_fail(why, HS_USAGE, "option --country: \"%s\" is no list such as AZ,GE,XX of at most %d: correct it", root->countries,
                           ROOT_COUNTRIES_MAX);
        memcpy(list + 2 * count++, at, 2);
    }
    if (!count)
        return hs_fail(why, HS_USAGE, "option --country: a root needs the countries that it is for: say AZ,XX for instance (XX: what no country owns)");
    qsort(list, count, 2, country_order);
    list[2 * count] = '\0';
    return HS_OK;
}

static unsigned threshold_of(const struct new_root *root, enum trust_role role, const char *country)
{
    const struct root_role *before = root->before ? root_find_role(root_newest(root->before), role, country) : NULL;
    if (root->threshold[role])
        return root->threshold[role];
    return before ? before->threshold : trust_role_threshold(role);
}

static enum hs_status check_first(const struct new_root *root, struct hs_why *why)
{
    size_t count[TRUST_ROLE_COUNT] = { 0 };
    for (size_t i = 0; i < root->keys; i++)
        count[root->key[i].role]++;
    if (!root->before && (count[ROLE_ROOT] < FIRST_ROOT_KEYS || count[ROLE_RELEASE] < trust_role_threshold(ROLE_RELEASE)))
        return hs_fail(why, HS_INVALID, "root: %zu root keys and %zu release keys: the first root names at least %d and %u: make more with keygen",
                       count[ROLE_ROOT], count[ROLE_RELEASE], FIRST_ROOT_KEYS, trust_role_threshold(ROLE_RELEASE));
    return HS_OK;
}

/* The body of the new root. `sorted` are its keys. */
static void encode_body(const struct new_root *root, const struct key_card *sorted, const char *countries, struct writer *body)
{
    const struct root *before = root->before ? root_newest(root->before) : NULL;
    static const char none[] = "";
    unsigned char keys[NEW_ROOT_KEYS_MAX * PUBLIC_KEY_SIZE];
    struct encode_role role[NEW_ROOT_KEYS_MAX];
    unsigned roles = 0;
    for (size_t i = 0; i < root->keys; i++) {
        memcpy(keys + i * PUBLIC_KEY_SIZE, sorted[i].key, PUBLIC_KEY_SIZE);
        if (i && sorted[i].role == sorted[i - 1].role && strcmp(sorted[i].country, sorted[i - 1].country) == 0) {
            role[roles - 1].keys++;
            continue;
        }
        role[roles++] = (struct encode_role) { .role = sorted[i].role,
                                               .threshold = threshold_of(root, sorted[i].role, sorted[i].country),
                                               .keys = 1,
                                               .algorithm = SIGNATURE_ALGORITHM,
                                               .country = sorted[i].country,
                                               .key = keys + i * PUBLIC_KEY_SIZE };
    }
    struct encode_root encoded = { .version = before ? before->version + 1 : 1,
                                   .product = root->product ? root->product
                                              : before      ? before->product
                                                            : none,
                                   .channel = root->channel ? root->channel
                                              : before      ? before->channel
                                                            : none,
                                   .countries = countries,
                                   .created = root->created,
                                   .expires = root->expires,
                                   .roles = roles,
                                   .role = role };
    encode_root(body, &encoded);
}

static enum hs_status write_package(const struct new_root *root, const struct writer *body, const char *path, struct hs_why *why)
{
    struct root parsed;
    struct writer chain = { .bytes = NULL }, manifest = { .bytes = NULL }, signatures = { .bytes = NULL }, head = { .bytes = NULL };
    struct output_file file = { .fd = -1 };
    struct package_head check;
    enum hs_status status = root_parse(body->bytes, body->size, &parsed, why);
    if (status != HS_OK)
        return status;
    encode_chain(&chain, root->before, root->before ? root->before->count : 0, body->bytes, body->size, NULL, NULL);
    uint32_t effective;
    char created[UTC_TEXT_MAX];
    utc_print(root->created, created);
    utc_parse_day(created, 10, &effective);
    encode_manifest(&manifest, &(struct encode_manifest) { .product = parsed.product,
                                                           .channel = parsed.channel,
                                                           .country = "XX",
                                                           .kind = PACKAGE_ROOT,
                                                           .stream = ENCODE_NO_STREAM,
                                                           .sequence = parsed.version,
                                                           .oldest_tool = root->oldest_tool,
                                                           .created = root->created,
                                                           .expires = root->expires,
                                                           .effective = effective,
                                                           .content = root_fingerprint(&parsed) });
    encode_signatures(&signatures, NULL, NULL);
    encode_head(&head, &chain, &manifest, &signatures, NULL, 0);
    status = writer_status(&head, why);
    if (status == HS_OK)
        status = package_head_parse(head.bytes, head.size, head.size, &check, why);
    if (status == HS_OK)
        status = output_file_start(path, 0644, &file, why);
    if (status == HS_OK)
        status = output_file_write(&file, head.bytes, head.size, why);
    if (status == HS_OK)
        status = output_file_finish(&file, false, why);
    else
        output_file_abandon(&file);
    writer_free(&chain);
    writer_free(&manifest);
    writer_free(&signatures);
    writer_free(&head);
    return status;
}

enum hs_status new_root_pack(const struct new_root *root, const char *path, struct hs_why *why)
{
    char countries[COUNTRIES_TEXT_MAX];
    struct writer body = { .bytes = NULL };
    if (!root->before && (!root->product || !root->channel))
        return hs_fail(why, HS_USAGE, "root: the first one needs --product and --channel: name them");
    enum hs_status status = list_countries(root, countries, why);
    if (status == HS_OK)
        status = check_first(root, why);
    if (status != HS_OK)
        return status;
    struct key_card *sorted = malloc((root->keys ? root->keys : 1) * sizeof *sorted);
    if (!sorted)
        return hs_fail(why, HS_NO_MEMORY, "root: no memory: close other programs");
    memcpy(sorted, root->key, root->keys * sizeof *sorted);
    qsort(sorted, root->keys, sizeof *sorted, card_order);
    encode_body(root, sorted, countries, &body);
    free(sorted);
    status = writer_status(&body, why);
    if (status == HS_OK)
        status = write_package(root, &body, path, why);
    writer_free(&body);
    return status;
}
