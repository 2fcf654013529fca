/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys/sign.h"

#include <stdlib.h>
#include <string.h>

#include "keys/encode.h"
#include "keys/output_file.h"

/* Where one key's signatures go. */
struct places {
    bool manifest, root;
};

static bool has_signed(const struct trust_signatures *signatures, const struct digest *id)
{
    for (unsigned i = 0; i < signatures->count; i++)
        if (memcmp(signatures->entry + (size_t)i * TRUST_SIGNATURE_ENTRY + 1, id->bytes, DIGEST_SIZE) == 0)
            return true;
    return false;
}

static bool names(const struct root *root, const struct key_card *card)
{
    const struct root_role *role = root_find_key(root, &card->id, NULL);
    return role && role->role == card->role && strcmp(role->country, card->country) == 0;
}

static enum hs_status find_places(const struct package_head *head, const struct key_card *card, struct places *places, struct hs_why *why)
{
    const struct package_manifest *manifest = &head->manifest;
    const struct root_chain *chain = &head->chain;
    const struct root *newest = root_newest(chain);
    enum trust_role needed = package_kind_role(manifest->kind);
    if (card->role != needed)
        return hs_fail(why, HS_REFUSED, "sign: %s is of role %s, packages of kind %s are signed by %s: take the right key", card->name,
                       trust_role_words(card->role), package_kind_words(manifest->kind), trust_role_words(needed));
    if (trust_role_has_country(card->role) && strcmp(card->country, manifest->country) != 0)
        return hs_fail(why, HS_REFUSED, "sign: %s signs for %s, the package is of %s: take the right key", card->name, card->country, manifest->country);
    *places = (struct places) { .manifest = !newest || names(newest, card) };
    if (manifest->kind == PACKAGE_ROOT && chain->count)
        places->root = places->manifest || (chain->count > 1 && names(newest - 1, card));
    if (!places->manifest && !places->root)
        return hs_fail(why, HS_REFUSED, "sign: root %u does not name %s: take a key that it names, or pack with a newer root", newest->version, card->name);
    places->manifest = places->manifest && !has_signed(&head->signatures, &card->id);
    places->root = places->root && !has_signed(&newest->signatures, &card->id);
    if (!places->manifest && !places->root)
        return hs_fail(why, HS_REFUSED, "sign: %s has signed this package already: let another person sign", card->name);
    return HS_OK;
}

enum hs_status sign_check(const struct package *package, const struct key_card *card, struct hs_why *why)
{
    struct places places;
    return find_places(package_head(package), card, &places, why);
}

static enum hs_status encode_signed(const struct package_head *head, const struct secret_key *key, const struct places *places, struct writer *out,
                                    struct hs_why *why)
{
    unsigned char by_root[TRUST_SIGNATURE_ENTRY], by_manifest[TRUST_SIGNATURE_ENTRY];
    const struct package_manifest *manifest = &head->manifest;
    const struct root_chain *chain = &head->chain;
    const struct root *newest = root_newest(chain);
    struct writer chain_bytes = { .bytes = NULL }, manifest_bytes = { .bytes = NULL }, signatures = { .bytes = NULL };
    enum hs_status status = HS_OK;
    if (places->root)
        status = key_sign(key, SIGNATURE_DOMAIN_ROOT, newest->body, newest->size, by_root, why);
    if (status == HS_OK && places->manifest)
        status = key_sign(key, SIGNATURE_DOMAIN_PACKAGE, manifest->bytes, manifest->size, by_manifest, why);
    if (status != HS_OK)
        return status;
    if (newest)
        encode_chain(&chain_bytes, chain, chain->count - 1, newest->body, newest->size, &newest->signatures, places->root ? by_root : NULL);
    else
        encode_chain(&chain_bytes, chain, 0, NULL, 0, NULL, NULL);
    writer_bytes(&manifest_bytes, manifest->bytes, manifest->size);
    encode_signatures(&signatures, &head->signatures, places->manifest ? by_manifest : NULL);
    encode_head(out, &chain_bytes, &manifest_bytes, &signatures, head->leaves, manifest->leaves);
    out->no_memory |= chain_bytes.no_memory | manifest_bytes.no_memory | signatures.no_memory;
    writer_free(&chain_bytes);
    writer_free(&manifest_bytes);
    writer_free(&signatures);
    return writer_status(out, why);
}

static enum hs_status copy_payload(const struct package *package, struct output_file *file, struct hs_why *why)
{
    const struct package_manifest *manifest = &package_head(package)->manifest;
    enum hs_status status = HS_OK;
    unsigned char *buffer = malloc(PACKAGE_CHUNK);
    if (!buffer)
        return hs_fail(why, HS_NO_MEMORY, "package: no memory: close other programs");
    for (unsigned i = 0; i < manifest->files; i++)
        for (uint64_t chunk = 0; status == HS_OK && chunk < hash_tree_leaves(manifest->file[i].size); chunk++) {
            size_t length;
            status = package_read(package, i, chunk, buffer, &length, why);
            if (status == HS_OK)
                status = output_file_write(file, buffer, length, why);
        }
    free(buffer);
    return status;
}

enum hs_status sign(const struct package *package, const struct secret_key *key, const char *path, struct hs_why *why)
{
    const struct package_head *head = package_head(package);
    struct places places;
    struct writer out = { .bytes = NULL };
    struct output_file file = { .fd = -1 };
    enum hs_status status = find_places(head, key_card(key), &places, why);
    if (status == HS_OK)
        status = package_check_leaves(head, why);
    if (status == HS_OK)
        status = package_check_payload(package, NULL, NULL, why);
    if (status == HS_OK)
        status = encode_signed(head, key, &places, &out, why);
    if (status == HS_OK)
        status = output_file_start(path, package_kind_secret(head->manifest.stream) ? 0600 : 0644, &file, why);
    if (status == HS_OK)
        status = output_file_write(&file, out.bytes, out.size, why);
    if (status == HS_OK)
        status = copy_payload(package, &file, why);
    if (status == HS_OK)
        status = output_file_finish(&file, true, why);
    else
        output_file_abandon(&file);
    writer_free(&out);
    return status;
}
