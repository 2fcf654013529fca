/* SPDX-License-Identifier: GPL-3.0-or-later */
/* roots.c - attacks on the root chain. */
#include <stdlib.h>
#include <string.h>

#include "tests/attacks/forge.h"

/* Points of small order, and y that are no canonical encoding of one (p, p + 1): under such a key one signature fits many messages. The list is that of
 * libsodium's ge25519_has_small_order; the sign bit is tried both ways. */
static const unsigned char SMALL[][PUBLIC_KEY_SIZE] = {
    { 0 },
    { 1 },
    { 0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
      0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05 },
    { 0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
      0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a },
    { 0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f },
    { 0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f },
    { 0xee, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f },
};

/* A tariff whose chain is `before` and this draft's root, signed by `signers` of `signer`. */
static void forge_root(struct forge *forge, const struct root_draft *root, const struct writer *before, struct secret_key *const *signer, unsigned signers)
{
    struct writer body, chain;
    struct draft draft;
    root_encode(root, &body);
    root_append(before, &body, signer, signers, &chain);
    draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
    draft.chain = &chain;
    forge_draft(forge, &draft);
    writer_free(&body);
    writer_free(&chain);
}

static void next(struct forge *forge, const struct root_draft *root)
{
    forge_root(forge, root, &forge->world.chain[root->root.version - 1], forge->world.root, 5);
}

static void keys(struct forge *forge)
{
    struct root_draft root;
    forge_class(forge, "small-order-key", "no Ed25519 key");
    for (size_t i = 0; i < sizeof SMALL / sizeof *SMALL; i++)
        for (unsigned role = 0; role < 4; role++)
            for (unsigned sign = 0; sign < 2; sign++) {
                root_draft(&forge->world, 2, &root);
                unsigned char key[PUBLIC_KEY_SIZE];
                memcpy(key, SMALL[i], sizeof key);
                key[PUBLIC_KEY_SIZE - 1] |= (unsigned char)(sign << 7);
                size_t at = 0, count = root.role[role].keys; /* instead of the key in whose place it sorts */
                while (at + 1 < count && memcmp(root.keys[role] + (at + 1) * PUBLIC_KEY_SIZE, key, PUBLIC_KEY_SIZE) < 0)
                    at++;
                memcpy(root.keys[role] + at * PUBLIC_KEY_SIZE, key, PUBLIC_KEY_SIZE);
                next(forge, &root);
            }
    forge_class(forge, "key-algorithm-swap", "is of algorithm [0-9]+, not Ed25519");
    for (unsigned role = 0; role < 5; role++) {
        root_draft(&forge->world, 2, &root);
        root.role[role].algorithm = role * 2;
        next(forge, &root);
    }
    forge_class(forge, "one-key-two-roles", "one key has two roles");
    for (unsigned role = 1; role < 5; role++) {
        root_draft(&forge->world, 2, &root);
        root_draft_keys(&root, role, forge->world.root, role == 1 ? 2 : 1);
        next(forge, &root);
    }
    forge_class(forge, "key-twice-in-role", "has one key twice");
    for (unsigned role = 0; role < 5; role++) {
        root_draft(&forge->world, 2, &root);
        memcpy(root.keys[role] + (size_t)root.role[role].keys * PUBLIC_KEY_SIZE, root.keys[role] + ((size_t)root.role[role].keys - 1) * PUBLIC_KEY_SIZE,
               PUBLIC_KEY_SIZE);
        root.role[role].keys++;
        next(forge, &root);
    }
    forge_class(forge, "keys-unsorted", "keys of role [a-z]+ are not sorted");
    for (unsigned role = 0; role < 2; role++) {
        unsigned char first[PUBLIC_KEY_SIZE];
        root_draft(&forge->world, 2, &root);
        memcpy(first, root.keys[role], sizeof first);
        memcpy(root.keys[role], root.keys[role] + PUBLIC_KEY_SIZE, sizeof first);
        memcpy(root.keys[role] + PUBLIC_KEY_SIZE, first, sizeof first);
        next(forge, &root);
    }
}

