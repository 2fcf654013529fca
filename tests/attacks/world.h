/* SPDX-License-Identifier: GPL-3.0-or-later */
/* world.h - the honest side that attacks are made against: keys, three roots, and good packages in memory, each part of which can be replaced.
 *
 * Keys are made anew on every run and never leave the process. Root 1 names release keys 0 to 2, fx key 0 and origin keys of GE and TR; root 2 has lost release
 * key 2 and has fx key 1 for 0; root 3 has root keys 3 to 7 instead of 0 to 4. Whatever fails ends the program.
 */
#ifndef HS_TESTS_ATTACKS_WORLD_H
#define HS_TESTS_ATTACKS_WORLD_H

#include <stdint.h>

#include "core/trust/package.h"
#include "core/trust/state.h"
#include "keys/encode.h"
#include "keys/key_file.h"

enum { ROOT_KEYS = 8, RELEASE_KEYS = 4, FX_KEYS = 2, ORIGIN_KEYS = 3, ROOTS = 3, ROLES_MAX = 8, ROLE_KEYS_MAX = 20, SIGNERS_MAX = 34, DAY = 86400 };

struct world {
    int64_t now;
    struct secret_key *root[ROOT_KEYS], *release[RELEASE_KEYS], *fx[FX_KEYS];
    struct secret_key *origin[ORIGIN_KEYS]; /* GE, TR, and AM, which no root names, as none names release key 3 */
    struct writer chain[ROOTS + 1];         /* the chain of roots 1 to n */
};

/* A root before it is bytes. */
struct root_draft {
    struct encode_root root;
    struct encode_role role[ROLES_MAX];
    unsigned char keys[ROLES_MAX][ROLE_KEYS_MAX * PUBLIC_KEY_SIZE];
};

/* A package before it is bytes. */
struct draft {
    struct encode_manifest manifest;
    struct encode_file file[PACKAGE_FILES_MAX + 2];
    const struct writer *chain;
    const struct secret_key *signer[SIGNERS_MAX];
    unsigned signers;
    unsigned algorithm; /* of the signatures */
    const char *domain; /* under which they are made */
    struct writer leaves, payload;
    struct writer signatures;   /* when not empty, instead of those that the signers make */
    struct writer signed_bytes; /* when not empty, the manifest's place */
};

_Noreturn void world_complain(const char *what);
void world_make(struct world *world);
void world_free(struct world *world);

/* Root `version` as the honest side makes it; its draft may be changed, then encoded. */
void root_draft(const struct world *world, unsigned version, struct root_draft *draft);
/* Puts keys into a role of a draft, sorted. */
void root_draft_keys(struct root_draft *draft, unsigned role, struct secret_key *const *key, unsigned count);
/* The body, and `before` with it at the end, signed by these. */
void root_encode(const struct root_draft *draft, struct writer *body);
void root_append(const struct writer *before, const struct writer *body, struct secret_key *const *signer, unsigned signers, struct writer *chain);

/* A good package of this kind, signed by those who must, with root chain 1. */
void draft_make(const struct world *world, enum package_kind kind, uint64_t sequence, struct draft *draft);
/* Replaces the files: contents are hashed, listed and become the payload. */
void draft_files(struct draft *draft, unsigned files, const char *const *name, const char *const *content);
void draft_signers(struct draft *draft, unsigned count, const struct secret_key *a, const struct secret_key *b, const struct secret_key *c);
/* The content hash of the files as they are now listed. */
void draft_seal(struct draft *draft);
/* The manifest's bytes and the signatures over them. */
void draft_manifest(const struct draft *draft, struct writer *manifest);
void draft_sign(const struct draft *draft, const struct writer *manifest, struct writer *signatures);
void draft_encode(const struct draft *draft, struct writer *package);
void draft_free(struct draft *draft);

/* A store with this chain enrolled and this high-water mark; the directory is made. */
void store_make(const char *path, const struct writer *chain, const struct highwater *seen);
void file_write(const char *path, const struct writer *bytes);

#endif
