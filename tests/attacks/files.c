/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files.c - attacks on the bytes: parts of two packages in one, sizes that lie, cuts, and what is no file at all. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/attacks/forge.h"

enum { PATH_SIZE = 4096, LARGE = 200000 };

/* A package of three chunks and one, so that leaves and chunks can change places. */
static void make_large(struct forge *forge, char fill, struct draft *draft)
{
    static const char *const name[] = { "large.tsv", "small.tsv" };
    char *large = malloc(LARGE + 1);
    if (!large)
        world_complain("no memory");
    memset(large, fill, LARGE);
    for (size_t i = 999; i < LARGE; i += 1000)
        large[i] = '\n';
    large[LARGE] = '\0';
    const char *const content[] = { large, "1\n" };
    draft_make(&forge->world, PACKAGE_TARIFF, 11, draft);
    draft_files(draft, 2, name, content);
    free(large);
}

static void take(struct writer *to, const struct writer *from)
{
    writer_free(to);
    writer_bytes(to, from->bytes, from->size);
}

static void mixed(struct forge *forge)
{
    struct draft draft, other;
    struct writer manifest;
    forge_class(forge, "mixed-signatures", "does not fit what it stands under");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++) { /* what was signed for number 12, under number 11 */
        draft_make(&forge->world, (enum package_kind)kind, 11, &draft);
        draft_make(&forge->world, (enum package_kind)kind, 12, &other);
        if (kind == PACKAGE_ROOT)
            other.manifest.expires++;
        draft_manifest(&other, &manifest);
        draft_sign(&other, &manifest, &draft.signatures);
        writer_free(&manifest);
        draft_free(&other);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "mixed-leaves", "leaf hashes of file .* are not those that were signed");
    for (unsigned leaf = 0; leaf < 4; leaf++)
        for (unsigned what = 0; what < 2; what++) {
            make_large(forge, 'a', &draft);
            make_large(forge, 'b', &other);
            if (what)
                draft.leaves.bytes[leaf * DIGEST_SIZE + leaf] ^= 1;
            else
                take(&draft.leaves, &other.leaves);
            draft_free(&other);
            forge_draft(forge, &draft);
        }
    forge_class(forge, "swapped-leaves", "leaf hashes of file .* are not those that were signed");
    for (unsigned leaf = 1; leaf < 4; leaf++) {
        unsigned char first[DIGEST_SIZE];
        make_large(forge, 'a', &draft);
        memcpy(first, draft.leaves.bytes, sizeof first);
        memcpy(draft.leaves.bytes, draft.leaves.bytes + leaf * DIGEST_SIZE, sizeof first);
        memcpy(draft.leaves.bytes + leaf * DIGEST_SIZE, first, sizeof first);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "mixed-payload", "chunk [0-9]+ of file .* is not what was signed");
    make_large(forge, 'a', &draft);
    make_large(forge, 'b', &other);
    take(&draft.payload, &other.payload);
    draft_free(&other);
    forge_draft(forge, &draft);
    for (size_t at = 0; at < LARGE; at += LARGE / 20) {
        make_large(forge, 'a', &draft);
        draft.payload.bytes[at] ^= 4;
        forge_draft(forge, &draft);
    }
    forge_class(forge, "swapped-chunks", "chunk [0-9]+ of file .* is not what was signed");
    for (int chunk = 1; chunk < 3; chunk++) { /* all 'a', but for where the lines end */
        make_large(forge, 'a', &draft);
        memmove(draft.payload.bytes, draft.payload.bytes + (size_t)chunk * PACKAGE_CHUNK, PACKAGE_CHUNK);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "mixed-manifest", "does not fit what it stands under");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++) { /* an fx package that calls itself another, and the like: one byte of the manifest */
        if (kind == PACKAGE_ROOT)
            continue;
        draft_make(&forge->world, (enum package_kind)kind, 11, &draft);
        draft_manifest(&draft, &manifest);
        draft_sign(&draft, &manifest, &draft.signatures);
        manifest.bytes[manifest.size - 2] ^= 1; /* in the last file's root */
        take(&draft.signed_bytes, &manifest);
        writer_free(&manifest);
        forge_draft(forge, &draft);
    }
}

