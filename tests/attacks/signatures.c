/* SPDX-License-Identifier: GPL-3.0-or-later */
/* signatures.c - attacks on who signed. */
#include <string.h>

#include "tests/attacks/forge.h"

/* The group's order, little-endian: added to S it gives a second signature for the same message, which lax verifiers take. */
static const unsigned char ORDER[32] = { 0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                         0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10 };

/* All kinds but root. */
static int content_kind(int after)
{
    after++;
    return after == PACKAGE_ROOT ? after + 1 : after;
}

#define EACH_CONTENT_KIND(kind) for (int kind = content_kind(-1); kind < PACKAGE_KIND_COUNT; kind = content_kind(kind))

static void make(struct forge *forge, int kind, struct draft *draft)
{
    draft_make(&forge->world, (enum package_kind)kind, 11, draft);
}

/* The draft's own signatures, to be changed. */
static unsigned char *own_signatures(struct draft *draft)
{
    struct writer manifest;
    draft_manifest(draft, &manifest);
    draft_sign(draft, &manifest, &draft->signatures);
    writer_free(&manifest);
    return draft->signatures.bytes + 1;
}

static void add_order(unsigned char s[static 32])
{
    unsigned carry = 0;
    for (int i = 0; i < 32; i++) {
        carry += s[i] + ORDER[i];
        s[i] = (unsigned char)carry;
        carry >>= 8;
    }
}

static void missing(struct forge *forge)
{
    struct world *world = &forge->world;
    struct draft draft;
    forge_class(forge, "unsigned", "not signed at all");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++) {
        make(forge, kind, &draft);
        draft.signers = 0;
        forge_draft(forge, &draft);
    }
    forge_class(forge, "one-of-two", "signed by 1 of the 2 keys");
    EACH_CONTENT_KIND(kind)
    for (int signer = 0; signer < 3 && package_kind_role((enum package_kind)kind) == ROLE_RELEASE; signer++) {
        make(forge, kind, &draft);
        draft_signers(&draft, 1, world->release[signer], NULL, NULL);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "two-of-three", "signed by [12] of the 3 keys");
    for (unsigned signers = 1; signers < 3; signers++) {
        make(forge, PACKAGE_ROOT, &draft);
        draft.signers = signers;
        forge_draft(forge, &draft);
    }
    forge_class(forge, "one-key-twice", "one key signs twice");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++) {
        make(forge, kind, &draft);
        draft_signers(&draft, 2, draft.signer[0], draft.signer[0], NULL);
        forge_draft(forge, &draft);
    }
}

static void aliased(struct forge *forge)
{
    struct draft draft;
    forge_class(forge, "aliased-id", "not known to root 1");
    EACH_CONTENT_KIND(kind)
    for (int byte = 0; byte < 2; byte++) { /* a key's signature under another id of its own */
        make(forge, kind, &draft);
        own_signatures(&draft)[1 + byte * 31] ^= 1;
        if (draft.signers == 2 && memcmp(draft.signatures.bytes + 2, draft.signatures.bytes + 2 + TRUST_SIGNATURE_ENTRY, DIGEST_SIZE) >= 0)
            draft.signatures.bytes[2] = 0;
        forge_draft(forge, &draft);
    }
    forge_class(forge, "anothers-id", "does not fit what it stands under");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++) { /* the first key's signature stands under the second key's id too */
        make(forge, kind, &draft);
        if (draft.signers < 2) {
            draft_free(&draft);
            continue;
        }
        unsigned char *entry = own_signatures(&draft);
        memcpy(entry + TRUST_SIGNATURE_ENTRY + 1 + DIGEST_SIZE, entry + 1 + DIGEST_SIZE, SIGNATURE_SIZE);
        forge_draft(forge, &draft);
    }
}

