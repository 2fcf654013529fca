/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/attacks/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

void world_complain(const char *what)
{
    fprintf(stderr, "attacks: %s\n", what);
    exit(99);
}

static struct secret_key *new_key(enum trust_role role, const char *country)
{
    struct secret_key *key;
    struct hs_why why;
    if (key_make(role, country, "made", &key, &why) != HS_OK)
        world_complain(why.text);
    return key;
}

static int key_order(const void *a, const void *b)
{
    return memcmp(a, b, PUBLIC_KEY_SIZE);
}

void root_draft_keys(struct root_draft *draft, unsigned role, struct secret_key *const *key, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        memcpy(draft->keys[role] + (size_t)i * PUBLIC_KEY_SIZE, key_card(key[i])->key, PUBLIC_KEY_SIZE);
    qsort(draft->keys[role], count, PUBLIC_KEY_SIZE, key_order);
    draft->role[role].keys = count;
    draft->role[role].key = draft->keys[role];
}

void root_draft(const struct world *world, unsigned version, struct root_draft *draft)
{
    static const struct encode_role roles[] = { { .role = ROLE_ROOT, .threshold = 3, .country = "" },
                                                { .role = ROLE_RELEASE, .threshold = 2, .country = "" },
                                                { .role = ROLE_FX, .threshold = 1, .country = "" },
                                                { .role = ROLE_ORIGIN, .threshold = 1, .country = "GE" },
                                                { .role = ROLE_ORIGIN, .threshold = 1, .country = "TR" } };
    enum { COUNT = sizeof roles / sizeof *roles };
    draft->root = (struct encode_root) { .version = version,
                                         .product = "hsdesk",
                                         .channel = "stable",
                                         .countries = "AZXX",
                                         .created = world->now - 60 * DAY,
                                         .expires = world->now + 600 * DAY,
                                         .roles = COUNT,
                                         .role = draft->role };
    memcpy(draft->role, roles, sizeof roles);
    for (unsigned i = 0; i < COUNT; i++)
        draft->role[i].algorithm = SIGNATURE_ALGORITHM;
    root_draft_keys(draft, 0, world->root + (version >= 3 ? 3 : 0), 5);
    root_draft_keys(draft, 1, world->release, version == 1 ? 3 : 2);
    root_draft_keys(draft, 2, world->fx + (version > 1), 1);
    root_draft_keys(draft, 3, world->origin, 1);
    root_draft_keys(draft, 4, world->origin + 1, 1);
}

void root_encode(const struct root_draft *draft, struct writer *body)
{
    *body = (struct writer) { .bytes = NULL };
    encode_root(body, &draft->root);
}

/* Signatures one behind the other, sorted, as encode_signatures wants them. */
static void sign_all(struct secret_key *const *signer, unsigned signers, const char *domain, const struct writer *message, struct writer *signatures)
{
    struct writer empty = { .bytes = NULL };
    *signatures = empty;
    encode_signatures(signatures, NULL, NULL);
    for (unsigned i = 0; i < signers; i++) {
        unsigned char entry[TRUST_SIGNATURE_ENTRY];
        struct writer more = empty;
        struct trust_signatures before = { signatures->bytes[0], signatures->bytes + 1 };
        if (key_sign(signer[i], domain, message->bytes, message->size, entry, NULL) != HS_OK)
            world_complain("cannot sign");
        encode_signatures(&more, &before, entry);
        writer_free(signatures);
        *signatures = more;
    }
}

void root_append(const struct writer *before, const struct writer *body, struct secret_key *const *signer, unsigned signers, struct writer *chain)
{
    struct writer signatures, made = { .bytes = NULL };
    sign_all(signer, signers, SIGNATURE_DOMAIN_ROOT, body, &signatures);
    writer_number(&made, (before && before->size ? before->bytes[0] : 0u) + 1, 1);
    if (before && before->size)
        writer_bytes(&made, before->bytes + 1, before->size - 1);
    writer_number(&made, body->size, 4);
    writer_bytes(&made, body->bytes, body->size);
    writer_bytes(&made, signatures.bytes, signatures.size);
    writer_free(&signatures);
    *chain = made;
}