static void thresholds(struct forge *forge)
{
    struct root_draft root;
    forge_class(forge, "threshold-0", "has threshold 0");
    for (unsigned role = 0; role < 5; role++) {
        root_draft(&forge->world, 2, &root);
        root.role[role].threshold = 0;
        next(forge, &root);
    }
    forge_class(forge, "threshold-over-n", "asks for [0-9]+ of [0-9]+ keys");
    for (unsigned role = 0; role < 5; role++)
        for (unsigned more = 1; more <= 200; more += 199) {
            root_draft(&forge->world, 2, &root);
            root.role[role].threshold = root.role[role].keys + more;
            next(forge, &root);
        }
    forge_class(forge, "threshold-too-low", "at least [23] is asked");
    for (unsigned role = 0; role < 2; role++)
        for (unsigned threshold = 1; threshold < (role ? 2 : 3); threshold++) {
            root_draft(&forge->world, 2, &root);
            root.role[role].threshold = threshold;
            next(forge, &root);
        }
    forge_class(forge, "no-root-keys", "names no root keys");
    root_draft(&forge->world, 2, &root);
    root.root.role++;
    root.root.roles--;
    next(forge, &root);
    forge_class(forge, "role-twice", "roles are not sorted, or one stands twice");
    for (unsigned role = 1; role < 5; role++) {
        root_draft(&forge->world, 2, &root);
        root.role[5] = root.role[4];
        for (unsigned i = 4; i > role; i--)
            root.role[i] = root.role[i - 1];
        root.role[role] = root.role[role - 1];
        root.root.roles = 6;
        next(forge, &root);
    }
    forge_class(forge, "unknown-role", "role number [0-9]+ is not known");
    for (unsigned number = TRUST_ROLE_COUNT; number < 256; number += 83) {
        root_draft(&forge->world, 2, &root);
        root.role[4].role = number;
        next(forge, &root);
    }
    forge_class(forge, "role-country", "is not bound to a country as it must be");
    for (unsigned role = 0; role < 5; role++) {
        root_draft(&forge->world, 2, &root);
        root.role[role].country = role < 3 ? "GE" : "";
        next(forge, &root);
    }
}

static void steps(struct forge *forge)
{
    struct world *world = &forge->world;
    struct root_draft root;
    struct draft draft;
    struct writer body, chain;
    forge_class(forge, "skipped-root", "one was skipped");
    for (unsigned version = 3; version < 9; version++) {
        root_draft(world, 2, &root);
        root.root.version = version;
        forge_root(forge, &root, &world->chain[1], world->root, 5);
    }
    forge_class(forge, "skipped-start", "starts at root [0-9]+, after the trusted root 1");
    for (unsigned version = 2; version < 6; version++) {
        root_draft(world, 2, &root);
        root.root.version = version;
        forge_root(forge, &root, NULL, world->root, 5);
    }
    forge_class(forge, "root-backwards", "one was skipped");
    for (unsigned version = 1; version < 3; version++) {
        root_draft(world, 1, &root);
        root.root.version = version;
        root.root.product = "hsdesk";
        forge_root(forge, &root, &world->chain[2], world->root, 5);
    }
    forge_class(forge, "root-by-old-only", "have it signed by the new root keys");
    for (unsigned signers = 3; signers < 6; signers++) { /* keys 0 to 4, of which the new root has 3 and 4 */
        root_draft(world, 3, &root);
        forge_root(forge, &root, &world->chain[2], world->root, signers);
    }
    forge_class(forge, "root-by-new-only", "have it signed by the old root keys");
    for (unsigned signers = 3; signers < 6; signers++) { /* keys 3 to 7, of which the old root has 3 and 4 */
        root_draft(world, 3, &root);
        forge_root(forge, &root, &world->chain[2], world->root + 3, signers);
    }
    forge_class(forge, "root-too-few", "signed by [0-2] of the 3 keys");
    for (unsigned signers = 0; signers < 3; signers++) {
        root_draft(world, 2, &root);
        forge_root(forge, &root, &world->chain[1], world->root, signers);
    }
    forge_class(forge, "root-key-twice", "one key signs twice");
    struct secret_key *const twice[] = { world->root[0], world->root[0], world->root[1] };
    root_draft(world, 2, &root);
    forge_root(forge, &root, &world->chain[1], twice, 3);
    forge_class(forge, "root-by-strangers", "is a root key neither of it nor of the one before");
    for (unsigned role = 0; role < 2; role++) {
        root_draft(world, 2, &root);
        forge_root(forge, &root, &world->chain[1], role ? world->release : world->root + 5, 3);
    }
    forge_class(forge, "own-root", "is not the root 1 that is trusted here");
    for (unsigned with = 0; with < 2; with++) { /* a whole world of the attacker's own, first root and all */
        root_draft(world, 1, &root);
        root_draft_keys(&root, 0, world->root + 3, 5);
        root_draft_keys(&root, 1, world->release + 2, 2);
        root_encode(&root, &body);
        root_append(NULL, &body, world->root + 3, 5, &chain);
        draft_make(world, with ? PACKAGE_MODEL : PACKAGE_TARIFF, 11, &draft);
        draft.chain = &chain;
        draft_signers(&draft, 2, world->release[2], world->release[3], NULL);
        forge_draft(forge, &draft);
        writer_free(&body);
        writer_free(&chain);
    }
    forge_class(forge, "forked-root", "is not the root 2 that is trusted here");
    for (unsigned role = 1; role < 4; role++) { /* another successor of root 1, lawfully signed, where a post has one already */
        root_draft(world, 2, &root);
        root.role[role].threshold = 1;
        root.role[1].threshold = 2;
        root.root.expires += role;
        forge->store = "rotated";
        forge_root(forge, &root, &world->chain[1], world->root, 5);
    }
    forge_class(forge, "other-product-root", "a root keeps its product and channel");
    for (unsigned what = 0; what < 2; what++) {
        root_draft(world, 2, &root);
        *(what ? &root.root.channel : &root.root.product) = "other";
        next(forge, &root);
    }
    forge_class(forge, "expired-root", "root 2: it expired at");
    for (unsigned days = 0; days < 3; days++) {
        root_draft(world, 2, &root);
        root.root.expires = world->now - 60 - (int64_t)days * DAY;
        next(forge, &root);
    }
    forge_class(forge, "root-replayed", "is not newer than the trusted root");
    draft_make(world, PACKAGE_ROOT, 2, &draft);
    forge->store = "rotated";
    forge_draft(forge, &draft);
}