static void wrong_people(struct forge *forge)
{
    struct world *world = &forge->world;
    struct draft draft;
    const struct {
        enum trust_role role;
        struct secret_key *const *key;
        unsigned count;
    } group[] = { { ROLE_ROOT, world->root, 3 }, { ROLE_RELEASE, world->release, 2 }, { ROLE_FX, world->fx, 1 }, { ROLE_ORIGIN, world->origin, 1 } };
    forge_class(forge, "wrong-role", "which may not sign as");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++)
        for (int g = 0; g < 4; g++) {
            if (group[g].role == package_kind_role((enum package_kind)kind))
                continue;
            make(forge, kind, &draft);
            draft_signers(&draft, group[g].count, group[g].key[0], group[g].key[1], group[g].key[2]);
            if (kind == PACKAGE_ROOT)
                draft.chain = &world->chain[1], draft.manifest.sequence = 1;
            forge_draft(forge, &draft);
        }
    for (int with = 0; with < 2; with++) { /* a right key and a wrong one beside it */
        make(forge, PACKAGE_TARIFF, &draft);
        draft_signers(&draft, 2, world->release[with], world->fx[0], NULL);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "origin-of-another", "which may not sign as origin");
    for (int issuer = 0; issuer < 2; issuer++) {
        make(forge, PACKAGE_ORIGIN, &draft);
        draft.manifest.country = issuer ? "GE" : "TR";
        draft_signers(&draft, 1, world->origin[issuer], NULL, NULL);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "no-such-authority", "gives nobody the role origin AM");
    make(forge, PACKAGE_ORIGIN, &draft);
    draft.manifest.country = "AM";
    draft_signers(&draft, 1, world->origin[2], NULL, NULL);
    forge_draft(forge, &draft);
    forge_class(forge, "unknown-key", "not known to root 1");
    EACH_CONTENT_KIND(kind)
    {
        make(forge, kind, &draft);
        draft_signers(&draft, 1, world->release[3], NULL, NULL);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "revoked-key", "was revoked after root 1");
    EACH_CONTENT_KIND(kind)
    {
        if (package_kind_role((enum package_kind)kind) == ROLE_ORIGIN)
            continue;
        for (int brings = 0; brings < 2; brings++) { /* the store knows of the newer root, or the package brings it along itself */
            make(forge, kind, &draft);
            forge->store = brings ? "fresh" : "rotated";
            draft.chain = &world->chain[brings ? 2 : 1];
            if (package_kind_role((enum package_kind)kind) == ROLE_RELEASE)
                draft_signers(&draft, 2, world->release[2], world->release[2 - 1], NULL);
            forge_draft(forge, &draft);
        }
    }
}

static void altered(struct forge *forge)
{
    struct draft draft;
    forge_class(forge, "malleated-s", "S is not reduced");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++)
        for (unsigned signer = 0; signer < 2; signer++) {
            make(forge, kind, &draft);
            unsigned char *entry = own_signatures(&draft);
            if (signer < draft.signers) {
                add_order(entry + (size_t)signer * TRUST_SIGNATURE_ENTRY + 1 + DIGEST_SIZE + 32);
                forge_draft(forge, &draft);
            } else
                draft_free(&draft);
        }
    forge_class(forge, "algorithm-swap", "of algorithm [0-9]+, not Ed25519");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++) {
        make(forge, kind, &draft);
        draft.algorithm = kind == 1 ? 255 : kind == 0 ? 0 : 1u + (unsigned)kind;
        forge_draft(forge, &draft);
    }
    forge_class(forge, "other-domain", "does not fit what it stands under");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++) {
        make(forge, kind, &draft);
        draft.domain = kind % 2 ? SIGNATURE_DOMAIN_ROOT : "";
        forge_draft(forge, &draft);
    }
    forge_class(forge, "zero-signature", "does not fit what it stands under");
    EACH_CONTENT_KIND(kind)
    {
        make(forge, kind, &draft);
        memset(own_signatures(&draft) + 1 + DIGEST_SIZE, 0, SIGNATURE_SIZE);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "unsorted-signatures", "signatures are not sorted");
    EACH_CONTENT_KIND(kind)
    {
        make(forge, kind, &draft);
        unsigned char *entry = own_signatures(&draft), first[TRUST_SIGNATURE_ENTRY];
        if (draft.signers < 2) {
            draft_free(&draft);
            continue;
        }
        memcpy(first, entry, sizeof first);
        memcpy(entry, entry + TRUST_SIGNATURE_ENTRY, sizeof first);
        memcpy(entry + TRUST_SIGNATURE_ENTRY, first, sizeof first);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "too-many-signatures", "[0-9]+ signatures, at most 32");
    for (unsigned count = 33; count < 256; count += 111) {
        make(forge, PACKAGE_TARIFF, &draft);
        writer_number(&draft.signatures, count, 1);
        for (unsigned i = 0; i < count * TRUST_SIGNATURE_ENTRY; i++)
            writer_number(&draft.signatures, i, 1);
        forge_draft(forge, &draft);
    }
}

void forge_signature_cases(struct forge *forge)
{
    missing(forge);
    aliased(forge);
    wrong_people(forge);
    altered(forge);
}