void world_make(struct world *world)
{
    static const char *const countries[ORIGIN_KEYS] = { "GE", "TR", "AM" };
    static const unsigned signers[ROOTS + 1] = { 0, 3, 4, 5 }; /* root 3: keys 2 to 6, of which three are the old root's and four its own */
    *world = (struct world) { .now = time(NULL) };
    for (int i = 0; i < ROOT_KEYS; i++)
        world->root[i] = new_key(ROLE_ROOT, "");
    for (int i = 0; i < RELEASE_KEYS; i++)
        world->release[i] = new_key(ROLE_RELEASE, "");
    for (int i = 0; i < FX_KEYS; i++)
        world->fx[i] = new_key(ROLE_FX, "");
    for (int i = 0; i < ORIGIN_KEYS; i++)
        world->origin[i] = new_key(ROLE_ORIGIN, countries[i]);
    for (unsigned version = 1; version <= ROOTS; version++) {
        struct root_draft draft;
        struct writer body;
        root_draft(world, version, &draft);
        root_encode(&draft, &body);
        root_append(&world->chain[version - 1], &body, world->root + (version == 3 ? 2 : 0), signers[version], &world->chain[version]);
        writer_free(&body);
    }
}

void world_free(struct world *world)
{
    for (int i = 0; i < ROOT_KEYS; i++)
        key_forget(world->root[i]);
    for (int i = 0; i < RELEASE_KEYS; i++)
        key_forget(world->release[i]);
    for (int i = 0; i < FX_KEYS; i++)
        key_forget(world->fx[i]);
    for (int i = 0; i < ORIGIN_KEYS; i++)
        key_forget(world->origin[i]);
    for (int i = 0; i <= ROOTS; i++)
        writer_free(&world->chain[i]);
}

void draft_seal(struct draft *draft)
{
    draft->manifest.content = encode_content(draft->file, draft->manifest.files);
}

void draft_files(struct draft *draft, unsigned files, const char *const *name, const char *const *content)
{
    writer_free(&draft->leaves);
    writer_free(&draft->payload);
    draft->manifest.files = files;
    draft->manifest.records = 0;
    for (unsigned i = 0; i < files; i++) {
        size_t size = strlen(content[i]), first = draft->leaves.size;
        for (size_t at = 0; at < size; at += PACKAGE_CHUNK) {
            struct digest leaf = hash_tree_leaf(at / PACKAGE_CHUNK, content[i] + at, size - at < PACKAGE_CHUNK ? size - at : PACKAGE_CHUNK);
            writer_bytes(&draft->leaves, leaf.bytes, DIGEST_SIZE);
        }
        draft->file[i] = (struct encode_file) { name[i], size, hash_tree_root(draft->leaves.bytes + first, size) };
        writer_bytes(&draft->payload, content[i], size);
        for (const char *at = content[i]; (at = strchr(at, '\n')); at++)
            draft->manifest.records++;
    }
    unsigned stream = draft->manifest.kind == PACKAGE_ROLLBACK ? draft->manifest.stream : draft->manifest.kind;
    if (stream >= PACKAGE_KIND_COUNT || !package_kind_rows((enum package_kind)stream))
        draft->manifest.records = files;
    draft_seal(draft);
}

void draft_signers(struct draft *draft, unsigned count, const struct secret_key *a, const struct secret_key *b, const struct secret_key *c)
{
    draft->signers = count;
    draft->signer[0] = a;
    draft->signer[1] = b;
    draft->signer[2] = c;
}

/* A package that carries the roots up to the second, and says so in its manifest. */
static void make_root_draft(const struct world *world, struct draft *draft)
{
    struct root_chain *chain = malloc(sizeof *chain);
    if (!chain || root_chain_parse(world->chain[2].bytes, world->chain[2].size, chain, NULL) != HS_OK)
        world_complain("a root of our own cannot be parsed");
    draft->chain = &world->chain[2];
    draft->manifest.sequence = 2;
    draft->manifest.country = "XX";
    draft->manifest.content = root_fingerprint(root_newest(chain));
    draft_signers(draft, 3, world->root[0], world->root[1], world->root[2]);
    free(chain);
}