static void form(struct forge *forge)
{
    struct world *world = &forge->world;
    struct root_draft root;
    struct draft draft;
    struct writer chain = { .bytes = NULL };
    forge_class(forge, "chain-too-long", "too long, [0-9]+ roots");
    writer_bytes(&chain, world->chain[1].bytes, world->chain[1].size);
    for (unsigned version = 2; version <= 40; version++) {
        struct writer body, longer;
        root_draft(world, 2, &root);
        root.root.version = version;
        root_encode(&root, &body);
        root_append(&chain, &body, world->root, 3, &longer);
        writer_free(&body);
        writer_free(&chain);
        chain = longer;
        if (version > ROOT_CHAIN_MAX) {
            draft_make(world, PACKAGE_TARIFF, 11, &draft);
            draft.chain = &chain;
            forge_draft(forge, &draft);
        }
    }
    writer_free(&chain);
    forge_class(forge, "root-critical-field", "critical field [a-z]+ is not known here");
    struct encode_field field = { "moon", "full", 4, 1 };
    root_draft(world, 2, &root);
    root.root.field = &field;
    root.root.fields = 1;
    next(forge, &root);
    forge_class(forge, "root-countries", "countries are not pairs|names [0-9]+ countries");
    static const char *const lists[] = { "", "azXX", "XXAZ", "AZAZ", "A1XX", "AZ\tX" };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        root_draft(world, 2, &root);
        root.root.countries = lists[i];
        next(forge, &root);
    }
    forge_class(forge, "root-times", "its times are out of order");
    for (int what = 0; what < 3; what++) {
        root_draft(world, 2, &root);
        root.root.expires = what == 0 ? root.root.created : what == 1 ? -1 : INT64_C(253402300800);
        next(forge, &root);
    }
    forge_class(forge, "root-trailing", "bytes behind its end");
    for (unsigned more = 1; more < 5; more++) {
        struct writer body;
        root_draft(world, 2, &root);
        root_encode(&root, &body);
        for (unsigned i = 0; i < more; i++)
            writer_number(&body, i, 1);
        root_append(&world->chain[1], &body, world->root, 3, &chain);
        draft_make(world, PACKAGE_TARIFF, 11, &draft);
        draft.chain = &chain;
        forge_draft(forge, &draft);
        writer_free(&body);
        writer_free(&chain);
    }
    for (unsigned more = 1; more < 5; more++) {
        writer_bytes(&chain, world->chain[2].bytes, world->chain[2].size);
        for (unsigned i = 0; i < more; i++)
            writer_number(&chain, i, 1);
        draft_make(world, PACKAGE_TARIFF, 11, &draft);
        draft.chain = &chain;
        forge_draft(forge, &draft);
        writer_free(&chain);
    }
    forge_class(forge, "root-cut", "cut short|at most|does not start with|no name|countries|roles|threshold|[Aa]lgorithm|further|known|keys|times|sorted");
    for (size_t size = 2; size < world->chain[2].size; size += 97) {
        writer_bytes(&chain, world->chain[2].bytes, size);
        draft_make(world, PACKAGE_TARIFF, 11, &draft);
        draft.chain = &chain;
        forge_draft(forge, &draft);
        writer_free(&chain);
    }
}

void forge_root_cases(struct forge *forge)
{
    keys(forge);
    thresholds(forge);
    steps(forge);
    form(forge);
}