static void sizes(struct forge *forge)
{
    struct draft draft;
    struct writer package;
    forge_class(forge, "size-lie",
                "leaf hashes for files of|cut short: [0-9]+ of [0-9]+ bytes|bytes behind its end|has 0 bytes|has [0-9]+ bytes, not 1 to|have more than");
    static const uint64_t lies[] = { 0, 1, 19, 65536, 65537, 1u << 30, UINT64_C(1) << 31, (UINT64_C(1) << 31) + 1, UINT64_C(1) << 40, UINT64_MAX };
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++)
        for (unsigned file = 0; file < 2; file++) {
            draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
            draft.file[file].size = lies[i];
            draft_seal(&draft);
            forge_draft(forge, &draft);
        }
    forge_class(forge, "leaf-count-lie", "leaf hashes for files of");
    for (unsigned more = 1; more < 6; more++) {
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        if (more == 5)
            draft.leaves.size -= DIGEST_SIZE;
        for (unsigned i = 0; more < 5 && i < more * DIGEST_SIZE; i++)
            writer_number(&draft.leaves, i, 1);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "too-many-files", "[0-9]+ files, at most 64");
    for (unsigned files = PACKAGE_FILES_MAX + 1; files < 256; files += 95) {
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        struct writer manifest = { .bytes = NULL };
        draft_manifest(&draft, &manifest);
        unsigned char *count = memchr(manifest.bytes + manifest.size - 130, 2, 130); /* the count of files: it stands before "\10rows.tsv" */
        while (count && memcmp(count + 1, "\10rows.tsv", 9) != 0)
            count = memchr(count + 1, 2, (size_t)(manifest.bytes + manifest.size - count - 1));
        if (!count)
            world_complain("the count of files is not where it was thought");
        *count = (unsigned char)files;
        take(&draft.signed_bytes, &manifest);
        writer_free(&manifest);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "section-lie", "or that is too large|cut short|at most");
    static const uint32_t section[] = { 0xffffffff, 0x80000000, ROOT_CHAIN_SIZE_MAX + 1, 0x7fffffff };
    for (size_t i = 0; i < sizeof section / sizeof *section; i++) {
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        draft_encode(&draft, &package);
        for (int byte = 0; byte < 4; byte++)
            package.bytes[8 + byte] = (unsigned char)(section[i] >> (8 * byte));
        forge_bytes(forge, &package);
        size_t at = 8 + 4 + forge->world.chain[1].size;
        for (int byte = 0; byte < 4; byte++) {
            package.bytes[8 + byte] = (unsigned char)(forge->world.chain[1].size >> (8 * byte));
            package.bytes[at + (size_t)byte] = (unsigned char)(section[i] >> (8 * byte));
        }
        forge_bytes(forge, &package);
        writer_free(&package);
        draft_free(&draft);
    }
    forge_class(forge, "trailing-bytes", "bytes behind its end");
    for (unsigned more = 1; more <= 1u << 20; more *= 4) {
        draft_make(&forge->world, more % 3 ? PACKAGE_TARIFF : PACKAGE_ROOT, 11, &draft);
        for (unsigned i = 0; i < more; i++)
            writer_number(&draft.payload, 0, 1);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "manifest-trailing", "bytes behind the end of the manifest");
    for (unsigned more = 1; more < 6; more++) {
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        draft_manifest(&draft, &draft.signed_bytes);
        for (unsigned i = 0; i < more; i++)
            writer_number(&draft.signed_bytes, i, 1);
        draft_sign(&draft, &draft.signed_bytes, &draft.signatures);
        forge_draft(forge, &draft);
    }
}