void draft_make(const struct world *world, enum package_kind kind, uint64_t sequence, struct draft *draft)
{
    static const char *const name[] = { "rows.tsv", "titles.tsv" };
    static const char *const content[] = { "170490\t15\n180632\t10\n", "170490\tsweets without cocoa\n" };
    memset(draft, 0, sizeof *draft);
    draft->manifest = (struct encode_manifest) { .product = "hsdesk",
                                                 .country = kind == PACKAGE_ORIGIN ? "GE" : "AZ",
                                                 .channel = "stable",
                                                 .kind = kind,
                                                 .stream = kind == PACKAGE_ROLLBACK ? PACKAGE_TARIFF : ENCODE_NO_STREAM,
                                                 .sequence = sequence,
                                                 .created = world->now - 3600,
                                                 .expires = world->now + 300 * DAY,
                                                 .effective = 20260101,
                                                 .file = draft->file };
    draft->chain = &world->chain[1];
    draft->algorithm = SIGNATURE_ALGORITHM;
    draft->domain = SIGNATURE_DOMAIN_PACKAGE;
    switch (package_kind_role(kind)) {
    case ROLE_ROOT:
        make_root_draft(world, draft);
        return;
    case ROLE_FX:
        draft_signers(draft, 1, world->fx[0], NULL, NULL);
        break;
    case ROLE_ORIGIN:
        draft_signers(draft, 1, world->origin[0], NULL, NULL);
        break;
    default:
        draft_signers(draft, 2, world->release[0], world->release[1], NULL);
    }
    draft_files(draft, 2, name, content);
}

void draft_manifest(const struct draft *draft, struct writer *manifest)
{
    *manifest = (struct writer) { .bytes = NULL };
    encode_manifest(manifest, &draft->manifest);
}

void draft_sign(const struct draft *draft, const struct writer *manifest, struct writer *signatures)
{
    struct secret_key *signer[SIGNERS_MAX];
    memcpy(signer, draft->signer, sizeof signer);
    sign_all(signer, draft->signers, draft->domain, manifest, signatures);
    for (unsigned i = 0; i < draft->signers; i++)
        signatures->bytes[1 + (size_t)i * TRUST_SIGNATURE_ENTRY] = (unsigned char)draft->algorithm;
}

void draft_encode(const struct draft *draft, struct writer *package)
{
    static const unsigned char none[1];
    struct writer manifest, signatures, chain = { .bytes = NULL };
    draft_manifest(draft, &manifest);
    draft_sign(draft, &manifest, &signatures);
    if (draft->chain)
        writer_bytes(&chain, draft->chain->bytes, draft->chain->size);
    else
        writer_bytes(&chain, none, 1);
    *package = (struct writer) { .bytes = NULL };
    encode_head(package, &chain, draft->signed_bytes.size ? &draft->signed_bytes : &manifest, draft->signatures.size ? &draft->signatures : &signatures,
                draft->leaves.bytes, draft->leaves.size / DIGEST_SIZE);
    writer_bytes(package, draft->payload.bytes, draft->payload.size);
    writer_free(&manifest);
    writer_free(&signatures);
    writer_free(&chain);
}

void draft_free(struct draft *draft)
{
    writer_free(&draft->leaves);
    writer_free(&draft->payload);
    writer_free(&draft->signatures);
    writer_free(&draft->signed_bytes);
}

void store_make(const char *path, const struct writer *chain, const struct highwater *seen)
{
    struct hs_why why;
    struct root_chain *parsed = malloc(sizeof *parsed);
    if (!parsed || root_chain_parse(chain->bytes, chain->size, parsed, &why) != HS_OK || mkdir(path, 0755) < 0 ||
        state_write_root(path, parsed, &why) != HS_OK || state_write_highwater(path, seen, &why) != HS_OK)
        world_complain(path);
    free(parsed);
}

void file_write(const char *path, const struct writer *bytes)
{
    FILE *stream = fopen(path, "wb");
    if (!stream || (bytes->size && fwrite(bytes->bytes, 1, bytes->size, stream) != bytes->size) || fclose(stream) != 0)
        world_complain(path);
}