static void cuts(struct forge *forge)
{
    struct draft draft;
    struct writer package;
    forge_class(forge, "cut-short", "cut short|no package of hsdesk");
    make_large(forge, 'a', &draft);
    draft_encode(&draft, &package);
    size_t size = package.size;
    for (int part = 0; part < 60; part++) {
        package.size = size * (size_t)part / 60 / (part < 40 ? 40 : 1); /* most of them in the head */
        forge_bytes(forge, &package);
    }
    package.size = size - 1;
    forge_bytes(forge, &package);
    package.size = size;
    forge_class(forge, "other-format", "it is of format [0-9]+, this program reads 01");
    for (char version = '2'; version <= '9'; version++) {
        package.bytes[7] = (unsigned char)version;
        forge_bytes(forge, &package);
    }
    writer_free(&package);
    draft_free(&draft);
    forge_class(forge, "garbage", "no package of hsdesk");
    for (unsigned size_of = 0, seed = 1; size_of < 20; size_of++) {
        struct writer bytes = { .bytes = NULL };
        for (unsigned i = 0; i < size_of * size_of * size_of; i++) {
            seed = seed * 1664525u + 1013904223u;
            writer_number(&bytes, seed >> 24, 1);
        }
        forge_bytes(forge, &bytes);
        writer_free(&bytes);
    }
}

static const char *next_path(struct forge *forge)
{
    static char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/packages/%s", forge->out, forge_next_name(forge));
    return path;
}

static void no_file(struct forge *forge)
{
    struct draft draft;
    struct writer good;
    draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
    draft_encode(&draft, &good);
    draft_free(&draft);
    char target[PATH_SIZE];
    snprintf(target, sizeof target, "%s/good", forge->out);
    file_write(target, &good);
    writer_free(&good);
    forge_class(forge, "link", "a symbolic link");
    static const char *const targets[] = { "../good", "nowhere", "/dev/zero", "." };
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        if (symlink(targets[i], next_path(forge)) < 0)
            world_complain("a link cannot be made");
        forge_named(forge, forge_next_name(forge), 3);
    }
    forge_class(forge, "device", "a device, no file");
    forge_named(forge, "../../../../../../../../../../dev/zero", 3);
    forge_named(forge, "../../../../../../../../../../dev/null", 3);
    forge_class(forge, "directory", "a directory, no file");
    if (mkdir(next_path(forge), 0755) < 0)
        world_complain("a directory cannot be made");
    forge_named(forge, forge_next_name(forge), 3);
    forge_class(forge, "pipe", "a pipe, no file");
    if (mkfifo(next_path(forge), 0644) < 0)
        world_complain("a pipe cannot be made");
    forge_named(forge, forge_next_name(forge), 3);
    forge_class(forge, "socket", "a socket, no file");
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const char *path = next_path(forge);
    if (strlen(path) < sizeof address.sun_path) {
        memcpy(address.sun_path, path, strlen(path));
        if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0)
            world_complain("a socket cannot be made");
        forge_named(forge, forge_next_name(forge), 3);
    }
    close(fd);
    forge_class(forge, "endless", "a package has at most|bytes behind its end");
    for (int larger = 0; larger < 3; larger++) { /* sparse: they take no room */
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        draft_encode(&draft, &good);
        path = next_path(forge);
        file_write(path, &good);
        if (truncate(path, larger == 0 ? 1 << 30 : (off_t)PACKAGE_SIZE_MAX + (larger == 1 ? 1 : (off_t)1 << 40)) < 0)
            world_complain("a sparse file cannot be made");
        writer_free(&good);
        draft_free(&draft);
        forge_named(forge, forge_next_name(forge), 3);
    }
}

void forge_file_cases(struct forge *forge)
{
    mixed(forge);
    sizes(forge);
    cuts(forge);
    no_file(forge);
}
